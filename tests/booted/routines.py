"""Routines files the scenarios push: sessions of seconds, and a file worth interrupting."""

import json
import random
import string

LETTERS = random.Random(1)  # not to be deflated much: it has to take several frames


def _routine(name, title, point, hold_s, text=()):
    dose = {"start_s": hold_s, "max_s": hold_s, "step_s": 0, "every": 1}
    step = {"method": "hands", "point": point, "sides": ["left"], "text": list(text)}
    step |= {"hold": dose, "get_ready_s": 3, "repetitions": 1}
    return {"id": name, "title": title, "steps": [step]}


def _line():
    return "".join(LETTERS.choices(string.ascii_letters + string.digits, k=80))


def _document(routines):
    document = {"format": "acupacer-routines", "version": 1, "routines": routines}
    # As it is sent: the scenarios compare files.
    return json.dumps(document, separators=(",", ":")).encode()


_SHORT = [
    _routine("short-hand", "Short hand", "LI4", 5),
    _routine("short-hip", "Short hip", "GB30", 10),
]
_WORDY = [
    _routine(f"wordy-{number}", "Wordy", "GB30", 10, [_line() for _ in range(8)])
    for number in range(40)
]

SHORT = _document(_SHORT)
LARGE = _document(_SHORT + _WORDY)
