"""Date and time of day on a board that forgets them without power.

The chip's clock starts at a date of its own, so nothing is known until the host sets it;
then ``machine.RTC`` keeps it while the board has power. The host says as well when its zone
changes next (summer time), so that the board follows by itself.
"""

import time

from machine import RTC

from ...core.clock.wall_clock import offset_at
from ...core.events import ClockRead

CHECK_MS = 1000  # how often the zone is looked at


class WallClock:
    """The host's word for the time (see ``boards.board.WallClock``)."""

    def __init__(self) -> None:
        self._rtc = RTC()
        self._is_set = False
        self._offset_min = 0  # as the host set it
        self._zone_changes: "list[list[int]]" = []
        self._told_min = 0  # as the core knows it
        self._must_report = True
        self._due_ms = 0

    def poll(self, now_ms: int) -> "ClockRead | None":
        """The reading at start, after ``set`` and a change of zone; otherwise None."""
        if now_ms < self._due_ms and not self._must_report:
            return None
        self._due_ms = now_ms + CHECK_MS
        epoch_s = int(time.time())
        offset_min = offset_at(epoch_s, self._offset_min, self._zone_changes)
        if offset_min == self._told_min and not self._must_report:
            return None
        self._told_min, self._must_report = offset_min, False
        return ClockRead(epoch_s, offset_min, self._is_set)

    def set(self, epoch_s: int, offset_min: int, zone_changes: "list[list[int]]") -> None:
        """Take the host's word; the next ``poll`` answers."""
        year, month, day, hour, minute, second, weekday = time.gmtime(epoch_s)[:7]
        self._rtc.datetime((year, month, day, weekday, hour, minute, second, 0))
        self._offset_min, self._zone_changes = offset_min, zone_changes
        self._is_set = self._must_report = True
