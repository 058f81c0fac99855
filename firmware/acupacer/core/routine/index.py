"""The index of a routines file, kept beside it: a power-up need not check it all again.

    ["acupacer-index-2","5f0c…","9d1e…",64]1a2b3c4d
    ["neck-knot",[["de","Nackenknoten"],["en","Neck knot"]],"pregnancy"]0b1c2d3e
    ["back","Lower back",84,1012,…,[["hands",0],…],…]5e6f7a8b

The first line says what it is the index of: the edition of the program that made it, the
file's SHA-256, the number of routines. Then comes an ``Entry`` a line, its steps as method and
number of the place. Places have a line each before the first entry that needs them, once,
however many steps press there: names are long, and memory is short. Each line
ends with the CRC-32 of everything before it, the lines above it included, so nothing
damaged is ever looked at. An index is derived from the file: one that is missing, damaged,
or of another program or file costs the time of a scan and nothing else.
"""

import binascii
import json

from ..text.plain_json import crc_text, to_json
from ..text.wording import from_json
from .cutter import ROUTINE_MAX_BYTES
from .model import Entry, StepPlace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_FORMAT = "acupacer-index-2"
_CRC_BYTES = 8
_PLACE_FIELDS = 3  # of a place's line: id, name, flags that exclude it


def index_lines(entries: "list[Entry]", edition: str, sha: bytes) -> "Iterator[bytes]":
    """The index of the file of that SHA-256, line by line. Blocks: a Pico some ms a line."""
    head = [_FORMAT, edition, binascii.hexlify(sha).decode(), len(entries)]
    crc = 0
    for values in _rows(head, entries):
        text = to_json(values).encode()
        crc = binascii.crc32(text, crc)
        yield text + crc_text(crc) + b"\n"


def _rows(head: "list[Any]", entries: "list[Entry]") -> "Iterator[list[Any]]":
    """What stands in each line, as lists: MicroPython writes a named tuple otherwise."""
    yield head
    numbers: "dict[tuple[Any, ...], int]" = {}
    for entry in entries:
        steps = []
        for _, method, *where in entry.places:
            place = tuple(where)
            if place not in numbers:
                numbers[place] = len(numbers)
                yield where
            steps.append([method, numbers[place]])
        values: "list[Any]" = list(entry)
        values[7] = steps
        yield values


class IndexReader:
    """Takes an index in, chunk by chunk. Blocks: never.

    ``edition``: of this program. ``is_whole``: all of it came, sound and of this edition.
    ``entries`` and ``sha`` are of the routines file, once it is whole.
    """

    def __init__(self, edition: str) -> None:
        self.entries: "list[Entry]" = []
        self.sha = b""
        self._edition = edition
        self._count = -1  # routines; -1: the first line has not come
        self._places: "list[tuple[Any, ...]]" = []
        self._crc = 0
        self._tail = b""
        self._is_broken = False

    @property
    def is_whole(self) -> bool:
        """The entries may be used, for a file of that SHA-256."""
        has_all = self._count == len(self.entries) and not self._tail
        return has_all and not self._is_broken

    def feed(self, data: bytes) -> None:
        """Take the next bytes, any number of them."""
        if self._is_broken:
            return
        lines = data.split(b"\n")
        lines[0] = self._tail + lines[0]
        self._tail = lines.pop()
        self._is_broken = len(self._tail) > ROUTINE_MAX_BYTES
        for line in lines:
            self._is_broken = self._is_broken or not self._take(line)

    def _take(self, line: bytes) -> bool:
        """Take one line; False: it is none of a sound index."""
        text = line[:-_CRC_BYTES]
        self._crc = binascii.crc32(text, self._crc)
        if line[-_CRC_BYTES:] != crc_text(self._crc) or self._count == len(self.entries):
            return False
        values = json.loads(text.decode())
        if self._count >= 0 and len(values) == _PLACE_FIELDS:
            self._places.append((values[0], from_json(values[1]), values[2]))
            return True
        if self._count >= 0:
            values[6] = tuple(values[6])  # methods
            values[7] = tuple(
                [
                    StepPlace(index + 1, method, *self._places[number])
                    for index, (method, number) in enumerate(values[7])
                ]
            )
            values[9] = tuple([(offset, length) for offset, length in values[9]])
            self.entries.append(Entry(*values))
            return True
        if values[:2] != [_FORMAT, self._edition]:
            return False
        sha, self._count = values[2:]
        self.sha = binascii.unhexlify(sha)
        return True
