"""How late pulses are on the line, and how long they last: by the kernel's own trace.

A session by button on a booted, emulated Pi (``make test-system``), where time counts
instructions, so that a busy computer does not show.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SESSION = "tests/booted/test_session.py::test_a_session_by_button_is_on_the_line_as_told"


def main():
    """Measure and print; nothing passes or fails."""
    command = [sys.executable, "-m", "pytest", SESSION, "-q", "-rs", "-s"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if line.endswith(" ms") or "SKIP" in line]
    print("\n".join(said) or "lines on a booted system: not measured")
    return 0


if __name__ == "__main__":
    sys.exit(main())
