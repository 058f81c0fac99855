"""The trainer's screens: a cue to be named, and what is known so far."""

from ..cue.confusions import totals, worst
from ..cue.cues import BY_NAME, TAUGHT, pulses
from .canvas import WIDTH
from .font import MEDIUM
from .screens_parts import heading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .screens_parts import Drawing, View

CELL_PX = 4  # of the confusion matrix
# Drawn cues: 20 ms a pixel, so that the longest fits.
MS_PER_PX = 20


def trainer(c: "Canvas", view: "View") -> None:
    """A cue was felt: is it this one? Its pulses are drawn as long as they are felt."""
    if view["stage"] == "known":
        _known(c, view["known"])
        return
    heading(c, c.say("trainer_ask"), "{}/{}".format(view["right"], view["asked"]))
    c.text(0, 1, c.say("cue_" + view["guess"]), WIDTH, MEDIUM)
    _pulses(c, 3, view["guess"])
    if view["result"]:
        c.text(0, 5, c.say("trainer_" + view["result"]), WIDTH, MEDIUM)
        c.hints(7, (("start", "key_next"), ("stop", "key_back")))
    else:
        c.hints(7, (("start", "key_yes"), ("next", "key_next"), ("stop", "key_back")))


def _known(c: "Canvas", matrix: "list[list[int]]") -> None:
    """The confusion matrix: a row per cue played, a column per cue named; full is always."""
    right, asked = totals(matrix)
    heading(c, c.say("known_title"))
    side = CELL_PX * len(matrix)
    for row in range((side + 7) // 8):
        c.paste(1, row + 2, bytes([_column(matrix, row * 8, x) for x in range(side)]))
    x = side + 6
    said = c.say("known_sum", right, asked) if asked else c.say("known_none")
    c.box(x, 2, said, WIDTH - x, 1)
    mixed = worst(matrix)
    if mixed[0] >= 0:
        names = ", ".join([c.say("cue_" + TAUGHT[index]) for index in mixed])
        c.box(x, 3, c.say("known_mixed") + " " + names, WIDTH - x, 4)
    elif asked:
        c.box(x, 3, c.say("known_clear"), WIDTH - x, 2)
    c.hints(7, (("start", "key_back"), ("stop", "key_home")))


def _column(matrix: "list[list[int]]", y: int, x: int) -> int:
    """One byte of the matrix picture: the eight dots below ``y`` at ``x``, top dot first."""
    found = 0
    for bit in range(8):
        row, column = (y + bit) // CELL_PX, x // CELL_PX
        if row < len(matrix) and _is_lit(matrix[row], column, (y + bit) % CELL_PX, x % CELL_PX):
            found |= 1 << bit
    return found


def _is_lit(row: "list[int]", column: int, y: int, x: int) -> bool:
    """A cell: full for most of a cue's times, every other dot for some, one dot for none."""
    if 2 * row[column] > sum(row):
        return y < CELL_PX - 1 and x < CELL_PX - 1
    if row[column]:
        return y < CELL_PX - 1 and x < CELL_PX - 1 and (x + y) % 2 == 0
    return (x, y) == (1, 1)


def _pulses(c: "Canvas", row: int, cue: str) -> None:
    """A cue's pulses as bars, time from left to right."""
    for start_ms, long_ms in pulses(BY_NAME[cue].pattern):
        x = start_ms // MS_PER_PX
        c.paste(x, row, b"\xfc" * (long_ms // MS_PER_PX))
        c.paste(x, row + 1, b"\x3f" * (long_ms // MS_PER_PX))


SCREENS: "dict[str, Drawing]" = {"trainer": trainer}
