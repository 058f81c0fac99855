"""Places of the catalogue as the panel's locator draws them: one as text, all on a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from acupacer.boards.sim.pixels import half_blocks
from acupacer.core.screen.whereabouts import PICTURES, locator

from .point_cards import DRAWING_PX, drawn

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..content.places import Place

COLUMNS = 6  # of the sheet
DOT_PX = 3  # of a panel's pixel
GAP_PX, TITLE_PX = 12, 34
LIT, PAPER, INK = "#bfe6ff", "#ffffff", "#1c2526"
DARK = "#020509"


def lit_pixels(place: Place) -> Iterator[tuple[int, int]]:
    """The drawing as (x, y): both sides where its picture shows both, else the left one."""
    side = "both" if PICTURES[place.spot.picture][1] == "both" else "left"
    return drawn(lambda canvas: locator(canvas, place, side, 0))


def as_text(place: Place) -> list[str]:
    """The drawing as lines of half blocks."""
    lit = set(lit_pixels(place))
    width, height = DRAWING_PX
    rows = [[(x, y) in lit for x in range(width)] for y in range(height)]
    return [line.rstrip() for line in half_blocks(rows)]


def corner(index: int) -> tuple[int, int]:
    """Where the drawing of the place number ``index`` is on the sheet, px."""
    width, height = DRAWING_PX
    row, column = divmod(index, COLUMNS)
    x = GAP_PX + column * (width * DOT_PX + GAP_PX)
    return x, TITLE_PX + row * (height * DOT_PX + TITLE_PX + GAP_PX)


def sheet(places: Sequence[Place]) -> Image:
    """All ``places``, each with its code and name above its drawing."""
    from PIL import Image, ImageDraw, ImageFont

    right, bottom = corner(COLUMNS - 1)[0], corner(len(places) - 1)[1]
    width, height = (length * DOT_PX for length in DRAWING_PX)
    image = Image.new("RGB", (right + width + GAP_PX, bottom + height + GAP_PX), PAPER)
    draw = ImageDraw.Draw(image)
    bold, small = ImageFont.load_default(15), ImageFont.load_default(11)
    for index, place in enumerate(places):
        x, y = corner(index)
        draw.text((x, y - TITLE_PX + 2), place.code, INK, bold)
        draw.text((x, y - 16), place.names.english, INK, small)
        draw.rectangle((x, y, x + width - 1, y + height - 1), DARK)
        for column, row in lit_pixels(place):
            left, top = x + column * DOT_PX, y + row * DOT_PX
            draw.rectangle((left, top, left + DOT_PX - 1, top + DOT_PX - 1), LIT)
    return image
