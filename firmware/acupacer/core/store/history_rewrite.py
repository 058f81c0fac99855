"""A new history in the making, staged piece by piece beside the old one."""

from ..events import HISTORY_FILE
from ..progress import history
from ..progress.records import Checkpoint, Dropped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.clock import Clock
    from ..progress.progress import Progress
    from ..progress.records import Record
    from .storage import Storage

CHUNK_BYTES = 1024
LAST_BYTES = 128  # room for the line that counts what was dropped


class HistoryRewrite:
    """First a checkpoint of ``progress``, then what is kept of the old file.

    ``first_id``: the next one that is free, for the checkpoint. ``old_bytes``: length of
    the old file. ``floor``: records up to this id go, and older checkpoints.
    ``most_bytes``: of the new file, about; 0: no limit. What is too much goes, the oldest
    first: records that belong to no session, then whole sessions. ``dropped``: records that
    found no room before; the last line counts them and what goes now, if any.

    ``next_id``: after its own lines. ``first_line``: by which the new file is known.
    ``length``: bytes staged so far. ``dropped_in_all``: what the last line says; 0: nothing.
    ``failure``: why the store refused. No record may be made while it works.
    """

    def __init__(
        self,
        storage: "Storage",
        progress: "Progress",
        clock: "Clock",
        first_id: int,
        old_bytes: int,
        floor: int,
        most_bytes: int,
        dropped: int,
    ) -> None:
        self.first_id = first_id
        self.next_id = first_id
        self.floor = floor
        self.length = 0
        self.failure = ""
        self.is_waiting = False  # for the store
        self.first_line = b""
        self.dropped = dropped
        self.dropped_in_all = 0
        self._storage = storage
        self._clock = clock
        self._most_bytes = most_bytes
        self._dropped = dropped
        self._told = progress.dropped
        self._checkpoint = progress.checkpoint()
        self._has_checkpoint = False  # all of it
        self._offset = 0
        self._is_counting = most_bytes > 0  # read once to see what there is
        self._loose_bytes = self._session_bytes = 0  # there; then: to be dropped yet
        self._cut_session: "int | None" = None  # it has lost a record: all of it goes
        self._is_read = not old_bytes
        self._tail = b""
        self._text = b""  # to be staged

    def work(self) -> bool:
        """Do the next piece, at most 1 KB; False when all is staged. Blocks: never."""
        while not self._has_checkpoint and len(self._text) < CHUNK_BYTES:
            self._take_checkpoint()
        storage = self._storage
        if len(self._text) >= CHUNK_BYTES or (self._is_read and self._text):
            piece = self._text[:CHUNK_BYTES]
            self._text = self._text[CHUNK_BYTES:]
            storage.stage(HISTORY_FILE, self.length, piece, self._staged)
            self.length += len(piece)
        elif not self._is_read:
            storage.read(HISTORY_FILE, self._offset, CHUNK_BYTES, self._take)
        else:
            return False
        self.is_waiting = True
        return True

    def _take_checkpoint(self) -> None:
        """Make its next line."""
        for values in self._checkpoint:
            line = self._own_line("checkpoint", values)
            self.first_line = self.first_line or line
            return
        self._has_checkpoint = True

    def _own_line(self, kind: str, values: "list[Any]") -> bytes:
        head: "list[tuple[str, Any]]" = [("id", self.next_id), ("kind", kind), ("session", 0)]
        times = self._clock.wall.times(self._clock.now_ms)
        line = history.encode(head + times, kind, values)
        self.next_id += 1
        self._text += line
        return line

    def _staged(self, _: bytes, reason: str) -> None:
        self.is_waiting = False
        self.failure = reason

    def _take(self, data: bytes, reason: str) -> None:
        self.is_waiting = False
        self.failure = reason
        self._offset += len(data)
        is_end = len(data) < CHUNK_BYTES
        lines = (self._tail + data).split(b"\n")
        self._tail = lines.pop()[-history.MAX_LINE_BYTES - 1 :]
        if is_end and self._tail:
            lines.append(self._tail)  # a whole record, maybe, whose newline is missing
        if self._is_counting:
            for line in lines:
                self._count(line)
            if is_end:
                self._begin_again()
            return
        self._text += b"".join([line + b"\n" for line in lines if self._is_kept(line)])
        self._is_read = is_end
        if is_end and self._dropped:
            self.dropped_in_all = self._told + self._dropped
            self._own_line("dropped", [self.dropped_in_all])

    def _count(self, line: bytes) -> None:
        record = self._record_of(line)
        if record is not None and record.session:
            self._session_bytes += len(line) + 1
        elif record is not None:
            self._loose_bytes += len(line) + 1

    def _begin_again(self) -> None:
        """The old file has been counted: find how much goes, and read it once more."""
        self._is_counting = False
        self._offset, self._tail = 0, b""
        room = self._most_bytes - self.length - len(self._text) - LAST_BYTES
        excess = max(0, self._loose_bytes + self._session_bytes - room)
        self._loose_bytes = min(self._loose_bytes, excess)
        self._session_bytes = excess - self._loose_bytes

    def _is_kept(self, line: bytes) -> bool:
        record = self._record_of(line)
        if record is None:
            return False
        size = len(line) + 1
        if not record.session:
            if self._loose_bytes <= 0:
                return True
            self._loose_bytes -= size
        elif self._session_bytes > 0 or record.session == self._cut_session:
            self._session_bytes -= size
            self._cut_session = record.session
        else:
            return True
        self._dropped += not isinstance(record, Dropped)
        return False

    def _record_of(self, line: bytes) -> "Record | None":
        """What a line of the old file says; None: it has no place in the new one anyhow."""
        record = history.decode(line)
        if record is None or isinstance(record, Checkpoint) or record.id <= self.floor:
            return None
        return record
