"""The index of the routines: what the device remembers of each, packed small."""

import json
from collections import namedtuple

from .history import to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# What the device remembers of a routine.
# offset, length: its bytes within the document. digest: 12 hex digits of their SHA-256.
# minutes: how long it takes at its start doses, rounded up.
# methods: in the order of first use. spots: (step from 1, method, point or "", area or
# "") for every step. cautions_hash: 12 hex digits that change when what must be
# accepted before the first run changes.
Entry = namedtuple(
    "Entry",
    (
        "id",
        "title",
        "offset",
        "length",
        "digest",
        "minutes",
        "methods",
        "spots",
        "cautions_hash",
    ),
)


class Index:
    """A sequence of ``Entry``. Blocks: never; a Pico takes 2 ms to unpack an entry.

    Each is kept as a line of JSON: one piece of memory, and a third of what all its texts
    and tuples take. The last one asked for is kept unpacked.
    """

    def __init__(self) -> None:
        self._lines: "list[str]" = []
        self._line = ""
        self._entry: "Entry | None" = None  # what is in ``_line``

    def add(self, entry: Entry) -> None:
        """Put ``entry`` at the end."""
        self._lines.append(to_json(list(entry)))  # MicroPython spells a namedtuple out

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> "Iterator[Entry]":
        for at in range(len(self._lines)):
            yield self[at]

    def __getitem__(self, at: int) -> Entry:
        line = self._lines[at]
        if self._entry is None or line != self._line:
            values = json.loads(line)
            values[6] = tuple(values[6])
            values[7] = tuple(map(tuple, values[7]))
            self._line, self._entry = line, Entry(*values)
        return self._entry

    def place(self, routine_id: str) -> int:
        """Where the routine of that id is, from 0; -1 when it is not there."""
        begin = "[" + to_json(routine_id) + ","
        for at in range(len(self._lines)):
            if self._lines[at].startswith(begin):
                return at
        return -1
