"""The drive a Pico shows while it is in its loader: where it is, and which board it is.

Every such drive has a file INFO_UF2.TXT that names the chip. Nothing is mounted here and
nothing is written; a drive that nobody mounted is only pointed out.
"""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import uf2
from .errors import FlashFailed, SeveralDrives

INFO = "INFO_UF2.TXT"
INFO_BYTES = 1000
MEDIA = ("media/*", "media/*/*", "run/media/*/*", "mnt", "mnt/*")  # where Linux mounts
LABELS = "dev/disk/by-label"


@dataclass(frozen=True)
class Board:
    """A kind of Pico. ``key``: as in an image's name and marker; ``label``: of its drive."""

    key: str
    name: str
    board_id: str
    label: str
    family: int


PICO = Board("pico", "Raspberry Pi Pico", "RPI-RP2", "RPI-RP2", uf2.RP2040)
PICO2 = Board("pico2", "Raspberry Pi Pico 2", "RP2350", "RP2350", uf2.RP2350_ARM_S)
BOARDS = (PICO, PICO2)
LABEL_WORDS = " or ".join(board.label for board in BOARDS)


@dataclass(frozen=True)
class Drive:
    """A mounted drive and the board behind it."""

    folder: Path
    board: Board


class Drives:
    """The loader drives of this computer.

    ``system``: as ``sys.platform``; ``root``: where the file system begins. Tests make
    their own. Every call looks anew. Blocks: as long as a sleepy drive takes to answer.
    """

    def __init__(self, system: str = sys.platform, root: Path = Path("/")) -> None:
        self._system = system
        self._root = root

    def found(self) -> list[Drive]:
        """Every loader drive, by path."""
        folders = dict.fromkeys(folder for folder in self._folders())
        drives = [(folder, board_of(folder)) for folder in sorted(folders)]
        return [Drive(folder, board) for folder, board in drives if board is not None]

    def only(self) -> Drive | None:
        """The one loader drive, None when there is none. Raises SeveralDrives."""
        drives = self.found()
        if len(drives) > 1:
            folders = ", ".join(str(drive.folder) for drive in drives)
            raise SeveralDrives(
                f"{len(drives)} boards are in their loader: {folders}; "
                "name the drive you mean with --drive"
            )
        return drives[0] if drives else None

    def at(self, folder: Path) -> Drive:
        """The loader drive in ``folder``. Raises FlashFailed when that is none."""
        board = board_of(folder)
        if board is None:
            raise FlashFailed(
                f"{folder}: is not the drive of a Pico in its loader (it has no {INFO} of "
                f"one); the drive is called {LABEL_WORDS}"
            )
        return Drive(folder, board)

    def not_mounted(self) -> Path | None:
        """A loader drive that Linux sees but nobody mounted; None: there is none."""
        if self._system.startswith("linux"):
            for board in BOARDS:
                device = self._root / LABELS / board.label
                if device.exists() or device.is_symlink():
                    return device.resolve()
        return None

    def _folders(self) -> Iterator[Path]:
        if self._system == "win32":
            yield from (self._root / f"{letter}:/" for letter in string.ascii_uppercase)
        elif self._system == "darwin":
            yield from self._root.glob("Volumes/*")
        else:
            yield from self._mount_points()
            for pattern in MEDIA:
                yield from self._root.glob(pattern)

    def _mount_points(self) -> Iterator[Path]:
        """What /proc/mounts lists; blanks and the like stand there as \\040."""
        try:
            text = (self._root / "proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        for line in text.splitlines():
            words = line.split(" ")
            if len(words) > 2 and words[2] in ("vfat", "msdos", "fuseblk"):
                folder = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), words[1])
                yield self._root / folder.lstrip("/")


def board_of(folder: Path) -> Board | None:
    """Which board shows the drive at ``folder``; None: it is not a loader's."""
    try:
        with open(folder / INFO, "rb") as info:
            text = info.read(INFO_BYTES).decode("ascii", "replace")
    except OSError:
        return None
    found = re.search(r"^Board-ID:\s*(\S+)", text, re.MULTILINE)
    boards = [board for board in BOARDS if found and board.board_id == found[1]]
    return boards[0] if boards else None
