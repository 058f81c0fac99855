"""Reads a session's log: every line, or what is wrong.

What it is: docs/developer/protocol.md, ``/session.log``.
The first line says what the session began with (``SessionStart``), every other what came in
and when (``core.session.input_log``). A log has no CRC, so a line is taken only when it is
one that a device could have written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from acupacer.core import settings
from acupacer.core.session.input_log import FIRST_WORD
from acupacer.core.session.session_start import SessionStart

LOG_HEADING = "--- /session.log, for acupacer replay"  # in a bug report
REPORT_BYTES = 65536  # the longest bug report
SHOWN = 40  # letters of a damaged line


@dataclass(frozen=True)
class Line:
    """One line of a log: ms from the session's start, what, and its values.

    ``number``: which line of the file it is, from 1.
    """

    ms: int
    what: str
    values: list[str]
    number: int = field(compare=False)


@dataclass(frozen=True)
class Log:
    """A log, read. ``start``: its first line; ``is_whole``: it goes to the end."""

    start: SessionStart
    lines: list[Line]
    is_whole: bool


def read(data: bytes) -> Log:
    """The log in a file's bytes, or in a bug report's; ValueError says what is wrong where."""
    if len(data) > REPORT_BYTES:
        raise ValueError(f"it is longer than any log or bug report, {REPORT_BYTES} bytes")
    rows = [row.rstrip("\r") for row in data.decode("utf-8", "replace").split("\n")]
    while rows and not rows[-1]:
        rows.pop()
    first = rows.index(LOG_HEADING) + 1 if LOG_HEADING in rows else 0
    if first == len(rows) or not rows[first].startswith(FIRST_WORD):
        raise ValueError("it does not begin with a session")
    begun = _start(rows[first], first + 1)
    lines: list[Line] = []
    for number, row in enumerate(rows[first + 1 :], first + 2):
        if lines and lines[-1].what in ("end", "full"):
            raise _damaged(number, row, f"nothing may follow {lines[-1].what!r}")
        lines.append(_line(row, number, lines[-1].ms if lines else 0))
    if lines and lines[-1].what == "full":
        lines.pop()
    return Log(begun, lines, bool(lines) and lines[-1].what == "end")


def _damaged(number: int, row: str, why: str) -> ValueError:
    shown = row if len(row) <= SHOWN else row[:SHOWN] + "…"
    return ValueError(f"line {number} is damaged: {shown!r}: {why}")


# --- the first line -------------------------------------------------------------------


def _start(row: str, number: int) -> SessionStart:
    try:
        values = json.loads(row.removeprefix(FIRST_WORD))
    except (ValueError, RecursionError) as error:
        raise _damaged(number, row, f"it is not JSON ({error})") from error
    if not isinstance(values, list) or len(values) != len(SessionStart.FIELDS):
        raise ValueError(
            f"line {number} is damaged or of another version: {len(SessionStart.FIELDS)} "
            "values are expected there; bring this program to the device's version"
        )
    for name, value in zip(SessionStart.FIELDS, values, strict=True):
        if not _SHAPES[name](value):
            raise _damaged(number, row, f"{name} cannot be {json.dumps(value)[:SHOWN]}")
    begun = SessionStart.from_row(values)
    if len(begun.reasons) != len(begun.doses):
        raise _damaged(number, row, "it has not a reason for every dose")
    return begun


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return type(value) is int and abs(value) < 1 << 53


def _is_count(value: Any) -> bool:
    return _is_number(value) and value >= 0


def _list_of(is_one: Callable[[Any], bool], length: int = -1) -> Callable[[Any], bool]:
    """Whether a value is a list of such; ``length``: of so many (-1: of any number)."""
    return lambda value: (
        isinstance(value, list)
        and (length < 0 or len(value) == length)
        and all(map(is_one, value))
    )


def _is_dose(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 6:
        return False
    *numbers, sides, level, most_s = value
    return all(map(_is_count, [*numbers, level, most_s])) and _list_of(_is_text)(sides)


def _is_take_up(value: Any) -> bool:
    if value == []:
        return True
    kinds = [int, str, int]
    return isinstance(value, list) and list(map(type, value)) == kinds


def _is_progress(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and _is_text(value[0])


def _is_setting(value: Any) -> bool:
    is_pair = isinstance(value, list) and len(value) == 2 and _is_text(value[0])
    return is_pair and not settings.fault(*value)


_texts = _list_of(_is_text)
_SHAPES: dict[str, Callable[[Any], bool]] = {
    "routine": _is_text,
    "digest": _is_text,
    "start_ms": _is_count,
    "record_id": _is_count,
    "session_id": _is_count,
    "idle_ms": _is_count,
    "buttons": _list_of(_list_of(_is_number, 6), 3),
    "wall": _list_of(_is_number, 4),
    "doses": _list_of(_is_dose),
    "taken_up": _is_take_up,
    "settings": _list_of(_is_setting),
    "reasons": _list_of(_texts),
    "progress": _list_of(_is_progress),
}


# --- the other lines ------------------------------------------------------------------

# What can come in -> the values it has, and how that is said.
_VALUES = {
    "buttons": ("[0-7]", "the contacts as bits, 0 to 7"),
    "panel": ("[01]", "0 or 1"),
    "capped": ("motor|tone", "motor or tone"),
    "failed": ("[a-z_]+", "the store's reason"),
    "clock": ("[0-9]{1,11} -?[0-9]{1,4} [01]", "Unix seconds, minutes east of UTC, 0 or 1"),
    "host": ("pause|stop", "pause or stop"),
    "late": ("[0-9]{1,12}", "ms from the session's start"),
    "edge": ("-?[0-9]{1,12} [0-9]{1,9}", "ms from the session's start, ms late"),
    "end": ("", "nothing more"),
}
_LINE = re.compile(r"([0-9]{1,12}) ([a-z]+)(?: (.*))?")


def _line(row: str, number: int, before_ms: int) -> Line:
    """One line that follows another of ``before_ms``; ValueError says why it cannot be."""
    if row == "full":
        return Line(before_ms, row, [], number)
    match = _LINE.fullmatch(row)
    if match is None:
        raise _damaged(number, row, "a line is a time in ms, a word and its values")
    ms, what, values = int(match[1]), match[2], match[3] or ""
    if what not in _VALUES:
        words = ", ".join(_VALUES)
        raise _damaged(number, row, f"no line says {what!r}; there are {words}")
    pattern, words = _VALUES[what]
    if not re.fullmatch(pattern, values):
        raise _damaged(number, row, f"after {what!r} comes {words}")
    if ms < before_ms:
        raise _damaged(number, row, f"its time is before that of the line above, {before_ms}")
    return Line(ms, what, values.split(), number)
