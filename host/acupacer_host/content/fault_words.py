"""Words a device has no room for: which characters, what to do about it.

The rules and their faults are the core's. A laptop has the whole file before it.
"""

from __future__ import annotations

import re
from typing import Any

from acupacer.core.text import alphabet

_CHARACTER = re.compile(r"(.*): character [0-9]+( U\+[0-9A-F]+)? (is not in the panel's font)")
_VERSION = re.compile(r"version: [0-9]+ exceeds [0-9]+")
_OF_BYTES = re.compile(
    r"byte [0-9]+: .*|document: .*|.*: (not JSON \(|byte |[0-9]+ bytes exceed ).*"
)
_KEY_OR_INDEX = re.compile(r"\w+|(?<=\[)[0-9]+(?=\])")
_LONG, _HEAD, _TAIL = 600, 300, 250  # characters of a fault
UPDATE = "the file is for a later acupacer; install a newer release"


def is_of_content(fault: str) -> bool:
    """Whether a device's fault is about what a document says, not how it is written."""
    return not _OF_BYTES.fullmatch(fault)


def shortened(text: str) -> str:
    """The beginning and the end of what nobody would read whole."""
    return text if len(text) <= _LONG else f"{text[:_HEAD]} … {text[-_TAIL:]}"


def for_people(faults: list[str], document: Any) -> list[str]:
    """The core's ``faults`` of a decoded document, with what helps to mend each."""
    return [words for fault in faults for words in _for_people(fault, document)]


def _for_people(fault: str, document: Any) -> list[str]:
    if match := _CHARACTER.fullmatch(fault):
        return [f"{match[1]}: {each} {match[3]}" for each in _odd(document, match[1])] or [
            fault
        ]
    return [f"{fault}; {UPDATE}"] if _VERSION.fullmatch(fault) else [fault]


def _odd(document: Any, place: str) -> list[str]:
    """``"character 3 U+1F600"`` for each character the font lacks in the text at ``place``."""
    value = document
    try:
        for key in _KEY_OR_INDEX.findall(place):
            value = value[int(key)] if isinstance(value, list) else value[key]
        return [
            f"character {value.index(character) + 1} U+{ord(character):04X}"
            for character in dict.fromkeys(value)
            if not alphabet.has(character)
        ]
    except (LookupError, TypeError, ValueError, AttributeError):
        return []
