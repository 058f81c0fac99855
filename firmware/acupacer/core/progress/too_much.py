"""When the user said "too much", and whether that calls for a professional."""

from ..clock.day_mark import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.day_mark import Moment

WITHIN_DAYS = 7  # two of them: see a professional (source: design)
_DAY_S = 86400


class TooMuch:
    """The last "too much", and the last that came within 7 days of the one before.

    Each is [Unix seconds or UNKNOWN, new days by the user's word until then]; days are
    counted by the word where a time is unknown. Blocks: never.
    """

    def __init__(self) -> None:
        self._session = 0  # whose answer was taken last
        self._last: "list[int]" = []
        self._advised: "list[int]" = []
        self._now = [UNKNOWN, 0]

    def say(self, session: int) -> bool:
        """Take the answer yes of ``session``; False when it was taken before."""
        if self._last and session == self._session:
            return False
        self._session = session
        if self._last and _are_close(self._last, self._now):
            self._advised = list(self._now)
        self._last = list(self._now)
        return True

    def see(self, now: "Moment") -> None:
        """Note the time of a record."""
        self._now[0] = now.epoch_s

    def begin_day(self) -> None:
        """The user's word that a new day has begun."""
        self._now[1] += 1

    def settle(self, now: "Moment") -> None:
        """Take what has no time, or one that lies ahead, for said ``now`` (known)."""
        for row in (self._last, self._advised):
            if row and not UNKNOWN < row[0] <= now.epoch_s:
                row[0] = now.epoch_s

    def needs_professional(self) -> bool:
        """Whether "too much" was said twice in 7 days, the last time 7 days ago or less."""
        return bool(self._advised) and _are_close(self._advised, self._now)

    def rows(self) -> "list[list[Any]]":
        """Everything, as one checkpoint row."""
        return [["too_much", self._session, self._last, self._advised, self._now]]

    def restore(self, row: "list[Any]") -> None:
        """Take the row back."""
        self._session = row[1]
        self._last, self._advised, self._now = map(list, row[2:])


def _are_close(before: "list[int]", after: "list[int]") -> bool:
    if before[0] != UNKNOWN and after[0] != UNKNOWN:
        return after[0] - before[0] <= WITHIN_DAYS * _DAY_S
    return after[1] - before[1] <= WITHIN_DAYS
