"""What steps call a place that is no known point: a slip of the pen, or a place of one's own.

With its name a point loses what is known of it, such as who must not press there: what looks
like one is refused. A device has no room for all spellings, and takes any words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from acupacer.core.routine import known_places, known_table
from acupacer.core.routine.fault_list import shared_ends

from .catalogue import catalogue
from .places import fold
from .short import words

_NEAREST = 3  # points that are suggested at most
_SURE, _LONG = 5, 8  # letters of a name from which on a slip may be in one of them, and in two
_CODE = re.compile(r"([a-z]{1,3})([0-9oil]*[0-9][0-9oil]*)")
# The number of points on each channel, and how those without a known one are written.
_POINTS = {"LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67, "KI": 27}
_POINTS |= {"PC": 9, "TE": 23, "GB": 44, "LR": 14, "GV": 28, "CV": 24}
_CHANNELS = " CV cv ren rm kg vc \n" + known_table.CHANNELS


def check(document: Any) -> tuple[list[str], list[str]]:
    """Faults of the names in ``document``, decoded JSON of whatever shape, and notes."""
    faults: list[str] = []
    notes: dict[str, str] = {}
    defined = []
    for index, place in enumerate(_list(document, "places")):
        name = place.get("name")
        if isinstance(name, str):
            defined.append(known_places.identity(name))
            is_code = _look(name) in map(_look, catalogue().places)
            if is_code and (fault := _mistaken(name)):
                faults.append(f"places[{index}].name: {fault}")
    for number, routine in enumerate(_list(document, "routines")):
        for index, step in enumerate(_list(routine, "steps")):
            name = step.get("area")
            if not isinstance(name, str) or known_places.identity(name) in defined:
                continue
            if fault := _mistaken(name):
                faults.append(f"routines[{number}].steps[{index}].area: {fault}")
            elif step.get("method") == "hands" and not _is_known(name):
                notes[name] = "".join(_slips(name, words.REGION_WORDS)[:1])
    calm = "not known here, so by hand only; no point's precautions apply"
    told = [f"{name}: {calm}; did you mean {meant}?" for name, meant in notes.items() if meant]
    unknown = ", ".join(name for name, meant in notes.items() if not meant)
    return faults, told + ([f"{unknown}: {calm}"] if unknown else [])


def nearest(text: str) -> list[str]:
    """The codes that ``text`` looks like, or of the points whose names it misspells.

    The likeliest first.
    """
    if not _CODE.fullmatch(fold(text)):
        known = catalogue()
        found = [known.find(name).place for name in _slips(text, known.spellings())]
        return list(dict.fromkeys(place.code for place in found if place))[:_NEAREST]
    apart = {code: _apart(_look(text), _look(code)) for code in catalogue().places}
    return [code for code in sorted(apart, key=apart.__getitem__) if apart[code] < 2][:_NEAREST]


def _mistaken(name: str) -> str:
    """Why ``name`` cannot be a place of one's own; "" it can."""
    match = _CODE.fullmatch(fold(name))
    if _is_known(name):
        return ""
    if match:
        before = _CHANNELS.partition(f" {match.group(1)} ")[0]
        channel = before[before.rfind("\n") + 1 :].split()[:1] if before != _CHANNELS else []
        most = _POINTS.get("".join(channel), 0)
        if match.group(2).isdigit() and 0 < int(match.group(2)) <= most:
            return ""  # a point, if none that is known here
        if len(match.group(1)) > 2 and len(name.split()) > 1 and not most:
            return ""  # toe 1
        what = f"“{name}” looks like a point's code, but is none; name your own place in words"
    elif nearest(name):
        what = f"“{name}” is nearly a point's name; a place of your own needs another"
    else:
        return ""
    codes = ", ".join(nearest(name))
    return f"{what}; did you mean {codes}?" if codes else what


def _is_known(name: str) -> bool:
    """Whether it is a point or a region, or may be one of several."""
    return bool(any(known_places.meaning(name)) or words.region_called(name))


def _look(name: str) -> str:
    """A folded name with digits for the letters that look like some."""
    return fold(name).replace("o", "0").replace("i", "1").replace("l", "1")


def _apart(said: str, other: str) -> int:
    return max(len(said), len(other)) - shared_ends(said, other)


def _slips(name: str, known: Iterable[str]) -> list[str]:
    """Those of ``known``, words, that ``name`` misspells."""
    said = fold(name)
    found = []
    for each in known:
        other = fold(each)
        apart = _apart(said, other)
        is_turned = apart == 2 and sorted(said) == sorted(other)
        is_near = 0 < apart <= (2 if len(said) >= _LONG else 1) or is_turned
        if is_near and len(said) >= _SURE and not other[-1].isdigit():
            found.append(each)
    return found


def _list(value: Any, key: str) -> list[dict[str, Any]]:
    """The list ``key`` of ``value``; an object in place of whatever is none."""
    found = value.get(key) if isinstance(value, dict) else None
    listed = found if isinstance(found, list) else []
    return [each if isinstance(each, dict) else {} for each in listed]
