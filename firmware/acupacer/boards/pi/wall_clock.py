"""Date and time of day on Linux, and whether they can be trusted.

Trusted: the kernel says that something keeps its clock synchronised, or the host has
set the time since power-up. A Pi without either starts at the time it was switched
off, or in 1970: that is what "clock not set" means.
"""

import ctypes
import time
from collections.abc import Callable

from ...core.events import ClockRead
from .zone import Zone, ZoneNow, system_zone

CHECK_MS = 1000  # how often the clock is looked at
JUMP_S = 2.0  # further off than this from one look to the next: a jump
_UNSYNCHRONISED = 0x0040  # STA_UNSYNC of <sys/timex.h>


def is_synchronised() -> bool:
    """Whether the kernel's clock is kept right by NTP or the like; False if unknown."""
    try:
        libc = ctypes.CDLL(None)
        state = ctypes.create_string_buffer(512)  # struct timex; zeroed: read only
        if libc.adjtimex(state) == -1:
            return False
    except (OSError, AttributeError):
        return False
    # modes (int, padded to a long), offset, freq, maxerror, esterror, then status
    status_at = 5 * ctypes.sizeof(ctypes.c_long)
    status = ctypes.c_int.from_buffer(state, status_at).value
    return not status & _UNSYNCHRONISED


class WallClock:
    """The system's clock, or the host's word kept in memory (``boards.board.WallClock``).

    ``set_system``: try to set the system's clock too (needs the right to do so).
    The rest are the functions it reads, so that tests can stand in for the kernel.
    """

    def __init__(
        self,
        set_system: bool = False,
        read_s: Callable[[], float] = time.time,
        monotonic_s: Callable[[], float] = time.monotonic,
        synchronised: Callable[[], bool] = is_synchronised,
        zone: Callable[[float], ZoneNow] = system_zone,
        write_s: Callable[[float], None] = lambda s: time.clock_settime(time.CLOCK_REALTIME, s),
    ) -> None:
        self._set_system = set_system
        self._read_s = read_s
        self._monotonic_s = monotonic_s
        self._synchronised = synchronised
        self._zone = Zone(zone)
        self._write_s = write_s
        self._host_ahead_s: float | None = None  # of the monotonic clock
        self._due_ms = 0
        self._ahead_s = 0.0
        self._zone_min = 0
        self._was_trusted = False
        self._must_report = True

    def poll(self, now_ms: int) -> ClockRead | None:
        """The reading at start, after ``set``, a jump and a change of zone; otherwise None."""
        if now_ms < self._due_ms and not self._must_report:
            return None
        self._due_ms = now_ms + CHECK_MS
        ahead_s, is_trusted = self._state()
        epoch_s = ahead_s + self._monotonic_s()
        zone_min = self._zone.offset_min(epoch_s)
        jumped = abs(ahead_s - self._ahead_s) > JUMP_S or is_trusted != self._was_trusted
        if not (jumped or zone_min != self._zone_min or self._must_report):
            return None
        self._ahead_s, self._was_trusted, self._zone_min = ahead_s, is_trusted, zone_min
        self._must_report = False
        return ClockRead(int(epoch_s), zone_min, is_trusted)

    def set(self, epoch_s: int, offset_min: int, zone_changes: list[list[int]]) -> None:
        """Take the host's word; kept in memory unless the system's clock may be set.

        A clock that something keeps synchronised is not set: that knows better.
        """
        self._host_ahead_s = epoch_s - self._monotonic_s()
        self._zone.set(epoch_s, offset_min, zone_changes)
        self._must_report = True
        if self._set_system and not self._synchronised():
            try:
                self._write_s(float(epoch_s))
            except OSError:
                self._set_system = False  # not permitted: memory has to do

    def renew(self) -> None:
        """A new device takes over: tell it the time, and whether to trust it."""
        self._must_report = True

    def _state(self) -> tuple[float, bool]:
        """Seconds ahead of the monotonic clock, trusted or not."""
        is_synchronised = self._synchronised()
        if self._host_ahead_s is not None and not is_synchronised:
            return self._host_ahead_s, True
        return self._read_s() - self._monotonic_s(), is_synchronised
