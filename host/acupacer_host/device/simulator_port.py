"""Lets commands find the simulator that runs in another window of this user.

A small file in the user's cache folder names the simulator's port. The simulator
keeps the file locked while it lives, so that a stale name, which may be anybody's
terminal by now, is never used.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where there is no simulator either
    fcntl = None  # type: ignore[assignment]


def path() -> Path:
    """The file."""
    from platformdirs import user_cache_path

    return user_cache_path("acupacer") / "simulator-port"


@contextmanager
def announced(port: str) -> Iterator[None]:
    """Let other commands find ``port`` meanwhile; the newest simulator wins.

    A folder that cannot be written costs only this convenience.
    """
    file = _open_locked(port)
    try:
        yield
    finally:
        if file is not None:
            file.close()


def find() -> str | None:
    """The port of a simulator that runs now, or None."""
    if fcntl is None:
        return None
    try:
        with open(path(), encoding="utf-8") as file:
            return None if _can_lock(file) else file.read().strip() or None
    except OSError:
        return None


def _open_locked(port: str) -> IO[str] | None:
    try:
        place = path()
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f"{place.name}.{os.getpid()}")
        file = open(fresh, "w", encoding="utf-8")  # noqa: SIM115
        file.write(port)
        file.flush()
        _can_lock(file)
        os.replace(fresh, place)
    except OSError:
        return None
    return file


def _can_lock(file: IO[str]) -> bool:
    """Lock ``file`` until it is closed; False when somebody else has it locked."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
