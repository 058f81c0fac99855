"""What a step asks for today: its level made into seconds, counts and sides."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple

    from ..clock.day_mark import Moment
    from ..routine.model import Dose, Step
    from .levels import PairRow
else:
    from ..named_tuples import NamedTuple

EVERY = 3  # finished sessions per level where a step has no dose of its own (design)
PART_STEPS = 5  # whose rows fit one line of the history, whatever their areas are called

# The most after "too much" (source: design): seconds by method and field, and counts.
EASED_S = {("hands", "hold"): 10, ("gun", "spot"): 15, ("gun", "window"): 300}
EASED_REPETITIONS = 2

# What today's session asks for in one step. ``hold_s``: of a hold or a spot; ``window_s``;
# both 0 where there is none. ``repetitions``: of holds, or of a movement. ``sides``: in the
# order they are offered. ``level``: of the progression.
Prescription = NamedTuple(
    "Prescription",
    (
        ("hold_s", int),
        ("window_s", int),
        ("repetitions", int),
        ("sides", "tuple[str, ...]"),
        ("level", int),
    ),
)


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
    field = "hold" if step.hold is not None else "spot"
    return Prescription(
        _dose_s(step.timed, level, EASED_S.get((step.method, field), 0) if is_eased else 0),
        _dose_s(step.window, level, EASED_S.get((step.method, "window"), 0) if is_eased else 0),
        repetitions,
        _in_order(step.sides, owed_side),
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
    timed = step.timed
    return {
        "level": asked.level,
        "hold_s": asked.hold_s,
        "start_s": timed.start_s if timed is not None else 0,
        "window_s": asked.window_s,
        "sessions_left": left,
        "reason": reason,
    }


def dose_row(index: int, step: "Step", asked: "Prescription") -> "list[Any]":
    """One row of the record ``started``'s doses, for step ``index`` (from 0)."""
    today = [asked.level, asked.hold_s, asked.window_s, asked.repetitions, list(asked.sides)]
    return [index, step.method, step.place] + today + [every(step), top_level(step)]


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
    doses = step.doses
    return max([dose.every for dose in doses]) if doses else EVERY


def top_level(step: "Step") -> int:
    """The level at which every dose of ``step`` is at its max_s; 0 without a dose."""
    return max([dose.top_level for dose in step.doses] + [0])


def _repetitions(step: "Step") -> int:
    if step.movement is not None:
        return step.movement.repetitions
    return step.repetitions if step.hold is not None else 0


def _dose_s(dose: "Dose | None", level: int, most_s: int) -> int:
    """Seconds of ``dose``, 0 for none; ``most_s``: no more than that, 0: no such limit."""
    if dose is None:
        return 0
    length_s = dose.seconds_at(level)
    return min(length_s, most_s) if most_s else length_s


def _in_order(sides: "tuple[str, ...]", owed_side: str) -> "tuple[str, ...]":
    if owed_side in sides:
        return (owed_side,) + tuple([side for side in sides if side != owed_side])
    return sides
