"""In which formats pictures are written: the ending of the file's name chooses."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..whole_file import write_whole

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".png", ".pdf", ".jpg", ".jpeg", ".gif", ".webp", ".tiff", ".bmp")
WITH_PALETTE = (".png", ".gif", ".tiff", ".bmp")


def save(pages: Sequence[Image], file: Path, dpi: int = 72) -> None:
    """Write ``pages`` in the format of ``file``'s ending.

    A PDF file has them as pages, a picture one below the other. Raises NotWritten.
    """
    suffix = file.suffix.lower()
    images = [page if suffix in WITH_PALETTE else page.convert("RGB") for page in pages]
    size: dict[str, Any] = {"dpi": (dpi, dpi), "resolution": dpi}
    if suffix == ".pdf":
        write(images[0], file, save_all=True, append_images=images[1:], **size)
    else:
        write(_stacked(images), file, **size)


def write(image: Image, file: Path, **options: Any) -> None:
    """Write one picture; ``options``: Pillow's for its format. Raises NotWritten."""
    from PIL import Image

    data = BytesIO()
    image.save(data, Image.registered_extensions()[file.suffix.lower()], **options)
    write_whole(file, data.getvalue())


def _stacked(images: Sequence[Image]) -> Image:
    """The images one below the other; one alone as it is."""
    from PIL import Image

    if len(images) == 1:
        return images[0]
    whole = Image.new("RGB", (images[0].width, sum(image.height for image in images)))
    y = 0
    for image in images:
        whole.paste(image, (0, y))
        y += image.height
    return whole
