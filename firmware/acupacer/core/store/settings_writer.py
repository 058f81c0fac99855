"""Stores the settings, and says when all that was changed is safe."""

from .. import settings
from ..events import SETTINGS_FILE
from .journal import RETRY_MS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..device import Device


class SettingsWriter:
    """Writes the settings of ``device`` in quiet moments. Blocks: never."""

    def __init__(self, device: "Device") -> None:
        self._device = device
        self._confirmations: "list[int]" = []  # tickets that wait until all is stored
        self._is_saving = False
        self._is_dirty = False
        self._failure = ""
        self._retry_ms = 0

    def save(self) -> None:
        """Store the settings; a change while that goes on is stored after it."""
        self._is_dirty = True
        self._failure = ""

    def ticket(self) -> int:
        """What the link is told of once settings and history are safe; 0: they are."""
        if self._is_safe():
            return 0
        ticket = self._device.storage.ticket()
        self._confirmations.append(ticket)
        return ticket

    def step(self, now_ms: int) -> None:
        """Store what is due in a quiet moment; tell the link what has become safe."""
        device = self._device
        may_save = device.is_quiet and now_ms >= self._retry_ms
        if self._is_dirty and not self._is_saving and may_save:
            self._is_saving = True
            self._is_dirty = False
            text = settings.encode(device.preferences.values)
            device.storage.replace(SETTINGS_FILE, text, self._saved)
        failure = self._failure or device.journal.failure
        if not self._confirmations or not (failure or self._is_safe()):
            return
        for ticket in self._confirmations:
            if failure:
                device.link.store_failed(ticket, failure)
            else:
                device.link.stored(ticket)
        self._confirmations = []

    def _saved(self, _: bytes, reason: str) -> None:
        self._is_saving = False
        self._is_dirty = self._is_dirty or bool(reason)
        self._failure = reason
        if reason:
            self._retry_ms = self._device.now_ms + RETRY_MS

    def _is_safe(self) -> bool:
        return self._device.journal.is_empty and not (self._is_dirty or self._is_saving)
