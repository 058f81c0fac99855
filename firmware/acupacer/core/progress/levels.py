"""How much each place takes today by each method: the progression of doses.

Rules (source: design, the first lengths article):

* A level belongs to a method and a point or area, across routines. It starts at 0 and
  grows by one after ``every`` finished sessions on different days, up to the level at
  which the dose in use is at its max_s.
* Each whole 14 days without it by a trusted clock takes one level off, as asked; the
  next session puts it on record.
* "Too much" takes every method at that place back to level 0 and eases it: holds of at
  most 10 s, spots of a gun of 15 s, windows of 5 min, 2 repetitions. Growing once lifts
  the ease, and the start doses apply again.
"""

from ..clock import day_mark
from ..clock.day_mark import UNKNOWN
from .bounded_rows import BoundedRows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..clock.day_mark import Mark, Moment

STEP_BACK_DAYS = 14  # design
PAIRS_KEPT = 128  # of method and place


class PairRow:
    """What is remembered of one method at one place."""

    def __init__(self, name: "tuple[str, str]") -> None:
        self.name = name  # method, point or area
        self.level = 0
        self.is_eased = False
        self.days = 0  # finished sessions on different days since the level changed
        self.mark: "Mark | None" = None  # of the last one
        self.used_min = UNKNOWN  # when it was last pressed, in minutes since 1970
        self.reason = "start"

    def to_row(self) -> "list[Any]":
        """All of it, for a checkpoint."""
        grown = [self.level, self.is_eased, self.days, day_mark.to_row(self.mark)]
        return list(self.name) + grown + [self.used_min, self.reason]

    def from_row(self, row: "list[Any]") -> None:
        """The reverse of ``to_row``."""
        self.level, self.is_eased, self.days = row[2:5]
        self.mark = day_mark.from_row(row[5])
        self.used_min, self.reason = row[6:]

    def level_at(self, now: "Moment") -> int:
        """The level with what the time since it was last used takes off."""
        if now.at_min == UNKNOWN or day_mark.is_unsettled(self.used_min, now):
            return self.level
        idle_days = (now.at_min - self.used_min) // day_mark.DAY_MIN
        return max(0, self.level - int(idle_days) // STEP_BACK_DAYS)


class Levels:
    """Levels of all pairs of a method and a point or area. Blocks: never."""

    def __init__(self) -> None:
        self._pairs = BoundedRows(PairRow, PAIRS_KEPT)

    # --- folding ------------------------------------------------------------------------

    def use(self, method: str, key: str, level: int, now: "Moment") -> None:
        """The pair was pressed in a session that counts, at ``level`` as recorded."""
        row = self._pairs.touched((method, key))
        if level < row.level:
            row.level, row.days, row.reason = level, 0, "stepped_back"
        row.used_min = now.at_min

    def grow(self, method: str, key: str, every: int, top: int, now: "Moment") -> None:
        """The pair's session finished; ``every``, ``top``: of the dose it used."""
        row = self._pairs.touched((method, key))
        if row.mark is not None and not day_mark.is_over(row.mark, now):
            row.mark = day_mark.marked(row.mark, now)
            return
        row.mark = day_mark.marked(row.mark, now)
        row.days = min(row.days + 1, every)
        if row.days == every and (row.is_eased or row.level < top):
            row.level += 0 if row.is_eased else 1
            row.is_eased, row.days, row.reason = False, 0, "grown"

    def ease(self, method: str, key: str) -> None:
        """Too much at ``key``, last pressed by ``method``."""
        self._pairs.touched((method, key))
        for row in self._pairs.rows:
            if row.name[1] == key:
                row.level, row.days, row.reason = 0, 0, "too_much"
                row.is_eased = True

    def begin_day(self) -> None:
        """The user's word that a new day has begun."""
        for row in self._pairs.rows:
            row.mark = None

    def settle(self, now: "Moment") -> None:
        """Take what has no time, or one that lies ahead, for done ``now`` (known)."""
        for row in self._pairs.rows:
            if row.mark is not None:
                row.mark = day_mark.settled(row.mark, now)
            if day_mark.is_unsettled(row.used_min, now):
                row.used_min = now.at_min

    def rows(self) -> "Iterator[list[Any]]":
        """Everything, as checkpoint rows, made one by one."""
        for row in self._pairs.rows:
            yield ["pair"] + row.to_row()

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        self._pairs.touched((row[1], row[2])).from_row(row[1:])

    # --- asking ---------------------------------------------------------------------------

    def level(self, method: str, key: str, now: "Moment") -> int:
        """The pair's level now, from 0."""
        row = self.row(method, key)
        return row.level_at(now) if row is not None else 0

    def row(self, method: str, key: str) -> "PairRow | None":
        """What is remembered of the pair, if anything is."""
        found: "PairRow | None" = self._pairs.found((method, key))
        return found
