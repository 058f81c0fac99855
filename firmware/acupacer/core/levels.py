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

from . import day_mark, dose, plan
from .day_mark import UNKNOWN
from .kept import Kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .day_mark import Mark, Moment

    Step = dict[str, Any]

STEP_BACK_DAYS = 14  # design
EVERY = 3  # finished sessions per level where a step has no dose of its own (design)
PAIRS_KEPT = 128  # of method and place
PART_STEPS = 5  # whose rows fit one line of the history, whatever their areas are called

# The most after "too much" (source: design): seconds by method and field, and counts.
EASED_S = {("hands", "hold"): 10, ("gun", "spot"): 15, ("gun", "window"): 300}
EASED_REPETITIONS = 2

_DOSES = ("hold", "spot", "window")


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
        self._pairs = Kept(PairRow, PAIRS_KEPT)

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
        row = self._pairs.found((method, key))
        level: int = row.level_at(now) if row is not None else 0
        return level

    def prescription(self, step: "Step", owed_side: str, now: "Moment") -> "plan.Prescription":
        """What ``step`` asks for today; ``owed_side``, if any, comes first."""
        method, key = step["method"], plan.spot_key(step)
        row = self._pairs.found((method, key))
        is_eased = row is not None and row.is_eased
        level = self.level(method, key, now)
        repetitions = _repetitions(step)
        if is_eased:
            repetitions = min(repetitions, EASED_REPETITIONS)
        field = "hold" if "hold" in step else "spot"
        return plan.Prescription(
            _dose_s(step, field, level, is_eased),
            _dose_s(step, "window", level, is_eased),
            repetitions,
            _in_order(step["sides"], owed_side),
            level,
        )

    def why(self, step: "Step", now: "Moment") -> "dict[str, Any]":
        """What explains today's prescription of ``step``.

        level; hold_s, start_s (hold or spot), window_s: seconds, 0 where there is none;
        sessions_left: finished sessions on further days until it grows, 0 at the top;
        reason: start, grown, too_much or stepped_back, whatever came last.
        """
        asked = self.prescription(step, "", now)
        row = self._pairs.found((step["method"], plan.spot_key(step)))
        days, reason, is_eased = 0, "start", False
        if row is not None:
            days, reason, is_eased = row.days, row.reason, row.is_eased
            if asked.level < row.level:
                days, reason = 0, "stepped_back"
        left = 0
        if is_eased or asked.level < top_level(step):
            left = max(1, every(step) - days)
        timed = step.get("hold") or step.get("spot")
        return {
            "level": asked.level,
            "hold_s": asked.hold_s,
            "start_s": timed["start_s"] if timed else 0,
            "window_s": asked.window_s,
            "sessions_left": left,
            "reason": reason,
        }


def dose_row(index: int, step: "Step", asked: "plan.Prescription") -> "list[Any]":
    """One row of the record ``started``'s doses, for step ``index`` (from 0)."""
    key = plan.spot_key(step)
    today = [asked.level, asked.hold_s, asked.window_s, asked.repetitions, list(asked.sides)]
    return [index, step["method"], key] + today + [every(step), top_level(step)]


def in_parts(
    doses: "list[list[Any]]", asked: "list[tuple[str, str, int]]"
) -> "list[list[list[Any]]]":
    """[doses, asked] for ``started`` and then for as many ``prescribed`` as it takes.

    ``doses``: a ``dose_row`` per step; ``asked``: rows of ``plan.prescribed``. Each part
    fits the line of a record.
    """
    parts: "list[list[list[Any]]]" = []
    while doses or asked or not parts:
        rows = list(map(list, asked[: 2 * PART_STEPS]))
        parts.append([doses[:PART_STEPS], rows])
        doses, asked = doses[PART_STEPS:], asked[2 * PART_STEPS :]
    return parts


def reason_words(why: "dict[str, Any]") -> "list[str]":
    """``Levels.why`` as a words key and what fills it; empty without a timed dose."""
    if not why["hold_s"]:
        return []
    if not why["sessions_left"]:
        return ["dose_top", str(why["hold_s"])]
    return ["dose_" + why["reason"], str(why["hold_s"]), str(why["sessions_left"])]


def every(step: "Step") -> int:
    """Finished sessions on different days for one level; the slower of two doses."""
    found = [step[name]["every"] for name in _DOSES if name in step]
    return max(found) if found else EVERY


def top_level(step: "Step") -> int:
    """The level at which every dose of ``step`` is at its max_s; 0 without a dose."""
    top = 0
    for name in _DOSES:
        if name in step and step[name]["step_s"]:
            room_s = step[name]["max_s"] - step[name]["start_s"]
            top = max(top, -(-room_s // step[name]["step_s"]))
    return top


def fit(routine: "dict[str, Any]", asked: "list[plan.Prescription]") -> None:
    """Give the movements of a routine about to be opened their prescribed counts.

    ``routine``: as ``routines.parse_routine`` returns it; changed in place. ``asked``:
    one per step.
    """
    for step, prescription in zip(routine["steps"], asked):
        if "movement" in step:
            step["movement"]["repetitions"] = prescription.repetitions


def _repetitions(step: "Step") -> int:
    if "movement" in step:
        count: int = step["movement"]["repetitions"]
        return count
    count = step["repetitions"] if "hold" in step else 0
    return count


def _dose_s(step: "Step", field: str, level: int, is_eased: bool) -> int:
    if field not in step:
        return 0
    length_s = dose.dose_s(step[field], level)
    if is_eased:
        length_s = min(length_s, EASED_S.get((step["method"], field), length_s))
    return length_s


def _in_order(sides: "list[str]", owed_side: str) -> "tuple[str, ...]":
    if owed_side in sides:
        return tuple([owed_side] + [side for side in sides if side != owed_side])
    return tuple(sides)
