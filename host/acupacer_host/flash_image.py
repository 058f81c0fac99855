"""Firmware image files: which one to take, and whether it fits the board."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import uf2
from .errors import BadImage, FlashFailed
from .loader_drive import BOARDS, Board

IMAGE_NAME = re.compile(r"acupacer-(pico2?)-(\d[0-9A-Za-z.+-]*)\.uf2")
MAX_BYTES = 32 << 20  # twice the largest flash: more is no image


@dataclass(frozen=True)
class ImageFile:
    """An image that was read and checked. ``data``: the file's bytes."""

    path: Path
    data: bytes
    image: uf2.Image
    program: uf2.Program


def load(path: Path) -> ImageFile:
    """Read an image and check that it is a whole one and acupacer's.

    Raises BadImage, OSError when the file cannot be read.
    """
    with open(path, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadImage(f"{path}: is longer than any image; give the .uf2 file of acupacer")
    image = uf2.parse(data, str(path))
    program = image.program
    if program is None:
        raise BadImage(
            f"{path}: is an image for an {uf2.CHIPS[image.family]}, but not of acupacer; if "
            "you mean it, copy it onto the board's drive yourself"
        )
    return ImageFile(path, data, image, program)


def check_fits(file: ImageFile, board: Board) -> None:
    """Raise BadImage when ``file`` is for another board than ``board``."""
    found = (file.image.family, file.program.model)
    if found != (board.family, board.key):
        names = [other.name for other in BOARDS if (other.family, other.key) == found]
        raise BadImage(
            f"{file.path}: is for {names[0] if names else 'no board we know'}, and this is a "
            f"{board.name}; take acupacer-{board.key}-{file.program.version}.uf2"
        )


def newest(board: Board, folders: Iterable[Path] | None = None) -> Path:
    """The image of the highest version for ``board`` in ``folders``.

    None: dist/ here, this folder, and dist/ of the checkout this program runs from.
    Raises FlashFailed when there is none.
    """
    found = []
    for folder in _folders() if folders is None else folders:
        for path in sorted(folder.glob("acupacer-pico*.uf2")):
            name = IMAGE_NAME.fullmatch(path.name)
            if name and name[1] == board.key:
                numbers = [int(number) for number in re.findall(r"\d+", name[2])]
                found.append((numbers, path))
    if not found:
        raise FlashFailed(
            f"no image for a {board.name} is here (acupacer-{board.key}-VERSION.uf2 in dist/ "
            "or in this folder); build it with make firmware, or name the file"
        )
    return max(found, key=lambda pair: pair[0])[1]


def _folders() -> list[Path]:
    checkout = Path(__file__).resolve().parents[2]
    is_checkout = (checkout / "pyproject.toml").is_file()
    return [Path("dist"), Path(), *([checkout / "dist"] if is_checkout else [])]
