"""A new history in the making, staged piece by piece beside the old one."""

from ..events import HISTORY_FILE
from ..progress import history
from ..progress.records import Checkpoint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..clock.clock import Clock
    from ..progress.progress import Progress
    from .storage import Storage

CHUNK_BYTES = 1024


class HistoryRewrite:
    """First a checkpoint of ``progress``, then what is kept of the old file.

    ``first_id``: the next one that is free, for the checkpoint. ``old_bytes``: length of
    the old file. ``floor``: records up to this id go, and older checkpoints.
    ``most_bytes``: of the new file, about; 0: no limit. What is too much goes from the old
    file's beginning, and with it all of the session that would be left incomplete.

    ``next_id``: after the checkpoint. ``first_line``: by which the new file is known.
    ``length``: bytes staged so far. ``failure``: why the store refused. No record may be
    made while it works.
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
    ) -> None:
        self.first_id = first_id
        self.next_id = first_id
        self.floor = floor
        self.length = 0
        self.failure = ""
        self.is_waiting = False  # for the store
        self.first_line = b""
        self._storage = storage
        self._clock = clock
        self._old_bytes = old_bytes
        self._most_bytes = most_bytes
        self._checkpoint = progress.checkpoint()
        self._has_checkpoint = False  # all of it
        self._offset = 0
        self._cut_session = 0  # -1: the one that is found first
        self._is_read = False
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
        """Make its next line; after the last, find where the old file is read from."""
        for values in self._checkpoint:
            head = [("id", self.next_id), ("kind", "checkpoint"), ("session", 0)]
            times = self._clock.wall.times(self._clock.now_ms)
            line = history.encode(head + times, "checkpoint", values)
            self.first_line = self.first_line or line
            self.next_id += 1
            self._text += line
            return
        self._has_checkpoint = True
        if self._most_bytes:
            room = max(0, self._most_bytes - self.length - len(self._text))
            self._offset = max(0, self._old_bytes - room)
            self._cut_session = -1 if self._offset else 0

    def _staged(self, _: bytes, reason: str) -> None:
        self.is_waiting = False
        self.failure = reason

    def _take(self, data: bytes, reason: str) -> None:
        self.is_waiting = False
        self.failure = reason
        self._offset += len(data)
        self._is_read = len(data) < CHUNK_BYTES
        lines = (self._tail + data).split(b"\n")
        self._tail = lines.pop()[-history.MAX_LINE_BYTES - 1 :]
        self._text += b"".join([line + b"\n" for line in lines if self._is_kept(line)])

    def _is_kept(self, line: bytes) -> bool:
        record = history.decode(line)
        if record is None or isinstance(record, Checkpoint) or record.id <= self.floor:
            return False
        if self._cut_session < 0:
            self._cut_session = record.session
        return not record.session or record.session != self._cut_session
