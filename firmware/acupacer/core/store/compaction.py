"""Keeps the history file short: a checkpoint, then the records somebody still needs.

Three reasons to rewrite the file (``DeviceConfig.limits``):

* A host has acknowledged records and the file is longer than ``trim_from_bytes``:
  what it acknowledged goes, everything after that stays.
* The file is longer than ``history_bytes``, host or no host: what belongs to no session
  goes, then the oldest sessions, until three quarters of that are left.
* Records were dropped before the store took them, or the file has vanished: the checkpoint
  knows what they said.

The new file is staged piece by piece beside the old one, which stays valid until one
Commit replaces it. Whoever notes a record or opens a session in the meantime is served
at once: the rewrite is given up and begun anew later. So what is committed holds every
record there is, and the store, which works in order, appends later ones behind it. A host's
own records wait meanwhile (``StoredContents.is_rewriting``), so that nobody but the user keeps
the file from being shortened; a host that reads it does for ``READ_MOST_MS`` at most.
"""

from ..events import HISTORY_FILE
from .history_rewrite import CHUNK_BYTES, HistoryRewrite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..clock.clock import Clock
    from ..device_config import Capacities
    from ..progress.progress import Progress
    from .journal import Journal
    from .storage import Storage, StoredContents

AGAIN_MS = 10_000  # after a rewrite, or one given up
FAILED_MS = 600_000  # after the store refused one
READ_MOST_MS = 600_000  # a host at 9600 baud has read the longest history by then


class Compaction:
    """Rewrites the history when it is due, outside sessions. Blocks: never.

    ``limits``: when it is due. ``is_read``: whether a host reads the history right now.
    """

    def __init__(
        self,
        storage: "Storage",
        contents: "StoredContents",
        journal: "Journal",
        progress: "Progress",
        clock: "Clock",
        limits: "Capacities",
        is_read: "Callable[[], bool]",
    ) -> None:
        self._storage = storage
        self._contents = contents
        self._journal = journal
        self._progress = progress
        self._clock = clock
        self._limits = limits
        self._is_read = is_read
        self._acknowledged = 0  # since power-up
        self._trimmed = 0  # up to which id that was made use of
        self._rewrite: "HistoryRewrite | None" = None
        self._is_committing = False
        self._retry_ms = 0
        self._begun_ms = 0

    def acknowledge(self, record_id: int) -> str:
        """A host has every record up to ``record_id``; "", or why that cannot be."""
        last_id = self._journal.next_id - 1
        if record_id > last_id:
            return "unknown_record: there are records up to {}".format(last_id)
        self._acknowledged = max(self._acknowledged, record_id)
        return ""

    def step(self, in_session: bool, is_idle: bool) -> None:
        """Do one bounded piece of work, if any is due; call it in every device step.

        ``is_idle``: no cue is under way.
        """
        rewrite = self._rewrite
        if self._is_committing:
            return
        if rewrite is None:
            if is_idle and not in_session and self._is_due():
                self._begin()
        elif rewrite.failure:
            self._give_up(FAILED_MS)
        elif in_session or self._journal.next_id != rewrite.first_id:
            self._give_up(AGAIN_MS)
        elif not rewrite.is_waiting and is_idle and not rewrite.work():
            if not self._is_read() or self._clock.now_ms - self._begun_ms >= READ_MOST_MS:
                self._commit(rewrite)

    def _is_due(self) -> bool:
        contents, journal = self._contents, self._journal
        if not contents.is_loaded or contents.has_failed or self._clock.now_ms < self._retry_ms:
            return False
        if journal.is_gone:
            return True
        size, limits = contents.history_bytes, self._limits
        is_long = size > limits.history_bytes
        is_news = size > limits.trim_from_bytes and self._acknowledged > self._trimmed
        return (is_long or is_news or journal.dropped > 0) and journal.is_empty

    def _begin(self) -> None:
        most_bytes, limit_bytes = 0, self._limits.history_bytes
        is_long = self._contents.history_bytes > limit_bytes
        if is_long and self._acknowledged <= self._trimmed:  # no host's word for it
            most_bytes = limit_bytes * 3 // 4
        self._begun_ms = self._clock.now_ms
        self._contents.is_rewriting = True
        self._rewrite = HistoryRewrite(
            self._storage,
            self._progress,
            self._clock,
            self._journal.next_id,
            self._contents.history_bytes,
            self._acknowledged,
            most_bytes,
            self._journal.dropped,
        )
        self._rewrite.work()

    def _give_up(self, wait_ms: int) -> None:
        self._rewrite = None
        self._contents.is_rewriting = False
        self._retry_ms = self._clock.now_ms + wait_ms
        self._storage.discard(HISTORY_FILE)

    def _commit(self, rewrite: HistoryRewrite) -> None:
        """From here on the checkpoint's ids are taken, whatever the store says."""
        contents = self._contents
        change_bytes = rewrite.length - contents.history_bytes
        self._is_committing = True
        self._journal.next_id = rewrite.next_id
        contents.rewrites += 1

        def committed(_: bytes, reason: str) -> None:
            if reason:  # it may have failed before or after the one step that counts
                self._storage.read(HISTORY_FILE, 0, CHUNK_BYTES, looked)
            else:
                end(True)

        def looked(data: bytes, _: str) -> None:
            end(data.startswith(rewrite.first_line))

        def end(is_new: bool) -> None:
            self._is_committing = False
            if is_new:
                self._rewrite = None
                contents.is_rewriting = contents.is_torn = False
                self._keep_count(rewrite)
                self._retry_ms = self._clock.now_ms + AGAIN_MS
                self._trimmed = max(self._trimmed, rewrite.floor)
                contents.history_bytes += change_bytes
            else:
                self._give_up(FAILED_MS)

        self._storage.commit(HISTORY_FILE, rewrite.length, committed)

    def _keep_count(self, rewrite: HistoryRewrite) -> None:
        """What was dropped is on record now; say so."""
        if rewrite.dropped:
            self._contents.notice = self._contents.notice or "notice_history_gaps"
        self._journal.dropped -= rewrite.dropped
        self._journal.is_gone = False
        if rewrite.dropped_in_all:
            self._progress.dropped = rewrite.dropped_in_all
            told = "history: records dropped for want of room, so far: {}"
            self._storage.warn(told.format(rewrite.dropped_in_all))
