"""``make bench``: every measurement, one table after the other.

Nothing here passes or fails: machines are noisy. The goals stand beside the figures. What the
commands keep goes into a folder that is gone at the end, not into the user's own.
"""

import os
import subprocess
import sys
import tempfile
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
HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


def main() -> int:
    named = sys.argv[1:] or PARTS
    worst = 0
    with tempfile.TemporaryDirectory(prefix="acupacer-bench-") as home:
        environ = {**os.environ, **dict.fromkeys(HOMES, home)}
        for part in named:
            command = [sys.executable, HERE / f"{part}.py"]
            worst = max(worst, subprocess.run(command, env=environ).returncode)
            print(flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
