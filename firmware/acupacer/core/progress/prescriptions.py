"""What decides how long the next hold is: a level made into today's seconds, and the reason.

``prescription`` is what a step asks for today; ``why`` explains it; ``step_dose`` puts it on
record. What they start from is the step's own ``Dose`` (first, longest and step, from the
routine) and what ``levels`` remembers of its method at its place.
"""

from ..routine.model import EVERY
from .records import StepDose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from ..clock.day_mark import Moment
    from ..routine.model import Dose, Step
    from .levels import PairMemory
    from .sums import SideSum
else:
    from ..named_tuples import NamedTuple

PART_STEPS = 5  # whose doses fit one line of the history, whatever their areas are called

# The most after "too much" (source: design): seconds by method and field, and counts.
EASED_S = {
    ("hands", "hold"): 10,
    ("ball", "hold"): 10,
    ("roller", "spot"): 20,
    ("gun", "spot"): 15,
    ("gun", "window"): 300,
}
EASED_REPETITIONS = 2

# What today's session asks for in one step. hold_s: of a hold or a spot; window_s: both 0
# where there is none. repetitions: of holds, or of a movement. sides: in the order they are
# offered. level: of the progression. most_s: when an open hold ends itself; hold_s is then
# from when on it may end. 0: the hold ends after hold_s.
Prescription = NamedTuple(
    "Prescription",
    (
        ("hold_s", int),
        ("window_s", int),
        ("repetitions", int),
        ("sides", "tuple[str, ...]"),
        ("level", int),
        ("most_s", int),
    ),
)

# What explains a prescription. hold_s, start_s: of a hold or a spot, today and at level 0;
# 0 where there is none, as window_s. sessions_left: finished sessions on further days until
# it grows, 0 at the top. reason: start, grown, too_much or stepped_back, whatever came last.
# most_s: as of a prescription.
Why = NamedTuple(
    "Why",
    (
        ("level", int),
        ("hold_s", int),
        ("start_s", int),
        ("window_s", int),
        ("sessions_left", int),
        ("reason", str),
        ("most_s", int),
    ),
)


def prescription(
    pair: "PairMemory | None", step: "Step", owed_side: str, now: "Moment"
) -> "Prescription":
    """What ``step`` asks for today.

    ``pair``: what is remembered of its method at its place. ``owed_side``, if any, comes
    first.
    """
    level, is_eased = 0, False
    if pair is not None:
        level, is_eased = pair.level_at(now), pair.is_eased
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
        0 if step.hold is None or is_eased or not step.hold.is_open else step.hold.max_s,
    )


def why(pair: "PairMemory | None", step: "Step", now: "Moment") -> "Why":
    """What explains what ``step`` asks for today; ``pair`` as for ``prescription``."""
    asked = prescription(pair, step, "", now)
    days, reason, is_eased = 0, "start", False
    if pair is not None:
        days, reason, is_eased = pair.days, pair.reason, pair.is_eased
        if asked.level < pair.level:
            days, reason = 0, "stepped_back"
    sessions_left = 0
    if is_eased or asked.level < top_level(step):
        sessions_left = max(1, every(step) - days)
    start_s = step.timed.start_s if step.timed is not None else 0
    return Why(
        asked.level, asked.hold_s, start_s, asked.window_s, sessions_left, reason, asked.most_s
    )


def reason_words(why: "Why") -> "list[str]":
    """``why`` for the prompt: a words key and what fills it; empty without a hold or spot."""
    if not why.hold_s:
        return []
    if why.most_s:
        return ["dose_open", str(why.hold_s), str(why.most_s)]
    if not why.sessions_left:
        return ["dose_top", str(why.hold_s)]
    return ["dose_" + why.reason, str(why.hold_s), str(why.sessions_left)]


def step_dose(index: int, step: "Step", asked: "Prescription") -> "StepDose":
    """What step ``index`` (from 0) is asked for, for the record of the session's start."""
    return StepDose(
        index,
        step.method,
        step.place_id,
        asked.level,
        asked.hold_s,
        asked.window_s,
        asked.repetitions,
        list(asked.sides),
        every(step),
        top_level(step),
    )


def in_parts(
    doses: "list[StepDose]", asked: "list[SideSum]"
) -> "list[list[list[list[object]]]]":
    """[doses, asked] for ``started`` and then for as many ``prescribed`` as it takes.

    ``doses``: one per step; ``asked``: by ``plan.prescribed``. Each part fits the line of a
    record.
    """
    parts: "list[list[list[list[object]]]]" = []
    while doses or asked or not parts:
        first_doses, first_asked = doses[:PART_STEPS], asked[: 2 * PART_STEPS]
        parts.append([list(map(list, first_doses)), list(map(list, first_asked))])
        doses, asked = doses[PART_STEPS:], asked[2 * PART_STEPS :]
    return parts


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
