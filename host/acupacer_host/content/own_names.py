"""What steps call a place that is no known point: a slip of the pen, or a place of one's own.

With its name a point loses what is known of it, such as who must not press there: what looks
like one is refused. A device has no room for all spellings, and takes any words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from acupacer.core.routine import known_places, known_table
from acupacer.core.routine.fault_list import shared_ends

from .catalogue import catalogue
from .places import fold
from .short import words

_NEAREST = 3  # points that are suggested at most
_SURE = 5  # letters of a name from which on one that differs in one is a slip
_LONG = 8  # letters from which on two may differ
_CODE = re.compile(r"([a-z]{1,3})([0-9oil]*[0-9][0-9oil]*)")
_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})  # letters that look like digits
# The number of points on each channel, and how those without a known one are written.
_POINTS = {"LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67, "KI": 27}
_POINTS |= {"PC": 9, "TE": 23, "GB": 44, "LR": 14, "GV": 28, "CV": 24}
_CHANNELS = dict.fromkeys(("cv", "ren", "rm", "kg", "vc"), "CV") | {
    word: line.split()[0] for line in known_table.CHANNELS.splitlines() for word in line.split()
}


def check(document: Any) -> tuple[list[str], list[str]]:
    """Faults of the names in ``document``, decoded JSON of whatever shape, and notes."""
    faults, notes, unknown = [], [], []
    defined = set()
    for at, name in _defined(document):
        defined.add(known_places.identity(name))
        faults += [f"{at}: {fault}"] if _seems(name) and (fault := _mistaken(name)) else []
    for at, name, is_by_hand in _areas(document):
        if known_places.identity(name) in defined or any(known_places.meaning(name)):
            continue
        if fault := _mistaken(name):
            faults.append(f"{at}: {fault}")
        elif is_by_hand and not words.region_called(name):
            alike = next(_slips(name, words.REGION_WORDS), "")
            unknown += [] if alike else [name]
            what = f"is nothing known here, so by hand only; did you mean {alike}?"
            notes += [f"{name}: {what}"] if alike else []
    if unknown:
        names = ", ".join(dict.fromkeys(unknown))
        notes.append(f"{names}: not known here, so by hand only; no point's precautions apply")
    return faults, list(dict.fromkeys(notes))


def nearest(text: str) -> list[str]:
    """The codes that ``text`` looks like, or of the points whose names it misspells.

    The likeliest first.
    """
    match = _CODE.fullmatch(fold(text))
    if match is None or _is_word(text):
        spellings = catalogue().spellings()
        found = [catalogue().find(name).place for name in _slips(text, spellings)]
        return list(dict.fromkeys(place.code for place in found if place))[:_NEAREST]
    channel, number = match.groups()
    channel, number = _CHANNELS.get(channel, channel.upper()), number.translate(_ALIKE)

    def distance(code: str) -> int:
        prefix = code.rstrip("0123456789")
        digits = code[len(prefix) :]
        apart = max(len(digits), len(number)) - shared_ends(digits, number)
        return 2 * apart + 3 * (len(prefix) - shared_ends(prefix, channel))

    ranked = sorted(catalogue().places, key=distance)
    near = [code for code in ranked if distance(code) <= 3]
    return list(dict.fromkeys([*_seems(text), *near]))[:_NEAREST]


def _seems(name: str) -> list[str]:
    """The codes of points that are spelt as ``name`` but for letters that look like digits."""
    if not _CODE.fullmatch(fold(name)):
        return []
    look = fold(name).translate(_ALIKE)
    return [
        place.code
        for place in catalogue().places.values()
        if any(fold(each).translate(_ALIKE) == look for each in place.spellings)
        and not known_places.meaning(name)[0]
    ]


def _mistaken(name: str) -> str:
    """Why ``name`` cannot be a place of one's own; "" it can."""
    match = _CODE.fullmatch(fold(name))
    if match and not _is_word(name):
        channel = _CHANNELS.get(match.group(1), "")
        if match.group(2).isdigit() and 0 < int(match.group(2)) <= _POINTS.get(channel, 0):
            return ""  # a point, if none that is known here
        what = f"“{name}” looks like a point's code, but is none; name your own place in words"
    elif nearest(name):
        what = f"“{name}” is nearly a point's name; a place of your own needs another"
    else:
        return ""
    codes = ", ".join(nearest(name))
    return f"{what}; did you mean {codes}?" if codes else what


def _is_word(name: str) -> bool:
    """Whether it is numbered words, as ``toe 1``."""
    said = name.split()
    return len(said) > 1 and len(fold(said[0])) > 2 and fold(said[0]) not in _CHANNELS


def _slips(name: str, known: Iterable[str]) -> Iterator[str]:
    """Those of ``known`` that ``name`` misspells."""
    said = fold(name)
    for each in known:
        length, folded = max(len(said), len(fold(each))), fold(each)
        if len(said) < _SURE or abs(len(said) - len(folded)) > 2 or folded[-1:].isdigit():
            continue
        apart = length - shared_ends(said, folded)
        is_turned = apart == 2 and sorted(said) == sorted(folded)
        if 0 < apart <= (2 if length >= _LONG else 1) or is_turned:
            yield each


def _defined(document: Any) -> Iterator[tuple[str, str]]:
    """What places are called in definitions, and where."""
    for index, place in enumerate(_list(document, "places")):
        name = place.get("name") if isinstance(place, dict) else None
        for each in name.values() if isinstance(name, dict) else [name]:
            if isinstance(each, str):
                yield f"places[{index}].name", each


def _areas(document: Any) -> Iterator[tuple[str, str, bool]]:
    """Where and what steps call a place that has no definition, and whether by hand."""
    for number, routine in enumerate(_list(document, "routines")):
        for index, step in enumerate(_list(routine, "steps")):
            area = step.get("area") if isinstance(step, dict) else None
            if isinstance(area, str) and area.strip():
                is_by_hand = step.get("method") == "hands"
                yield f"routines[{number}].steps[{index}].area", area, is_by_hand


def _list(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []
