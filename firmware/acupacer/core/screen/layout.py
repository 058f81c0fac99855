"""How screens are laid out: signs, headings, messages, corners; seconds as text."""

from . import pictures
from .canvas import RIGHT, WIDTH
from .font import MEDIUM, SMALL, TALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Sequence

    from .canvas import Canvas, Picture

SIGN_WIDTH_PX = 24  # of the large signs
HOME_KEY = (("start", "key_home"),)
ICONS = {
    "hands": pictures.ICON_HANDS,
    "balls": pictures.ICON_BALLS,
    "ball": pictures.ICON_BALL,
    "roller": pictures.ICON_ROLLER,
    "gun": pictures.ICON_GUN,
    "move": pictures.ICON_MOVE,
}


def page_of(page: int, pages: int) -> str:
    """Which page, counted from 0, of how many: "1/3" for the first."""
    return "{}/{}".format(page + 1, pages)


def shortened(text: str, width_px: int, rows: int) -> str:
    """``text``, cut with "…" where that many rows of small letters have no room for it."""
    if len(SMALL.wrap(text, width_px, rows)) <= rows:
        return text
    lines = SMALL.by_words(text, width_px)
    last = SMALL.wrap(" ".join(lines[rows - 1 :]), width_px, 1)[0]
    return " ".join(lines[: rows - 1] + [last[:-2] + "…"])


def clock(value_s: int) -> str:
    """Seconds as minutes and seconds: 272 as 4:32."""
    return "{}:{:02d}".format(value_s // 60, value_s % 60)


def padded(value: "str | int", length: int) -> str:
    """``value`` as text, with spaces in front up to ``length`` characters."""
    text = str(value)
    return " " * (length - len(text)) + text


def sign(canvas: "Canvas", picture: "Picture", title: str, rows: int = 3) -> None:
    """A large sign at the left and a title beside it, on the top ``rows``."""
    canvas.picture(2, 0, picture)
    x = SIGN_WIDTH_PX + 8
    canvas.box(x, 0, title, WIDTH - x, rows, (MEDIUM, SMALL))


def heading(canvas: "Canvas", title: str, corner: str = "") -> None:
    """A small title on the top row, with a page number or the like at the right."""
    canvas.text(0, 0, title, WIDTH - (SMALL.width(corner) + 4 if corner else 0))
    if corner:
        canvas.text(WIDTH - 40, 0, corner, 40, SMALL, RIGHT)


def message(
    canvas: "Canvas",
    text: str,
    row: int,
    hints: "Sequence[tuple[str, str]]" = (),
    corner: str = "",
    title: str = "",
) -> None:
    """``text`` as large as fits between ``row`` and the key hints at the bottom.

    With large text it may take the screen for itself: then ``title`` goes in front of
    it if there is room, and the hints go last.
    """
    if canvas.is_large and not fits(text, 7 - row, True):
        canvas.start()
        row = 0
        if title and fits(title + " " + text, 7, True):
            text = title + " " + text
        if not fits(text, 7, True):
            canvas.box(1, 0, text, WIDTH - 2, 8, (TALL,))
            return
    fonts = (MEDIUM, TALL) if canvas.is_large else (MEDIUM, SMALL)
    if not canvas.is_large and len(SMALL.by_words(text, WIDTH - 2)) < 7 - row:
        used = len(MEDIUM.by_words(text, WIDTH - 2)) * 2
        row += used > 7 - row
    canvas.box(1, row, text, WIDTH - 2, 7 - row, fonts)
    if hints:
        canvas.hints(7, hints, 0, corner)


def fits(text: str, rows: int, is_large: bool) -> bool:
    """Whether ``text`` fits in so many rows, large or small."""
    font = TALL if is_large else SMALL
    return len(font.by_words(text, WIDTH - 2)) * font.rows <= rows
