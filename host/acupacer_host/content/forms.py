"""Reads a file with routines in whichever form it is: JSON, the short form, or a table.

The ending of its name says which, and where it does not, what is in it. Who has JSON does
not wait for the others to be imported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import reading
from .reading import Reading

if TYPE_CHECKING:
    from .short.heard import Heard

JSON, TEXT, TABLE = "json", "text", "csv"
OF_SUFFIX = {".json": JSON, ".txt": TEXT, ".md": TEXT, ".csv": TABLE, ".tsv": TABLE}


@dataclass(frozen=True)
class Form:
    """What a file says.

    ``told``: a fault of the core, by line; "" where that says it. ``line_word``: what faults
    begin with that are told by line, "" where they are told by place.
    """

    reading: Reading
    told: Callable[[str], str]
    line_word: str = ""

    def in_order(self, faults: Iterable[str]) -> list[str]:
        """Every fault once, by lines where there are some."""
        found = list(dict.fromkeys(faults))
        number = re.compile(rf"{self.line_word} (\d+)")

        def line(fault: str) -> int:
            match = number.match(fault)
            return int(match.group(1)) if match else 0

        return sorted(found, key=line) if self.line_word else found


def read(data: bytes, name: str) -> Form:
    """Read the bytes of the file called ``name``. Raises nothing."""
    if fault := reading.no_text(data):
        return Form(Reading(False, None, b"", [fault], [], []), lambda told: told)
    text, faults, notes = reading.decoded(data)
    form = form_of(text, name)
    if form == JSON:
        return Form(reading.read(data), lambda fault: fault)
    from .short import reading as short_reading
    from .short import table_reading

    plain, more = _plain(text)
    heard = short_reading.read(plain) if form == TEXT else table_reading.read(plain)
    return _heard(heard, faults, notes + more)


def form_of(text: str, name: str) -> str:
    """JSON, TEXT or TABLE. What begins as JSON does is, whatever it is called."""
    begin = text.lstrip()[:2]
    if begin[:1] in ("{", "["):
        return JSON
    known = OF_SUFFIX.get(Path(name).suffix.lower(), "")
    if known and known != JSON:
        return known
    if begin[:1] == "#":
        return TEXT
    return TABLE if not known and _is_table(text) else JSON


def _is_table(text: str) -> bool:
    from .short import table_reading

    return table_reading.is_table(text)


def _heard(heard: Heard, faults: list[str], notes: list[str]) -> Form:
    from .short import located

    return Form(
        Reading(
            True,
            heard.document,
            reading.compact(heard.document),
            faults + heard.told_faults(),
            notes + heard.notes,
            [],
        ),
        lambda fault: located.told(fault, heard),
        heard.line_word,
    )


def _plain(text: str) -> tuple[str, list[str]]:
    """``text`` with letters and marks together, and plain blanks; and what was done."""
    composed = unicodedata.normalize("NFC", text)
    plain = composed.translate(reading.PLAIN)
    notes = []
    if composed != text:
        notes.append(reading.COMPOSED_WORDS)
    if plain != composed:
        notes.append(reading.PLAIN_WORDS)
    return plain, notes
