"""Pictures of the panel: single screens, a contact sheet, an animation.

Needs Pillow. Pages are the painter's: 1024 bytes, see ``acupacer.core.screen.painter``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acupacer.core.screen.painter import Painter

from . import formats
from .gallery_views import VIEWS, shown

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 128, 64
# A white 0.96 inch OLED: square pixels, darker seams between them.
UNLIT, LIT, SEAM, GLOW = "#10151b", "#e8f4ff", "#06080b", "#aebecb"
PAPER, INK = "#3a4048", "#e6e9ec"
COLOURS = (UNLIT, LIT, SEAM, GLOW, PAPER, INK)
DOT_PX = 4  # one panel pixel, its seam included
MARGIN_PX = 10
SHEET_DOT_PX = 2
SHEET_COLUMNS = 5
CELL_PX = (WIDTH * SHEET_DOT_PX + MARGIN_PX, HEIGHT * SHEET_DOT_PX + MARGIN_PX + 16)


def picture(page: bytes, dot_px: int = DOT_PX) -> Image:
    """The panel as it looks: ``dot_px`` (at least 1) per pixel, seams from 3 upward.

    ``page``: 1024 bytes in the SSD1306's order.
    """
    from PIL import Image, ImageDraw

    image = Image.new("P", (WIDTH * dot_px, HEIGHT * dot_px))
    image.putpalette(_palette(*COLOURS))
    draw = ImageDraw.Draw(image)
    seam = 1 if dot_px >= 3 else 0
    if seam:
        for at in range(dot_px - 1, WIDTH * dot_px, dot_px):
            draw.line((at, 0, at, HEIGHT * dot_px), 2)
            draw.line((0, at, WIDTH * dot_px, at), 2)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            if page[y // 8 * WIDTH + x] >> (y % 8) & 1:
                left, top = x * dot_px, y * dot_px
                right, bottom = left + dot_px - 1, top + dot_px - 1
                draw.rectangle((left, top, right, bottom), 3)
                draw.rectangle((left, top, right - seam, bottom - seam), 1)
    return image


def _palette(*colours: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for colour in colours for at in (1, 3, 5)]


def framed(image: Image) -> Image:
    """``image`` with the dark glass of the module around it."""
    from PIL import Image

    size = (image.width + 2 * MARGIN_PX, image.height + 2 * MARGIN_PX)
    glass = Image.new("P", size, 2)
    glass.putpalette(_palette(*COLOURS))
    glass.paste(image, (MARGIN_PX, MARGIN_PX))
    return glass


def draw_views(
    language: str = "en", is_inverted: bool = False, is_large: bool = False
) -> list[tuple[str, bytes, list[str]]]:
    """Every screen of the gallery as (name, page, words), in its order.

    What takes several pages in large text comes as name, name_2 and so on. The options are
    the painter's.
    """
    drawn = []
    painter = Painter()
    painter.set_options(language, is_inverted, is_large)
    for name, view in VIEWS:
        for part in shown(painter, view):
            words = painter.lines()
            title = f"{name}_{part + 1}" if part else name
            drawn.append((title, bytes(painter.page), words))
    return drawn


def sheet_place(index: int) -> tuple[int, int]:
    """Left and top, in pixels, of screen ``index`` on the contact sheet."""
    row, column = divmod(index, SHEET_COLUMNS)
    return MARGIN_PX + column * CELL_PX[0], MARGIN_PX + row * CELL_PX[1]


def contact_sheet(drawn: Sequence[tuple[str, bytes, list[str]]]) -> Image:
    """All screens side by side with their names."""
    from PIL import Image, ImageDraw, ImageFont

    below = sheet_place(-(-len(drawn) // SHEET_COLUMNS) * SHEET_COLUMNS)
    sheet = Image.new("P", (sheet_place(SHEET_COLUMNS - 1)[0] + CELL_PX[0], below[1]), 4)
    sheet.putpalette(_palette(*COLOURS))
    draw = ImageDraw.Draw(sheet)
    draw.fontmode = "1"
    for index, (name, page, _) in enumerate(drawn):
        x, y = sheet_place(index)
        sheet.paste(picture(page, SHEET_DOT_PX), (x, y))
        at = (x, y + HEIGHT * SHEET_DOT_PX + 2)
        draw.text(at, name.replace("_", " "), 5, ImageFont.load_default(11))
    return sheet


def write_gif(path: Path, frames: Sequence[tuple[bytes, int]]) -> None:
    """An animation of (page, milliseconds) frames, round and round. Raises NotWritten."""
    pictures = [framed(picture(page, 3)) for page, _ in frames]
    formats.write(
        pictures[0],
        path,
        save_all=True,
        append_images=pictures[1:],
        duration=[max(duration_ms, 20) for _, duration_ms in frames],
        loop=0,
        optimize=False,
    )


def write_gallery(folder: Path, **options: Any) -> list[Path]:
    """Every screen as a PNG file, and ``contact_sheet.png``; returns what was written.

    ``options``: as for ``draw_views``. The folder is made when absent. Raises NotWritten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn = draw_views(**options)
    written = []
    for name, page, _ in drawn:
        written.append(folder / f"{name}.png")
        formats.write(framed(picture(page)), written[-1], optimize=True)
    written.append(folder / "contact_sheet.png")
    formats.write(contact_sheet(drawn), written[-1], optimize=True)
    return written
