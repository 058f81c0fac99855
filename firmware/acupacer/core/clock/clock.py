"""The device's two clocks, as the parts of the device share them."""

from .day_mark import moment_at
from .wall_clock import WallClock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..events import ClockRead
    from .day_mark import Moment


class Clock:
    """``now_ms``: this step's uptime in ms, which never falls; ``wall``: the wall clock.

    The device moves it on, once a step; its parts only read it.
    """

    def __init__(self) -> None:
        self.now_ms = 0
        self.wall = WallClock()

    def read(self, event: "ClockRead") -> None:
        """The board or a host told the time."""
        self.wall.read(self.now_ms, event.epoch_s, event.offset_min, event.is_trusted)

    def moment(self) -> "Moment":
        """This step's wall time, as far as it is known. Blocks: never."""
        return moment_at(self.wall, self.now_ms)
