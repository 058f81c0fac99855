"""All that the device keeps: read at power-up, written in quiet moments."""

from ..routine.cutter import ROUTINE_MAX_BYTES
from ..routine.document import Scanner
from .compaction import Compaction
from .index_writer import IndexWriter
from .journal import Journal
from .loader import Loader
from .recorder import Recorder
from .settings_writer import SettingsWriter
from .storage import Storage, StoredContents, sha_start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..clock.clock import Clock
    from ..device_config import DeviceConfig
    from ..progress.progress import Progress
    from ..routine.model import Entry


class Store:
    """Composes what reads and writes the board's store. Blocks: never.

    ``storage``: orders to the board; ``contents``: what it holds; ``journal`` and
    ``recorder``: the history; ``progress``: what it says; ``settings_writer``,
    ``compaction``, ``index_writer``. ``is_language_open``: no language was ever chosen.

    ``emit``: takes the effects. ``is_read``: whether a host reads the history right now.
    """

    def __init__(
        self,
        config: "DeviceConfig",
        clock: "Clock",
        progress: "Progress",
        emit: "Callable[[object], None]",
        is_read: "Callable[[], bool]",
    ) -> None:
        edition = config.index_edition
        self.storage = storage = Storage(emit)
        self.contents = contents = StoredContents(config.fault_bytes)
        self.journal = Journal(storage, contents)
        self.recorder = Recorder(self.journal, progress, clock)
        self.settings_writer = SettingsWriter(storage, self.journal, clock)
        self.index_writer = IndexWriter(storage, contents, edition)
        self.compaction = Compaction(
            storage, contents, self.journal, progress, clock, config.limits, is_read
        )
        self.progress = progress
        self._clock = clock
        self._routines_bytes = config.limits.routines_bytes
        # Made once, while memory is in one piece: it is there whenever a routine comes.
        self._routine_buffer = bytearray(ROUTINE_MAX_BYTES)
        self._loader: "Loader | None" = Loader(
            storage, progress, contents, self.new_scanner, edition, config.limits
        )
        self.is_language_open = False
        self._is_ending = False

    def begin(self) -> None:
        """Power-up: start to read."""
        if self._loader is not None:
            self._loader.begin()

    def take_settings(self) -> "dict[str, Any] | None":
        """The stored settings, once, as soon as they are there; else None."""
        loader = self._loader
        if loader is None or loader.settings is None:
            return None
        values, loader.settings = loader.settings, None
        self.settings_writer.values = values
        self.is_language_open = loader.is_language_open
        return values

    def take_loaded(self) -> bool:
        """Whether everything else has just been read: true once."""
        loader = self._loader
        if loader is None or not loader.is_done:
            return False
        self._loader = None
        self.contents.is_loaded = True
        self.journal.next_id = self.progress.next_id
        self.note_clock()
        if loader.has_scanned:
            self.index_writer.keep()
        if self.contents.users_sha():  # one of a version before, or put there by hand
            self.expect_routines(self.contents.sha)
        return True

    def note_clock(self) -> None:
        """Let counts that waited for a clock end by it."""
        if self.contents.is_loaded and self.progress.should_note_clock(self._clock):
            self.recorder.note("clock", [])

    def expect_routines(self, sha: bytes) -> None:
        """Put on record that the routines file with this SHA-256 is one that belongs here."""
        sha_text = sha_start(sha)
        if self.progress.routines_shas[-1:] != [sha_text]:
            self.recorder.note("routines", [sha_text])

    def replace_routines(self, entries: "list[Entry]", sha: bytes, length: int) -> None:
        """A new routines file is safe on the medium: know it, and keep its index."""
        self.contents.replace_routines(entries, sha, length)
        self.index_writer.keep()

    def new_scanner(self) -> Scanner:
        """A scanner with this board's limits; the one before is done with then."""
        return Scanner(self._routines_bytes, buffer=self._routine_buffer)

    def step(self, in_session: bool, is_quiet: bool, is_idle: bool) -> None:
        """Do what is due, a bounded piece of each; the journal has its own ``flush``.

        ``is_quiet``: no pressure; ``is_idle``: no cue is under way.
        """
        if not self._is_ending:
            self.compaction.step(in_session, is_idle)
        self.settings_writer.step(is_quiet)
        if not self._is_ending:
            self.index_writer.step(is_idle and not in_session)

    def end(self) -> None:
        """Power goes: write what waits, begin nothing else."""
        self._is_ending = True
        self.journal.flush(self._clock.now_ms)
