"""How often a routine may run and a place be pressed: counts, gaps and rests.

Rules (source of each number: design; five a day: article):

* at most 5 sessions a day of one routine, and 5 a day at one point or area in all
  routines together;
* 30 min between a finished session and the next one at the same place, by uptime when
  it ended since power-up, else by a trusted clock; when neither knows, it is allowed;
* after "too much" the place rests until the next day, by whatever method.
* Nothing of that is forgotten while it counts: when so many places or routines were used
  that one more could not be remembered, it is refused.

What a day is: ``day_mark``.
"""

from ..clock import day_mark
from ..clock.day_mark import UNKNOWN
from .bounded_memory import BoundedMemory
from .count_memories import GAP_S, NEVER, PlaceMemory, RoutineMemory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NamedTuple

    from ..clock.day_mark import Mark, Moment

    Counted = RoutineMemory | PlaceMemory
else:
    from ..named_tuples import NamedTuple

SESSIONS_PER_DAY = 5  # article
ROUTINES_KEPT = 64  # as many as can be installed
PLACES_KEPT = 128

LIMIT_DAY = "refused_limit_day"
LIMIT_POINT = "refused_limit_point"
GAP = "refused_gap"
RESTED = "refused_rested"
FULL = "refused_full"

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
        self._routines = BoundedMemory(RoutineMemory, ROUTINES_KEPT)
        self._places = BoundedMemory(PlaceMemory, PLACES_KEPT)
        self._finished_up: "list[tuple[str, int]]" = []  # place, uptime ms, this power-up

    # --- folding ------------------------------------------------------------------------

    def count_routine(self, name: str, now: "Moment") -> None:
        """A session of routine ``name`` counts."""
        _count(self._routines.touched(name, now), now)

    def count_place(self, name: str, now: "Moment") -> None:
        """A session at place ``name`` counts."""
        _count(self._places.touched(name, now), now)

    def finish(self, routine: str, places: "list[str]", now: "Moment", up_ms: int) -> None:
        """A session has finished; ``up_ms``: its uptime, or UNKNOWN before this power-up."""
        memory = self._routines.touched(routine, now)
        memory.finished_min = now.at_min
        memory.finished_offset_min = now.offset_min
        for place in places:
            self._places.touched(place, now).finished_s = now.epoch_s
            others = [(name, name_ms) for name, name_ms in self._finished_up if name != place]
            self._finished_up = others + ([] if up_ms == UNKNOWN else [(place, up_ms)])
        if len(self._finished_up) > PLACES_KEPT:
            since_ms = up_ms - 1000 * GAP_S
            self._finished_up = [live for live in self._finished_up if live[1] > since_ms]

    def rest(self, name: str, now: "Moment") -> None:
        """Too much at place ``name``: it rests."""
        place = self._places.touched(name, now)
        place.rest = day_mark.marked(place.rest, now)

    def begin_day(self) -> None:
        """The user's word that a new day has begun: counts and rests are over."""
        for routine in self._routines.memories:
            routine.count, routine.mark = 0, None
        for place in self._places.memories:
            place.count, place.mark, place.rest = 0, None, None

    def settle(self, now: "Moment") -> None:
        """Take what has no time, or one that lies ahead, for done ``now`` (known)."""
        for routine in self._routines.memories:
            if routine.mark is not None:
                routine.mark = day_mark.settled(routine.mark, now)
            routine.finished_min = min(routine.finished_min, now.at_min)
        for place in self._places.memories:
            if place.mark is not None:
                place.mark = day_mark.settled(place.mark, now)
            if place.rest is not None:
                place.rest = day_mark.settled(place.rest, now)
            place.finished_s = min(place.finished_s, now.epoch_s)

    def is_unsettled(self, now: "Moment") -> bool:
        """Whether a count or rest has no time, or one ahead of ``now`` (known)."""
        routines, places = self._routines.memories, self._places.memories
        marks = [memory.mark for memory in routines + places]
        marks += [place.rest for place in places]
        for mark in marks:
            if mark is not None and day_mark.is_unsettled(mark.at_min, now):
                return True
        return False

    def owe(self, name: str, side: str, now: "Moment") -> None:
        """Place ``name`` was pressed and ``side`` was cut short; "": neither was."""
        self._places.touched(name, now).owed_side = side

    def rows(self) -> "Iterator[list[Any]]":
        """Everything but uptimes, as checkpoint rows, made one by one."""
        for routine in self._routines.memories:
            yield ["routine"] + routine.to_row()
        for place in self._places.memories:
            yield ["place"] + place.to_row()

    def rows_of(self, routine: str, places: "list[str]") -> "list[list[Any]]":
        """Of ``rows``, those of one routine and of some places."""
        used = self._routine(routine)
        rows = [] if used is None else [["routine"] + used.to_row()]
        for place in self._places.memories:
            if place.name in places:
                rows.append(["place"] + place.to_row())
        return rows

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back; of a place in two spellings there may be two."""
        if row[0] == "routine":
            self._routines.touched(row[1]).from_row(row[1:])
        else:
            self._places.restore(row[1], row[1:])

    # --- asking ---------------------------------------------------------------------------

    def owed_side(self, name: str) -> str:
        """The side that was cut short the last time place ``name`` was pressed, or ""."""
        place = self._place(name)
        return place.owed_side if place is not None else ""

    def refusals(
        self,
        routine: str,
        places: "list[tuple[int, str]]",
        now: "Moment",
        now_ms: int,
        has_room: bool,
    ) -> "list[Refusal]":
        """Everything that forbids a session now, the weightiest first.

        ``places``: (step from 1, place). Rests come before limits, gaps come last, the
        longest first; before them that there is no room to remember the session, here or
        elsewhere (``has_room``).
        """
        rests: "list[Refusal]" = []
        limits: "list[Refusal]" = []
        gaps: "list[Refusal]" = []
        used = self._routine(routine)
        if used is not None and _is_full(used, now):
            limits.append(Refusal(LIMIT_DAY, 0, "", _wait_min(used.mark, now)))
        for step, name in places:
            left_s = self._gap_left_s(name, now, now_ms)
            if left_s > 0:
                gaps.append(Refusal(GAP, step, name, (left_s + 59) // 60))
            place = self._place(name)
            if place is None:
                continue
            if place.rest is not None and not day_mark.is_over(place.rest, now):
                rests.append(Refusal(RESTED, step, name, _wait_min(place.rest, now)))
            if _is_full(place, now):
                limits.append(Refusal(LIMIT_POINT, step, name, _wait_min(place.mark, now)))
        if not (has_room and self._has_room(routine, [name for _, name in places], now)):
            limits.append(Refusal(FULL, 0, "", -1))
        gaps.sort(key=lambda gap: (-gap.wait_min, gap.step))
        return rests + limits + gaps

    def left_today(self, routine: str, places: "list[tuple[int, str]]", now: "Moment") -> int:
        """How many sessions the limits still allow today, gaps apart."""
        most = _count_today(self._routine(routine), now)
        for _, name in places:
            place = self._place(name)
            most = max(most, _count_today(place, now))
            if place is None or place.rest is None:
                continue
            if not day_mark.is_over(place.rest, now):
                return 0
        return max(0, SESSIONS_PER_DAY - most)

    def is_gap_unknown(self, places: "list[tuple[int, str]]", now: "Moment") -> bool:
        """Whether a place was finished at a time that nobody can tell from ``now``."""
        for _, name in places:
            place = self._place(name)
            if place is None or place.finished_s == NEVER or self._live_ms(name) != UNKNOWN:
                continue
            if place.finished_s == UNKNOWN or now.at_min == UNKNOWN:
                return True
        return False

    def done_days(self, name: str, now: "Moment") -> int:
        """Local days since routine ``name`` was last finished; -1 never, -2 unknown."""
        routine = self._routine(name)
        if routine is None or routine.finished_min == NEVER:
            return -1
        if routine.finished_min == UNKNOWN or now.at_min == UNKNOWN:
            return -2
        return day_mark.days_between(routine.finished_min, routine.finished_offset_min, now)

    def _routine(self, name: str) -> "RoutineMemory | None":
        routine: "RoutineMemory | None" = self._routines.of(name)
        return routine

    def _place(self, name: str) -> "PlaceMemory | None":
        place: "PlaceMemory | None" = self._places.of(name)
        return place

    def _has_room(self, routine: str, places: "list[str]", now: "Moment") -> bool:
        """Whether a session of ``routine`` at ``places`` can be remembered."""
        return self._routines.has_room([routine], now) and self._places.has_room(places, now)

    def _gap_left_s(self, name: str, now: "Moment", now_ms: int) -> int:
        """Seconds of the gap left at place ``name``; 0 or less: it is over or unknown."""
        live_ms = self._live_ms(name)
        if live_ms != UNKNOWN:
            return GAP_S - (now_ms - live_ms) // 1000
        place = self._place(name)
        if place is None or place.finished_s < 0 or now.at_min == UNKNOWN:
            return 0
        since_s: int = max(0, now.epoch_s - place.finished_s)
        return GAP_S - since_s

    def _live_ms(self, name: str) -> int:
        """The uptime at which place ``name`` was finished, or UNKNOWN."""
        for place, up_ms in self._finished_up:
            if place == name:
                return up_ms
        return UNKNOWN


def _count(memory: "Counted", now: "Moment") -> None:
    memory.count = _count_today(memory, now) + 1
    memory.mark = day_mark.marked(memory.mark, now)


def _count_today(memory: "Counted | None", now: "Moment") -> int:
    if memory is None or memory.mark is None or day_mark.is_over(memory.mark, now):
        return 0
    return memory.count


def _is_full(memory: "Counted", now: "Moment") -> bool:
    return _count_today(memory, now) >= SESSIONS_PER_DAY


def _wait_min(mark: "Mark | None", now: "Moment") -> int:
    """Minutes until the day of ``mark`` is over; -1 when no clock knows."""
    if mark is None or now.at_min == UNKNOWN:
        return -1
    return day_mark.wait_min(day_mark.ends_min(mark, now), now)
