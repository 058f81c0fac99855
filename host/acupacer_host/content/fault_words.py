"""Words a device has no room for: where a fault is, which character, what to do about it.

The rules and their faults are the core's. A laptop has the whole file before it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .strict_json import at_byte

_BYTE = re.compile(r"byte ([1-9][0-9]*): (.*)")
_CHARACTER = re.compile(r"(.*): character ([0-9]+) (is not in the panel's font)")
_VERSION = re.compile(r"version: [0-9]+ exceeds [0-9]+")
_KEY_OR_INDEX = re.compile(r"\w+|(?<=\[)[0-9]+(?=\])")
OUTSIDE = "outside the routines"  # how a fault of what is there ends
UPDATE = "the file is for a later acupacer; update this program (pip install -U acupacer)"


def for_people(faults: list[str], data: bytes) -> list[str]:
    """The core's ``faults`` of the document ``data``, with what helps to mend each."""
    document = _document(data)
    return [_for_people(fault, data, document) for fault in faults]


def _document(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _for_people(fault: str, data: bytes, document: Any) -> str:
    if match := _BYTE.fullmatch(fault):
        return at_byte(data, int(match[1]), match[2])
    if match := _CHARACTER.fullmatch(fault):
        letter = _letter(document, match[1], int(match[2]))
        return f"{match[1]}: character {match[2]}{letter} {match[3]}"
    if fault.endswith(OUTSIDE):
        return f"{fault}; blanks between them count as well"
    return f"{fault}; {UPDATE}" if _VERSION.fullmatch(fault) else fault


def _letter(document: Any, place: str, number: int) -> str:
    """``" U+1F600"``: the code of a letter of the text at ``place``; "" if it is not there."""
    value = document
    try:
        for key in _KEY_OR_INDEX.findall(place):
            value = value[int(key)] if isinstance(value, list) else value[key]
        return f" U+{ord(value[number - 1]):04X}"
    except (LookupError, TypeError, ValueError):
        return ""
