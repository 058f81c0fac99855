"""The zone of a computer's clock: its own, or the one a host said.

A program that has read its zone once does not see by itself that the user chose another
(``/etc/localtime``, TZ); summer time it sees. So both are asked for anew each time.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

from ...core.clock.wall_clock import offset_at


class ZoneNow(NamedTuple):
    """Minutes east of UTC at a time, and what tells the zone, in and out of summer time."""

    offset_min: int
    identity: object


def system_zone(epoch_s: float) -> ZoneNow:
    """This computer's zone at a time. Blocks: never."""
    time.tzset()
    identity = time.timezone, time.altzone, time.tzname
    return ZoneNow(time.localtime(epoch_s).tm_gmtoff // 60, identity)


class Zone:
    """A host's word, until the computer itself is given another zone; else the computer's.

    ``system``: the computer's zone at a time in Unix seconds.
    """

    def __init__(self, system: Callable[[float], ZoneNow] = system_zone) -> None:
        self._system = system
        self._host: tuple[int, list[list[int]]] | None = None
        self._identity: object = None

    def set(self, epoch_s: int, offset_min: int, zone_changes: list[list[int]]) -> None:
        """Take the host's word, unless it says no more than the computer knows itself."""
        own = self._system(epoch_s)
        knows_more = zone_changes or offset_min != own.offset_min
        self._host = (offset_min, zone_changes) if knows_more else None
        self._identity = own.identity

    def offset_min(self, epoch_s: float) -> int:
        """Minutes east of UTC at ``epoch_s``."""
        own = self._system(epoch_s)
        if self._host is not None and own.identity == self._identity:
            return offset_at(int(epoch_s), *self._host)
        self._host = None
        return own.offset_min
