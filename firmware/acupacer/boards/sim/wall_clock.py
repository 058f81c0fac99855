"""The simulator's time of day: it runs with the device's clock, whatever its speed."""

import time
from collections.abc import Callable

from ...core.events import ClockRead
from ..pi.wall_clock import CHECK_MS
from ..pi.zone import Zone, ZoneNow, system_zone


class SimWallClock:
    """Unset in virtual time until the script or a host sets it; else this computer's.

    It never touches the computer's own clock. ``zone``: the computer's, at a time.
    """

    def __init__(
        self,
        now_ms: Callable[[], int],
        is_set: bool,
        zone: Callable[[float], ZoneNow] = system_zone,
    ) -> None:
        self._now_ms = now_ms
        self._is_trusted = is_set
        self._start_s = int(time.time()) if is_set else 0
        self._zone = Zone(zone if is_set else _no_zone)
        self._zone_min = 0
        self._must_report = True
        self._due_ms = 0

    def set(self, epoch_s: int, offset_min: int, zone_changes: list[list[int]]) -> None:
        """Trusted from now on; see ``events.SetClock``."""
        self._start_s = epoch_s - self._now_ms() // 1000
        self._zone.set(epoch_s, offset_min, zone_changes)
        self._is_trusted = self._must_report = True

    def renew(self) -> None:
        """A new device takes over: tell it the time, and whether to trust it."""
        self._must_report = True

    def poll(self, now_ms: int) -> ClockRead | None:
        """The reading at start, after ``set`` and a change of zone; otherwise None."""
        if now_ms < self._due_ms and not self._must_report:
            return None
        self._due_ms = now_ms + CHECK_MS
        epoch_s = self._start_s + now_ms // 1000
        zone_min = self._zone.offset_min(epoch_s)
        if zone_min == self._zone_min and not self._must_report:
            return None
        self._zone_min, self._must_report = zone_min, False
        return ClockRead(epoch_s, zone_min, self._is_trusted)


def _no_zone(epoch_s: float) -> ZoneNow:
    return ZoneNow(0, None)
