"""The screens of a session with a countdown: get ready, press, rest, change sides, spot."""

from . import pictures
from .canvas import CENTER, WIDTH, width_of
from .font import MEDIUM, SMALL, TALL
from .glyphs import DIGITS24, DIGITS40
from .layout import padded
from .views import TimedView
from .whereabouts import LOCATOR_WIDTH_PX, dots, find, header, locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .whereabouts import Whereabouts

ASIDE_X = 70  # what stands beside the 40 px digits
ASIDE_WIDTH = WIDTH - ASIDE_X
# Up to so many seconds in all, a progress block stands for so many: with few changes
# ticks stay cheap.
BLOCKS_S = ((12, 2), (60, 5), (120, 10), (360, 30), (720, 60))


def blocks(canvas: "Canvas", view: TimedView) -> None:
    """The progress bar at the bottom, filled as far as the phase is."""
    total_s = view.total_s
    canvas.blocks(7, _block_s(total_s), total_s)
    canvas.set_blocks(total_s - view.remaining_s)


def _block_s(total_s: int) -> int:
    for most_s, block_s in BLOCKS_S:
        if total_s <= most_s:
            return block_s
    return total_s


class CountdownView(TimedView):
    """A phase whose seconds left are the largest thing on the panel."""

    TICKING = ("remaining_s",)

    def tick(self, canvas: "Canvas") -> None:
        """A second less."""
        canvas.set_number("left", self._left())
        canvas.set_blocks(self.total_s - self.remaining_s)

    def _left(self) -> str:
        return padded(self.remaining_s, 3 if self.total_s >= 100 else 2)

    def _frame(self, canvas: "Canvas", is_lit: bool, title: str, rows: int = 2) -> None:
        """Header, the digits 40 px high, the progress blocks, words beside the digits."""
        header(canvas, self.where, is_lit)
        canvas.number("left", 1 if self.total_s >= 100 else 13, 2, DIGITS40, self._left())
        blocks(canvas, self)
        if title:
            canvas.box(ASIDE_X, 2, canvas.say(title), ASIDE_WIDTH, rows, (MEDIUM, SMALL))


class GetReadyView(CountdownView):
    """Where to press: the locator, the landmark in words, and the seconds left.

    ``next``: what comes then: hold, spot, movement or window.
    """

    screen = "get_ready"

    def __init__(self, where: "Whereabouts", remaining_s: int, total_s: int, next: str) -> None:
        super().__init__(where, remaining_s, total_s)
        self.next = next

    def draw(self, canvas: "Canvas") -> None:
        """The locator beside the landmark; without a picture, a countdown."""
        where = self.where
        if not where.place.picture:
            self._frame(canvas, False, "ready", 4)
            return
        header(canvas, where)
        locator(canvas, where.place, where.side, 2)
        x = LOCATOR_WIDTH_PX + 4
        canvas.box(x, 2, find(canvas, where.place), WIDTH - x, 3)
        beside_x = x + 2 * DIGITS24[1] + 10
        canvas.box(beside_x, 6, canvas.say("ready"), WIDTH - beside_x, 2)
        canvas.number("left", x + 2, 5, DIGITS24, self._left())


class HoldView(CountdownView):
    """Press, or do the exercise; an open hold counts up.

    ``firm``: firmly; the first repetition is pressed gently. ``open``: "" for a hold of a
    set length; of an open one press, then enough: it may end.
    """

    screen = "hold"

    def __init__(
        self,
        where: "Whereabouts",
        remaining_s: int,
        total_s: int,
        firm: bool,
        open: str = "",
    ) -> None:
        super().__init__(where, remaining_s, total_s)
        self.firm = firm
        self.open = open

    def _left(self) -> str:
        passed_s = self.total_s - self.remaining_s
        return padded(
            passed_s if self.open else self.remaining_s, 3 if self.total_s >= 100 else 2
        )

    def draw(self, canvas: "Canvas") -> None:
        """Digits, how firmly or how to end it, and which repetition."""
        is_move = self.where.method == "move"
        self._frame(canvas, True, "move" if is_move else self.open or "press")
        font = SMALL
        if self.open == "enough":
            canvas.hints(4, (("next", "key_long"),), ASIDE_X)
        elif not is_move:
            how = canvas.say("firmly" if self.firm else "gently")
            font = TALL if canvas.is_large else SMALL
            canvas.text(ASIDE_X, 4, how, ASIDE_WIDTH, font)
        dots(canvas, self.where, ASIDE_X, 4 + font.rows, 3 - font.rows)


class RestView(CountdownView):
    """Let go."""

    screen = "rest"

    def draw(self, canvas: "Canvas") -> None:
        """Digits, and which repetition comes next: as a number, for dots say what is done."""
        self._frame(canvas, False, "rest")
        canvas.text(ASIDE_X, 4, canvas.say("next_is"), ASIDE_WIDTH)
        which = canvas.say("of", self.where.repetition, self.where.repetitions)
        canvas.box(ASIDE_X, 5, which, ASIDE_WIDTH, 2, (MEDIUM, SMALL))


class SwitchSideView(CountdownView):
    """Change to the side of ``where``, or to ``arm`` (left or right; "": no arm is meant)."""

    screen = "switch_side"

    def __init__(self, where: "Whereabouts", remaining_s: int, total_s: int, arm: str) -> None:
        super().__init__(where, remaining_s, total_s)
        self.arm = arm

    def draw(self, canvas: "Canvas") -> None:
        """Digits, and a large arrow to the side (or arm) that comes next."""
        self._frame(canvas, False, "")
        side = self.arm or self.where.side
        canvas.text(ASIDE_X, 2, canvas.say("change"), ASIDE_WIDTH, SMALL, CENTER)
        x = ASIDE_X + (ASIDE_WIDTH - width_of(pictures.BIG_ARROW)) // 2
        canvas.picture(x, 3, pictures.BIG_ARROW, side == "left")
        word = canvas.say("arm_" + side if self.arm else side)
        canvas.box(ASIDE_X, 5, word, ASIDE_WIDTH, 2, (MEDIUM, TALL, SMALL), CENTER)


class SpotView(CountdownView):
    """Press a spot within a window. ``window_s``: what the window has left."""

    screen = "spot"

    def __init__(
        self, where: "Whereabouts", remaining_s: int, total_s: int, window_s: int
    ) -> None:
        super().__init__(where, remaining_s, total_s)
        self.window_s = window_s

    def draw(self, canvas: "Canvas") -> None:
        """Digits, and beside them the window's minutes."""
        self._frame(canvas, True, "spot")
        minutes = canvas.say("window_left", (self.window_s + 59) // 60)
        canvas.box(ASIDE_X, 5, minutes, ASIDE_WIDTH, 2)
