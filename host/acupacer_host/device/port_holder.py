"""Which program has a serial port open, where the system tells (Linux)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

OURS = ("acupacer", "acupacer_host")  # as a script, and after python -m


def holder_of(port: str, proc: Path = Path("/proc")) -> str:
    """``acupacer watch (process 41)``: who has ``port`` open; "" when it cannot be known."""
    names = sorted(_holders(os.path.realpath(port), proc), key=_is_simulator)
    return names[0] if names else ""


def _holders(port: str, proc: Path) -> Iterator[str]:
    for folder in proc.glob("[0-9]*"):
        try:
            is_open = any(os.readlink(fd) == port for fd in (folder / "fd").iterdir())
            if is_open and folder.name != str(os.getpid()):
                yield f"{_name(folder)} (process {folder.name})"
        except OSError:
            continue  # gone meanwhile, or another user's


def _is_simulator(name: str) -> bool:
    """A simulator keeps its own port open, and nobody out."""
    return name.startswith(("acupacer simulate", "acupacer demo"))


def _name(folder: Path) -> str:
    """The program's name; of this one with its command."""
    words = (folder / "cmdline").read_text(encoding="utf-8", errors="replace").split("\0")
    for at, word in enumerate(words[:3]):
        if Path(word).stem in OURS:
            return " ".join(["acupacer", *_command(words[at + 1 :])])
    return (folder / "comm").read_text(encoding="utf-8").strip()


def _command(words: list[str]) -> list[str]:
    """The first word that is neither an option nor the port that one names."""
    while words and words[0].startswith("-"):
        words = words[1 if "=" in words[0] else 2 :]
    return words[:1]
