"""Reads JSON strictly and goes on behind a fault where it can; every fault with its place.

MicroPython's reader lets through commas too many or too few, keys given twice and
control characters in strings; Python's lets through NaN. A file that a device would
store and other programs could not read is caught here, before it is sent.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from acupacer.core.routine.cutter import DEPTH_MAX

# One token of a text already known to be JSON.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
# What stands where a value should, and is none.
_NO_VALUE = re.compile(r"""'[^'\n]*'|[^\s{}\[\],:"]+""")
_COMMA_TOO_MANY = re.compile(r",\s*[}\]]")
_CURLY = re.compile("[“”„‟]")
_DIGITS_MAX = 4000  # Python's reader takes 4300
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")
_MENDED_MAX = 100  # each costs another reading
# What to put where a reader misses something, if there is a blank before.
_MISSED = {"Expecting ',' delimiter": ",", "Expecting ':' delimiter": ":"}
_IN_STRINGS = ("Invalid control character", "Invalid \\escape")
_CURLY_WORDS = (
    "the editor has made curly quotes of straight ones; turn that off (smart quotes, "
    'autocorrect) and write " again around every key and text'
)


@dataclass(frozen=True)
class Parsed:
    """What a text says.

    ``is_whole``: it could be read to its end, and says ``value``. ``faults``: what keeps it
    from being strict JSON, as ``line 3, column 7: ...``. ``text``: with what could be mended.
    ``unread``: places such as ``routines[0].title`` whose value is none, and 0 in ``value``.
    """

    is_whole: bool
    value: Any
    faults: list[str]
    text: str
    unread: list[str]


def parse(text: str) -> Parsed:
    """Read a whole text. Raises nothing."""
    faults: list[str] = []
    curly: list[int] = []  # where curly quotes stand for straight ones
    unread: set[int] = set()
    if '"' not in text and (first := _CURLY.search(text)):
        curly, text = [first.start()], _CURLY.sub('"', text)
    while len(faults) + len(curly) < _MENDED_MAX:
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            if _CURLY.match(text, error.pos):
                curly.append(error.pos)
                text = text[: error.pos] + _CURLY.sub('"', text[error.pos :], count=2)
                continue
            faults.append(_fault(text, error))
            if error.msg == "Expecting value":
                unread.add(error.pos)
            mended = _mended(text, error)
            if mended is None:
                break
            text = mended
        except (ValueError, RecursionError):
            faults.append(_beyond_bounds(text))
            break
        else:
            faults = _curly(text, curly) + faults + _lax_tokens(text)
            return Parsed(True, value, faults, text, _places(text, unread))
    return Parsed(False, None, _curly(text, curly) + faults, text, [])


def at(text: str, position: int, fault: str) -> str:
    """``line 3, column 7: fault`` for what is at ``position`` of a text."""
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}: {fault}"


def _beyond_bounds(text: str) -> str:
    """What Python's reader gives up on, nested lists or a number, and where."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.lstrip("-").isdigit() and len(token) > _DIGITS_MAX:
            return at(text, match.start(), f"a number of {len(token)} digits")
    return next(iter(_too_deep(text)), "a number or the nesting is beyond all bounds")


def _too_deep(text: str) -> list[str]:
    """The first place that is nested too deep, if there is one."""
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += (match.group() in "{[") - (match.group() in "}]")
        if depth > DEPTH_MAX:
            return [_deep(text, match.start())]
    return []


def _deep(text: str, position: int) -> str:
    return at(text, position, f"nested deeper than {DEPTH_MAX} levels")


def _fault(text: str, error: json.JSONDecodeError) -> str:
    if comma := _comma_too_many(text, error):
        end = comma.end() - 1
        return at(text, end, f"a comma too many before {text[end]}")
    if not text[error.pos :].strip():
        return at(text, error.pos, "the document is cut off here")
    if text[error.pos] == "'":
        return at(text, error.pos, 'not JSON: single quotes; a text stands between "')
    reason = error.msg.removesuffix(" at")
    return at(text, error.pos, f"not JSON: {reason[0].lower()}{reason[1:]}")


def _comma_too_many(text: str, error: json.JSONDecodeError) -> re.Match[str] | None:
    # Python 3.13 points at a comma too many, earlier versions behind it
    comma = _COMMA_TOO_MANY.match(text, len(text[: error.pos].rstrip()) - 1)
    return comma or _COMMA_TOO_MANY.match(text, error.pos)


def _curly(text: str, places: list[int]) -> list[str]:
    if not places:
        return []
    more = len(places) - 1
    also = f" ({more} more)" if more else ""
    return [at(text, places[0], _CURLY_WORDS + also)]


def _mended(text: str, error: json.JSONDecodeError) -> str | None:
    """``text`` with the fault put right so that every place stays; None: there is no way."""
    spot = error.pos
    if comma := _comma_too_many(text, error):
        return f"{text[: comma.start()]} {text[comma.start() + 1 :]}"
    if error.msg == "Expecting value" and (no_value := _NO_VALUE.match(text, spot)):
        return text[:spot] + "0".ljust(len(no_value.group())) + text[no_value.end() :]
    if error.msg.startswith(_IN_STRINGS):
        return f"{text[:spot]} {text[spot + 1 :]}"
    if error.msg == "Extra data":
        return text[:spot]
    sign = _MISSED.get(error.msg)
    if sign and spot < len(text) and text[spot - 1].isspace():
        return text[: spot - 1] + sign + text[spot:]
    return None


def _places(text: str, spots: set[int]) -> list[str]:
    """The places, as faults name them, of the values that begin at ``spots``."""
    places: list[str] = []
    if not spots:
        return places
    where: list[int | str | None] = []  # in each list and object that is open; None: no key yet
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "{[":
            where.append(None if token == "{" else 0)
        elif token in "}]":
            where.pop()
        elif token == ",":
            where[-1] = where[-1] + 1 if isinstance(where[-1], int) else None
        elif token != ":" and where and where[-1] is None:
            where[-1] = json.loads(token)
        elif match.start() in spots:
            steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in where]
            places.append("".join(steps).removeprefix("."))
    return places


def _lax_tokens(text: str) -> list[str]:
    faults: list[str] = []
    too_deep: list[str] = []
    keys: list[set[str] | None] = []  # of each object that is open; None for a list
    is_key_next = False
    for number, token in enumerate(_TOKEN.findall(text)):
        if token in "{[":
            keys.append(set() if token == "{" else None)
            is_key_next = token == "{"
            if len(keys) > DEPTH_MAX and not too_deep:
                too_deep = [_deep(text, _position(text, number))]
        elif token in "}]":
            keys.pop()
            is_key_next = False
        elif token in ",:":
            is_key_next = token == "," and keys[-1] is not None
        elif is_key_next:
            key = json.loads(token)
            known = keys[-1]
            if known is not None and key in known:
                faults.append(at(text, _position(text, number), f"key {token} is given twice"))
            elif known is not None:
                known.add(key)
        elif token in _NO_NUMBERS:
            faults.append(at(text, _position(text, number), f"{token} is not JSON"))
    return too_deep + faults


def _position(text: str, number: int) -> int:
    """Where token ``number`` begins."""
    return next(islice(_TOKEN.finditer(text), number, None)).start()
