"""Firmware images for a Pico: which file to take, and whether it fits the board."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadImage, FlashFailed
from .image_check import BOARDS, Board, ImageCheck


@dataclass(frozen=True)
class Image:
    """An image that was read and checked. ``data``: the file's bytes."""

    path: Path
    data: bytes
    board: Board
    version: str


def load(path: Path | None, board: Board) -> Image:
    """Read an image for ``board``; ``path`` None: the newest in dist/.

    Raises BadImage when it is torn, not acupacer's or for another board, FlashFailed when
    there is none, OSError when it cannot be read.
    """
    path = path or newest(board)
    check = ImageCheck(str(path), path.stat().st_size)
    data = path.read_bytes()
    check.feed(data)
    found, version = check.end()
    if found != board:
        right = f"acupacer-{board.key}-{version}.uf2"
        raise BadImage(f"{path}: is for another board than this {board.name}; take {right}")
    return Image(path, data, board, version)


def newest(board: Board, folder: Path = Path("dist")) -> Path:
    """The image of the highest version for ``board``. Raises FlashFailed."""
    paths = _of(board, folder)
    if not paths:
        raise FlashFailed(
            f"no acupacer-{board.key}-VERSION.uf2 for this {board.name} is in {folder}/; "
            "build it with make firmware, or name the file"
        )
    return paths[-1]


def newest_of_each(folder: Path) -> list[Image]:
    """The image of the highest version for each kind of Pico that has one in ``folder``.

    Raises FlashFailed when there is none at all, BadImage and OSError as ``load`` does.
    """
    found = [load(paths[-1], board) for board in BOARDS if (paths := _of(board, folder))]
    if not found:
        raise FlashFailed(
            f"no acupacer-pico-VERSION.uf2 or acupacer-pico2-VERSION.uf2 is in {folder}/; "
            "name the folder of a release, or run make firmware"
        )
    return found


def _of(board: Board, folder: Path) -> list[Path]:
    """Its images in ``folder``, the highest version last."""
    return sorted(
        folder.glob(f"acupacer-{board.key}-*.uf2"),
        key=lambda path: [int(number) for number in re.findall(r"\d+", path.stem)],
    )
