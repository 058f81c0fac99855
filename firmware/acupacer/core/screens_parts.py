"""What several screens share: the header of a session, the locator, signs and messages."""

from . import glyphs, pictures
from .canvas import CENTER, RIGHT, WIDTH, width_of
from .font import MEDIUM, SMALL, TALL
from .points import POINTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Sequence

    from .canvas import Canvas, Picture

    View = dict[str, Any]
    Drawing = Callable[[Canvas, View], None]
    Tick = tuple[Drawing, tuple[str, ...]]

DIGITS24 = glyphs.DIGITS24
DIGITS40 = glyphs.DIGITS40
BIG_WIDTH = 24  # of the large signs
HOME_KEY = (("start", "key_home"),)
ICONS = {
    "hands": pictures.ICON_HANDS,
    "balls": pictures.ICON_BALLS,
    "roller": pictures.ICON_ROLLER,
    "gun": pictures.ICON_GUN,
}

# Where each point is: picture, x and y of the left one in it, and whether the picture
# shows both sides (otherwise the right side is the picture mirrored).
LOCATORS = {
    "BL23": (pictures.BODY_LOWER_BACK, 21, 24, True),
    "BL52": (pictures.BODY_LOWER_BACK, 16, 24, True),
    "GB30": (pictures.BODY_HIP, 14, 24, True),
    "LI4": (pictures.BODY_HAND, 33, 31, False),
    "BL60": (pictures.BODY_FOOT, 39, 27, False),
    "GB21": (pictures.BODY_SHOULDERS, 13, 26, True),
}
LOCATOR_WIDTH = width_of(pictures.BODY_HAND)


def clock(value_s: int) -> str:
    """Seconds as minutes and seconds: 272 as 4:32."""
    return "{}:{:02d}".format(value_s // 60, value_s % 60)


def padded(value: "str | int", length: int) -> str:
    """``value`` as text, with spaces in front."""
    text = str(value)
    return " " * (length - len(text)) + text


def page_of(view: "View") -> str:
    """Which page of how many, from 1."""
    return "{}/{}".format(view["page"] + 1, view["pages"])


def index_of(view: "View") -> str:
    """Which entry of how many."""
    return "{}/{}".format(view["index"], view["count"])


def place(view: "View") -> str:
    """The point's code, or the area's name."""
    found: str = view["point"] or view["area"]
    return found


def region(c: "Canvas", point: str) -> str:
    """ ", " and the part of the body ``point`` is on; "" for an area."""
    for known in POINTS:
        if known.code == point:
            return ", " + c.say("region_" + known.region)
    return ""


def header(c: "Canvas", view: "View", is_lit: bool = False) -> None:
    """Method, place and side on the two top rows; lit while pressure is on."""
    c.picture(2, 0, ICONS[view["method"]])
    side = c.say(view["side"])
    if view["point"]:
        c.text(21, 0, view["point"], 40, MEDIUM)
        _side(c, view["side"], side)
    else:
        width = max(SMALL.width(side), 17)
        x = WIDTH - 2 - width
        c.box(21, 0, view["area"], x - 24, 2, (MEDIUM, SMALL))
        _small_side(c, view["side"], side, x, width)
    if is_lit:
        height = 14 if view["point"] else 15
        c.plate(0, height)
        # The icon is as high as the two rows: cut what hangs out of the plate.
        c.cut(2, 1, bytes([256 - (1 << height - 8)]) * 16)


def _side(c: "Canvas", side: str, word: str) -> None:
    """The side in large letters at the right edge, with arrows that point to it."""
    width = MEDIUM.width(word)
    right = WIDTH - 2
    if side != "left":
        right -= width_of(pictures.SIDE_ARROW) + 2
        c.picture(right + 2, 0, pictures.SIDE_ARROW)
    if side != "right":
        c.picture(
            right - width - width_of(pictures.SIDE_ARROW) - 2, 0, pictures.SIDE_ARROW, True
        )
    c.text(right - width, 0, word, width, MEDIUM)


def _small_side(c: "Canvas", side: str, word: str, x: int, width: int) -> None:
    """The side in small letters, arrows beneath, to leave room for an area's name."""
    c.text(x, 0, word, width, SMALL, CENTER)
    if side != "right":
        c.picture(x, 1, pictures.SMALL_ARROW, True)
    if side != "left":
        c.picture(x + width - width_of(pictures.SMALL_ARROW), 1, pictures.SMALL_ARROW)


def locator(c: "Canvas", view: "View", x: int, row: int) -> None:
    """Where the point is: a body outline 56 x 48 px with the point, or points, marked."""
    picture, mark_x, mark_y, has_both = LOCATORS[view["point"]]
    side = view["side"]
    c.picture(x, row, picture, side == "right" and not has_both)
    if side != "right" or not has_both:
        at = LOCATOR_WIDTH - 1 - mark_x if side == "right" else mark_x
        c.mark(x + at, row * 8 + mark_y)
    if side != "left" and has_both:
        c.mark(x + LOCATOR_WIDTH - mark_x, row * 8 + mark_y)


def dots(c: "Canvas", view: "View", x: int, row: int) -> None:
    """Repetitions as dots on two rows: done, this one, still to come."""
    now, whole = view["repetition"], view["repetitions"]
    if not now or not whole:
        return
    c.lines.append(c.say("of", now, whole))
    if whole <= 4:
        looks = (pictures.DOT_DONE, pictures.DOT_NOW, pictures.DOT_NEXT)
        step, line = 14, whole
    else:
        looks = (pictures.SMALL_DONE, pictures.SMALL_NOW, pictures.SMALL_NEXT)
        step, line = 10, 5
    for index in range(whole):
        look = looks[0 if index + 1 < now else 1 if index + 1 == now else 2]
        c.picture(x + index % line * step, row + index // line, look)


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
