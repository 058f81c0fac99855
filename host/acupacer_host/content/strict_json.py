"""Refuses JSON that only a lax reader accepts, with line and column.

MicroPython's reader lets through commas too many or too few, keys given twice and
control characters in strings; Python's lets through NaN. A file that a device would
store and other programs could not read is caught here, before it is sent.
"""

import json
import re

from acupacer.core.routine.cutter import DEPTH_MAX

# One token of a text already known to be JSON.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_COMMA_TOO_MANY = re.compile(r",\s*[}\]]")
_DIGITS_MAX = 4000  # Python's reader takes 4300
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")


def faults(data: bytes) -> list[str]:
    """What keeps ``data`` from being strict JSON in UTF-8, as ``line 3, column 7: ...``.

    Empty when all is well. A wrong syntax gives one fault (reading stops there), keys
    given twice one each. A byte order mark is left to the routines' own check.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = data[: error.start].decode("utf-8")
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return [_at(start, len(start), found)]
    text = text.removeprefix("\ufeff")
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return [_syntax_fault(text, error)]
    except (ValueError, RecursionError):
        return [_beyond_bounds(text)]
    return _lax_tokens(text)


def at_byte(data: bytes, offset: int, found: str) -> str:
    """``line 3, column 7: found`` for what is at byte ``offset`` of a document."""
    before = data[:offset].decode("utf-8", "replace").removeprefix("\ufeff")
    return _at(before, len(before), found)


def _beyond_bounds(text: str) -> str:
    """What Python's reader gives up on, nested lists or a number, and where."""
    depth = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        depth += (token in "{[") - (token in "}]")
        if depth > DEPTH_MAX:
            return _at(text, match.start(), f"nested deeper than {DEPTH_MAX} levels")
        if token.lstrip("-").isdigit() and len(token) > _DIGITS_MAX:
            return _at(text, match.start(), f"a number of {len(token)} digits")
    return "a number or the nesting is beyond all bounds"


def _syntax_fault(text: str, error: json.JSONDecodeError) -> str:
    # Python 3.13 points at a comma too many, earlier versions behind it
    comma = _COMMA_TOO_MANY.match(text, len(text[: error.pos].rstrip()) - 1)
    comma = comma or _COMMA_TOO_MANY.match(text, error.pos)
    if comma:
        at = comma.end() - 1
        return _at(text, at, f"a comma too many before {text[at]}")
    if not text[error.pos :].strip():
        return _at(text, error.pos, "the document is cut off here")
    reason = error.msg.removesuffix(" at")
    return _at(text, error.pos, f"not JSON: {reason[0].lower()}{reason[1:]}")


def _lax_tokens(text: str) -> list[str]:
    faults = []
    keys: list[set[str] | None] = []  # of each object that is open; None for a list
    is_key_next = False
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "{[":
            keys.append(set() if token == "{" else None)
            is_key_next = token == "{"
        elif token in "}]":
            keys.pop()
            is_key_next = False
        elif token in ",:":
            is_key_next = token == "," and keys[-1] is not None
        elif is_key_next:
            key = json.loads(token)
            known = keys[-1]
            if known is not None and key in known:
                faults.append(_at(text, match.start(), f"key {token} is given twice"))
            elif known is not None:
                known.add(key)
        elif token in _NO_NUMBERS:
            faults.append(_at(text, match.start(), f"{token} is not JSON"))
    return faults


def _at(text: str, position: int, fault: str) -> str:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}: {fault}"
