"""How much each place takes by each method: the progression of doses.

A level is made seconds in ``prescriptions``. Rules (source: design):

* A level belongs to a method and a point or area, across routines. It starts at 0 and
  grows by one after ``every`` finished sessions on different days, up to the level at
  which the dose in use is at its max_s.
* Each whole 14 days without it by a trusted clock takes one level off, as asked; the
  next session puts it on record.
* "Too much" takes every method at that place back to level 0 and eases it (to
  ``prescriptions.EASED_S``), one never used there as well. A method that grows once there
  lifts its own ease, and its start doses apply again.
* A session after which it was worse, or whose "too much?" nobody answered, takes back what
  its pairs grew by that day.
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
ANY_METHOD = ""  # in a pair: what a method starts from at a place where it was too much
PAIRS_KEPT = 128  # of method and place


class PairMemory:
    """What is remembered of one method at one place."""

    def __init__(self, name: "tuple[str, str]") -> None:
        self.name = name  # method or ANY_METHOD, point or area
        self.level = 0
        self.is_eased = name[0] == ANY_METHOD
        self.days = 0  # finished sessions on different days since the level changed
        self.mark: "Mark | None" = None  # of the last one
        self.used_min = UNKNOWN  # when it was last pressed, in minutes since 1970
        self.reason = "too_much" if self.is_eased else "start"

    def must_stay(self, now: "Moment") -> bool:
        """Whether it eases methods that have no memory of their own, which it does for ever."""
        return self.name[0] == ANY_METHOD

    def to_row(self) -> "list[Any]":
        """All of it, for a checkpoint."""
        grown = [self.level, self.is_eased, self.days, day_mark.to_row(self.mark)]
        return list(self.name) + grown + [self.used_min, self.reason]

    def from_row(self, row: "list[Any]") -> None:
        """The reverse of ``to_row``."""
        _, _, self.level, self.is_eased, self.days, mark, self.used_min, self.reason = row
        self.mark = day_mark.from_row(mark)

    def join(self, row: "list[Any]") -> None:
        """Take in what was remembered of it in another spelling; the gentler counts."""
        other = PairMemory(self.name)
        other.from_row(row)
        if (not other.is_eased, other.level) < (not self.is_eased, self.level):
            self.reason = other.reason
        self.level, self.days = min(self.level, other.level), min(self.days, other.days)
        self.is_eased = self.is_eased or other.is_eased
        self.mark = day_mark.later(self.mark, other.mark)
        self.used_min = max(self.used_min, other.used_min)

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
        # Pairs that grew today, by the day or by the level: method and place, the last
        # session that pressed it, and level, is_eased, days and reason as they were before.
        self._grown: "list[list[Any]]" = []

    # --- folding ------------------------------------------------------------------------

    def use(self, method: str, place: str, level: int, session: int, now: "Moment") -> None:
        """The pair was pressed in a session that counts, at ``level`` as recorded."""
        pair = self._touched(method, place, now)
        self._grown = [grown for grown in self._grown if self._is_of_today(grown, now)]
        for grown in self._grown:
            if (grown[0], grown[1]) == pair.name:
                grown[2] = session
        if level < pair.level:
            pair.level, pair.days, pair.reason = level, 0, "stepped_back"
        pair.used_min = now.at_min

    def grow(
        self, method: str, place: str, every: int, top_level: int, session: int, now: "Moment"
    ) -> None:
        """The pair's session finished; ``every``, ``top_level``: of the dose it used."""
        pair = self._touched(method, place, now)
        if pair.mark is not None and not day_mark.is_over(pair.mark, now):
            pair.mark = day_mark.marked(pair.mark, now)
            return
        before = [pair.level, pair.is_eased, pair.days, pair.reason]
        self._grown.append([method, place, session] + before)
        pair.mark = day_mark.marked(pair.mark, now)
        pair.days = min(pair.days + 1, every)
        if pair.days == every and (pair.is_eased or pair.level < top_level):
            pair.level += 0 if pair.is_eased else 1
            pair.is_eased, pair.days, pair.reason = False, 0, "grown"

    def take_back(self, session: int) -> None:
        """What was pressed in ``session`` has not grown today; the day stays used up."""
        for grown in self._grown:
            pair = self._pairs.of((grown[0], grown[1]))
            if grown[2] == session and pair is not None:
                pair.level, pair.is_eased, pair.days, pair.reason = grown[3:]

    def ease(self, place: str, now: "Moment") -> None:
        """Too much at ``place``."""
        self._grown = [grown for grown in self._grown if grown[1] != place]
        self._pairs.touched((ANY_METHOD, place), now)
        for pair in self._pairs.memories:
            if pair.name[1] == place:
                pair.level, pair.days, pair.reason = 0, 0, "too_much"
                pair.is_eased = True

    def _touched(self, method: str, place: str, now: "Moment") -> PairMemory:
        """The memory of a pair that was pressed; a new one is eased where the place is."""
        is_new = self._pairs.of((method, place)) is None
        pair: PairMemory = self._pairs.touched((method, place), now)
        if is_new and self._pairs.of((ANY_METHOD, place)) is not None:
            pair.is_eased, pair.reason = True, "too_much"
        return pair

    def begin_day(self) -> None:
        """The user's word that a new day has begun."""
        self._grown = []
        for pair in self._pairs.memories:
            pair.mark = None

    def settle(self, now: "Moment") -> None:
        """Take what has no time, or one that lies ahead, for done ``now`` (known)."""
        for pair in self._pairs.memories:
            if pair.mark is not None:
                pair.mark = day_mark.settled(pair.mark, now)
            is_used = pair.name[0] != ANY_METHOD
            if is_used and day_mark.is_unsettled(pair.used_min, now):
                pair.used_min = now.at_min

    def rows(self) -> "Iterator[list[Any]]":
        """Everything, as checkpoint rows, made one by one."""
        for pair in self._pairs.memories:
            yield ["pair"] + pair.to_row()
        for grown in self._grown:
            yield ["grown"] + grown

    def rows_of(self, pairs: "list[tuple[str, str]]") -> "list[list[Any]]":
        """Of ``rows``, those of some pairs of (method, place)."""
        names = pairs + [(ANY_METHOD, place) for _, place in pairs]
        return [["pair"] + pair.to_row() for pair in self._pairs.memories if pair.name in names]

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back; of a place in two spellings there may be two."""
        if row[0] == "grown":
            self._grown.append(row[1:])
            return
        pair, place = self._pairs.restore((row[1], row[2]), row[1:]), row[2]
        if pair.is_eased and self._pairs.of((ANY_METHOD, place)) is None:
            self._pairs.touched((ANY_METHOD, place))  # 0.1.0 eased what was on record only

    # --- asking ---------------------------------------------------------------------------

    def _is_of_today(self, grown: "list[Any]", now: "Moment") -> bool:
        """The pair is still remembered, and the day it grew on is not over."""
        pair = self._pairs.of((grown[0], grown[1]))
        return (
            pair is not None and pair.mark is not None and not day_mark.is_over(pair.mark, now)
        )

    def has_room(self, places: "list[str]", now: "Moment") -> bool:
        """Whether "too much" at any of ``places`` could be remembered."""
        for place in places:
            if not self._pairs.has_room([(ANY_METHOD, place)], now):
                return False
        return True

    def pair(self, method: str, place: str) -> "PairMemory | None":
        """What is remembered of the pair, or of its place for any method, if anything is."""
        pair: "PairMemory | None" = self._pairs.of((method, place))
        return pair or self._pairs.of((ANY_METHOD, place))
