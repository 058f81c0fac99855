"""The screens that ask, warn and refuse."""

from ..languages import CODES
from ..routine.safety import FLAGS, why
from . import pictures
from .canvas import CENTER, RIGHT, WIDTH
from .font import MEDIUM, SMALL
from .layout import (
    HOME_KEY,
    SIGN_WIDTH_PX,
    fits,
    heading,
    message,
    page_of,
    paged,
    shortened,
    sign,
)
from .views import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Sequence

    from ..text.wording import Wording
    from .canvas import Canvas


class StopCheckView(View):
    """Press STOP once, so that a dead wire is found before a session.

    ``doubt``: another key came instead; does STOP not answer? ``is_language_open``: STOP
    chooses the language as well.
    """

    screen = "stop_check"

    def __init__(self, doubt: bool, is_language_open: bool = False) -> None:
        self.doubt = doubt
        self.is_language_open = is_language_open

    def draw(self, canvas: "Canvas") -> None:
        """What to press and why; in doubt, what to look at."""
        if self.is_language_open and not self.doubt:
            self._draw_languages(canvas)
            return
        key, picture = "stop_check", pictures.BIG_STOP
        if self.doubt:
            key, picture = "stop_doubt", pictures.BIG_WARNING
        sign(canvas, picture, canvas.say(key), 4)
        message(canvas, canvas.say(key + "_why"), 4, (), "", canvas.say(key))

    def _draw_languages(self, canvas: "Canvas") -> None:
        """This language, lit; what NEXT chooses instead; and the press of STOP."""
        language = canvas.words.language
        canvas.text(0, 0, canvas.say("value_" + language), WIDTH, MEDIUM, CENTER)
        canvas.plate(0)
        canvas.box(0, 2, canvas.say("stop_check"), WIDTH, 2, (MEDIUM, SMALL), CENTER)
        canvas.box(0, 4, canvas.say("stop_check_why"), WIDTH, 3, (SMALL,), CENTER)
        other = CODES[(CODES.index(language) + 1) % len(CODES)]
        canvas.hints(7, (("next", "value_" + other),))


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
        keys = (("start", "key_yes"), ("next", "key_no"))
        if self.question == "new_day":
            keys = (("start", "key_yes_long"), ("next", "key_no"))
        message(canvas, canvas.say("ask_" + self.question), 1, keys, corner)


class ReviewView(View):
    """All answers at one look. ``yes``: the flags of the profile answered so."""

    screen = "review"

    def __init__(self, yes: "list[str]") -> None:
        self.yes = yes

    def draw(self, canvas: "Canvas") -> None:
        """A line for each."""
        title, keys = canvas.say("review"), (("start", "key_right"), ("next", "key_change"))
        heading(canvas, title)
        names = [canvas.say("flag_" + flag) for flag in FLAGS]
        answers = [canvas.say("yes" if flag in self.yes else "no") for flag in FLAGS]
        if canvas.is_large:
            lines = [names[index] + ": " + answers[index] for index in range(len(FLAGS))]
            paged(canvas, lines, 1, keys)
            return
        for index in range(len(FLAGS)):
            canvas.text(0, index + 1, names[index], WIDTH - 30)
            canvas.text(WIDTH - 30, index + 1, answers[index], 30, SMALL, RIGHT)
        canvas.hints(7, keys)


class RedFlagsView(View):
    """Signs that belong to a doctor, emergencies first, then what to mind in general.

    ``lines``: words keys.
    """

    screen = "red_flags"

    def __init__(self, lines: "Sequence[str]", page: int, pages: int) -> None:
        self.lines = list(lines)
        self.page = page
        self.pages = pages

    def draw(self, canvas: "Canvas") -> None:
        """What is on one page; the last page is accepted or not."""
        corner = "" if self.page + 1 == self.pages else page_of(self.page, self.pages)
        keys = _page_keys(self.page, self.pages, "key_none")
        if canvas.is_large:
            titles = ("red_doctor_if",) if self.page else ("red_now", "red_now_if")
            title = ": ".join([canvas.say(key) for key in titles])
            paged(canvas, [title] + [canvas.say(key) for key in self.lines], 0, keys, corner)
            return
        row = self._title(canvas)
        for key in self.lines:
            x = 1
            if key.startswith("red_"):
                canvas.picture(0, row, pictures.SMALL_DONE)
                x = 10
            row += canvas.box(x, row, canvas.say(key), WIDTH - x, 7 - row)
        canvas.hints(7, keys, 0, corner)

    def _title(self, canvas: "Canvas") -> int:
        """What the signs mean; the row after it."""
        if self.page:
            canvas.text(1, 0, canvas.say("red_doctor_if"), WIDTH - 1)
            return 1
        sign(canvas, pictures.BIG_WARNING, canvas.say("red_now"), 2)
        canvas.text(32, 2, canvas.say("red_now_if"), WIDTH - 32)
        return 3


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
        """One caution to a page, or two that fit; the last page is accepted or not."""
        heading(canvas, canvas.say("cautions"), page_of(self.page, self.pages))
        text = _cautions(canvas, self.lines)
        message(canvas, text, 1, _page_keys(self.page, self.pages, "key_accept"))


def caution_pages(canvas: "Canvas", lines: "Sequence[str]") -> "list[list[str]]":
    """``lines`` in order, two on a page where both fit, with room for the keys."""
    pages: "list[list[str]]" = []
    for line in lines:
        if pages and len(pages[-1]) == 1:
            both = pages[-1] + [line]
            if fits(_cautions(canvas, both), 6, canvas.is_large):
                pages[-1] = both
                continue
        pages.append([line])
    return pages


def _cautions(canvas: "Canvas", lines: "Sequence[str]") -> str:
    """The words of keys; a routine's own texts as they are."""
    words = [
        canvas.say(line) if line.startswith("caution_") else canvas.translated(line)
        for line in lines
    ]
    return " ".join(words)


class RefusedView(View):
    """Why a routine may not be opened now.

    ``reason``: a words key refused_*. ``step``: 0 when it concerns the whole routine.
    ``place``: what that of the step is called.
    ``flag``: the profile flag that excludes the step, or "". ``wait_min``: minutes until it
    is allowed, -1 unknown.
    """

    screen = "refused"

    def __init__(
        self,
        reason: str,
        title: str = "",
        step: int = 0,
        place: "Wording" = "",
        method: str = "",
        flag: str = "",
        wait_min: int = 0,
    ) -> None:
        self.reason = reason
        self.title = title
        self.step = step
        self.place = place
        self.method = method
        self.flag = flag
        self.wait_min = wait_min

    def draw(self, canvas: "Canvas") -> None:
        """Which routine, why, and when it will be or how an answer is changed."""
        title, refused = canvas.translated(self.title), canvas.say("refused")
        x = SIGN_WIDTH_PX + 8
        if SMALL.width(title) <= WIDTH - x:
            sign(canvas, pictures.BIG_WARNING, refused, 2)
            canvas.text(x, 2, title, WIDTH - x)
        else:  # the routine's name needs the heading's room
            sign(canvas, pictures.BIG_WARNING, shortened(title, WIDTH - x, 3))
            refused = ""
        heading_if_large = ": ".join([part for part in (refused, title) if part])
        keys = HOME_KEY + ((("next", "key_answers"),) if self.flag else ())
        message(canvas, self._why(canvas), 3, keys, "", heading_if_large)

    def _why(self, canvas: "Canvas") -> str:
        text, place = canvas.say(self.reason), canvas.words.pick(self.place)
        if self.flag:
            step = canvas.say("refused_step", self.step, place)
            text = step + " " + canvas.say(why(self.flag, self.method, self.place))
        elif place:
            text = place + ": " + text
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
        message(canvas, canvas.say(self.error), 3, HOME_KEY, "", title)


class StuckView(View):
    """A key has been down for ten seconds. ``button``: START, NEXT or STOP."""

    screen = "stuck"

    def __init__(self, button: str) -> None:
        self.button = button

    def draw(self, canvas: "Canvas") -> None:
        """Which key, and that it does not count."""
        title = canvas.say("stuck", self.button)
        sign(canvas, pictures.BIG_WARNING, title, 4)
        message(canvas, canvas.say("stuck_why"), 4, (), "", title)
