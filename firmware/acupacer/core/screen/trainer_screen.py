"""The trainer's screen: a cue to be named, and what is known so far."""

from ..cue.confusions import totals, worst
from ..cue.cues import BY_NAME, TAUGHT
from ..cue.trains import pulses
from .canvas import WIDTH
from .font import MEDIUM
from .layout import heading
from .views import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas

CELL_PX = 4  # of the confusion matrix
MS_PER_PX = 20  # of drawn cues, so that the longest fits


class TrainerView(View):
    """A lesson of cues; then one was felt: is it this one?

    ``stage``: lesson, listen, answer or known. ``guess``: the cue taught or offered;
    ``result``: "", right or wrong, and then ``felt``: the cue that was played. ``right`` of
    ``asked`` were named so far. ``known``, with that stage: how often each cue (row) was taken
    for each (column), both in ``TAUGHT``'s order.
    """

    screen = "trainer"

    def __init__(
        self,
        stage: str,
        guess: str,
        index: int,
        count: int,
        right: int,
        asked: int,
        result: str,
        felt: str,
        known: "list[list[int]]",
    ) -> None:
        self.stage = stage
        self.guess = guess
        self.index = index
        self.count = count
        self.right = right
        self.asked = asked
        self.result = result
        self.felt = felt
        self.known = known

    def draw(self, canvas: "Canvas") -> None:
        """The cue's name, its pulses as long as they are felt; or what is known."""
        if self.stage == "known":
            _draw_known(canvas, self.known)
        elif self.result == "wrong":
            self._draw_both(canvas)
        else:
            self._draw_cue(canvas)

    def _draw_cue(self, canvas: "Canvas") -> None:
        is_lesson = self.stage == "lesson"
        done = (self.index, self.count) if is_lesson else (self.right, self.asked)
        title = canvas.say("trainer_lesson" if is_lesson else "trainer_ask")
        heading(canvas, title, "{}/{}".format(*done))
        canvas.text(0, 1, canvas.say("cue_" + self.guess), WIDTH, MEDIUM)
        _draw_pulses(canvas, 3, self.guess)
        keys = [("start", "key_yes"), ("next", "key_next"), ("stop", "key_back")]
        if is_lesson:
            keys[0] = ("start", "key_quiz")
        elif self.result:
            canvas.text(0, 5, canvas.say("trainer_right"), WIDTH, MEDIUM)
            keys = [("start", "key_next"), ("stop", "key_back")]
        canvas.hints(7, keys)

    def _draw_both(self, canvas: "Canvas") -> None:
        """What was felt, and what it was taken for; both are played, in this order."""
        for row, title, cue in (
            (0, "trainer_felt", self.felt),
            (3, "trainer_named", self.guess),
        ):
            canvas.text(0, row, canvas.say(title, canvas.say("cue_" + cue)), WIDTH)
            _draw_pulses(canvas, row + 1, cue)
        canvas.hints(7, (("start", "key_next"), ("stop", "key_back")))


def _draw_known(canvas: "Canvas", matrix: "list[list[int]]") -> None:
    """The confusion matrix: a row per cue played, a column per cue named; full is always."""
    right, asked = totals(matrix)
    heading(canvas, canvas.say("known_title"))
    side_px = CELL_PX * len(matrix)
    for row in range((side_px + 7) // 8):
        columns = [_column(matrix, row * 8, x) for x in range(side_px)]
        canvas.paste(1, row + 2, bytes(columns))
    x = side_px + 6
    said = canvas.say("known_sum", right, asked) if asked else canvas.say("known_none")
    canvas.box(x, 2, said, WIDTH - x, 1)
    mixed = worst(matrix)
    if mixed[0] >= 0:
        names = ", ".join([canvas.say("cue_" + TAUGHT[index]) for index in mixed])
        canvas.box(x, 3, canvas.say("known_mixed") + " " + names, WIDTH - x, 4)
    elif asked:
        canvas.box(x, 3, canvas.say("known_clear"), WIDTH - x, 2)
    canvas.hints(7, (("start", "key_back"), ("stop", "key_home")))


def _column(matrix: "list[list[int]]", y: int, x: int) -> int:
    """One byte of the matrix picture: the eight dots below ``y`` at ``x``, top dot first."""
    dots = 0
    for bit in range(8):
        row, column = (y + bit) // CELL_PX, x // CELL_PX
        if row < len(matrix) and _is_lit(matrix[row], column, (y + bit) % CELL_PX, x % CELL_PX):
            dots |= 1 << bit
    return dots


def _is_lit(row: "list[int]", column: int, y: int, x: int) -> bool:
    """A cell: full for most of a cue's times, every other dot for some, one dot for none."""
    if 2 * row[column] > sum(row):
        return y < CELL_PX - 1 and x < CELL_PX - 1
    if row[column]:
        return y < CELL_PX - 1 and x < CELL_PX - 1 and (x + y) % 2 == 0
    return (x, y) == (1, 1)


def _draw_pulses(canvas: "Canvas", row: int, cue: str) -> None:
    """A cue's pulses as bars, time from left to right."""
    for start_ms, length_ms in pulses(BY_NAME[cue].pattern):
        x = start_ms // MS_PER_PX
        canvas.paste(x, row, b"\xfc" * (length_ms // MS_PER_PX))
        canvas.paste(x, row + 1, b"\x3f" * (length_ms // MS_PER_PX))
