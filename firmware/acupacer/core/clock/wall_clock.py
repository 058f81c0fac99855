"""The wall clock as far as the device knows it, and the local day it makes."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DAY_S = 86400


class WallClock:
    """Turns uptime into wall time. Times: uptime in ms, wall time in Unix seconds.

    Trusted means the board vouches for it (synchronised, or set by the host since
    power-up). A clock that is not trusted counts as no clock at all. ``day_ends_h``: the
    hour after midnight at which the user's day ends.
    """

    def __init__(self) -> None:
        self.is_trusted = False
        self.offset_min = 0
        self.day_ends_h = 0
        self._epoch_s = 0
        self._read_ms = 0

    def read(self, now_ms: int, epoch_s: int, offset_min: int, is_trusted: bool) -> None:
        """Take a reading of the board's clock made at uptime ``now_ms``."""
        self.is_trusted = is_trusted
        self.offset_min = offset_min
        self._epoch_s = epoch_s
        self._read_ms = now_ms

    def epoch_s(self, now_ms: int) -> "int | None":
        """Unix seconds at uptime ``now_ms``, or None without a trusted clock."""
        if not self.is_trusted:
            return None
        return self._epoch_s + (now_ms - self._read_ms) // 1000

    def times(self, now_ms: int) -> "list[tuple[str, Any]]":
        """When a record is made, for its head."""
        offset_min = self.offset_min if self.is_trusted else None
        times = [("time", self.epoch_s(now_ms)), ("offset", offset_min), ("up", now_ms)]
        if self.day_ends_h:
            times.append(("day_ends_h", self.day_ends_h))
        return times

    def row(self, now_ms: int) -> "list[int]":
        """The last reading: Unix seconds, minutes east of UTC, 1 if trusted, ms ago."""
        return [self._epoch_s, self.offset_min, int(self.is_trusted), now_ms - self._read_ms]


def offset_at(epoch_s: int, offset_min: int, changes: "list[list[int]]") -> int:
    """Minutes east of UTC at ``epoch_s``: ``offset_min``, or what a change made of it.

    ``changes``: Unix seconds and the offset from then on, in order of time.
    """
    for since_s, changed_min in changes:
        if epoch_s >= since_s:
            offset_min = changed_min
    return offset_min


def local_day(epoch_s: int, offset_min: int) -> int:
    """The day number of a Unix time in the zone ``offset_min`` minutes east of UTC."""
    return (epoch_s + offset_min * 60) // DAY_S
