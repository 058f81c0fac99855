"""How often a routine may run and a place be pressed: counts, gaps and rests.

Rules (source of each number: design; five a day: article):

* at most 5 sessions a day of one routine, and 5 a day at one point or area in all
  routines together;
* 30 min between a finished session and the next one at the same place, by uptime when
  it ended since power-up, else by a trusted clock; when neither knows, it is allowed;
* after "too much" the place rests until the next day, by whatever method.

What a day is: ``day_mark``. Rows are kept for the places and routines used last; the
caps are far above what a day can hold.
"""

from ..clock import day_mark
from ..clock.day_mark import UNKNOWN
from .bounded_rows import BoundedRows
from .count_rows import NEVER, PlaceRow, RoutineRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NamedTuple

    from ..clock.day_mark import Mark, Moment
else:
    from ..named_tuples import NamedTuple

SESSIONS_PER_DAY = 5  # article
GAP_S = 30 * 60  # design
ROUTINES_KEPT = 64  # as many as can be installed
PLACES_KEPT = 128

LIMIT_DAY = "refused_limit_day"
LIMIT_POINT = "refused_limit_point"
GAP = "refused_gap"
RESTED = "refused_rested"

# What forbids a session. reason: a words key; step: from 1, 0: the whole routine; place: a
# point or area, or ""; wait_min: minutes until it may be, -1 unknown.
Refusal = NamedTuple(
    "Refusal", (("reason", str), ("step", int), ("place", str), ("wait_min", int))
)


class Counts:
    """Counts, gaps, rests and side debts, by routine id and by place.

    ``now``: the moment asked about, ``now_ms`` its uptime. Blocks: never.
    """

    def __init__(self) -> None:
        self._routines = BoundedRows(RoutineRow, ROUTINES_KEPT)
        self._places = BoundedRows(PlaceRow, PLACES_KEPT)
        self._finished_up: "list[tuple[str, int]]" = []  # place, uptime ms, this power-up

    # --- folding ------------------------------------------------------------------------

    def count_routine(self, name: str, now: "Moment") -> None:
        """A session of routine ``name`` counts."""
        _count(self._routines.touched(name), now)

    def count_place(self, name: str, now: "Moment") -> None:
        """A session at place ``name`` counts."""
        _count(self._places.touched(name), now)

    def finish(self, routine: str, places: "list[str]", now: "Moment", up_ms: int) -> None:
        """A session has finished; ``up_ms``: its uptime, or UNKNOWN before this power-up."""
        row = self._routines.touched(routine)
        row.finished_min = now.at_min
        row.finished_offset_min = now.offset_min
        for name in places:
            self._places.touched(name).finished_s = now.epoch_s
            self._finished_up = [each for each in self._finished_up if each[0] != name]
            if up_ms != UNKNOWN:
                self._finished_up.append((name, up_ms))
        self._finished_up = self._finished_up[-PLACES_KEPT:]

    def rest(self, name: str, now: "Moment") -> None:
        """Too much at place ``name``: it rests."""
        row = self._places.touched(name)
        row.rest = day_mark.marked(row.rest, now)

    def begin_day(self) -> None:
        """The user's word that a new day has begun: counts and rests are over."""
        for routine in self._routines.rows:
            routine.count, routine.mark = 0, None
        for place in self._places.rows:
            place.count, place.mark, place.rest = 0, None, None

    def settle(self, now: "Moment") -> None:
        """Take what has no time, or one that lies ahead, for done ``now`` (known)."""
        for routine in self._routines.rows:
            if routine.mark is not None:
                routine.mark = day_mark.settled(routine.mark, now)
            routine.finished_min = min(routine.finished_min, now.at_min)
        for place in self._places.rows:
            if place.mark is not None:
                place.mark = day_mark.settled(place.mark, now)
            if place.rest is not None:
                place.rest = day_mark.settled(place.rest, now)
            place.finished_s = min(place.finished_s, now.epoch_s)

    def is_unsettled(self, now: "Moment") -> bool:
        """Whether a count or rest has no time, or one ahead of ``now`` (known)."""
        marks = [row.mark for row in self._routines.rows + self._places.rows]
        marks += [row.rest for row in self._places.rows]
        for mark in marks:
            if mark is not None and day_mark.is_unsettled(mark.at_min, now):
                return True
        return False

    def owe(self, name: str, side: str) -> None:
        """Place ``name`` was pressed and ``side`` was cut short; "": neither was."""
        self._places.touched(name).owed_side = side

    def rows(self) -> "Iterator[list[Any]]":
        """Everything but uptimes, as checkpoint rows, made one by one."""
        for row in self._routines.rows:
            yield ["routine"] + row.to_row()
        for row in self._places.rows:
            yield ["place"] + row.to_row()

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        kept = self._routines if row[0] == "routine" else self._places
        kept.touched(row[1]).from_row(row[1:])

    # --- asking ---------------------------------------------------------------------------

    def owed_side(self, name: str) -> str:
        """The side that was cut short the last time place ``name`` was pressed, or ""."""
        row = self._places.found(name)
        return row.owed_side if row is not None else ""

    def refusals(
        self, routine: str, places: "list[tuple[int, str]]", now: "Moment", now_ms: int
    ) -> "list[Refusal]":
        """Everything that forbids a session now, the weightiest first.

        ``places``: (step from 1, place). Rests come before limits, gaps come last, the
        longest first.
        """
        rests: "list[Refusal]" = []
        full: "list[Refusal]" = []
        gaps: "list[Refusal]" = []
        _add_full(full, self._routines.found(routine), (LIMIT_DAY, 0, ""), now)
        for step, name in places:
            row = self._places.found(name)
            if row is None:
                continue
            if row.rest is not None and not day_mark.is_over(row.rest, now):
                rests.append(Refusal(RESTED, step, name, _wait_min(row.rest, now)))
            _add_full(full, row, (LIMIT_POINT, step, name), now)
            left_s = self._gap_left_s(row, now, now_ms)
            if left_s > 0:
                gaps.append(Refusal(GAP, step, name, (left_s + 59) // 60))
        gaps.sort(key=lambda gap: (-gap.wait_min, gap.step))
        return rests + full + gaps

    def left_today(self, routine: str, places: "list[tuple[int, str]]", now: "Moment") -> int:
        """How many sessions the limits still allow today, gaps apart."""
        most = _count_today(self._routines.found(routine), now)
        for _, name in places:
            row = self._places.found(name)
            most = max(most, _count_today(row, now))
            if row is not None and row.rest is not None and not day_mark.is_over(row.rest, now):
                return 0
        return max(0, SESSIONS_PER_DAY - most)

    def is_gap_unknown(self, places: "list[tuple[int, str]]", now: "Moment") -> bool:
        """Whether a place was finished at a time that nobody can tell from ``now``."""
        for _, name in places:
            row = self._places.found(name)
            if row is None or row.finished_s == NEVER or self._live_ms(name) != UNKNOWN:
                continue
            if row.finished_s == UNKNOWN or now.at_min == UNKNOWN:
                return True
        return False

    def done_days(self, routine: str, now: "Moment") -> int:
        """Local days since ``routine`` was last finished; -1 never, -2 unknown."""
        row = self._routines.found(routine)
        if row is None or row.finished_min == NEVER:
            return -1
        if row.finished_min == UNKNOWN or now.at_min == UNKNOWN:
            return -2
        return day_mark.days_between(row.finished_min, row.finished_offset_min, now)

    def _gap_left_s(self, row: PlaceRow, now: "Moment", now_ms: int) -> int:
        """Seconds of the gap that are left; 0 when it is over or nobody knows."""
        live_ms = self._live_ms(row.name)
        if live_ms != UNKNOWN:
            return max(0, GAP_S - (now_ms - live_ms) // 1000)
        if row.finished_s < 0 or now.at_min == UNKNOWN:
            return 0
        since_s: int = max(0, now.epoch_s - row.finished_s)
        return max(0, GAP_S - since_s)

    def _live_ms(self, name: str) -> int:
        for place, up_ms in self._finished_up:
            if place == name:
                return up_ms
        return UNKNOWN


def _count(row: "Any", now: "Moment") -> None:
    row.count = _count_today(row, now) + 1
    row.mark = day_mark.marked(row.mark, now)


def _count_today(row: "Any", now: "Moment") -> int:
    if row is None or row.mark is None or day_mark.is_over(row.mark, now):
        return 0
    found: int = row.count
    return found


def _add_full(
    found: "list[Refusal]", row: "Any", facts: "tuple[str, int, str]", now: "Moment"
) -> None:
    if _count_today(row, now) >= SESSIONS_PER_DAY:
        reason, step, name = facts
        found.append(Refusal(reason, step, name, _wait_min(row.mark, now)))


def _wait_min(mark: "Mark", now: "Moment") -> int:
    if now.at_min == UNKNOWN:
        return -1
    return day_mark.wait_min(day_mark.ends_min(mark, now), now)
