"""What the store keeps comes in at power-up: settings, history, routines, in that order.

Each file is read in small chunks, one at a time, so the watchdog is fed and memory
stays flat however long the history has grown.
"""

import hashlib

from . import history, settings
from .events import FACTORY_FILE, HISTORY_FILE, ROUTINES_FILE, SETTINGS_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .device import Device
    from .progress import Progress
    from .storage import Contents, Storage

CHUNK_BYTES = 1024
TRIES = 3  # at reading a piece of the history


class Loader:
    """One power-up's reading, put into ``contents``. Blocks: never.

    ``settings``: None until they are read. ``is_done``: once everything is.
    """

    def __init__(
        self,
        storage: "Storage",
        progress: "Progress",
        contents: "Contents",
        new_scanner: "Callable[[], Any]",
    ) -> None:
        self.is_done = False
        self.settings: "dict[str, Any] | None" = None
        self._contents = contents
        self._tries = 0
        self._storage = storage
        self._progress = progress
        self._new_scanner = new_scanner
        self._scanner: "Any" = None
        self._tail = b""

    def begin(self) -> None:
        """Start with the settings; the rest follows by itself."""
        self._storage.read(SETTINGS_FILE, 0, settings.MAX_BYTES, self._settings_read)

    def _settings_read(self, data: bytes, _: str) -> None:
        self.settings = settings.decode(data)
        self._read_history(0)

    def _read_history(self, offset: int) -> None:
        def done(data: bytes, reason: str) -> None:
            if not reason:
                self._contents.history_bytes = offset + len(data)
                self._take_history(data)
            if reason and reason != "absent":
                self._history_failed(offset)
            elif len(data) == CHUNK_BYTES:
                self._read_history(offset + CHUNK_BYTES)
            else:
                self._open_routines(ROUTINES_FILE)

        self._storage.read(HISTORY_FILE, offset, CHUNK_BYTES, done)

    def _history_failed(self, offset: int) -> None:
        """Try again; what cannot be read must not be taken for an empty history."""
        self._tries += 1
        if self._tries < TRIES:
            self._read_history(offset)
            return
        self._contents.has_failed = True
        self._contents.notice = "notice_no_history"
        self._open_routines(ROUTINES_FILE)

    def _take_history(self, data: bytes) -> None:
        lines = (self._tail + data).split(b"\n")
        self._tail = lines.pop()
        if len(self._tail) > history.MAX_LINE_BYTES:
            self._tail = self._tail[-1:]  # damaged beyond a line: wait for the next one
        for line in lines:
            record = history.decode(line)
            if record is not None:
                self._progress.apply(record)

    def _open_routines(self, name: str) -> None:
        self._contents.routines_file = name
        self._scanner = self._new_scanner()
        self._digest = hashlib.sha256()
        self._read_routines(0)

    def _read_routines(self, offset: int) -> None:
        def done(data: bytes, reason: str) -> None:
            if reason:
                self._routines_failed(reason)
                return
            self._scanner.feed(data)
            self._digest.update(data)
            if len(data) == CHUNK_BYTES:
                self._read_routines(offset + CHUNK_BYTES)
            elif self._scanner.finish():
                self._routines_failed("refused")
            else:
                contents = self._contents
                contents.entries = self._scanner.entries
                contents.sha = self._digest.digest()
                contents.length = offset + len(data)
                self.is_done = True

        self._storage.read(self._contents.routines_file, offset, CHUNK_BYTES, done)

    def _routines_failed(self, reason: str) -> None:
        """Fall back on the built-in routines; say so unless there were no others yet."""
        contents = self._contents
        if contents.routines_file == ROUTINES_FILE:
            if reason != "absent":
                contents.notice = contents.notice or "notice_builtin"
            self._open_routines(FACTORY_FILE)
        else:
            self.is_done = True


class PowerUp:
    """Brings what the store keeps into ``device``, which drops it once it ``is_done``."""

    def __init__(self, device: "Device") -> None:
        self.is_done = False
        self._device = device
        self._loader = Loader(
            device.storage, device.progress, device.contents, device.new_scanner
        )
        self._has_settings = False

    def begin(self) -> None:
        """Ask for the first of it."""
        self._loader.begin()

    def step(self) -> None:
        """The STOP check needs the settings only; everything else comes when all is read."""
        device, loader = self._device, self._loader
        if loader.settings is not None and not self._has_settings:
            self._has_settings = True
            device.settings = loader.settings
            if settings.both_off(device.settings, device.config.has_tone):
                device.settings["vibration"] = True
            device.apply_settings()
            device.menu.go_on(device.now_ms)
        if loader.is_done:
            self.is_done = True
            device.is_loaded = True
            device.journal.is_closed = device.contents.has_failed
            device.journal.next_id = device.progress.next_id
            device.note_clock()
            device.opening.mind_power_loss()
            device.menu.loaded(device.now_ms)
