"""Writes files so that readers see the old one or the new one, never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Write ``file``, replacing it in one step. Raises OSError, leaving it as it was.

    What is no file, a pipe or a device, is written to and stays what it is.
    """
    if file.is_symlink():
        file = file.resolve()
    if file.exists() and not file.is_file():
        file.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~umask)
        os.replace(name, file)
    except OSError:
        os.unlink(name)
        raise
