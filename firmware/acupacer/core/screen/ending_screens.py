"""The screens of a session's end: by STOP, by itself, or by lost power."""

from . import pictures
from .canvas import CENTER, RIGHT, WIDTH
from .font import MEDIUM, SMALL, TALL
from .layout import HOME_KEY, SIGN_WIDTH_PX, clock, message, shortened, sign
from .views import View
from .whereabouts import place_facts, region

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..routine.places import Place
    from ..text.wording import Wording
    from .canvas import Canvas


class SilenceView(View):
    """STOP was pressed: all is off, and the silence is the answer."""

    screen = "silence"

    def draw(self, canvas: "Canvas") -> None:
        """A large sign and one word."""
        canvas.picture((WIDTH - SIGN_WIDTH_PX) // 2, 1, pictures.BIG_STOP)
        canvas.text(0, 5, canvas.say("stopped"), WIDTH, MEDIUM, CENTER)


class TooMuchView(View):
    """The question after STOP, which says yes; ``is_deaf``: no other key counts yet.

    ``place``: None of a move, which presses nowhere.
    """

    screen = "too_much"

    def __init__(self, is_deaf: bool, place: "Place | None", method: str) -> None:
        self.is_deaf = is_deaf
        self.place = place
        self.method = method

    def as_dict(self) -> "dict[str, object]":
        """As ``View.as_dict``; of the place what it is called."""
        facts = View.as_dict(self)
        del facts["place"]
        facts.update(place_facts(self.place) if self.place else {"point": "", "area": ""})
        return facts

    def draw(self, canvas: "Canvas") -> None:
        """The question, where it was, the keys: STOP's lit, the others dim while deaf."""
        canvas.text(0, 0, canvas.say("too_much"), WIDTH, MEDIUM, CENTER)
        if self.place:
            place = canvas.words.pick(self.place.called) + region(canvas, self.place)
            fonts = (TALL, SMALL) if canvas.is_large else (SMALL,)
            canvas.box(0, 2, shortened(place, WIDTH, 2), WIDTH, 2, fonts, CENTER)
        _answer(canvas, 4, "STOP", "yes")
        _answer(canvas, 6, "START, NEXT", "no")
        canvas.plate(4)
        if self.is_deaf:
            canvas.dim(6)


class HelpedView(View):
    """The question whether it helped; ``is_deaf``: its keys do not count yet."""

    screen = "helped"

    def __init__(self, is_deaf: bool) -> None:
        self.is_deaf = is_deaf

    def draw(self, canvas: "Canvas") -> None:
        """The question and a key for each answer, dim while deaf."""
        canvas.text(0, 0, canvas.say("helped"), WIDTH, MEDIUM, CENTER)
        for index, answer in enumerate(("cue_better", "cue_same", "cue_worse")):
            row = 2 + 2 * index
            canvas.text(1, row, canvas.say("help_title_" + str(index)), WIDTH - 2, TALL)
            canvas.text(1, row, canvas.say(answer), WIDTH - 2, MEDIUM, RIGHT)
            if self.is_deaf:
                canvas.dim(row)


class AdviceView(View):
    """It was worse twice running: who to see."""

    screen = "advice"

    def draw(self, canvas: "Canvas") -> None:
        """A large sign and what to do."""
        title = canvas.say("notice_professional")
        sign(canvas, pictures.BIG_WARNING, title)
        message(canvas, canvas.say("advice_worse"), 3, HOME_KEY, "", title)


def _answer(canvas: "Canvas", row: int, keys: str, answer: str) -> None:
    canvas.text(3, row, keys, 92, MEDIUM)
    canvas.text(96, row, canvas.say(answer), WIDTH - 99, MEDIUM, RIGHT)


class DoneView(View):
    """A session is over.

    ``ended``: finished, ended_early, stopped or too_much. ``wait_min``: until the next
    session on these points, -1 unknown, 0 now. ``left_today``: sessions left, -1 unknown.
    ``notice``: "" or a words key notice_*.
    """

    screen = "done"

    def __init__(
        self,
        ended: str,
        title: str,
        delivered_s: int,
        prescribed_s: int,
        wait_min: int,
        left_today: int,
        notice: str,
    ) -> None:
        self.ended = ended
        self.title = title
        self.delivered_s = delivered_s
        self.prescribed_s = prescribed_s
        self.wait_min = wait_min
        self.left_today = left_today
        self.notice = notice

    def draw(self, canvas: "Canvas") -> None:
        """How it ended, what was delivered of what was asked, and when it may be again."""
        is_cut = self.ended in ("stopped", "too_much")
        picture = pictures.BIG_STOP if is_cut else pictures.BIG_CHECK
        sign(canvas, picture, canvas.say("ended_" + self.ended))
        name = shortened(canvas.translated(self.title), WIDTH - 2, 2)
        row = canvas.box(2, 3, name, WIDTH - 2, 2) + 3
        delivered = clock(self.delivered_s)
        font = MEDIUM if row == 4 else SMALL
        width = font.width(delivered)
        canvas.text(2, row, delivered, width, font)
        asked = canvas.say("pressed_of", clock(self.prescribed_s))
        canvas.text(width + 8, 5, asked, WIDTH - width - 8)
        last = canvas.say(self.notice) if self.notice else self._when_again(canvas)
        canvas.text(2, 6, last, WIDTH - 2)
        canvas.hints(7, HOME_KEY)

    def _when_again(self, canvas: "Canvas") -> str:
        """What is known of the next session on these points."""
        if self.left_today == 0:
            return canvas.say("left_none")
        if self.wait_min > 0:
            return canvas.say("again_in", self.wait_min)
        if self.left_today > 0:
            return canvas.say("left_today", self.left_today)
        return canvas.say("again_now") if self.wait_min == 0 else ""


class PowerLossOfferView(View):
    """Power was lost in mid-session: go on, or leave it. ``repetition``: that was cut."""

    screen = "power_loss_offer"

    def __init__(
        self, title: str, step: int, steps: int, repetition: int, place: "Wording"
    ) -> None:
        self.title = title
        self.step = step
        self.steps = steps
        self.repetition = repetition
        self.place = place

    def draw(self, canvas: "Canvas") -> None:
        """Which routine it was, and at which step."""
        title = canvas.say("power_loss")
        text = canvas.say("go_on", canvas.translated(self.title), self.step)
        row = 4 if len(SMALL.by_words(text, WIDTH - 2)) <= 3 else 3
        sign(canvas, pictures.BIG_WARNING, title, row)
        keys = (("start", "key_yes"), ("next", "key_no"))
        message(canvas, text, row, keys, "", title)
