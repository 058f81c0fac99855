"""The screens of a session that stands still or is over."""

from . import pictures
from .canvas import CENTER, WIDTH
from .font import MEDIUM, SMALL, TALL
from .screens_parts import (
    BIG_WIDTH,
    clock,
    dots,
    header,
    message,
    place,
    sign,
    still,
    text_row,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .screens_parts import Screen, View


def paused(c: "Canvas", view: "View") -> None:
    """Waiting: what is left of which phase, and every way on."""
    header(c, view)
    c.picture(4, 2, pictures.BIG_PAUSE)
    x = BIG_WIDTH + 12
    c.text(x, 2, c.say("paused"), WIDTH - x, MEDIUM)
    left = c.say("at_" + view["at"]) + ": " + clock(view["remaining_s"])
    c.text(x, 4, left, WIDTH - x)
    if view["can_restart"]:
        c.hints(6, (("start", "key_resume"), ("start", "key_restart")))
    else:
        c.hints(6, (("start", "key_resume"),))
    c.hints(7, (("next", "key_where"), ("next", "key_skip"), ("stop", "key_end")))


def where_am_i(c: "Canvas", view: "View") -> None:
    """The answer also felt: side, repetition, seconds left."""
    header(c, view)
    left = clock(view["remaining_s"])
    if view["repetition"] and view["repetitions"]:
        text = c.say("of", view["repetition"], view["repetitions"])
        c.text(0, 3, text, 60, MEDIUM)
        c.lines.pop()
        dots(c, view, 70, 3)
    c.text(0, 6, c.say("time_left", left), WIDTH, MEDIUM)


def silence(c: "Canvas", view: "View") -> None:
    """STOP was pressed: all is off, and the silence is the answer."""
    c.picture((WIDTH - BIG_WIDTH) // 2, 1, pictures.BIG_STOP)
    c.text(0, 5, c.say("stopped"), WIDTH, MEDIUM, CENTER)


def too_much(c: "Canvas", view: "View") -> None:
    """The question after STOP; only STOP says yes."""
    c.text(0, 0, c.say("too_much"), WIDTH, MEDIUM, CENTER)
    c.box(0, 2, place(view), WIDTH, 1, (SMALL,), CENTER)
    _answer(c, 4, (("stop", "STOP"),), c.say("yes"))
    keys = (("start", "START"), ("next", "NEXT"))
    _answer(c, 6, keys, c.say("no"))


def _answer(c: "Canvas", row: int, keys: "tuple[tuple[str, str], ...]", answer: str) -> None:
    """A key's name, or two, on the left and what it says on the right."""
    names = " ".join([name for _, name in keys])
    c.text(8, row, names, 84, MEDIUM if len(keys) == 1 else TALL)
    c.text(92, row, answer, WIDTH - 92, MEDIUM)


def done(c: "Canvas", view: "View") -> None:
    """How it ended, what was delivered of what was asked, and when it may be again."""
    ended = view["ended"]
    picture = pictures.BIG_CHECK
    if ended == "stopped" or ended == "too_much":
        picture = pictures.BIG_STOP
    sign(c, picture, c.say("ended_" + ended))
    c.text(BIG_WIDTH + 8, 2, view["title"], WIDTH - BIG_WIDTH - 8)
    given, asked = clock(view["delivered_s"]), clock(view["prescribed_s"])
    width = MEDIUM.width(given)
    c.text(2, 3, given, width, MEDIUM)
    c.box(width + 10, 3, c.say("pressed_of", asked), WIDTH - width - 10, 2)
    row = 5
    if view["wait_min"] >= 0:
        wait = view["wait_min"]
        row = text_row(c, row, c.say("again_in", wait) if wait else c.say("again_now"))
    if view["left_today"] >= 0 and row < 7:
        left = view["left_today"]
        text = c.say("left_today", left) if left else c.say("left_none")
        if not c.is_large:
            text_row(c, row, text)
    c.hints(7, (("start", "key_home"),))


def power_loss_offer(c: "Canvas", view: "View") -> None:
    """Power was lost in mid-session: go on, or leave it."""
    sign(c, pictures.BIG_WARNING, c.say("power_loss"))
    where = c.say("go_on", view["title"], view["step"])
    message(c, where, 3, (("start", "key_yes"), ("next", "key_no")))


SCREENS: "dict[str, Screen]" = {
    "paused": still(paused),
    "where_am_i": still(where_am_i),
    "silence": still(silence),
    "too_much": still(too_much),
    "done": still(done),
    "power_loss_offer": still(power_loss_offer),
}
