"""Keeps the history file short: a checkpoint, then the records somebody still needs.

Two reasons to rewrite the file (``DeviceConfig.limits``):

* A host has acknowledged records and the file is longer than ``trim_from_bytes``:
  what it acknowledged goes, everything after that stays.
* The file is longer than ``history_bytes``, host or no host: the oldest sessions go,
  until three quarters of that are left.

The new file is staged piece by piece beside the old one, which stays valid until one
Commit replaces it. Whoever notes a record or opens a session in the meantime is served
at once: the rewrite is given up and begun anew later. So what is committed holds every
record there is, and the store, which works in order, appends later ones behind it.
"""

from ..events import HISTORY_FILE
from .history_rewrite import CHUNK_BYTES, HistoryRewrite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..device import Device

AGAIN_MS = 10_000  # after a rewrite, or one given up
FAILED_MS = 600_000  # after the store refused one


class Compaction:
    """Rewrites the history of ``device`` when it is due, outside sessions. Blocks: never."""

    def __init__(self, device: "Device") -> None:
        self._device = device
        self._acknowledged = 0  # since power-up
        self._trimmed = 0  # up to which id that was made use of
        self._rewrite: "HistoryRewrite | None" = None
        self._is_committing = False
        self._retry_ms = 0

    def acknowledge(self, record_id: int) -> None:
        """A host has every record up to ``record_id``."""
        self._acknowledged = max(self._acknowledged, record_id)

    def step(self, now_ms: int) -> None:
        """Do one bounded piece of work, if any is due; call it in every device step."""
        device, rewrite = self._device, self._rewrite
        if self._is_committing or device.menu.situation.is_powering_off:
            return
        if rewrite is None:
            if self._is_due(now_ms):
                self._begin()
        elif rewrite.failure:
            self._give_up(now_ms + FAILED_MS)
        elif device.session or device.journal.next_id != rewrite.first_id:
            self._give_up(now_ms + AGAIN_MS)
        elif not rewrite.is_waiting and device.player.is_idle and not rewrite.work():
            if not device.link.is_reading:
                self._commit(rewrite)

    def _is_due(self, now_ms: int) -> bool:
        device = self._device
        is_calm = device.session is None and device.player.is_idle
        if not is_calm or not device.is_loaded or now_ms < self._retry_ms:
            return False
        size, limits = device.history_bytes, device.config.limits
        is_long = size > limits.history_bytes
        is_news = size > limits.trim_from_bytes and self._acknowledged > self._trimmed
        return (is_long or is_news) and device.journal.is_empty

    def _begin(self) -> None:
        most_bytes = 0
        if self._acknowledged <= self._trimmed:  # no host's word for it: the oldest go
            most_bytes = self._device.config.limits.history_bytes * 3 // 4
        self._rewrite = HistoryRewrite(self._device, self._acknowledged, most_bytes)
        self._rewrite.work()

    def _give_up(self, retry_ms: int) -> None:
        self._rewrite = None
        self._retry_ms = retry_ms
        self._device.storage.discard(HISTORY_FILE)

    def _commit(self, rewrite: HistoryRewrite) -> None:
        """From here on the checkpoint's ids are taken, whatever the store says."""
        device = self._device
        change_bytes = rewrite.length - device.history_bytes
        self._is_committing = True
        device.journal.next_id = rewrite.next_id
        device.link.history_replaced()

        def committed(_: bytes, reason: str) -> None:
            if reason:  # it may have failed before or after the one step that counts
                device.storage.read(HISTORY_FILE, 0, CHUNK_BYTES, looked)
            else:
                end(True)

        def looked(data: bytes, _: str) -> None:
            end(data.startswith(rewrite.first_line))

        def end(is_new: bool) -> None:
            self._is_committing = False
            if is_new:
                self._rewrite = None
                self._retry_ms = device.now_ms + AGAIN_MS
                self._trimmed = max(self._trimmed, rewrite.floor)
                device.contents.history_bytes += change_bytes
            else:
                self._give_up(device.now_ms + FAILED_MS)

        device.storage.commit(HISTORY_FILE, rewrite.length, committed)
