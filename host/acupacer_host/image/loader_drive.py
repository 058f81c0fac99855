"""The drive a Pico shows while it is in its loader: where it is, and which board it is.

Every such drive has a file INFO_UF2.TXT that names the chip. Nothing is mounted here and
nothing is written; a drive that nobody mounted is only pointed out. Every call looks anew.
"""

from __future__ import annotations

import glob
import re
import string
import sys
from dataclasses import dataclass
from pathlib import Path

from ..errors import FlashFailed, SeveralDrives
from .image_check import BOARDS, Board

INFO = "INFO_UF2.TXT"
ROOT = Path("/")
# Where each system mounts drives, below the root; others do it as Linux does.
PLACES = {
    "linux": ("media/*", "media/*/*", "run/media/*/*", "mnt", "mnt/*"),
    "darwin": ("Volumes/*",),
    "win32": tuple(f"{letter}:" for letter in string.ascii_uppercase),
}
LABEL_WORDS = " or ".join(board.label for board in BOARDS)


@dataclass(frozen=True)
class Drive:
    """A mounted drive and the board behind it."""

    folder: Path
    board: Board


def only() -> Drive | None:
    """The one loader drive, None when there is none. Raises SeveralDrives."""
    places = PLACES.get(sys.platform, PLACES["linux"])
    names = [name for place in places for name in glob.glob(f"{place}/{INFO}", root_dir=ROOT)]
    drives = [drive for name in sorted(names) if (drive := _drive((ROOT / name).parent))]
    if len(drives) > 1:
        folders = ", ".join(str(drive.folder) for drive in drives)
        raise SeveralDrives(
            f"{len(drives)} boards are in their loader: {folders}; "
            "name the drive you mean with --drive"
        )
    return drives[0] if drives else None


def at(folder: Path) -> Drive:
    """The loader drive in ``folder``. Raises FlashFailed when that is none."""
    drive = _drive(folder)
    if drive is None:
        raise FlashFailed(
            f"{folder}: is not the drive of a Pico in its loader (it has no {INFO} of "
            f"one); the drive is called {LABEL_WORDS}"
        )
    return drive


def refuse_unmounted() -> None:
    """Raise FlashFailed when Linux sees a loader's drive that nobody mounted."""
    for board in BOARDS:
        device = ROOT / "dev/disk/by-label" / board.label
        if device.is_symlink():
            raise FlashFailed(
                "a Pico is in its loader, but its drive is not mounted; run: "
                f"udisksctl mount -b {device.resolve()}   then repeat the command, or "
                "name its folder with --drive"
            )


def _drive(folder: Path) -> Drive | None:
    """The loader drive in ``folder``, None when it is none."""
    try:
        text = (folder / INFO).read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    chip = re.search(r"^Board-ID:\s*(\S+)", text, re.MULTILINE)
    boards = [board for board in BOARDS if chip and board.label == chip[1]]
    return Drive(folder, boards[0]) if boards else None
