"""The screens of a session that stands still, and of NEXT's question where it is."""

from . import pictures
from .canvas import WIDTH
from .font import MEDIUM, SMALL, TALL
from .layout import SIGN_WIDTH_PX, clock
from .views import SessionView, TimedView
from .whereabouts import dots, header, region

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .whereabouts import Whereabouts


class PausedView(TimedView):
    """Waiting. ``at``: the kind of phase that waits; ``can_restart``: START long works."""

    screen = "paused"

    def __init__(
        self, where: "Whereabouts", remaining_s: int, total_s: int, at: str, can_restart: bool
    ) -> None:
        super().__init__(where, remaining_s, total_s)
        self.at = at
        self.can_restart = can_restart

    def draw(self, canvas: "Canvas") -> None:
        """What is left of which phase, and every way on."""
        header(canvas, self.where)
        canvas.picture(4, 2, pictures.BIG_PAUSE)
        x = SIGN_WIDTH_PX + 12
        canvas.text(x, 2, canvas.say("paused"), WIDTH - x, MEDIUM)
        left = canvas.say("at_" + self.at) + ": " + clock(self.remaining_s)
        canvas.text(x, 4, left, WIDTH - x)
        start = "paused_restart" if self.can_restart else "paused_start"
        canvas.hints(5, (("start", start),))
        canvas.hints(6, (("next", "paused_next"),))
        canvas.hints(7, (("stop", "key_end"),))


class WhereAmIView(SessionView):
    """Shown while the answer is felt, over the phase that goes on."""

    screen = "where_am_i"

    def __init__(self, where: "Whereabouts", remaining_s: int) -> None:
        super().__init__(where)
        self.remaining_s = remaining_s

    def draw(self, canvas: "Canvas") -> None:
        """The answer also felt: side, repetition, seconds left."""
        where = self.where
        header(canvas, where)
        font = TALL if canvas.is_large else SMALL
        canvas.text(2, 2, region(canvas, where.place)[2:], WIDTH - 2, font)
        if where.repetition and where.repetitions:
            text = canvas.say("of", where.repetition, where.repetitions)
            canvas.text(2, 4, text, 66 if where.repetitions <= 10 else WIDTH - 2, MEDIUM)
            if where.repetitions <= 10:
                canvas.lines.pop()
                dots(canvas, where, 70, 4)
        left = canvas.say("time_left", clock(self.remaining_s))
        canvas.text(2, 6, left, WIDTH - 2, MEDIUM)
