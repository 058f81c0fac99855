"""A routine, made into the list of phases a session walks through.

Per step: a prompt, get_ready, then for each side its repetitions with rests between,
and switch_side before the next side; sides that alternate have a switch_side before each
repetition but the first. There is no get_ready after rest or switch_side:
their own last seconds carry the countdown. A movement is one phase per arm, a window
one phase; an optional window has a prompt of its own because it is the user's choice.
"""

from ..progress import sums

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from ..progress.prescriptions import Prescription
    from ..routine.model import Movement, Routine, Step
else:
    from ..named_tuples import NamedTuple

# ``step`` counts from 0, ``repetition`` from 1 (of a movement: its arm's turn; 0: does not
# apply); ``side`` is the ledger's side, ``arm`` the arm of a movement or "".
Phase = NamedTuple(
    "Phase",
    (
        ("kind", str),
        ("step", int),
        ("side", str),
        ("arm", str),
        ("repetition", int),
        ("duration_ms", int),
    ),
)

# States in which pressure is counted out: nothing is written to the store, which on a Pico
# holds up everything, the news of a STOP as well. A window is none of them, though a gun or a
# roller is on the body: it is up to ten minutes of the user's own time, whose only cue is at
# its beginning. After a short get_ready, which is full of cues, a Pico may write the window's
# ``begin`` only in it, and without that a power cut would leave no trace of it. Its spots are
# counted out, and are among these states.
PRESSURE = ("hold", "spot", "movement")
# States in which time runs.
RUNNING = ("get_ready", "hold", "spot", "movement", "rest", "switch_side", "window")
# Phases whose running time the ledger counts as delivered.
DELIVERING = PRESSURE + ("window",)


def compile_plan(routine: "Routine", prescriptions: "list[Prescription]") -> "list[Phase]":
    """The phases of ``routine`` under ``prescriptions`` (one per step), ending in done."""
    phases: "list[Phase]" = []
    for index, step in enumerate(routine.steps):
        asked = prescriptions[index]
        _open_step(phases, index, step, asked)
        if step.hold is not None:
            _add_holds(phases, index, step, asked)
        if step.movement is not None:
            _add_movements(phases, index, step, step.movement, asked)
        if step.window is not None:
            if step.window.optional:
                _open_step(phases, index, step, asked)
            phases.append(Phase("window", index, "both", "", 0, asked.window_s * 1000))
    phases.append(Phase("done", len(prescriptions) - 1, "both", "", 0, 0))
    return phases


# Where a movement is: ``part`` out, stay or back; ``repetition`` from 1; the part's own
# ``length_ms`` and what is left of it.
MovementPart = NamedTuple(
    "MovementPart",
    (("part", str), ("repetition", int), ("left_ms", int), ("length_ms", int)),
)


def movement_part(movement: "Movement", elapsed_ms: int, total_ms: int) -> "MovementPart":
    """The part of ``movement`` at ``elapsed_ms`` of the ``total_ms`` one arm takes."""
    into_ms = min(max(elapsed_ms, 0), total_ms - 1)
    repetition, into_ms = divmod(into_ms, movement.cycle_s * 1000)
    part, length_ms = "out", movement.out_s * 1000
    if into_ms >= length_ms:
        into_ms -= length_ms
        part, length_ms = "stay", movement.stay_s * 1000
        if into_ms >= length_ms:
            into_ms -= length_ms
            part, length_ms = "back", movement.back_s * 1000
    return MovementPart(part, repetition + 1, length_ms - into_ms, length_ms)


def movement_cues(movement: "Movement", total_ms: int) -> "list[tuple[int, str]]":
    """The felt rhythm as (ms from the start, cue): out and turn, without the first out.

    ``total_ms``: what one arm takes today.
    """
    rhythm: "list[tuple[int, str]]" = []
    for at_ms in range(0, total_ms, movement.cycle_s * 1000):
        if at_ms:
            rhythm.append((at_ms, "out"))
        rhythm.append((at_ms + (movement.out_s + movement.stay_s) * 1000, "turn"))
    return rhythm


def open_ms(asked: "Prescription") -> int:
    """From when on an open hold may end, in ms; 0: it is none."""
    return asked.hold_s * 1000 if asked.most_s else 0


def prescribed(
    routine: "Routine",
    phases: "list[Phase]",
    prescriptions: "list[Prescription]",
    is_pressed: bool = True,
) -> "list[sums.SideSum]":
    """What is asked for, summed by place and side, in order of appearance.

    An optional window prescribes 0, an open hold what it lasts at least. ``is_pressed``:
    False for what exercises ask for.
    """
    totals: "list[sums.SideSum]" = []
    for phase in phases:
        step = routine.steps[phase.step]
        if phase.kind not in DELIVERING or step.is_pressed != is_pressed:
            continue
        asked_ms = open_ms(prescriptions[phase.step]) or phase.duration_ms
        if phase.kind == "window" and step.window is not None and step.window.optional:
            asked_ms = 0
        sums.add(totals, step.place_id, phase.side, asked_ms)
    return totals


def _open_step(phases: "list[Phase]", index: int, step: "Step", asked: "Prescription") -> None:
    side = asked.sides[0]
    phases.append(Phase("prompt", index, side, "", 0, 0))
    phases.append(Phase("get_ready", index, side, "", 1, step.get_ready_s * 1000))


def _add_holds(phases: "list[Phase]", index: int, step: "Step", asked: "Prescription") -> None:
    hold_ms = (asked.most_s or asked.hold_s) * 1000
    before = ""
    for side, repetition in _turns(step, asked):
        if before and before != side:
            ms = step.switch_side_s * 1000
            phases.append(Phase("switch_side", index, side, "", repetition, ms))
        elif before:
            phases.append(Phase("rest", index, side, "", repetition, step.rest_s * 1000))
        phases.append(Phase("hold", index, side, "", repetition, hold_ms))
        before = side


def _turns(step: "Step", asked: "Prescription") -> "list[tuple[str, int]]":
    """Side and repetition of each hold."""
    counted = range(1, asked.repetitions + 1)
    if step.alternate:
        return [(side, repetition) for repetition in counted for side in asked.sides]
    return [(side, repetition) for side in asked.sides for repetition in counted]


def _add_movements(
    phases: "list[Phase]",
    index: int,
    step: "Step",
    movement: "Movement",
    asked: "Prescription",
) -> None:
    switch_ms = step.switch_side_s * 1000
    arm_ms = asked.repetitions * movement.cycle_s * 1000
    turns = [("both", arm) for arm in movement.arms] or [(side, "") for side in asked.sides]
    for number, (side, arm) in enumerate(turns):
        if number:
            phases.append(Phase("switch_side", index, side, arm, 1, switch_ms))
        phases.append(Phase("movement", index, side, arm, number + 1, arm_ms))
