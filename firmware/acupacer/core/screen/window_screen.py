"""The screen of a window: free time in which spots may be pressed."""

from . import pictures
from .canvas import WIDTH
from .countdown_screens import blocks
from .glyphs import DIGITS24, DIGITS40
from .layout import clock, padded
from .views import TimedView
from .whereabouts import header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .whereabouts import Whereabouts

LONG_S = 600  # from here on the minutes have two digits
ASIDE_X = 78  # what stands beside the digits


class WindowView(TimedView):
    """Free time. ``spots``: done so far; ``gap_s``: until the next may start, 0 now."""

    screen = "window"
    TICKING = ("remaining_s", "gap_s")

    def __init__(
        self, where: "Whereabouts", remaining_s: int, total_s: int, spots: int, gap_s: int
    ) -> None:
        super().__init__(where, remaining_s, total_s)
        self.spots = spots
        self.gap_s = gap_s

    def draw(self, canvas: "Canvas") -> None:
        """Minutes and seconds, spots done, and when the next may start."""
        header(canvas, self.where, True)
        digits, row = (DIGITS40, 2) if self.total_s < LONG_S else (DIGITS24, 3)
        canvas.number("left", 1, row, digits, self._left())
        width = WIDTH - ASIDE_X
        if self.gap_s:
            canvas.text(ASIDE_X, 2, canvas.say("spot_in"), width)
            canvas.number("gap", ASIDE_X, 3, DIGITS24, padded(self.gap_s, 3))
        else:
            canvas.picture(ASIDE_X, 3, pictures.KEY_NEXT)
            canvas.text(ASIDE_X + 10, 3, canvas.say("spot_key"), width - 10)
        if self.spots:
            canvas.text(ASIDE_X, 6, canvas.say("spots", self.spots), width)
        blocks(canvas, self)

    def tick(self, canvas: "Canvas") -> None:
        """A second less of the window, and of the gap while one runs."""
        canvas.set_number("left", self._left())
        if self.gap_s:
            canvas.set_number("gap", padded(self.gap_s, 3))
        canvas.set_blocks(self.total_s - self.remaining_s)

    def _left(self) -> str:
        return padded(clock(self.remaining_s), 4 if self.total_s < LONG_S else 5)
