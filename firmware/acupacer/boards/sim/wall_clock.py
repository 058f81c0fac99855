"""The simulator's time of day: it runs with the device's clock, whatever its speed."""

import time
from collections.abc import Callable

from ...core.events import ClockRead
from ..pi.wall_clock import system_offset_min


class SimWallClock:
    """Unset in virtual time until the script or a host sets it; else this computer's.

    It never touches the computer's own clock.
    """

    def __init__(self, now_ms: Callable[[], int], is_set: bool) -> None:
        self._now_ms = now_ms
        self._is_trusted = is_set
        self._start_s = int(time.time()) if is_set else 0
        self._offset_min = system_offset_min() if is_set else 0
        self._must_report = True

    def set(self, epoch_s: int, offset_min: int) -> None:
        """Trusted from now on: ``epoch_s`` Unix seconds, ``offset_min`` east of UTC."""
        self._start_s = epoch_s - self._now_ms() // 1000
        self._offset_min = offset_min
        self._is_trusted = self._must_report = True

    def renew(self) -> None:
        """A new device takes over: tell it the time, and whether to trust it."""
        self._must_report = True

    def poll(self, now_ms: int) -> ClockRead | None:
        """The reading at start and after ``set``; otherwise None."""
        if not self._must_report:
            return None
        self._must_report = False
        epoch_s = self._start_s + now_ms // 1000
        return ClockRead(epoch_s, self._offset_min, self._is_trusted)
