"""How a host pulls the history, and says what it has."""

from .. import events
from ..progress.history import MAX_LINE_BYTES, decode
from ..progress.records import Checkpoint
from . import smp
from .cbor import Map
from .job import ReadJob
from .request import end_by, int_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..device_config import Capacities
    from ..store.storage import Storage, StoredContents
    from .job import Job
    from .request import Fields, WriteGate

READ_BYTES = 1024


class HistoryPlace:
    """Where in the file records from ``record_id`` on may be found: at ``offset``.

    ``rewrites``: the ``StoredContents.rewrites`` this was true for.
    """

    def __init__(self, record_id: int = 0, offset: int = 0, rewrites: int = 0) -> None:
        self.record_id = record_id
        self.offset = offset
        self.rewrites = rewrites


class HistoryGroup:
    """The commands of the history. ``acknowledge``: see ``Compaction.acknowledge``."""

    def __init__(
        self,
        storage: "Storage",
        contents: "StoredContents",
        limits: "Capacities",
        acknowledge: "Callable[[int], str]",
        gate: "WriteGate",
    ) -> None:
        self.storage = storage
        self.contents = contents
        self.place = HistoryPlace()
        self._limits = limits
        self._acknowledge = acknowledge
        self._gate = gate

    def history(self, fields: "Fields") -> "Job":
        """{since, len?} -> {records, next, more}: lines with ids from ``since`` on.

        Oldest first; about ``len`` bytes of them (for noisy lines), but at least one.
        Checkpoints are left out.
        """
        room = self._limits.data_bytes
        room = min(room, int_field(fields, "len", room))
        since = int_field(fields, "since")
        return _HistoryJob(self, since, self._start_of(since), room)

    def acknowledge(self, fields: "Fields") -> Map:
        """{id} -> {}: the host keeps records up to ``id``; the device may trim them."""
        self._gate.check()
        self._gate.spend()
        end_by(self._acknowledge(int_field(fields, "id")), smp.INVALID)
        self.place = HistoryPlace()
        return Map(())

    def _start_of(self, since: int) -> int:
        """From where in the file records with ids from ``since`` on are looked for."""
        place = self.place
        is_known = place.record_id <= since and place.rewrites == self.contents.rewrites
        return place.offset if is_known else 0


class _HistoryJob(ReadJob):
    """Walks the history file from a known place, at most 1 KB per read."""

    def __init__(self, group: HistoryGroup, since: int, offset: int, room: int) -> None:
        super().__init__(group.storage, events.HISTORY_FILE, offset)
        self._group = group
        self._since = since
        self._line_at = offset
        self._rest = b""
        self._room = room
        self._records: "list[bytes]" = []
        self._next = since

    def work(self, _: bytes = b"") -> "Map | None":
        """Ask for the next piece of the file."""
        if self._group.contents.length_of(self._name) <= self._offset:
            return self._reply(False)
        self._read(READ_BYTES)
        return None

    def _take(self, data: bytes) -> "Map | None":
        """Take the lines out of one piece."""
        text_at = self._offset - len(self._rest)  # where in the file ``text`` begins
        self._offset += len(data)
        text = self._rest + data
        at = 0
        end = text.find(b"\n")
        while end >= 0:
            if not self._take_line(text[at:end]):
                return self._reply(True)
            at = end + 1
            self._line_at = text_at + at
            end = text.find(b"\n", at)
        self._rest = text[at:][-MAX_LINE_BYTES:]
        self.has_work = True
        return None if len(data) == READ_BYTES else self._reply(False)

    def _take_line(self, line: bytes) -> bool:
        """Add a line to the reply; False when it belongs into the next one."""
        record = decode(line)
        if record is None or record.id < self._since:
            return True  # damaged, or the host has it
        if isinstance(record, Checkpoint):
            return True  # the device's own; stands before records with smaller ids
        self._room -= len(line) + 3
        if self._room < 0 and self._records:
            return False
        self._records.append(line)
        self._next = record.id + 1
        return True

    def _reply(self, has_more: bool) -> Map:
        rewrites = self._group.contents.rewrites
        self._group.place = HistoryPlace(self._next, self._line_at, rewrites)
        return Map((("records", self._records), ("next", self._next), ("more", has_more)))
