"""In which formats pictures are written: the ending of the file's name chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".png", ".pdf", ".jpg", ".jpeg", ".gif", ".webp", ".tiff", ".bmp")


def save(picture: Image, file: Path, dpi: int = 72) -> None:
    """Write ``picture`` in the format of ``file``'s ending. Raises OSError."""
    is_palette = file.suffix.lower() in (".png", ".gif", ".bmp", ".tiff")
    image = picture if is_palette else picture.convert("RGB")
    image.save(file, dpi=(dpi, dpi), resolution=dpi)
