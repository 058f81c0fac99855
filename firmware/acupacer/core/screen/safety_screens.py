"""The screens that ask, warn and refuse."""

from ..routine.safety import RED_FLAG_EMERGENCY_PAGES, RED_FLAG_PAGES
from . import pictures
from .canvas import WIDTH
from .font import SMALL, TALL
from .layout import HOME_KEY, SIGN_WIDTH_PX, heading, message, page_of, sign
from .views import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas


class StopCheckView(View):
    """Press STOP once, so that a dead wire is found before a session.

    ``doubt``: another key came instead; does STOP not answer?
    """

    screen = "stop_check"

    def __init__(self, doubt: bool) -> None:
        self.doubt = doubt

    def draw(self, canvas: "Canvas") -> None:
        """What to press and why; in doubt, what to look at."""
        key, picture = "stop_check", pictures.BIG_STOP
        if self.doubt:
            key, picture = "stop_doubt", pictures.BIG_WARNING
        sign(canvas, picture, canvas.say(key), 4)
        message(canvas, canvas.say(key + "_why"), 4, (), "", canvas.say(key))


class QuestionView(View):
    """A yes/no question: START says yes, NEXT says no, NEXT long goes back.

    ``question``: a profile flag, too_much (the last time), or new_day, which START says yes
    to when held.
    """

    screen = "question"

    def __init__(self, question: str, index: int, count: int) -> None:
        self.question = question
        self.index = index
        self.count = count

    def draw(self, canvas: "Canvas") -> None:
        """The question, large."""
        corner = "{}/{}".format(self.index, self.count) if self.count > 1 else ""
        heading(canvas, canvas.say("question"), corner)
        keys = (("start", "key_yes"), ("next", "key_no_back" if self.index > 1 else "key_no"))
        if self.question == "new_day":
            keys = (("start", "key_yes_long"), ("next", "key_no"))
        message(canvas, canvas.say("ask_" + self.question), 1, keys)


class RedFlagsView(View):
    """Signs that belong to a doctor, emergencies first."""

    screen = "red_flags"

    def __init__(self, page: int, pages: int) -> None:
        self.page = page
        self.pages = pages

    def draw(self, canvas: "Canvas") -> None:
        """The signs of one page; the last page is accepted or not."""
        page = self.page
        title = "red_now" if page < RED_FLAG_EMERGENCY_PAGES else "red_doctor"
        if canvas.is_large:
            canvas.text(1, 0, canvas.say(title + "_if"), WIDTH - 1)
            for index, key in enumerate(RED_FLAG_PAGES[page]):
                canvas.box(1, 1 + 2 * index, canvas.say(key), WIDTH - 2, 2, (TALL, SMALL))
        else:
            sign(canvas, pictures.BIG_WARNING, canvas.say(title), 2)
            canvas.text(32, 2, canvas.say(title + "_if"), WIDTH - 32)
            _bullets(canvas, RED_FLAG_PAGES[page], 3)
        corner = "" if page + 1 == self.pages else page_of(page, self.pages)
        canvas.hints(7, _page_keys(page, self.pages, "key_none"), 0, corner)


def _bullets(canvas: "Canvas", keys: "tuple[str, ...]", row: int) -> None:
    for key in keys:
        canvas.picture(0, row, pictures.SMALL_DONE)
        row += canvas.box(10, row, canvas.say(key), WIDTH - 10, min(2, 7 - row))


def _page_keys(page: int, pages: int, accept: str) -> "list[tuple[str, str]]":
    is_last = page + 1 == pages
    return [("start", accept) if is_last else ("next", "key_more"), ("stop", "key_home")]


class CautionsView(View):
    """What to know before a routine's first run. ``lines``: words keys or texts."""

    screen = "cautions"

    def __init__(self, title: str, lines: "list[str]", page: int, pages: int) -> None:
        self.title = title
        self.lines = lines
        self.page = page
        self.pages = pages

    def draw(self, canvas: "Canvas") -> None:
        """One caution to a page; the last page is accepted or not."""
        heading(canvas, canvas.say("cautions"), page_of(self.page, self.pages))
        text = " ".join([_caution(canvas, line) for line in self.lines])
        message(canvas, text, 1, _page_keys(self.page, self.pages, "key_accept"))


def _caution(canvas: "Canvas", line: str) -> str:
    """The words of a key; a routine's own text as it is."""
    return canvas.say(line) if line.startswith("caution_") else line


class RefusedView(View):
    """Why a routine may not be opened now.

    ``reason``: a words key refused_*. ``step``: 0 when it concerns the whole routine.
    ``flag``: the profile flag that excludes the step, or "". ``wait_min``: minutes until it
    is allowed, -1 unknown.
    """

    screen = "refused"

    def __init__(
        self,
        reason: str,
        title: str = "",
        step: int = 0,
        point: str = "",
        method: str = "",
        flag: str = "",
        wait_min: int = 0,
    ) -> None:
        self.reason = reason
        self.title = title
        self.step = step
        self.point = point
        self.method = method
        self.flag = flag
        self.wait_min = wait_min

    def draw(self, canvas: "Canvas") -> None:
        """Which routine, why, and when it will be."""
        title = self.title
        x = SIGN_WIDTH_PX + 8
        if SMALL.width(title) <= WIDTH - x:
            sign(canvas, pictures.BIG_WARNING, canvas.say("refused"), 2)
            canvas.text(x, 2, title, WIDTH - x)
        else:  # the routine's name needs the heading's room
            sign(canvas, pictures.BIG_WARNING, title)
        heading_if_large = (title or canvas.say("refused")) + ":"
        message(canvas, self._why(canvas), 3, HOME_KEY, "", heading_if_large)

    def _why(self, canvas: "Canvas") -> str:
        text = canvas.say(self.reason)
        if self.flag:
            place = self.point or canvas.say("method_" + self.method)
            step = canvas.say("refused_step", self.step, place)
            text = step + " " + canvas.say("why_" + self.flag)
        elif self.point:
            text = self.point + ": " + text
        if self.wait_min > 0:
            text += " " + canvas.say("refused_wait", self.wait_min)
        return text


class ErrorView(View):
    """Something failed. ``error``: a words key error_*."""

    screen = "error"

    def __init__(self, error: str) -> None:
        self.error = error

    def draw(self, canvas: "Canvas") -> None:
        """What failed, and what still works."""
        title = canvas.say("error")
        sign(canvas, pictures.BIG_WARNING, title, 2)
        message(canvas, canvas.say(self.error), 3, HOME_KEY, "", title + ":")


class StuckView(View):
    """A key has been down for ten seconds. ``button``: START, NEXT or STOP."""

    screen = "stuck"

    def __init__(self, button: str) -> None:
        self.button = button

    def draw(self, canvas: "Canvas") -> None:
        """Which key, and that it does not count."""
        title = canvas.say("stuck", self.button)
        sign(canvas, pictures.BIG_WARNING, title, 4)
        message(canvas, canvas.say("stuck_why"), 4, (), "", title + ".")
