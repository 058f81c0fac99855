"""What several screens share: signs, headings and messages."""

from . import pictures
from .canvas import RIGHT, WIDTH
from .font import MEDIUM, SMALL, TALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Sequence

    from .canvas import Canvas, Picture

    View = dict[str, Any]
    Drawing = Callable[[Canvas, View], None]
    Tick = tuple[Drawing, tuple[str, ...]]

BIG_WIDTH = 24  # of the large signs
HOME_KEY = (("start", "key_home"),)
ICONS = {
    "hands": pictures.ICON_HANDS,
    "balls": pictures.ICON_BALLS,
    "roller": pictures.ICON_ROLLER,
    "gun": pictures.ICON_GUN,
}


def page_of(view: "View") -> str:
    """Which page of how many, from 1."""
    return "{}/{}".format(view["page"] + 1, view["pages"])


def index_of(view: "View") -> str:
    """Which entry of how many."""
    return "{}/{}".format(view["index"], view["count"])


def sign(c: "Canvas", picture: "Picture", title: str, rows: int = 3) -> None:
    """A large sign at the left and a title beside it, on the top ``rows``."""
    c.picture(2, 0, picture)
    x = BIG_WIDTH + 8
    c.box(x, 0, title, WIDTH - x, rows, (MEDIUM, SMALL))


def heading(c: "Canvas", title: str, corner: str = "") -> None:
    """A small title on the top row, with a page number or the like at the right."""
    c.text(0, 0, title, WIDTH - (SMALL.width(corner) + 4 if corner else 0))
    if corner:
        c.text(WIDTH - 40, 0, corner, 40, SMALL, RIGHT)


def message(
    c: "Canvas",
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
    if c.is_large and not _fits(text, 7 - row):
        c.start()
        row = 0
        if title and _fits(title + " " + text, 7):
            text = title + " " + text
        if not _fits(text, 7):
            c.box(1, 0, text, WIDTH - 2, 8, (TALL,))
            return
    fonts = (MEDIUM, TALL) if c.is_large else (MEDIUM, SMALL)
    if not c.is_large and len(SMALL.by_words(text, WIDTH - 2)) < 7 - row:
        used = len(MEDIUM.by_words(text, WIDTH - 2)) * 2
        row += used > 7 - row
    c.box(1, row, text, WIDTH - 2, 7 - row, fonts)
    if hints:
        c.hints(7, hints, 0, corner)


def _fits(text: str, rows: int) -> bool:
    """Whether large text fits in so many rows."""
    return len(TALL.by_words(text, WIDTH - 2)) * 2 <= rows
