"""Reads routines files as people have them, and says what it had to change.

Other encodings, comments, letters apart from their marks, blanks: what can be put right
without a doubt is. What comes out is what a device gets: JSON in UTF-8, without blanks.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import strict_json

_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_NOT_A_LINE_END = re.compile(r"[^\n]")
_STRANGE = re.compile("[\udc80-\udcff]")  # how ``surrogateescape`` keeps a byte
_LINES_MAX = 20  # with bytes of a code page, that are told one by one
_UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_OF_PROGRAMS = (b"PK\3\4", b"\xd0\xcf\x11\xe0")  # how xlsx and ods begin, and xls
COMMENT_KEYS = ("_comment", "//")
# What editors and web pages put for a blank and a hyphen, and what one sees nothing of.
PLAIN = str.maketrans(
    {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-", "\u00ad": ""}
)

COMPOSED_WORDS = "letters and their marks, which were apart, are put together"
PLAIN_WORDS = "no-break blanks and hyphens are made plain ones"


@dataclass(frozen=True)
class Reading:
    """What a file says.

    ``is_whole``: all of it could be read, and says ``value``. ``data``: the form a device
    gets, else what could be read. ``faults``: with line and column. ``notes``: what was
    changed, for the user. ``unread``: see ``strict_json.Parsed``.
    """

    is_whole: bool
    value: Any
    data: bytes
    faults: list[str]
    notes: list[str]
    unread: list[str]


def read(data: bytes) -> Reading:
    """Read the bytes of a file. Raises nothing."""
    text, faults, notes = decoded(data)
    text, comments = _without_comments(text)
    parsed = strict_json.parse(text)
    faults += parsed.faults
    if not parsed.is_whole:
        return Reading(False, None, _encoded(parsed.text), faults, notes, [])
    composer = _Composer()
    value = composer.cleaned(parsed.value, "")
    if isinstance(value, dict):
        value.pop("$schema", None)
    comments += composer.comments
    if comments:
        notes.append(f"comments are not sent to the device ({comments} left out)")
    notes += composer.notes()
    return Reading(True, value, compact(value), faults, notes, parsed.unread)


def compact(value: Any) -> bytes:
    """A document without the blanks that people read by."""
    return _encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def laid_out(data: bytes) -> bytes:
    """A compact document as people read it; any other as it is."""
    if b"\n" in data:
        return data
    try:
        document = json.loads(data)
    except ValueError:
        return data
    return _encoded(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def no_text(data: bytes) -> str:
    """Why the bytes of a file are not read at all, with what to do; "" they are."""
    begin = data[:4]
    is_wide = len(begin) == 4 and begin.count(b"\0") == 3 and (begin[0] or begin[3])
    is_none = is_wide or begin in (*_OF_PROGRAMS, *_UTF_32)
    return "no text: export a spreadsheet as CSV, a text as UTF-8" if is_none else ""


def _encoded(text: str) -> bytes:
    # A half of a pair has no UTF-8; as an escape it is what the file said.
    return text.encode("utf-8", "backslashreplace")


def decoded(data: bytes) -> tuple[str, list[str], list[str]]:
    """The text of a file's bytes, faults with line and column, and notes."""
    encoding = _utf_16(data)
    if encoding:
        text = data[: len(data) & ~1].decode(encoding, "replace").removeprefix("\ufeff")
        faults = [] if len(data) % 2 == 0 else ["the end: half a UTF-16 character"]
        return text, faults, ["read as UTF-16; a device gets UTF-8"]
    mark = b"\xef\xbb\xbf"
    notes = ["the byte order mark at its beginning is left out"] if data[:3] == mark else []
    text = data.removeprefix(mark).decode("utf-8", "surrogateescape")
    faults = _code_page_faults(text)
    return _STRANGE.sub(lambda match: _windows(match.group()), text), faults, notes


def _utf_16(data: bytes) -> str:
    """Which UTF-16 the data is, with a byte order mark or without; "" when it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16-le" if data[0] == 0xFF else "utf-16-be"
    first, second = data[0:2], data[2:4]
    for encoding, at in (("utf-16-le", 0), ("utf-16-be", 1)):
        is_half = all(len(pair) == 2 and not pair[1 - at] for pair in (first, second))
        if is_half and 32 <= first[at] < 127 and second[at]:
            return encoding
    return ""


def _windows(strange: str) -> str:
    """The letter of a byte in Windows' western code page; "?" when it has none there."""
    return bytes([ord(strange) & 0xFF]).decode("cp1252", "replace").replace("\ufffd", "?")


def _code_page_faults(text: str) -> list[str]:
    """One fault for each line that has bytes of a code page."""
    faults = []
    for number, line in enumerate(text.split("\n"), 1):
        if match := _STRANGE.search(line):
            where = f"line {number}, column {match.start() + 1}"
            faults.append(f"{where}: {_code_page_words(match.group())}; save the file as UTF-8")
    more = len(faults) - _LINES_MAX
    return [*faults[:_LINES_MAX], f"and {more} more like these"] if more > 0 else faults


def _code_page_words(strange: str) -> str:
    byte, letter = ord(strange) & 0xFF, _windows(strange)
    page = "Windows-1252 (or Latin-1)" if byte >= 0xA0 else "Windows-1252"
    means = "" if letter == "?" else f"; in the code page {page} it is {letter}"
    return f"byte 0x{byte:02x} is not UTF-8{means}"


def _without_comments(text: str) -> tuple[str, int]:
    """The text with blanks for comments, so that every place stays, and their number."""
    if "//" not in text and "/*" not in text:
        return text, 0
    count = 0

    def blanked(match: re.Match[str]) -> str:
        nonlocal count
        if match.group().startswith('"'):
            return match.group()
        count += 1
        return _NOT_A_LINE_END.sub(" ", match.group())

    return _STRING_OR_COMMENT.sub(blanked, text), count


class _Composer:
    """Puts letters and marks together, and leaves comments out, in a decoded document."""

    def __init__(self) -> None:
        self.comments = 0
        self._composed: list[str] = []
        self._plain: list[str] = []

    def cleaned(self, value: Any, place: str) -> Any:
        """``value`` without comments, its texts composed."""
        if isinstance(value, str):
            return self._text(value, place)
        if isinstance(value, list):
            return [self.cleaned(each, f"{place}[{n}]") for n, each in enumerate(value)]
        if isinstance(value, dict):
            return dict(self._pairs(value, place))
        return value

    def _pairs(self, value: dict[str, Any], place: str) -> Iterator[tuple[str, Any]]:
        for key, each in value.items():
            if key.startswith(COMMENT_KEYS):
                self.comments += 1
            else:
                yield key, self.cleaned(each, f"{place}.{key}" if place else key)

    def _text(self, text: str, place: str) -> str:
        composed = unicodedata.normalize("NFC", text)
        if composed != text:
            self._composed.append(place)
        plain = composed.translate(PLAIN)
        if plain != composed:
            self._plain.append(place)
        return plain

    def notes(self) -> list[str]:
        """What was done to texts."""
        done = ((self._composed, COMPOSED_WORDS), (self._plain, PLAIN_WORDS))
        return [f"{what} (in {_and_more(places)})" for places, what in done if places]


def _and_more(places: list[str]) -> str:
    more = len(places) - 1
    return f"{places[0]} and {more} more" if more else places[0]
