"""What is on the lines: pulses late, pulses short, presses that bounce, on a real kernel.

In the machine of ``make test-kernel``, by the kernel's own trace; emulated, so the loop that
only sleeps and writes says what the machine itself adds.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "system" / "kernel"))

from boot import boot
from needs import NotPossible, check
from prepare import prepare


def main():
    """Measure and print the tables; nothing passes or fails."""
    try:
        check()
        kernel = prepare(lambda text: None)
    except NotPossible as error:
        print(f"lines on a real kernel: skipped: {error}")
        return 0
    return boot(kernel, "line_timing.py")


if __name__ == "__main__":
    sys.exit(main())
