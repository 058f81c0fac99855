"""``make bench``: every measurement, one table after the other.

Nothing here passes or fails: machines are noisy. The goals stand beside the figures.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = (
    "bench_start",
    "bench_step",
    "bench_drawing",
    "bench_link",
    "bench_sets",
    "bench_chip",
    "bench_timing",
    "bench_line",
)


def main() -> int:
    named = sys.argv[1:] or PARTS
    worst = 0
    for part in named:
        worst = max(worst, subprocess.run([sys.executable, HERE / f"{part}.py"]).returncode)
        print(flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
