"""The screens of a session that stands still or is over."""

from . import pictures
from .canvas import CENTER, RIGHT, WIDTH
from .font import MEDIUM, SMALL
from .screens_parts import BIG_WIDTH, HOME_KEY, message, sign
from .screens_spot import clock, dots, header, place, region

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .screens_parts import Drawing, View


def paused(c: "Canvas", view: "View") -> None:
    """Waiting: what is left of which phase, and every way on."""
    header(c, view)
    c.picture(4, 2, pictures.BIG_PAUSE)
    x = BIG_WIDTH + 12
    c.text(x, 2, c.say("paused"), WIDTH - x, MEDIUM)
    left = c.say("at_" + view["at"]) + ": " + clock(view["remaining_s"])
    c.text(x, 4, left, WIDTH - x)
    c.hints(5, (("start", "paused_restart" if view["can_restart"] else "paused_start"),))
    c.hints(6, (("next", "paused_next"),))
    c.hints(7, (("stop", "key_end"),))


def where_am_i(c: "Canvas", view: "View") -> None:
    """The answer also felt: side, repetition, seconds left."""
    header(c, view)
    c.text(2, 2, region(c, view["point"])[2:], WIDTH - 2)
    if view["repetition"] and view["repetitions"]:
        text = c.say("of", view["repetition"], view["repetitions"])
        c.text(2, 4, text, 66, MEDIUM)
        c.lines.pop()
        dots(c, view, 70, 4)
    c.text(2, 6, c.say("time_left", clock(view["remaining_s"])), WIDTH - 2, MEDIUM)


def silence(c: "Canvas", view: "View") -> None:
    """STOP was pressed: all is off, and the silence is the answer."""
    c.picture((WIDTH - BIG_WIDTH) // 2, 1, pictures.BIG_STOP)
    c.text(0, 5, c.say("stopped"), WIDTH, MEDIUM, CENTER)


def too_much(c: "Canvas", view: "View") -> None:
    """The question after STOP; only STOP says yes. Its row is lit once keys are taken."""
    c.text(0, 0, c.say("too_much"), WIDTH, MEDIUM, CENTER)
    c.box(0, 2, place(view) + region(c, view["point"]), WIDTH, 1, (SMALL,), CENTER)
    _answer(c, 4, "STOP", "yes")
    _answer(c, 6, "START, NEXT", "no")
    if not view["is_deaf"]:
        c.plate(4)


def _answer(c: "Canvas", row: int, keys: str, answer: str) -> None:
    c.text(3, row, keys, 92, MEDIUM)
    c.text(96, row, c.say(answer), WIDTH - 99, MEDIUM, RIGHT)


def done(c: "Canvas", view: "View") -> None:
    """How it ended, what was delivered of what was asked, and when it may be again."""
    ended = view["ended"]
    is_cut = ended in ("stopped", "too_much")
    sign(c, pictures.BIG_STOP if is_cut else pictures.BIG_CHECK, c.say("ended_" + ended))
    c.text(2, 3, view["title"], WIDTH - 2)
    given = clock(view["delivered_s"])
    width = MEDIUM.width(given)
    c.text(2, 4, given, width, MEDIUM)
    c.text(width + 8, 5, c.say("pressed_of", clock(view["prescribed_s"])), WIDTH - width - 8)
    more = c.say(view["notice"]) if view["notice"] else _when_again(c, view)
    c.text(2, 6, more, WIDTH - 2)
    c.hints(7, HOME_KEY)


def _when_again(c: "Canvas", view: "View") -> str:
    """What is known of the next session on these points."""
    wait, left = view["wait_min"], view["left_today"]
    if left == 0:
        return c.say("left_none")
    if wait > 0:
        return c.say("again_in", wait)
    if left > 0:
        return c.say("left_today", left)
    return c.say("again_now") if wait == 0 else ""


def power_loss_offer(c: "Canvas", view: "View") -> None:
    """Power was lost in mid-session: go on, or leave it."""
    title = c.say("power_loss")
    sign(c, pictures.BIG_WARNING, title, 4)
    where = c.say("go_on", view["title"], view["step"])
    message(c, where, 4, (("start", "key_yes"), ("next", "key_no")), "", title + ".")


SCREENS: "dict[str, Drawing]" = {
    "paused": paused,
    "where_am_i": where_am_i,
    "silence": silence,
    "too_much": too_much,
    "done": done,
    "power_loss_offer": power_loss_offer,
}
