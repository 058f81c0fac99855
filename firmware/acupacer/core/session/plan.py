"""A routine, made into the list of phases a session walks through.

Per step: a prompt, get_ready, then for each side its repetitions with rests between,
and switch_side before the next side. There is no get_ready after rest or switch_side:
their own last seconds carry the countdown. A movement is one phase per arm, a window
one phase; an optional window has a prompt of its own because it is the user's choice.
"""

from collections import namedtuple

from ..progress import sums
from ..progress.prescriptions import Prescription
from ..routine import document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# ``step`` counts from 0, ``repetition`` from 1 (of a movement: its arm's turn; 0: does not
# apply); ``side`` is the ledger's side, ``arm`` the arm of a movement or "".
Phase = namedtuple("Phase", ("kind", "step", "side", "arm", "repetition", "duration_ms"))

# States in which pressure may be on the body: nothing is written to the store.
PRESSURE = ("hold", "spot", "movement")
# States in which time runs.
RUNNING = ("get_ready", "hold", "spot", "movement", "rest", "switch_side", "window")
# Phases whose running time the ledger counts as delivered.
DELIVERING = PRESSURE + ("window",)


def compile_plan(
    routine: "dict[str, Any]", prescriptions: "list[Prescription]"
) -> "list[Phase]":
    """The phases of ``routine`` under ``prescriptions`` (one per step), ending in done.

    ``routine``: as ``routines.parse_routine`` returns it, defaults filled in.
    """
    phases: "list[Phase]" = []
    for index, step in enumerate(routine["steps"]):
        asked = prescriptions[index]
        _open_step(phases, index, step, asked)
        if "hold" in step:
            _add_holds(phases, index, step, asked)
        if "movement" in step:
            _add_movements(phases, index, step)
        if "window" in step:
            if step["window"]["optional"]:
                _open_step(phases, index, step, asked)
            phases.append(Phase("window", index, "both", "", 0, asked.window_s * 1000))
    phases.append(Phase("done", len(prescriptions) - 1, "both", "", 0, 0))
    return phases


def movement_ms(step: "dict[str, Any]") -> int:
    """How long one arm's movement takes, in ms."""
    movement = step["movement"]
    total_ms: int = movement["repetitions"] * _cycle_ms(movement)
    return total_ms


def movement_part(movement: "dict[str, int]", elapsed_ms: int) -> "tuple[str, int, int, int]":
    """(part, repetition from 1, ms left of the part, the part's ms) at ``elapsed_ms``."""
    cycle_ms = _cycle_ms(movement)
    last_ms = movement["repetitions"] * cycle_ms - 1
    repetition, into_ms = divmod(min(max(elapsed_ms, 0), last_ms), cycle_ms)
    for part in ("out", "stay", "back"):
        part_ms = movement[part + "_s"] * 1000
        if into_ms < part_ms:
            break
        into_ms -= part_ms
    return part, repetition + 1, part_ms - into_ms, part_ms


def movement_cues(movement: "dict[str, int]") -> "list[tuple[int, str]]":
    """The felt rhythm as (ms from the start, cue): out and turn, without the first out."""
    found: "list[tuple[int, str]]" = []
    for repetition in range(movement["repetitions"]):
        at_ms = repetition * _cycle_ms(movement)
        if repetition:
            found.append((at_ms, "out"))
        found.append((at_ms + (movement["out_s"] + movement["stay_s"]) * 1000, "turn"))
    return found


def prescribed(
    routine: "dict[str, Any]", phases: "list[Phase]"
) -> "list[tuple[str, str, int]]":
    """What is asked for, summed: (point or area, side, ms), in order of appearance.

    An optional window prescribes 0.
    """
    totals: "list[tuple[str, str, int]]" = []
    for phase in phases:
        if phase.kind not in DELIVERING:
            continue
        step = routine["steps"][phase.step]
        asked_ms = phase.duration_ms
        if phase.kind == "window" and step["window"]["optional"]:
            asked_ms = 0
        sums.add(totals, document.spot_key(step), phase.side, asked_ms)
    return totals


def _cycle_ms(movement: "dict[str, int]") -> int:
    return (movement["out_s"] + movement["stay_s"] + movement["back_s"]) * 1000


def _open_step(
    phases: "list[Phase]", index: int, step: "dict[str, Any]", asked: "Prescription"
) -> None:
    side = asked.sides[0]
    phases.append(Phase("prompt", index, side, "", 0, 0))
    phases.append(Phase("get_ready", index, side, "", 1, step["get_ready_s"] * 1000))


def _add_holds(
    phases: "list[Phase]", index: int, step: "dict[str, Any]", asked: "Prescription"
) -> None:
    for number, side in enumerate(asked.sides):
        if number:
            phases.append(
                Phase("switch_side", index, side, "", 1, step["switch_side_s"] * 1000)
            )
        for repetition in range(1, asked.repetitions + 1):
            if repetition > 1:
                phases.append(Phase("rest", index, side, "", repetition, step["rest_s"] * 1000))
            phases.append(Phase("hold", index, side, "", repetition, asked.hold_s * 1000))


def _add_movements(phases: "list[Phase]", index: int, step: "dict[str, Any]") -> None:
    arms = step["movement"]["arms"] or [""]
    switch_ms = step["switch_side_s"] * 1000
    for number, arm in enumerate(arms):
        if number:
            phases.append(Phase("switch_side", index, "both", arm, 1, switch_ms))
        phases.append(Phase("movement", index, "both", arm, number + 1, movement_ms(step)))
