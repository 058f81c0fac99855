"""The device's panel as a picture file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from acupacer.core.screen_picture import as_pbm

SCALE = 6
GLASS, LIT = (2, 5, 9), (191, 230, 255)


def save(page: bytes, file: Path, scale: int = SCALE) -> None:
    """Write ``page`` (1024 bytes, as ``Client.screen`` gives them) as a picture.

    ``scale``: picture pixels per panel pixel. The ending of ``file`` chooses the format.
    Raises ValueError for an ending that is no picture format, OSError.
    """
    from PIL import Image, ImageOps

    panel = Image.open(BytesIO(as_pbm(page))).convert("L")
    coloured = ImageOps.colorize(panel, GLASS, LIT)
    framed = ImageOps.expand(coloured, 4, GLASS)
    size = (framed.width * scale, framed.height * scale)
    framed.resize(size, Image.Resampling.NEAREST).save(file)


def rows(page: bytes) -> list[list[bool]]:
    """``page`` as 64 rows of 128 pixels, lit or not."""
    return [[bool(page[y // 8 * 128 + x] >> y % 8 & 1) for x in range(128)] for y in range(64)]
