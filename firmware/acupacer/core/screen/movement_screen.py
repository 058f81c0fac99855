"""The screen that guides a movement on balls, a ball or a roller."""

from . import pictures
from .canvas import WIDTH
from .countdown_screens import blocks
from .font import MEDIUM, SMALL
from .glyphs import DIGITS24
from .layout import padded
from .views import TimedView
from .whereabouts import header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas, Picture
    from .whereabouts import Whereabouts

# Figure, the column in px and the row in it of the part that moves, and that part in five
# places.
FIGURES: "dict[str, tuple[Picture, int, int, tuple[Picture, ...]]]" = {
    "balls": (
        pictures.FIGURE_BALLS,
        0,
        0,
        (
            pictures.BALLS_0,
            pictures.BALLS_1,
            pictures.BALLS_2,
            pictures.BALLS_3,
            pictures.BALLS_4,
        ),
    ),
    "roller": (
        pictures.FIGURE_ROLLER,
        16,
        1,
        (
            pictures.ROLLER_0,
            pictures.ROLLER_1,
            pictures.ROLLER_2,
            pictures.ROLLER_3,
            pictures.ROLLER_4,
        ),
    ),
}
FIGURE_ROW = 4
POSES = 5
BALL_STEP_PX = 19


class MovementView(TimedView):
    """Move with the guide.

    ``part``: out, stay or back; it has ``part_s`` of ``part_total_s`` left. ``arm``: left,
    right, or "" for the whole body.
    """

    screen = "movement"
    TICKING = ("remaining_s", "part_s")

    def __init__(
        self,
        where: "Whereabouts",
        remaining_s: int,
        total_s: int,
        part: str,
        part_s: int,
        part_total_s: int,
        arm: str,
    ) -> None:
        super().__init__(where, remaining_s, total_s)
        self.part = part
        self.part_s = part_s
        self.part_total_s = part_total_s
        self.arm = arm

    def draw(self, canvas: "Canvas") -> None:
        """What to do, the figure that does it, seconds, repetition."""
        where = self.where
        header(canvas, where, True)
        count = "{}/{}".format(where.repetition, where.repetitions)
        width = MEDIUM.width(count)
        room = 64 if self.arm else WIDTH - width - 8
        part = canvas.say(self.part + "_" + where.method)
        canvas.box(2, 2, part, room, 2, (MEDIUM, SMALL))
        if self.arm:
            canvas.box(68, 2, canvas.say("arm_" + self.arm), WIDTH - width - 74, 2)
        canvas.text(WIDTH - 2 - width, 2, count, width, MEDIUM)
        if where.method != "ball":
            canvas.picture(0, FIGURE_ROW, FIGURES[where.method][0])
        canvas.number("part", 99, FIGURE_ROW, DIGITS24, padded(self.part_s, 2))
        blocks(canvas, self)
        self._draw_pose(canvas)

    def tick(self, canvas: "Canvas") -> None:
        """A second less of the part: number, figure, blocks."""
        canvas.set_number("part", padded(self.part_s, 2))
        canvas.set_blocks(self.total_s - self.remaining_s)
        self._draw_pose(canvas)

    def _draw_pose(self, canvas: "Canvas") -> None:
        last = POSES - 1
        pose = last
        if self.part != "stay":
            pose = last * self.part_s // max(self.part_total_s, 1)
        if self.part == "out":
            pose = last - pose
        if self.where.method == "ball":  # it may be anywhere on the body: no figure
            for row in range(2):
                canvas.paste(0, FIGURE_ROW + row, bytes(BALL_STEP_PX * last + 16))
            canvas.picture(BALL_STEP_PX * pose, FIGURE_ROW, pictures.ICON_BALL)
            return
        _, x, row, poses = FIGURES[self.where.method]
        canvas.picture(x, FIGURE_ROW + row, poses[pose])
