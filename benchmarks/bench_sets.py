"""Checking and adding routines as a user waits for it: whole commands, process start included.

Beside them what does a part of the same: ``python -m jsonschema`` checks a JSON file by the
schema alone, ``smpmgr`` sends a file of the same size without looking at it.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_link import BIN, NAME, ROOT, Device, row, timed

RUNS = 7
LARGEST, FORTY = 64, 40
POINTS = ("LI4", "ST36", "GB21", "LI11", "BL60")
HOLD = {"start_s": 10, "max_s": 60, "step_s": 5, "every": 3}


def routine(number: int) -> dict:
    steps = [
        {
            "method": "hands",
            "point": point,
            "text": [f"Routine {number}: press where it feels right, and breathe on."],
            "hold": HOLD,
        }
        for point in POINTS
    ]
    about = "A sentence about this routine, as long as people write it."
    return {"id": f"r-{number}", "title": f"Routine {number}", "about": about, "steps": steps}


def document(count: int) -> dict:
    routines = [routine(number) for number in range(count)]
    return {"format": "acupacer-routines", "version": 2, "routines": routines}


def run(*words: object) -> None:
    """Run a command as people do, who have what Python compiled before."""
    command = [str(word) for word in words]
    environ = {**os.environ}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, check=True, capture_output=True, env=environ)


def median_s(*words: object) -> float:
    return statistics.median(timed(lambda: run(*words)) for _ in range(RUNS))


def checks(folder: Path) -> None:
    from acupacer_host.content import completing
    from acupacer_host.content.short import table_writing, writing

    whole = document(LARGEST)
    files = {
        "largest.json": json.dumps(whole, indent=1),
        "largest.txt": writing.text_of(whole),
        "largest.csv": table_writing.table_of(whole),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    complete, _ = completing.completed(whole)
    (folder / "complete.json").write_text(json.dumps(complete))
    schema = ROOT / "shared" / "routines.schema.json"
    theirs = median_s(
        sys.executable, "-m", "jsonschema", "-i", folder / "complete.json", schema
    )
    for name in files:
        mine = median_s(BIN / "acupacer", "validate", folder / name)
        row(f"validate {LARGEST} routines, {name[8:]}", mine, theirs, goal="<= 0.25")


def adding(folder: Path) -> None:
    """One routine more for a device with forty, another one each time."""
    from acupacer_host.content import completing

    forty = folder / "forty.json"
    forty.write_text(json.dumps(completing.completed(document(FORTY))[0]))
    with Device() as device:
        port = ("--port", device.port)
        run(BIN / "acupacer", *port, "push", "--replace", forty)
        found = []
        for number in range(RUNS):
            file = folder / "one.txt"
            file.write_text(f"# One more, {number}   one\nLI4   left   3 × {10 + number} s\n")
            found.append(timed(lambda file=file: run(BIN / "acupacer", *port, "add", file)))
        mine = statistics.median(found)
        manager = (BIN / "smpmgr", *port, "--timeout", "5", "file", "upload", forty, NAME)
        theirs = median_s(*manager)
    row(f"add one to {FORTY}, over a pty", mine, theirs, goal="<= 0.3")


def main() -> None:
    row("whole commands, s", "acupacer", "reference", goal="goal")
    with tempfile.TemporaryDirectory() as name:
        checks(Path(name))
        adding(Path(name))


if __name__ == "__main__":
    main()
