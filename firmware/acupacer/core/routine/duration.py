"""How long a dose is today and how long a routine takes.

A dose is ``{start_s, max_s, step_s, every}``: it starts at start_s and grows by step_s
per level up to max_s. Steps and routines are dicts as ``routines.parse_routine`` returns
them, defaults filled in. All times are whole seconds.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Dose = dict[str, int]
    Step = dict[str, Any]

# After `release` the next phase's cue waits 1.5 s (source: design), counted as 2.
LEAD_S = 2


def dose_s(dose: "Dose", level: int) -> int:
    """Seconds of ``dose`` at progression ``level`` (from 0), at most its max_s."""
    return min(dose["max_s"], dose["start_s"] + level * dose["step_s"])


def step_s(step: "Step", hold_s: int, window_s: int) -> int:
    """Seconds one step takes, pauses and waiting prompts apart.

    ``hold_s``, ``window_s``: today's lengths; ignored where the step has none. An
    optional window counts as taken, with the get_ready of its own prompt.
    """
    total_s = int(step["get_ready_s"])
    if "hold" in step:
        repetitions = step["repetitions"]
        side_s = repetitions * hold_s + (repetitions - 1) * step["rest_s"]
        total_s += in_turn_s(step, side_s, len(step["sides"]))
    if "movement" in step:
        total_s += movement_s(step)
    if "window" in step:
        if step["window"]["optional"]:
            total_s += LEAD_S + step["get_ready_s"]
        total_s += window_s
    return total_s


def movement_s(step: "Step") -> int:
    """Seconds of a step's movement: every arm in turn and the changes between them."""
    movement = step["movement"]
    cycle_s = movement["out_s"] + movement["stay_s"] + movement["back_s"]
    return in_turn_s(step, movement["repetitions"] * cycle_s, max(1, len(movement["arms"])))


def in_turn_s(step: "Step", each_s: int, turns: int) -> int:
    """Seconds of ``turns`` sides or arms of ``each_s``, with switch_side between them."""
    return int(turns * each_s + (turns - 1) * (LEAD_S + step["switch_side_s"]))


def session_s(routine: "dict[str, Any]", at_top: bool) -> int:
    """Seconds a session of ``routine`` takes from its first get_ready to `done`.

    ``at_top``: with every dose at its max_s, which the hard limit is about; else at its
    start_s. Pauses and untimed prompts are not counted. Blocks: never.
    """
    key = "max_s" if at_top else "start_s"
    total_s = LEAD_S * (len(routine["steps"]) - 1)
    for step in routine["steps"]:
        hold_s = step["hold"][key] if "hold" in step else 0
        window_s = step["window"][key] if "window" in step else 0
        total_s += step_s(step, hold_s, window_s)
    return total_s
