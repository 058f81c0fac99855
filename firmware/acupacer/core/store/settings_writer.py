"""Stores the settings, and says when all that was changed is safe."""

from .. import settings
from ..events import SETTINGS_FILE
from .journal import RETRY_MS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..clock.clock import Clock
    from .journal import Journal
    from .storage import Done, Storage


class SettingsWriter:
    """Writes the settings in quiet moments. Blocks: never.

    ``failure``: why the store refused the last time, until it works again.
    """

    def __init__(self, storage: "Storage", journal: "Journal", clock: "Clock") -> None:
        self._storage = storage
        self._journal = journal
        self._clock = clock
        self.values = settings.defaults()
        self.failure = ""
        self.saves = 0  # asked for since power-up
        self._text = b""
        self._waiting: "list[Done]" = []  # until all is stored
        self._is_saving = False
        self._is_dirty = False
        self._retry_ms = 0

    def save(self, values: "dict[str, object]") -> None:
        """Store the settings; a change while that goes on is stored after it."""
        self.saves += 1
        self.values = values
        self._text = settings.encode(values, self._journal.has_history)
        self._is_dirty = True
        self.failure = ""

    def tell_when_safe(self, done: "Done") -> bool:
        """Call ``done`` as a ``Storage`` does once settings and history are safe.

        False: they are, and ``done`` is not called.
        """
        if self._is_safe():
            return False
        self._waiting.append(done)
        return True

    def step(self, is_quiet: bool) -> None:
        """Store what is due in a quiet moment; tell who waits what has become of it."""
        may_save = is_quiet and self._clock.now_ms >= self._retry_ms
        if self._is_dirty and not self._is_saving and may_save:
            self._is_saving = True
            self._is_dirty = False
            self._storage.replace(SETTINGS_FILE, self._text, self._saved)
        if self._waiting:
            failure = self.failure or self._journal.failure
            if failure or self._is_safe():
                waiting, self._waiting = self._waiting, []
                for done in waiting:
                    done(b"", failure)

    def _saved(self, _: bytes, reason: str) -> None:
        self._is_saving = False
        self._is_dirty = self._is_dirty or bool(reason)
        if reason != self.failure:
            told = "the settings cannot be written ({})".format(reason)
            self._storage.warn(told if reason else "the settings are written")
        self.failure = reason
        if reason:
            self._retry_ms = self._clock.now_ms + RETRY_MS

    def _is_safe(self) -> bool:
        return self._journal.is_empty and not (self._is_dirty or self._is_saving)
