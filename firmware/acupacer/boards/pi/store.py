"""Files that survive power-off: staged, synced, replaced whole.

Writing ``X``: chunks go to ``X.part`` in the same folder; Commit syncs it, checks its
length, renames it over ``X`` and syncs the folder, and only then is Stored reported.
So at any instant of a power cut ``X`` is either the old file or the new one.

Appending: the bytes are synced before Stored; a failed append is cut off again.

Slow (an fsync on a card takes up to hundreds of ms): runs on a worker.
"""

import errno
import json
import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from ...core import events
from ...core.progress import history
from ..worker import Worker

LOG = logging.getLogger("acupacer")

# What is written; the built-in routines are read from elsewhere.
NAMES = (events.ROUTINES_FILE, events.HISTORY_FILE, events.SETTINGS_FILE)
STAGING = ".part"

_REASONS = {
    errno.ENOENT: "absent",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


ADOPT_BYTES = 1 << 20  # more than any file of ours may hold
TAIL_BYTES = 4096  # more than the longest history line (core.progress.history.MAX_LINE_BYTES)


class FileLayer:
    """The file operations the store is made of, each one thin call.

    Tests put a recording or failing layer in its place. All raise OSError.
    """

    def write_at(self, path: Path, offset: int, data: bytes) -> None:
        """Write ``data`` at ``offset``; offset 0 starts the file afresh, others need one.

        Not synced: whoever puts the file in another's place does that.
        """
        flags = os.O_WRONLY | (0 if offset else os.O_CREAT | os.O_TRUNC)
        fd = os.open(path, flags, 0o644)
        try:
            _write_all(fd, data, offset)
        finally:
            os.close(fd)

    def append(self, path: Path, data: bytes) -> None:
        """Add ``data`` at the end and sync; on failure the file is as before."""
        fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
        try:
            size = os.fstat(fd).st_size
            try:
                _write_all(fd, data, size)
                os.fsync(fd)
            except OSError:
                os.ftruncate(fd, size)
                raise
        finally:
            os.close(fd)

    def cut(self, path: Path, length: int) -> None:
        """Shorten the file to ``length`` bytes and sync it."""
        fd = os.open(path, os.O_WRONLY)
        try:
            os.ftruncate(fd, length)
            os.fsync(fd)
        finally:
            os.close(fd)

    def read(self, path: Path, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``."""
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a FIFO would block here
        try:
            return os.pread(fd, length, offset)
        finally:
            os.close(fd)

    def sync(self, path: Path) -> None:
        """Have the file, or the folder's entries, on the medium."""
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def size(self, path: Path) -> int:
        """Bytes in the file."""
        return path.stat().st_size

    def exists(self, path: Path) -> bool:
        """Whether there is such a file."""
        return path.exists()

    def rename(self, old: Path, new: Path) -> None:
        """Put ``old`` in the place of ``new``, atomically where the file system can."""
        os.replace(old, new)

    def remove(self, path: Path) -> None:
        """Remove the file; fine when there is none."""
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path) -> None:
        """Create the folder and those above it; fine when it is there."""
        path.mkdir(parents=True, exist_ok=True)


def _write_all(fd: int, data: bytes, offset: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(fd, view, offset)
        view = view[written:]
        offset += written


class Store:
    """The named files in one folder (see ``boards.board.Store``).

    ``factory``: where the built-in routines are (read only, outside the folder).
    Call ``recover`` once before the first effect.
    """

    def __init__(
        self, folder: Path, factory: Path, worker: Worker, layer: FileLayer | None = None
    ) -> None:
        self._folder = folder
        self._factory = factory
        self._worker = worker
        self._layer = layer or FileLayer()
        self._has_history = False
        self._renewals = 0
        self._jobs: dict[type, Callable[..., object]] = {
            events.StageWrite: self._stage,
            events.Commit: self._commit,
            events.Discard: self._discard,
            events.Read: self._read,
            events.Append: self._append,
        }

    def submit(self, effect: Any) -> None:
        """Start a StageWrite, Commit, Discard, Read or Append. Blocks: never."""
        job = self._jobs[type(effect)]
        self._worker.submit(partial(self._answer, self._renewals, job, effect))

    def results(self) -> list[object]:
        """Stored, ReadDone and StoreFailed inputs since the last call."""
        answers: list[Any] = self._worker.results()
        return [answer for renewals, answer in answers if renewals == self._renewals]

    def renew(self) -> None:
        """A new device takes over: what the old one ordered is done, nobody is answered.

        The new device's tickets begin anew and must not get the old ones' answers.
        """
        self._renewals += 1

    def close(self) -> None:
        """Finish what was submitted. Blocks: up to 2 s."""
        self._worker.close(2)

    def recover(self) -> list[str]:
        """Tidy up after a power cut; what was done, one sentence each.

        A staging copy left behind is deleted; it is adopted when the file itself is
        absent (FAT deletes before it renames) and the copy is whole. Blocks: briefly.
        """
        try:
            self._layer.make_folder(self._folder)
        except OSError as error:
            return [f"{self._folder}: {error.strerror}; nothing will be kept"]
        done = [self._tidied(name, partial(self._recover, name)) for name in NAMES]
        done.append(self._tidied(events.HISTORY_FILE, self._end_torn_tail))
        self._has_history = self._layer.exists(self._folder / events.HISTORY_FILE)
        return [line for line in done if line]

    def _tidied(self, name: str, job: Callable[[], str]) -> str:
        """What ``job`` says; of a failure with the file at which it came."""
        try:
            return job()
        except OSError as error:
            file = error.filename or self._folder / name
            return f"{file}: {error.strerror}; {name} may not be kept"

    # --- on the worker ------------------------------------------------------------

    def _answer(
        self, renewals: int, job: Callable[..., object], effect: Any
    ) -> tuple[int, object]:
        return renewals, self._do(job, effect)

    def _do(self, job: Callable[..., object], effect: Any) -> object:
        try:
            if effect.name in NAMES or type(effect) is events.Read:
                return job(effect) or events.Stored(effect.ticket)
            return events.StoreFailed(effect.ticket, "read_only")
        except OSError as error:
            return self._failed(effect, error)
        except Exception:  # not the medium's fault, but the core must get its answer
            LOG.exception("the store failed")
            return events.StoreFailed(effect.ticket, "io")

    def _failed(self, effect: Any, error: OSError) -> events.StoreFailed:
        """What the core is told, and the journal, unless a file is simply not there."""
        reason = _REASONS.get(error.errno or 0, "io")
        if type(effect) is not events.Read or reason != "absent":
            LOG.warning("%s: %s: %s", effect.name, type(effect).__name__, error.strerror)
        return events.StoreFailed(effect.ticket, reason)

    def _stage(self, effect: events.StageWrite) -> None:
        if not effect.offset:
            self._need_folder()
        self._layer.write_at(self._staging(effect.name), effect.offset, effect.data)

    def _commit(self, effect: events.Commit) -> None:
        self._replace(effect.name, effect.length)

    def _discard(self, effect: events.Discard) -> None:
        self._layer.remove(self._staging(effect.name))

    def _read(self, effect: events.Read) -> events.ReadDone:
        path = self._folder / effect.name
        if effect.name == events.FACTORY_FILE:
            path = self._factory
        elif effect.name not in NAMES:
            raise OSError(errno.ENOENT, f"{effect.name} is not a file of this store")
        data = self._layer.read(path, effect.offset, effect.length)
        return events.ReadDone(effect.ticket, data)

    def _append(self, effect: events.Append) -> None:
        path = self._folder / effect.name
        is_new = not self._layer.exists(path)
        if is_new:
            self._need_folder()
            self._must_not_be_gone()
        self._layer.append(path, effect.data)
        self._has_history = True
        if is_new:
            self._layer.sync(self._folder)

    def _need_folder(self) -> None:
        """Somebody may have removed it: the device goes on keeping what it can."""
        if not self._layer.exists(self._folder):
            LOG.warning("%s: the folder is gone; it is made again", self._folder)
            self._layer.make_folder(self._folder)

    def _must_not_be_gone(self) -> None:
        """A history that has vanished is told once, before a new one begins."""
        if self._has_history:
            self._has_history = False
            raise OSError(errno.ENOENT, "the file has vanished")

    def _replace(self, name: str, length: int) -> None:
        staging = self._staging(name)
        self._layer.sync(staging)
        if self._layer.size(staging) != length:
            self._layer.remove(staging)
            raise OSError(errno.EIO, f"{staging} is not {length} bytes")
        self._layer.rename(staging, self._folder / name)
        self._layer.sync(self._folder)

    def _staging(self, name: str) -> Path:
        return self._folder / (name + STAGING)

    def _recover(self, name: str) -> str:
        staging = self._staging(name)
        if not self._layer.exists(staging):
            return ""
        is_absent = not self._layer.exists(self._folder / name)
        if is_absent and self._is_whole(staging):
            self._replace(name, self._layer.size(staging))
            return f"{name}: taken from its staging copy"
        self._layer.remove(staging)
        return f"{name}: unfinished copy deleted"

    def _end_torn_tail(self) -> str:
        """A line cut off by a power loss must not swallow the next one; a whole one stays."""
        path = self._folder / events.HISTORY_FILE
        size = self._layer.size(path) if self._layer.exists(path) else 0
        if not size or self._layer.read(path, size - 1, 1) == b"\n":
            return ""
        start = max(0, size - TAIL_BYTES)
        newline = self._layer.read(path, start, TAIL_BYTES).rfind(b"\n")
        if newline < 0 and start:  # no line is that long: end it, and it is skipped
            self._layer.append(path, b"\n")
            return f"{events.HISTORY_FILE}: damaged last line ended"
        tail = self._layer.read(path, start + newline + 1, TAIL_BYTES)
        if history.decode(tail) is not None:
            self._layer.append(path, b"\n")
            return f"{events.HISTORY_FILE}: last line lacked its end only"
        self._layer.cut(path, start + newline + 1)
        return f"{events.HISTORY_FILE}: unfinished last line cut off"

    def _is_whole(self, staging: Path) -> bool:
        """Whether a staging copy ends where it should: JSON, or whole JSON lines."""
        size = self._layer.size(staging)
        if size > ADOPT_BYTES:
            return False
        data = self._layer.read(staging, 0, size)
        texts = data.splitlines() if events.HISTORY_FILE in staging.name else [data]
        try:
            for text in texts:
                json.loads(text)
        except (ValueError, RecursionError):  # nested deeper than any file of ours
            return False
        return bool(texts)
