"""Lets commands find the simulators that run in other windows of this user.

Each has a small file in a folder of the user's cache that names its port, and keeps that
locked while it lives: a stale name, which may be anybody's terminal by now, is never used.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where there is no simulator either
    fcntl = None  # type: ignore[assignment]


def folder() -> Path:
    """The folder."""
    from platformdirs import user_cache_path

    return user_cache_path("acupacer") / "simulators"


@contextmanager
def announced(port: str) -> Iterator[None]:
    """Let other commands find ``port`` meanwhile.

    A folder that cannot be written costs only this convenience.
    """
    name = folder() / f"{os.getpid()}-{port.strip('/').replace('/', '-')}"
    file = _open_locked(name, port)
    try:
        yield
    finally:
        if file is not None:
            with suppress(OSError):
                name.unlink()
            file.close()


def find_all() -> list[str]:
    """The ports of the simulators that run now, the newest first."""
    if fcntl is None:
        return []
    try:
        names = [name for name in folder().iterdir() if not name.name.startswith(".")]
        names.sort(key=lambda name: name.stat().st_mtime_ns, reverse=True)
    except OSError:  # none ever ran, or one ended just now
        return []
    return [port for port in map(_port_of, names) if port]


def find() -> str | None:
    """The port of the newest simulator that runs now, or None."""
    return next(iter(find_all()), None)


def _port_of(name: Path) -> str:
    """The port that a file names; "" when its simulator is gone, and then so is the file."""
    with suppress(OSError), open(name, encoding="utf-8", errors="replace") as file:
        if not _can_lock(file):
            return file.read().strip()
        name.unlink()
    return ""


def _open_locked(name: Path, port: str) -> IO[str] | None:
    """The file, locked before it has its name: whoever finds it finds it whole."""
    fresh = name.with_name(f".{name.name}")
    try:
        name.parent.mkdir(parents=True, exist_ok=True)
        file = open(fresh, "w", encoding="utf-8")  # noqa: SIM115
    except OSError:
        return None
    try:
        file.write(port)
        file.flush()
        _can_lock(file)
        os.replace(fresh, name)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
            file.close()  # which writes once more what had no room
        return None
    return file


def _can_lock(file: IO[str]) -> bool:
    """Lock ``file`` until it is closed; False when somebody else has it locked."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
