"""When what was done still counts for today: docs/developer/progress.md, "What a day is".

Where two readings are possible the milder one is taken, so that nothing right is blamed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

DAY_S = 86_400
USED_KEPT = 6
Told = tuple[int, int] | None  # Unix seconds, minutes east of UTC; None: nobody knows


def date_of(told: tuple[int, int]) -> int:
    """The local day's number."""
    return (told[0] + told[1] * 60) // DAY_S


class Reckoned(NamedTuple):
    """When it was done, as far as a clock told.

    ``before``: what it was before a clock put it right, ``settled_ms``: when that was.
    """

    date: Any
    at_s: int
    until_s: int
    used: tuple[Any, ...]
    before: Any
    settled_ms: int


class Day:
    """Something that was done once or more on one day."""

    def __init__(self) -> None:
        self._uses: list[tuple[int, Reckoned]] = []  # (session, what was reckoned before)
        self._now = Reckoned(None, 0, 0, (), None, 0)

    def do(self, told: Told, session: int) -> None:
        """It was done again."""
        self.end(told)
        self._uses.append((session, self._now))
        self._now = self._now._replace(before=None)
        if told is not None and (self._now.date is None or date_of(told) >= self._now.date):
            self._mark(told)

    def end(self, told: Told) -> None:
        """Somebody looks: a day that is over stays so, whatever the clock says later."""
        now = self._now
        if self._uses and self.is_over(told):
            used = (*now.used, now.date) if now.date is not None else now.used
            self._uses, self._now = [], Reckoned(None, 0, 0, used, None, 0)

    def told(self, told: tuple[int, int], now_ms: int) -> None:
        """The clock was read: what has no time, or one ahead, is taken for done now."""
        now = self._now
        if self._uses and (now.date is None or told[0] < now.at_s):
            is_later = now.date is not None and now.date > date_of(told)
            used = (*now.used, now.date) if is_later else now.used
            self._now = now._replace(used=used, until_s=0, before=now, settled_ms=now_ms)
            self._mark(told)

    def undo(self, known_ms: int) -> None:
        """Power went. What a clock put right later than ``known_ms`` is not on record."""
        now = self._now
        if now.before is not None and now.settled_ms > known_ms:
            self._now = now.before
        self._now = self._now._replace(before=None)

    def is_over(self, told: Told) -> bool:
        """Whether none of it counts any more."""
        now = self._now
        if not self._uses:
            return True
        if told is None or now.date is None:
            return False
        date = date_of(told)
        is_used = date in now.used[-USED_KEPT:]
        return date > now.date and told[0] >= now.until_s and not is_used

    def count(self, told: Told) -> int:
        """How often it was done today."""
        return 0 if self.is_over(told) else len(self._uses)

    def forget(self, session: int) -> None:
        """That session is not on record, nor is anything that came after it."""
        for number, (name, before) in enumerate(self._uses):
            if name == session:
                self._uses, self._now = self._uses[:number], before
                return

    def _mark(self, told: tuple[int, int]) -> None:
        date = date_of(told)
        until_s = max(self._now.until_s, (date + 1) * DAY_S - told[1] * 60)
        self._now = self._now._replace(date=date, at_s=told[0], until_s=until_s)
