"""What the benchmarks find that no machine changes."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_tick_of_the_countdown_takes_few_bits_on_the_bus():
    command = [sys.executable, ROOT / "benchmarks" / "drawing_ticks.py", ROOT / "firmware"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert told["bits"] <= 1000
    assert told["worst_bits"] < 9410  # what the whole panel takes
