"""The history's writer: records get their number, wait for a quiet moment, are stored."""

from ..events import HISTORY_FILE
from ..progress import history

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..progress.records import Record
    from .storage import Storage, StoredContents

BATCH_BYTES = 1024  # written in one go
WAITING_MAX = 200  # lines kept while the store refuses them
RETRY_MS = 10000  # after a failure


class Journal:
    """Keeps records in order and appends them in batches.

    A batch that fails is kept and tried again with the next one; ``failure`` is the
    store's reason until a write works again. Of more than ``WAITING_MAX`` waiting
    records the oldest are dropped: ``dropped`` counts them until a checkpoint stands for
    them. ``is_gone``: the file has vanished, which a checkpoint mends as well. Nothing is
    stored behind a history that could not be read (``StoredContents.has_failed``): its next
    id is unknown.
    """

    def __init__(self, storage: "Storage", contents: "StoredContents") -> None:
        self.next_id = 1
        self.failure = ""
        self.dropped = 0
        self.is_gone = False
        self._storage = storage
        self._contents = contents
        self._waiting: "list[bytes]" = []
        self._writing = 0  # lines of the batch under way
        self._retry_ms = 0

    @property
    def has_history(self) -> bool:
        """Something was stored."""
        return self._contents.history_bytes > 0

    @property
    def is_empty(self) -> bool:
        """Everything noted so far is safe."""
        return not self._waiting

    def note(
        self, kind: str, session: int, times: "list[tuple[str, Any]]", values: "list[Any]"
    ) -> "Record | None":
        """Queue one record and return it. ``times``: time, offset and up.

        The result is read back from the line, so what is folded in now is what will be
        folded in from the file after a power-up; None if the line is too long for that.
        """
        head = [("id", self.next_id), ("kind", kind), ("session", session)] + times
        line = history.encode(head, kind, values)
        self.next_id += 1
        if not self._contents.has_failed:
            self._waiting.append(line)
        if len(self._waiting) > WAITING_MAX:
            self._waiting.pop(self._writing)
            self.dropped += 1
        return history.decode(line)

    def flush(self, now_ms: int) -> None:
        """Start writing what waits, unless a batch is under way or failed just now."""
        if self._writing or not self._waiting or now_ms < self._retry_ms:
            return
        batch = b""
        for line in self._waiting:
            if batch and len(batch) + len(line) > BATCH_BYTES:
                break
            batch += line
            self._writing += 1

        contents = self._contents
        if contents.is_torn:  # what stands there ends here, whole or not
            batch = b"\n" + batch

        def written(_: bytes, reason: str) -> None:
            self._note_failure(reason)
            contents.is_torn = bool(reason) and reason != "absent"
            if reason:
                self._retry_ms = now_ms + RETRY_MS
            if contents.is_torn:  # a part of it may stand there: look how much
                size = len(batch)
                self._storage.read(HISTORY_FILE, contents.history_bytes, size, measured)
                return
            if not reason:
                contents.history_bytes += len(batch)
                self._waiting = self._waiting[self._writing :]
            self._writing = 0

        def measured(data: bytes, _: str) -> None:
            contents.history_bytes += len(data)
            self._writing = 0

        self._storage.append(HISTORY_FILE, batch, written)

    def _note_failure(self, reason: str) -> None:
        if reason == "absent":
            self.is_gone = True
            self._contents.history_bytes = 0
            self._contents.notice = "notice_history_gone"
        if reason and reason != self.failure:
            told = "the history cannot be written ({}): records wait"
            self._storage.warn(told.format(reason))
        elif self.failure and not reason:
            told = "the history is written again; records dropped meanwhile: {}"
            self._storage.warn(told.format(self.dropped))
        self.failure = reason
