"""Writes files so that readers see the old one or the new one, never a part."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from .errors import NotWritten


def write_whole(file: Path, data: bytes) -> None:
    """Write ``file``, replacing it in one step; it is safe on the disk afterwards.

    What is no file but a terminal, a pipe or the like is written to as it is. Raises
    NotWritten, leaving a file as it was. Blocks: for writing; at a pipe as long as nobody
    reads it.
    """
    try:
        kind = os.stat(file).st_mode if file.exists() else stat.S_IFREG
        if stat.S_ISREG(kind):
            _replace(file.resolve() if file.is_symlink() else file, data)
        elif stat.S_ISCHR(kind) or stat.S_ISFIFO(kind):
            with open(file, "wb") as sink:
                sink.write(data)
        else:
            raise NotWritten(f"{file}: is neither a file nor a pipe; name a file")
    except OSError as error:
        raise NotWritten(f"{file}: cannot be written: {why(file, error)}") from error


def why(file: Path, error: OSError) -> str:
    """Why ``file`` cannot be written, with what to do about it."""
    if error.errno == errno.ENOENT and not file.parent.is_dir():
        return f"there is no folder {file.parent}"
    advice = "; make room and try again" if error.errno == errno.ENOSPC else ""
    return f"{error.strerror or error}{advice}"


def _replace(file: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~umask)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise
