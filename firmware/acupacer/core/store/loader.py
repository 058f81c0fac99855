"""What the store keeps comes in at power-up: settings, history, routines, in that order.

Each file is read in small chunks, one at a time, so the watchdog is fed and memory
stays flat however long the history has grown; a file longer than any of its kind may be is not
read to its end. What is damaged or gone is said at home (``StoredContents.notice``) and in the
system's journal. Where an index of the routines is kept
(``routine.index``) they are only compared with it, and scanned when it is not theirs.
"""

import hashlib

from .. import settings
from ..events import (
    FACTORY_FILE,
    FACTORY_INDEX_FILE,
    HISTORY_FILE,
    INDEX_FILE,
    ROUTINES_FILE,
    SETTINGS_FILE,
)
from ..progress import history
from ..progress.records import Checkpoint
from ..routine.index import IndexReader
from .storage import sha_start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..device_config import Capacities
    from ..progress.progress import Progress
    from ..progress.records import Record
    from ..routine.document import Scanner
    from ..routine.model import Entry
    from .storage import Storage, StoredContents

# What a step takes in: a Pico needs up to 30 ms for it.
CHUNK_BYTES = 1536  # of the history and of an index
SCANNED_BYTES = 1024
COMPARED_BYTES = 2048
INDEX_OF = {ROUTINES_FILE: INDEX_FILE, FACTORY_FILE: FACTORY_INDEX_FILE}
TRIES = 3  # at reading a piece of the history
HISTORIES = 16  # a history of so many times its limit is none
# What may be said at home, the weightiest first.
NOTICES = (
    "notice_no_history",
    "notice_history_gone",
    "notice_history_gaps",
    "notice_routines",
    "notice_builtin",
    "notice_settings",
)


class Loader:
    """One power-up's reading, put into ``contents``. Blocks: never.

    ``settings``: None until they are read; ``is_language_open``: they name no language.
    ``is_done``: once everything is.
    ``has_scanned``: the user's routines had to be scanned. ``edition``, ``limits``: see
    ``DeviceConfig``.
    """

    def __init__(
        self,
        storage: "Storage",
        progress: "Progress",
        contents: "StoredContents",
        new_scanner: "Callable[[], Scanner]",
        edition: str,
        limits: "Capacities",
    ) -> None:
        self.is_done = False
        self.has_scanned = False
        self.settings: "dict[str, Any] | None" = None
        self.is_language_open = False
        self._contents = contents
        self._storage = storage
        self._progress = progress
        self._new_scanner = new_scanner
        self._edition = edition
        self._history_bytes = HISTORIES * limits.history_bytes
        # Of an index as well: that of routines so long is far shorter than they are.
        self._routines_bytes = limits.routines_bytes
        self._had_history = False  # as the settings say
        self._damaged = 0  # lines of the history
        self._tail = b""

    def begin(self) -> None:
        """Start with the settings; the rest follows by itself."""
        self._storage.read(SETTINGS_FILE, 0, settings.MAX_BYTES, self._settings_read)

    def _tell(self, notice: str, text: str) -> None:
        """Say it in the journal, and at home unless something weightier is said there."""
        known = self._contents.notice
        if not known or NOTICES.index(notice) < NOTICES.index(known):
            self._contents.notice = notice
        self._storage.warn(text)

    # --- settings and history ---------------------------------------------------------------

    def _settings_read(self, data: bytes, reason: str) -> None:
        stored = settings.decode(data)
        if reason != "absent" and stored is None:
            told = "the settings are damaged ({}): all are at their defaults"
            self._tell("notice_settings", told.format(reason or "not what was written"))
        stored = stored or {}
        self._had_history = stored.get("history") is True
        self.is_language_open = stored.get("language") is None
        self.settings = settings.chosen(stored)
        take, end = self._take_history, self._history_read
        self._storage.read_all(HISTORY_FILE, CHUNK_BYTES, self._history_bytes, TRIES, take, end)

    def _take_history(self, data: bytes) -> None:
        self._contents.history_bytes += len(data)
        lines = data.split(b"\n")
        lines[0] = self._tail + lines[0]
        self._tail = lines.pop()
        if len(self._tail) > history.MAX_LINE_BYTES:
            self._tail = self._tail[-1:]  # damaged beyond a line: wait for the next one
        for line in lines:
            record = history.decode(line)
            if record is not None:
                self._take_record(record)
            elif line.endswith(b'"}'):  # whole but for a bit; a torn one was never safe
                self._damaged += 1

    def _take_record(self, record: "Record") -> None:
        if self._progress.next_id == 1 and record.id > 1 and not isinstance(record, Checkpoint):
            told = "the beginning of the history is gone: it starts with record {}"
            self._tell("notice_history_gone", told.format(record.id))
        self._progress.apply(record)

    def _history_read(self, reason: str, _: int) -> None:
        if reason and reason != "absent":  # which is not to be taken for an empty one
            self._contents.has_failed = True
            told = "the history cannot be read ({}): no session starts, nothing is recorded"
            self._tell("notice_no_history", told.format(reason))
        else:
            self._end_history()
        self._open_routines(ROUTINES_FILE)

    def _end_history(self) -> None:
        """Take a last line whose newline is missing; say what was not there."""
        self._contents.is_torn = bool(self._tail)
        record = history.decode(self._tail)
        if record is not None:
            self._progress.apply(record)
        if self._damaged:
            told = "lines of the history that are damaged and left out: {}"
            self._tell("notice_history_gaps", told.format(self._damaged))
        if self._had_history and self._progress.next_id == 1:
            told = "the history is gone: limits and answers begin anew"
            self._tell("notice_history_gone", told)

    # --- routines -----------------------------------------------------------------------------

    def _open_routines(self, name: str) -> None:
        self._contents.routines_file = name
        if self._edition:
            self._read_index(IndexReader(self._edition), INDEX_OF[name])
        else:
            self._scan()

    def _read_index(self, index: IndexReader, name: str) -> None:
        def end(reason: str, _: int) -> None:
            if not reason and index.is_whole:
                self._compare(index)
            else:
                self._scan()

        self._storage.read_all(name, CHUNK_BYTES, self._routines_bytes, 1, index.feed, end)

    def _compare(self, index: IndexReader) -> None:
        """Read the routines only to see whether they are what the index is of."""
        hasher = hashlib.sha256()

        def end(reason: str, length: int) -> None:
            if not reason and hasher.digest() == index.sha:
                self._end(index.entries, index.sha, length)
            else:
                self._scan()

        name, take = self._contents.routines_file, hasher.update
        self._storage.read_all(name, COMPARED_BYTES, self._routines_bytes, 1, take, end)

    def _scan(self) -> None:
        scanner, hasher = self._new_scanner(), hashlib.sha256()

        def take(data: bytes) -> None:
            scanner.feed(data)
            hasher.update(data)

        def end(reason: str, length: int) -> None:
            if not reason and scanner.finish():
                reason = "they break rules"
            if reason:
                self._routines_failed(reason)
            else:
                self._scanned(scanner.entries, hasher.digest(), length)

        name = self._contents.routines_file
        self._storage.read_all(name, SCANNED_BYTES, self._routines_bytes, 1, take, end)

    def _scanned(self, entries: "list[Entry]", sha: bytes, length: int) -> None:
        """The routines are sound; the user's must be those that were put there as well."""
        known = self._progress.routines_shas
        is_users = self._contents.routines_file == ROUTINES_FILE
        if is_users and known and sha_start(sha) not in known:
            self._routines_failed("not those that were sent", "notice_routines")
        else:
            self.has_scanned = is_users
            self._end(entries, sha, length)

    def _routines_failed(self, reason: str, notice: str = "notice_builtin") -> None:
        """Fall back on the built-in routines; say so unless there were no others yet."""
        contents = self._contents
        if contents.routines_file == ROUTINES_FILE:
            if reason != "absent":
                told = "the routines cannot be used ({}): the built-in ones are"
                self._tell(notice, told.format(reason))
            self._open_routines(FACTORY_FILE)
        else:
            self.is_done = True

    def _end(self, entries: "list[Entry]", sha: bytes, length: int) -> None:
        contents = self._contents
        contents.entries, contents.sha, contents.length = entries, sha, length
        self.is_done = True
