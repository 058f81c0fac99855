"""Files that survive power-off, on littlefs: staged, checked, replaced whole.

Writing ``X``: chunks go to ``X.part``; Commit checks its length and renames it over ``X``,
which littlefs does as one step: at any instant of a power cut ``X`` is either the old file
or the new one. Closing a file makes what was written safe; nothing is ever flushed in
between, which would leave half a file behind a power cut.

Flash stops the whole chip while it erases (tens of ms), so what is to be written waits in
line until ``may_write`` says that no cue is near. One job is done in a pass of the loop.
"""

import errno
import os

from acupacer_image import FACTORY, FACTORY_INDEX

from ...core import events

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Written by the program.
NAMES = (
    events.ROUTINES_FILE,
    events.INDEX_FILE,
    events.HISTORY_FILE,
    events.SETTINGS_FILE,
)
# In the image.
FROZEN = {events.FACTORY_FILE: FACTORY, events.FACTORY_INDEX_FILE: FACTORY_INDEX}
# Read as well; the fault file is written when no program runs any more.
READABLE = NAMES + (events.FAULT_FILE,)
STAGING = ".part"
NOTHING: "list[object]" = []  # made once: most passes have no result

_REASONS = {
    errno.ENOENT: "absent",
    28: "full",  # ENOSPC, not in every MicroPython's errno
    30: "read_only",  # EROFS
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


class Store:
    """The named files in one folder (see ``boards.board.Store``).

    ``folder``: "" for the current one, else with a slash at its end. ``may_write``: asked
    before every write. Call ``recover`` once before the first effect.
    """

    def __init__(self, folder: str, may_write: "Callable[[], bool]") -> None:
        self._folder = folder
        self.may_write = may_write
        self._waiting: "list[Any]" = []
        self._source: "Any" = None  # the file that is being read, piece by piece
        self._source_name = ""
        self._jobs: "dict[type, Callable[[Any], Any]]" = {
            events.StageWrite: self._stage,
            events.Commit: self._commit,
            events.Discard: self._discard,
            events.Read: self._read,
            events.Append: self._append,
        }

    @property
    def is_ready(self) -> bool:
        """``results`` would do something now."""
        return bool(self._waiting) and self._may_do(self._waiting[0])

    def submit(self, effect: "Any") -> None:
        """Put a StageWrite, Commit, Discard, Read or Append in line. Blocks: never."""
        self._waiting.append(effect)

    def results(self) -> "list[object]":
        """Does the next job if it may be done now; what came of it.

        Blocks: a read some ms; a write as long as the flash takes (tens of ms).
        """
        if not self.is_ready:
            return NOTHING
        return [self._do(self._waiting.pop(0))]

    def finish(self) -> None:
        """Do everything in line, before the end. Blocks: as long as the flash takes."""
        while self._waiting:
            self._do(self._waiting.pop(0))

    def recover(self) -> None:
        """Tidy up after a power cut: staging copies go, a torn last history line ends.

        Blocks: some ms.
        """
        for name in NAMES:
            self._remove(self._folder + name + STAGING)
        path = self._folder + events.HISTORY_FILE
        try:
            size = os.stat(path)[6]
            with open(path, "rb") as source:
                source.seek(max(0, size - 1))
                is_torn = size > 0 and source.read(1) != b"\n"
            if is_torn:
                self._add(path, b"\n")  # the reader skips the damaged line
        except OSError:
            return

    def _may_do(self, effect: "Any") -> bool:
        return type(effect) is events.Read or self.may_write()

    def _do(self, effect: "Any") -> object:
        try:
            if type(effect) is not events.Read:
                self._close()
                if effect.name not in NAMES:
                    return events.StoreFailed(effect.ticket, "read_only")
            return self._jobs[type(effect)](effect) or events.Stored(effect.ticket)
        except OSError as error:
            self._close()
            return events.StoreFailed(effect.ticket, _REASONS.get(error.args[0], "io"))
        except MemoryError:  # no room for what was read: refused, the program goes on
            return events.StoreFailed(effect.ticket, "io")

    def _stage(self, effect: "events.StageWrite") -> None:
        path = self._folder + effect.name + STAGING
        if effect.offset and os.stat(path)[6] != effect.offset:
            raise OSError(errno.EIO)
        with open(path, "ab" if effect.offset else "wb") as target:
            target.write(effect.data)

    def _commit(self, effect: "events.Commit") -> None:
        path = self._folder + effect.name
        if os.stat(path + STAGING)[6] != effect.length:
            self._remove(path + STAGING)
            raise OSError(errno.EIO)
        os.rename(path + STAGING, path)

    def _discard(self, effect: "events.Discard") -> None:
        self._remove(self._folder + effect.name + STAGING)

    def _read(self, effect: "events.Read") -> object:
        if effect.name in FROZEN:
            end = effect.offset + effect.length
            return events.ReadDone(effect.ticket, FROZEN[effect.name][effect.offset : end])
        if effect.name not in READABLE:
            raise OSError(errno.ENOENT)
        if self._source_name != effect.name:  # opening one takes longer than reading it
            self._close()
            self._source = open(self._folder + effect.name, "rb")
            self._source_name = effect.name
        self._source.seek(effect.offset)
        data = self._source.read(effect.length)
        if len(data) < effect.length:
            self._close()
        return events.ReadDone(effect.ticket, data)

    def _close(self) -> None:
        """Be done with the file that was read."""
        if self._source is not None:
            self._source.close()
            self._source, self._source_name = None, ""

    def _append(self, effect: "events.Append") -> None:
        self._add(self._folder + effect.name, effect.data)

    def _add(self, path: str, data: bytes) -> None:
        with open(path, "ab") as target:
            target.write(data)

    def _remove(self, path: str) -> None:
        try:
            os.remove(path)
        except OSError:  # there is none
            return
