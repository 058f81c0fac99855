"""Routines files the scenarios push: sessions of seconds, and a file worth interrupting."""

import json
from pathlib import Path

import acupacer_data

FOLDER = Path("/run/files")


def _short(name, title, point, hold_s):
    dose = {"start_s": hold_s, "max_s": hold_s, "step_s": 0, "every": 1}
    step = {"method": "hands", "point": point, "sides": ["left"], "text": [], "hold": dose}
    return {"id": name, "title": title, "steps": [{**step, "get_ready_s": 3, "repetitions": 1}]}


def _write(name, routines):
    FOLDER.mkdir(exist_ok=True)
    document = {"format": "acupacer-routines", "version": 1, "routines": routines}
    path = FOLDER / name
    path.write_text(json.dumps(document, indent=1))
    return path


_SHORT = [_short("short-hand", "Short hand", "LI4", 5), _short("short-hip", "Short hip", "GB30", 10)]
_FACTORY = json.loads((Path(acupacer_data.__file__).parent / "routines.json").read_text())

SHORT = _write("short.json", _SHORT)
LARGE = _write("large.json", _SHORT + _FACTORY["routines"])
