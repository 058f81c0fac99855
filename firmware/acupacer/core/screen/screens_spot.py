"""What the screens of a session share: its header, the locator, repetitions as dots."""

from . import glyphs, pictures
from .canvas import CENTER, WIDTH, width_of
from .font import MEDIUM, SMALL
from .screens_parts import ICONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .screens_parts import View

DIGITS24 = glyphs.DIGITS24
DIGITS40 = glyphs.DIGITS40

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


def place(view: "View") -> str:
    """The point's code, or the area's name."""
    found: str = view["point"] or view["area"]
    return found


def region(c: "Canvas", point: str) -> str:
    """ ", " and the part of the body ``point`` is on; "" for an area."""
    return ", " + c.say("region_" + point) if point else ""


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
