"""The screens that ask, warn and refuse."""

from ..routine.safety import RED_FLAG_EMERGENCY_PAGES, RED_FLAG_PAGES
from . import pictures
from .canvas import WIDTH
from .font import SMALL, TALL
from .screens_parts import BIG_WIDTH, HOME_KEY, heading, index_of, message, page_of, sign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .screens_parts import Drawing, View


def stop_check(c: "Canvas", view: "View") -> None:
    """Press STOP once, so that a dead wire is found before a session."""
    key, picture = "stop_check", pictures.BIG_STOP
    if view["doubt"]:
        key, picture = "stop_doubt", pictures.BIG_WARNING
    sign(c, picture, c.say(key), 4)
    message(c, c.say(key + "_why"), 4, (), "", c.say(key))


def question(c: "Canvas", view: "View") -> None:
    """A yes/no question, large: START says yes, NEXT says no, NEXT long goes back."""
    heading(c, c.say("question"), index_of(view) if view["count"] > 1 else "")
    no = "key_no_back" if view["index"] > 1 else "key_no"
    keys = (("start", "key_yes"), ("next", no))
    message(c, c.say("ask_" + view["question"]), 1, keys)


def red_flags(c: "Canvas", view: "View") -> None:
    """Signs that belong to a doctor, emergencies first."""
    page = view["page"]
    title = "red_now" if page < RED_FLAG_EMERGENCY_PAGES else "red_doctor"
    if c.is_large:
        c.text(1, 0, c.say(title + "_if"), WIDTH - 1)
        for index, key in enumerate(RED_FLAG_PAGES[page]):
            c.box(1, 1 + 2 * index, c.say(key), WIDTH - 2, 2, (TALL, SMALL))
    else:
        sign(c, pictures.BIG_WARNING, c.say(title), 2)
        c.text(32, 2, c.say(title + "_if"), WIDTH - 32)
        _bullets(c, RED_FLAG_PAGES[page], 3)
    corner = "" if page + 1 == view["pages"] else page_of(view)
    c.hints(7, _page_keys(view, "key_none"), 0, corner)


def _bullets(c: "Canvas", keys: "tuple[str, ...]", row: int) -> None:
    for key in keys:
        c.picture(0, row, pictures.SMALL_DONE)
        row += c.box(10, row, c.say(key), WIDTH - 10, min(2, 7 - row))


def _page_keys(view: "View", accept: str) -> "list[tuple[str, str]]":
    is_last = view["page"] + 1 == view["pages"]
    return [("start", accept) if is_last else ("next", "key_more"), ("stop", "key_home")]


def cautions(c: "Canvas", view: "View") -> None:
    """What to know before a routine's first run, one to a page."""
    heading(c, c.say("cautions"), page_of(view))
    texts = [_caution(c, line) for line in view["lines"]]
    message(c, " ".join(texts), 1, _page_keys(view, "key_accept"))


def _caution(c: "Canvas", line: str) -> str:
    """The words of a key; a routine's own text as it is."""
    return c.say(line) if line.startswith("caution_") else line


def refused(c: "Canvas", view: "View") -> None:
    """Why a routine may not be opened now, and since when or where it will be."""
    title = view["title"]
    x = BIG_WIDTH + 8
    if SMALL.width(title) <= WIDTH - x:
        sign(c, pictures.BIG_WARNING, c.say("refused"), 2)
        c.text(x, 2, title, WIDTH - x)
    else:  # the routine's name needs the heading's room
        sign(c, pictures.BIG_WARNING, title)
    text = c.say(view["reason"])
    if view["flag"] and view["step"]:
        spot = view["point"] or c.say("method_" + view["method"])
        text = c.say("refused_step", view["step"], spot) + " " + c.say("why_" + view["flag"])
    elif view["point"]:
        text = view["point"] + ": " + text
    if view["wait_min"] > 0:
        text += " " + c.say("refused_wait", view["wait_min"])
    message(c, text, 3, HOME_KEY, "", (title or c.say("refused")) + ":")


def error(c: "Canvas", view: "View") -> None:
    """What failed, and what still works."""
    sign(c, pictures.BIG_WARNING, c.say("error"), 2)
    message(c, c.say(view["error"]), 3, HOME_KEY, "", c.say("error") + ":")


def stuck(c: "Canvas", view: "View") -> None:
    """A key has been down for ten seconds."""
    title = c.say("stuck", view["button"])
    sign(c, pictures.BIG_WARNING, title, 4)
    message(c, c.say("stuck_why"), 4, (), "", title + ".")


SCREENS: "dict[str, Drawing]" = {
    "stop_check": stop_check,
    "question": question,
    "red_flags": red_flags,
    "cautions": cautions,
    "refused": refused,
    "error": error,
    "stuck": stuck,
}
