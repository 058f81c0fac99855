"""How much each place takes by each method: the progression of doses.

A level is made seconds in ``prescriptions``. Rules (source: design):

* A level belongs to a method and a point or area, across routines. It starts at 0 and
  grows by one after ``every`` finished sessions on different days, up to the level at
  which the dose in use is at its max_s.
* Each whole 14 days without it by a trusted clock takes one level off, as asked; the
  next session puts it on record.
* "Too much" takes every method at that place back to level 0 and eases it (to
  ``prescriptions.EASED_S``). Growing once lifts the ease, and the start doses apply again.
"""

from ..clock import day_mark
from ..clock.day_mark import UNKNOWN
from .bounded_memory import BoundedMemory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..clock.day_mark import Mark, Moment

STEP_BACK_DAYS = 14  # design
PAIRS_KEPT = 128  # of method and place


class PairMemory:
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
        _, _, self.level, self.is_eased, self.days, mark, self.used_min, self.reason = row
        self.mark = day_mark.from_row(mark)

    def level_at(self, now: "Moment") -> int:
        """The level with what the time since it was last used takes off."""
        if now.at_min == UNKNOWN or day_mark.is_unsettled(self.used_min, now):
            return self.level
        idle_days = (now.at_min - self.used_min) // day_mark.DAY_MIN
        return max(0, self.level - int(idle_days) // STEP_BACK_DAYS)


class Levels:
    """Levels of all pairs of a method and a point or area. Blocks: never."""

    def __init__(self) -> None:
        self._pairs = BoundedMemory(PairMemory, PAIRS_KEPT)

    # --- folding ------------------------------------------------------------------------

    def use(self, method: str, place: str, level: int, now: "Moment") -> None:
        """The pair was pressed in a session that counts, at ``level`` as recorded."""
        pair = self._pairs.touched((method, place))
        if level < pair.level:
            pair.level, pair.days, pair.reason = level, 0, "stepped_back"
        pair.used_min = now.at_min

    def grow(self, method: str, place: str, every: int, top_level: int, now: "Moment") -> None:
        """The pair's session finished; ``every``, ``top_level``: of the dose it used."""
        pair = self._pairs.touched((method, place))
        if pair.mark is not None and not day_mark.is_over(pair.mark, now):
            pair.mark = day_mark.marked(pair.mark, now)
            return
        pair.mark = day_mark.marked(pair.mark, now)
        pair.days = min(pair.days + 1, every)
        if pair.days == every and (pair.is_eased or pair.level < top_level):
            pair.level += 0 if pair.is_eased else 1
            pair.is_eased, pair.days, pair.reason = False, 0, "grown"

    def ease(self, method: str, place: str) -> None:
        """Too much at ``place``, last pressed by ``method``."""
        self._pairs.touched((method, place))
        for pair in self._pairs.memories:
            if pair.name[1] == place:
                pair.level, pair.days, pair.reason = 0, 0, "too_much"
                pair.is_eased = True

    def begin_day(self) -> None:
        """The user's word that a new day has begun."""
        for pair in self._pairs.memories:
            pair.mark = None

    def settle(self, now: "Moment") -> None:
        """Take what has no time, or one that lies ahead, for done ``now`` (known)."""
        for pair in self._pairs.memories:
            if pair.mark is not None:
                pair.mark = day_mark.settled(pair.mark, now)
            if day_mark.is_unsettled(pair.used_min, now):
                pair.used_min = now.at_min

    def rows(self) -> "Iterator[list[Any]]":
        """Everything, as checkpoint rows, made one by one."""
        for pair in self._pairs.memories:
            yield ["pair"] + pair.to_row()

    def rows_of(self, pairs: "list[tuple[str, str]]") -> "list[list[Any]]":
        """Of ``rows``, those of some pairs of (method, place)."""
        return [["pair"] + pair.to_row() for pair in self._pairs.memories if pair.name in pairs]

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        self._pairs.touched((row[1], row[2])).from_row(row[1:])

    # --- asking ---------------------------------------------------------------------------

    def pair(self, method: str, place: str) -> "PairMemory | None":
        """What is remembered of the pair, if anything is."""
        pair: "PairMemory | None" = self._pairs.of((method, place))
        return pair
