"""How long a step and a whole routine take, in whole seconds."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable

    from .model import Routine, Step

# After `release` the next phase's cue waits 1.5 s (source: design), counted as 2.
LEAD_S = 2


def step_s(step: "Step", hold_s: int, window_s: int) -> int:
    """Seconds one step takes, pauses and waiting prompts apart.

    ``hold_s``, ``window_s``: today's lengths; ignored where the step has none. An
    optional window counts as taken, with the get_ready of its own prompt.
    """
    total_s = step.get_ready_s
    if step.hold is not None and step.alternate:
        total_s += _in_turn_s(step, hold_s, step.repetitions * len(step.sides))
    elif step.hold is not None:
        side_s = step.repetitions * hold_s + (step.repetitions - 1) * step.rest_s
        total_s += _in_turn_s(step, side_s, len(step.sides))
    total_s += movement_s(step)
    if step.window is not None:
        if step.window.optional:
            total_s += LEAD_S + step.get_ready_s
        total_s += window_s
    return total_s


def movement_s(step: "Step") -> int:
    """Seconds of a step's movement: every arm or side and the changes between; 0: none."""
    movement = step.movement
    if movement is None:
        return 0
    arm_s = movement.repetitions * movement.cycle_s
    return _in_turn_s(step, arm_s, max(len(movement.arms), len(step.sides)))


def on_balls_s(step: "Step") -> int:
    """Seconds a step of balls or a ball presses at most; rests off a ball are not counted."""
    if step.hold is None:
        return movement_s(step)
    return step.hold.max_s * step.repetitions * len(step.sides)


def top_s(step: "Step") -> int:
    """Seconds of a step with its doses at their max_s, which the hard limit is about."""
    hold, window = step.hold, step.window
    return step_s(step, hold.max_s if hold else 0, window.max_s if window else 0)


def start_s(step: "Step") -> int:
    """Seconds of a step with its doses at their start_s."""
    hold, window = step.hold, step.window
    return step_s(step, hold.start_s if hold else 0, window.start_s if window else 0)


def session_s(routine: "Routine", of_step: "Callable[[Step], int]") -> int:
    """Seconds a session of ``routine`` takes from its first get_ready to `done`.

    ``of_step``: ``top_s`` or ``start_s``. Pauses and untimed prompts are not counted.
    """
    total_s = LEAD_S * (len(routine.steps) - 1)
    for step in routine.steps:
        total_s += of_step(step)
    return total_s


def _in_turn_s(step: "Step", one_s: int, turns: int) -> int:
    """Seconds of ``turns`` sides or arms of ``one_s``, with switch_side between them."""
    return turns * one_s + (turns - 1) * (LEAD_S + step.switch_side_s)
