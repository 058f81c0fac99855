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
MORE_KEY = (("next", "key_more"),)
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

    Large text without room there takes the whole screen, unless only a heading is above it,
    with ``title`` in front; what is more than that has pages of its own.
    """
    if canvas.is_large and not fits(text, 7 - row, True):
        if row > 1:
            canvas.start()
            row = 0
            if title:
                text = title + (" " if title[-1] in "?!:" else ". ") + text
        if not fits(text, 7 - row, True):
            paged(canvas, [text], row, hints, corner)
            return
    fonts = (MEDIUM, TALL) if canvas.is_large else (MEDIUM, SMALL)
    if not canvas.is_large and len(SMALL.by_words(text, WIDTH - 2)) < 7 - row:
        used = len(MEDIUM.by_words(text, WIDTH - 2)) * 2
        row += used > 7 - row
    canvas.box(1, row, text, WIDTH - 2, 7 - row, fonts)
    if hints:
        canvas.hints(7, hints, 0, corner)


def paged(
    canvas: "Canvas",
    texts: "Sequence[str]",
    row: int,
    hints: "Sequence[tuple[str, str]]" = (),
    corner: str = "",
) -> None:
    """``texts`` in tall letters from ``row`` on, as many pages as they take.

    Each begins a line. The page is ``canvas.part``; NEXT leads to the next one, and what
    the keys do besides is on the last.
    """
    lines: "list[str]" = []
    for text in texts:
        lines += TALL.by_words(text, WIDTH - 2)
    most = (8 - row) // 2
    if hints or len(lines) > most:
        most = (7 - row) // 2
    parts = (len(lines) + most - 1) // most
    part = min(canvas.part, parts - 1)
    first, end = [(number * len(lines) + parts - 1) // parts for number in (part, part + 1)]
    for index, line in enumerate(lines[first:end]):
        canvas.text(1, row + 2 * index, line, WIDTH - 2, TALL)
    canvas.parts = parts
    if part + 1 < parts:
        hints = MORE_KEY + tuple([hint for hint in hints if hint[0] == "stop"])
    if hints:
        canvas.hints(7, hints, 0, corner)


def fits(text: str, rows: int, is_large: bool) -> bool:
    """Whether ``text`` fits in so many rows, large or small."""
    font = TALL if is_large else SMALL
    return len(font.by_words(text, WIDTH - 2)) * font.rows <= rows
