"""How long commands take to start: whole processes, median of several runs."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 9
BIN = Path(sys.executable).parent
COMMANDS = (
    ("acupacer --version", ["acupacer", "--version"], 0.3),
    ("acupacer --help", ["acupacer", "--help"], None),
    ("smpmgr --version", ["smpmgr", "--version"], None),
    ("python -c pass", ["python", "-c", "pass"], None),
)


def seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run([BIN / command[0], *command[1:]], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    print(f"{'cold start':32}{'median s':>12}{'worst s':>12}{'goal':>10}")
    for label, command, goal in COMMANDS:
        seconds(command)  # once, so that byte code is compiled for all of them
        found = [seconds(command) for _ in range(RUNS)]
        told = "" if goal is None else f"<= {goal:g}"
        print(f"{label:32}{statistics.median(found):12.3f}{max(found):12.3f}{told:>10}")


if __name__ == "__main__":
    main()
