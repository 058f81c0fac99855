"""Firmware images for a Pico: which file to take, and whether it fits the board."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadImage, FlashFailed
from . import uf2

MAX_BYTES = 64 * 1024 * 1024  # above any image: the chips address 16 MB, twice that as UF2
# In every image, see image_module.
_MARK = re.compile(rb"acupacer-image:pico2?:([0-9A-Za-z.+-]+)\n")


@dataclass(frozen=True)
class Board:
    """A kind of Pico. ``key``: as in an image's name; ``label``: of its loader's drive."""

    key: str
    name: str
    label: str
    family: int


BOARDS = (
    Board("pico", "Raspberry Pi Pico", "RPI-RP2", uf2.RP2040),
    Board("pico2", "Raspberry Pi Pico 2", "RP2350", uf2.RP2350),
)


@dataclass(frozen=True)
class Image:
    """An image that was read and checked. ``data``: the file's bytes."""

    path: Path
    data: bytes
    version: str


def load(path: Path | None, board: Board) -> Image:
    """Read an image for ``board``; ``path`` None: the newest in dist/.

    Raises BadImage when it is torn, not acupacer's or for another board, FlashFailed when
    there is none, OSError when it cannot be read.
    """
    path = path or newest(board)
    if path.stat().st_size > MAX_BYTES:
        raise BadImage(f"{path}: is no firmware image; give the file whose name ends in .uf2")
    data = path.read_bytes()
    family, payload = uf2.read(data, str(path))
    mark = _MARK.search(payload)
    if mark is None:
        raise BadImage(
            f"{path}: is no image of acupacer; if you mean it, copy it onto the drive yourself"
        )
    version = mark[1].decode()
    if family != board.family:
        right = f"acupacer-{board.key}-{version}.uf2"
        raise BadImage(f"{path}: is for another board than this {board.name}; take {right}")
    return Image(path, data, version)


def newest(board: Board, folder: Path = Path("dist")) -> Path:
    """The image of the highest version for ``board``. Raises FlashFailed."""
    paths = list(folder.glob(f"acupacer-{board.key}-*.uf2"))
    if not paths:
        raise FlashFailed(
            f"no acupacer-{board.key}-VERSION.uf2 for this {board.name} is in {folder}/; "
            "build it with make firmware, or name the file"
        )
    return max(
        paths, key=lambda path: [int(number) for number in re.findall(r"\d+", path.stem)]
    )
