"""The screens of a session while its phases run."""

from . import pictures
from .canvas import CENTER, LEFT, WIDTH, width_of
from .font import MEDIUM, SMALL
from .screens_parts import message, page_of
from .screens_spot import (
    DIGITS24,
    DIGITS40,
    LOCATOR_WIDTH,
    clock,
    dots,
    header,
    locator,
    padded,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas, Picture
    from .screens_parts import Drawing, Tick, View

ASIDE_X = 70  # what stands beside the 40 px digits
ASIDE_WIDTH = WIDTH - ASIDE_X
# Up to so many seconds in all, a progress block stands for so many: with few changes
# ticks stay cheap.
BLOCKS_S = ((12, 2), (60, 5), (120, 10), (360, 30), (720, 60))


# --- countdowns -----------------------------------------------------------------------


def _countdown(c: "Canvas", view: "View", is_lit: bool, title: str, rows: int = 2) -> None:
    """Header, the digits 40 px high, the progress blocks, and words beside the digits."""
    header(c, view, is_lit)
    wide = view["total_s"] >= 100
    c.number("left", 1 if wide else 13, 2, DIGITS40, _left(view))
    _blocks(c, view)
    if title:
        c.box(ASIDE_X, 2, c.say(title), ASIDE_WIDTH, rows, (MEDIUM, SMALL))


def _left(view: "View") -> str:
    return padded(view["remaining_s"], 3 if view["total_s"] >= 100 else 2)


def _blocks(c: "Canvas", view: "View") -> None:
    whole = view["total_s"]
    c.blocks(7, _block_s(whole), whole)
    c.set_blocks(whole - view["remaining_s"])


def _block_s(whole_s: int) -> int:
    for most_s, block_s in BLOCKS_S:
        if whole_s <= most_s:
            return block_s
    return whole_s


def tick(c: "Canvas", view: "View") -> None:
    """A second less on any countdown."""
    c.set_number("left", _left(view))
    c.set_blocks(view["total_s"] - view["remaining_s"])


def hold(c: "Canvas", view: "View") -> None:
    """Press: digits, how firmly, and which repetition."""
    _countdown(c, view, True, "press")
    if not c.is_large:
        c.text(ASIDE_X, 4, c.say("firmly" if view["firm"] else "gently"), ASIDE_WIDTH)
    dots(c, view, ASIDE_X, 5)


def rest(c: "Canvas", view: "View") -> None:
    """Let go: digits, and which repetition comes next."""
    _countdown(c, view, False, "rest")
    c.text(ASIDE_X, 4, c.say("next_is"), ASIDE_WIDTH)
    dots(c, view, ASIDE_X, 5)


def switch_side(c: "Canvas", view: "View") -> None:
    """Change sides: digits, and a large arrow to the side (or arm) that comes next."""
    _countdown(c, view, False, "")
    side = view["arm"] or view["side"]
    c.text(ASIDE_X, 2, c.say("change"), ASIDE_WIDTH, SMALL, CENTER)
    x = ASIDE_X + (ASIDE_WIDTH - width_of(pictures.BIG_ARROW)) // 2
    c.picture(x, 3, pictures.BIG_ARROW, side == "left")
    word = c.say("arm_" + side if view["arm"] else side)
    c.box(ASIDE_X, 5, word, ASIDE_WIDTH, 2, (MEDIUM, SMALL), CENTER)


def spot(c: "Canvas", view: "View") -> None:
    """Press a spot within a window; the window's minutes stand beside the digits."""
    _countdown(c, view, True, "spot")
    c.box(ASIDE_X, 5, c.say("window_left", (view["window_s"] + 59) // 60), ASIDE_WIDTH, 2)


# --- get ready and prompt ---------------------------------------------------------------


def get_ready(c: "Canvas", view: "View") -> None:
    """Where to press: the locator, the landmark in words, and the seconds left."""
    if not view["point"]:
        _countdown(c, view, False, "ready", 4)
        return
    header(c, view)
    locator(c, view, 0, 2)
    x = LOCATOR_WIDTH + 4
    digits, row = (DIGITS40, 2) if c.is_large else (DIGITS24, 5)
    if not c.is_large:
        c.box(x, 2, c.say("find_" + view["point"]), WIDTH - x, 3)
        after = x + 2 * digits[1] + 10
        c.box(after, 6, c.say("ready"), WIDTH - after, 2)
    c.number("left", x + 2, row, digits, _left(view))


def prompt(c: "Canvas", view: "View") -> None:
    """Before a step: first where and how much, then its texts, one to a page."""
    header(c, view)
    if view["lines"]:
        lines = view["lines"]  # a text of the routine, or a key with what fills it
        text = c.say(*lines) if len(lines) > 1 else lines[0]
        message(c, text, 2, _PROMPT_KEYS, page_of(view))
        return
    x = 0
    if view["point"]:
        locator(c, view, 0, 2)
        x = LOCATOR_WIDTH + 6
        if not c.is_large:
            c.box(x, 4, c.say("find_" + view["point"]), WIDTH - x, 3)
    else:
        c.box(0, 2, c.say("method_" + view["method"]), WIDTH, 2, (MEDIUM, SMALL), CENTER)
    c.text(x, 2 if x else 4, _dose(c, view), WIDTH - x, MEDIUM, LEFT if x else CENTER)
    if x:
        c.hints(7, _PROMPT_KEYS[:2], x)
    else:
        c.hints(7, _PROMPT_KEYS, 0, page_of(view))


_PROMPT_KEYS = (("start", "key_go"), ("next", "key_more"), ("stop", "key_end"))


def _dose(c: "Canvas", view: "View") -> str:
    """How much is asked for: 3 times 10 seconds, or a length."""
    if view["is_window"]:
        return clock(view["hold_s"])
    if view["method"] == "hands":
        return c.say("dose", view["repetitions"], view["hold_s"])
    return c.say("times", view["repetitions"])


# --- movement and window ----------------------------------------------------------------

# Figure, the row and column in it of the part that moves, and that part in five places.
_FIGURES: "dict[str, tuple[Picture, int, int, tuple[Picture, ...]]]" = {
    "balls": (
        pictures.FIGURE_BALLS,
        0,
        0,
        (
            pictures.BALLS_0,
            pictures.BALLS_1,
            pictures.BALLS_2,
            pictures.BALLS_3,
            pictures.BALLS_4,
        ),
    ),
    "roller": (
        pictures.FIGURE_ROLLER,
        16,
        1,
        (
            pictures.ROLLER_0,
            pictures.ROLLER_1,
            pictures.ROLLER_2,
            pictures.ROLLER_3,
            pictures.ROLLER_4,
        ),
    ),
}
_FIGURE_ROW = 4


def movement(c: "Canvas", view: "View") -> None:
    """Move with the guide: what to do, the figure that does it, seconds, repetition."""
    header(c, view, True)
    count = "{}/{}".format(view["repetition"], view["repetitions"])
    width = MEDIUM.width(count)
    room = 64 if view["arm"] else WIDTH - width - 8
    c.box(2, 2, c.say(view["part"] + "_" + view["method"]), room, 2, (MEDIUM, SMALL))
    if view["arm"]:
        c.box(68, 2, c.say("arm_" + view["arm"]), WIDTH - width - 74, 2)
    c.text(WIDTH - 2 - width, 2, count, width, MEDIUM)
    c.picture(0, _FIGURE_ROW, _FIGURES[view["method"]][0])
    c.number("part", 99, _FIGURE_ROW, DIGITS24, padded(view["part_s"], 2))
    _blocks(c, view)
    _pose(c, view)


def tick_movement(c: "Canvas", view: "View") -> None:
    """A second less of the part: number, figure, blocks."""
    c.set_number("part", padded(view["part_s"], 2))
    c.set_blocks(view["total_s"] - view["remaining_s"])
    _pose(c, view)


def _pose(c: "Canvas", view: "View") -> None:
    _, x, row, poses = _FIGURES[view["method"]]
    last = len(poses) - 1
    at = last
    if view["part"] != "stay":
        at = last * view["part_s"] // max(view["part_total_s"], 1)
    if view["part"] == "out":
        at = last - at
    c.picture(x, _FIGURE_ROW + row, poses[at])


def window(c: "Canvas", view: "View") -> None:
    """Free time: minutes and seconds, spots done, and when the next may start."""
    header(c, view, True)
    digits, row = (DIGITS40, 2) if view["total_s"] < 600 else (DIGITS24, 3)
    c.number("left", 1, row, digits, _window_left(view))
    x = 78
    width = WIDTH - x
    if view["gap_s"]:
        c.text(x, 2, c.say("spot_in"), width)
        c.number("gap", x, 3, DIGITS24, padded(view["gap_s"], 3))
    else:
        c.picture(x, 3, pictures.KEY_NEXT)
        c.text(x + 10, 3, c.say("spot_key"), width - 10)
    if view["spots"]:
        c.text(x, 6, c.say("spots", view["spots"]), width)
    _blocks(c, view)


def _window_left(view: "View") -> str:
    return padded(clock(view["remaining_s"]), 4 if view["total_s"] < 600 else 5)


def tick_window(c: "Canvas", view: "View") -> None:
    """A second less of the window, and of the gap while one runs."""
    c.set_number("left", _window_left(view))
    if view["gap_s"]:
        c.set_number("gap", padded(view["gap_s"], 3))
    c.set_blocks(view["total_s"] - view["remaining_s"])


SCREENS: "dict[str, Drawing]" = {
    "prompt": prompt,
    "get_ready": get_ready,
    "hold": hold,
    "rest": rest,
    "switch_side": switch_side,
    "movement": movement,
    "window": window,
    "spot": spot,
}
_COUNTDOWN = (tick, ("remaining_s",))
TICKS: "dict[str, Tick]" = {
    "get_ready": _COUNTDOWN,
    "hold": _COUNTDOWN,
    "rest": _COUNTDOWN,
    "switch_side": _COUNTDOWN,
    "spot": _COUNTDOWN,
    "movement": (tick_movement, ("remaining_s", "part_s")),
    "window": (tick_window, ("remaining_s", "gap_s")),
}
