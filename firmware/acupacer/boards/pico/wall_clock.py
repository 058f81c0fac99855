"""Date and time of day on a board that forgets them without power.

The chip's clock starts at a date of its own, so nothing is known until the host sets it;
then ``machine.RTC`` keeps it while the board has power.
"""

import time

from machine import RTC

from ...core.events import ClockRead


class WallClock:
    """The host's word for the time (see ``boards.board.WallClock``)."""

    def __init__(self) -> None:
        self._rtc = RTC()
        self._is_set = False
        self._offset_min = 0
        self._must_report = True

    def poll(self, now_ms: int) -> "ClockRead | None":
        """The reading at start and after ``set``; otherwise None."""
        if not self._must_report:
            return None
        self._must_report = False
        return ClockRead(int(time.time()), self._offset_min, self._is_set)

    def set(self, epoch_s: int, offset_min: int) -> None:
        """Take the host's word for the time; the next ``poll`` answers."""
        year, month, day, hour, minute, second, weekday = time.gmtime(epoch_s)[:7]
        self._rtc.datetime((year, month, day, weekday, hour, minute, second, 0))
        self._offset_min = offset_min
        self._is_set = self._must_report = True
