"""What a step asks for today: its level made into seconds, counts and sides."""

from collections import namedtuple

from ..routine import document, duration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.day_mark import Moment
    from .levels import PairRow

    Step = dict[str, Any]

EVERY = 3  # finished sessions per level where a step has no dose of its own (design)
PART_STEPS = 5  # whose rows fit one line of the history, whatever their areas are called

# The most after "too much" (source: design): seconds by method and field, and counts.
EASED_S = {("hands", "hold"): 10, ("gun", "spot"): 15, ("gun", "window"): 300}
EASED_REPETITIONS = 2

# What today's session asks for in one step: lengths in seconds; ``window_s`` 0 where
# there is none; ``sides`` in the order they are offered; ``level`` of the progression.
Prescription = namedtuple(
    "Prescription", ("hold_s", "window_s", "repetitions", "sides", "level")
)

_DOSES = ("hold", "spot", "window")


def prescription(
    row: "PairRow | None", step: "Step", owed_side: str, now: "Moment"
) -> "Prescription":
    """What ``step``, whose pair has ``row``, asks for today.

    ``owed_side``, if any, comes first.
    """
    is_eased = row is not None and row.is_eased
    level = row.level_at(now) if row is not None else 0
    repetitions = _repetitions(step)
    if is_eased:
        repetitions = min(repetitions, EASED_REPETITIONS)
    field = "hold" if "hold" in step else "spot"
    return Prescription(
        _dose_s(step, field, level, is_eased),
        _dose_s(step, "window", level, is_eased),
        repetitions,
        _in_order(step["sides"], owed_side),
        level,
    )


def why(row: "PairRow | None", step: "Step", now: "Moment") -> "dict[str, Any]":
    """What explains today's prescription of ``step``.

    level; hold_s, start_s (hold or spot), window_s: seconds, 0 where there is none;
    sessions_left: finished sessions on further days until it grows, 0 at the top;
    reason: start, grown, too_much or stepped_back, whatever came last.
    """
    asked = prescription(row, step, "", now)
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


def dose_row(index: int, step: "Step", asked: "Prescription") -> "list[Any]":
    """One row of the record ``started``'s doses, for step ``index`` (from 0)."""
    key = document.spot_key(step)
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
    """What ``why`` found as a words key and what fills it; empty without a timed dose."""
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


def fit(routine: "dict[str, Any]", asked: "list[Prescription]") -> None:
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
    length_s = duration.dose_s(step[field], level)
    if is_eased:
        length_s = min(length_s, EASED_S.get((step["method"], field), length_s))
    return length_s


def _in_order(sides: "list[str]", owed_side: str) -> "tuple[str, ...]":
    if owed_side in sides:
        return tuple([owed_side] + [side for side in sides if side != owed_side])
    return tuple(sides)
