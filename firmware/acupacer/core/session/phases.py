"""Entering and leaving the phases of a plan: what each starts, what is due in it.

* Phases follow each other by deadline: each starts where the last one's clock ended,
  so lateness of a step never adds up.
* ``press`` marks the start of pressure and ``release`` its end; the boundary is the
  cue's start. A rest's clock starts with ``release``; every other phase waits until
  release has been felt (``Player.lead_ms``).

Functions of the session and times in ms; its state is set by the row that was taken.
None blocks.
"""

from ..cue import cues
from . import ending, guards, timetable
from .notes import credit, note_begin, note_spot
from .session import UNATTENDED_MS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session

PAUSED_AGAIN_MS = (0, 30000, 60000, 90000)

# --- entering ---------------------------------------------------------------------------


def enter(session: "Session", index: int, at_ms: int) -> None:
    """Enter the plan's phase ``index``; its clock and its cue start at ``at_ms``."""
    session.go_to(index)
    _ENTER[session.phase.kind](session, at_ms)


def get_ready(
    session: "Session", kind: str, target_ms: int, at_ms: int, length_ms: int
) -> None:
    """Get ready for ``kind`` of the current phase, with ``target_ms`` left of it."""
    session.target = (kind, target_ms)
    session.run(at_ms, length_ms, length_ms)
    if kind != "window":
        session.due = timetable.countdown(at_ms, at_ms + length_ms)


def press(session: "Session", at_ms: int) -> None:
    """What was got ready for starts."""
    kind, left_ms = session.target
    _PRESS[kind](session, left_ms, at_ms)


def show_window(session: "Session") -> None:
    """Back in the window, whose clock has been running all the time."""
    window = session.window
    session.run(window.at_ms, window.length_ms, session.phase.duration_ms)


def _enter_prompt(session: "Session", at_ms: int) -> None:
    session.open_prompt(session.index, at_ms)


def _enter_get_ready(session: "Session", at_ms: int) -> None:
    length_ms = session.phase.duration_ms
    session.index = session.take_up_index or session.index + 1
    session.take_up_index = 0
    get_ready(session, session.phase.kind, session.phase.duration_ms, at_ms, length_ms)
    note_begin(session, session.index)


def _enter_pressure(session: "Session", at_ms: int) -> None:
    _PRESS[session.phase.kind](session, session.phase.duration_ms, at_ms)


def _enter_rest(session: "Session", at_ms: int) -> None:
    length_ms = session.phase.duration_ms
    session.run(at_ms, length_ms, length_ms)
    session.due = timetable.before_press(at_ms, length_ms, length_ms)
    note_begin(session, session.index + 1)


def _enter_switch_side(session: "Session", at_ms: int) -> None:
    _enter_rest(session, at_ms)
    session.due.insert(0, (at_ms, "switch_side"))


_ENTER: "dict[str, Callable[[Session, int], None]]" = {
    "prompt": _enter_prompt,
    "get_ready": _enter_get_ready,
    "hold": _enter_pressure,
    "movement": _enter_pressure,
    "window": _enter_pressure,
    "rest": _enter_rest,
    "switch_side": _enter_switch_side,
    "done": ending.finish,
}


def _press_window(session: "Session", left_ms: int, at_ms: int) -> None:
    _note_pressed(session)
    session.window.start(left_ms, at_ms)
    show_window(session)
    session.due = [(at_ms, "window")]


def _press_spot(session: "Session", left_ms: int, at_ms: int) -> None:
    session.window.go_on(at_ms)
    _press_and_count(session, left_ms, session.spot_ms, 0, at_ms)


def _press_hold(session: "Session", left_ms: int, at_ms: int) -> None:
    _press_and_count(session, left_ms, session.phase.duration_ms, session.open_ms, at_ms)


def _press_movement(session: "Session", left_ms: int, at_ms: int) -> None:
    _note_pressed(session)
    total_ms, movement = session.phase.duration_ms, session.step.movement
    session.run(at_ms, left_ms, total_ms)
    if movement is not None:
        session.due = timetable.movement(at_ms, left_ms, total_ms, movement)


def _press_and_count(
    session: "Session", left_ms: int, total_ms: int, open_ms: int, at_ms: int
) -> None:
    """A hold or a spot of ``total_ms`` starts with ``left_ms`` to go."""
    _note_pressed(session)
    session.run(at_ms, left_ms, total_ms)
    session.due = timetable.hold(at_ms, left_ms, total_ms, open_ms, session.has_ticks)


def _note_pressed(session: "Session") -> None:
    if session.phase.step not in session.pressed:
        session.pressed.append(session.phase.step)
    if session.step.is_pressed:
        session.last_pressed = session.step.place_id
        session.last_method = session.step.method


# How pressure of each kind starts, with that many ms left of it.
_PRESS: "dict[str, Callable[[Session, int, int], None]]" = {
    "hold": _press_hold,
    "movement": _press_movement,
    "window": _press_window,
    "spot": _press_spot,
}

# --- leaving ----------------------------------------------------------------------------


def release(session: "Session", ended_ms: int, cue_ms: int) -> None:
    """Pressure ended at ``ended_ms``; its cue and what follows start at ``cue_ms``."""
    credit(session, ended_ms)
    session.player.play("release", cue_ms)
    is_rest = guards.rest_follows(session, ended_ms)
    at_ms = cue_ms if is_rest else cue_ms + session.player.lead_ms()
    enter(session, session.index + 1, at_ms)


def leave_out(session: "Session", index: int, at_ms: int) -> None:
    """Leave out pressure phase ``index``; a rest comes with where it leads."""
    after = session.phases[index + 1]
    if after.kind == "rest":
        marks = cues.where_am_i(after.side, after.repetition, session.player.scale_pct)
        at_ms = session.player.play_pulses("where_am_i", marks, at_ms)
    enter(session, index + 1, at_ms)


def leave_spot_out(session: "Session", at_ms: int) -> None:
    """Leave out the spot that was got ready for: back in its window, and felt as that."""
    session.window.go_on(at_ms)
    show_window(session)
    session.due = [(at_ms, "window")]


def end_spot(session: "Session", ended_ms: int, cue_ms: int) -> None:
    """A spot ended: back to its window, or the window ends with it."""
    note_spot(session, session.left_ms(ended_ms), ended_ms)
    if guards.has_window_left(session, ended_ms):
        session.player.play("release", cue_ms)
        show_window(session)
    else:
        release(session, ended_ms, cue_ms)


def close_window(session: "Session", ended_ms: int, cue_ms: int) -> None:
    """The window is over; what follows has its own cue."""
    credit(session, ended_ms)
    enter(session, session.index + 1, cue_ms)


# --- pausing ----------------------------------------------------------------------------


def pause(session: "Session", now_ms: int, cue_ms: int) -> None:
    """Stop the clock at ``now_ms``; what has as good as ended is let go and passed over."""
    left_ms = session.left_ms(now_ms)
    has_ended = guards.has_ended(session, now_ms)
    credit(session, now_ms)
    session.pauses += 1
    session.unfelt = "" if session.is_announced else session.due[0][1]
    _wait_paused(session, session.state, left_ms, cue_ms)
    if has_ended:
        session.player.play("release", cue_ms)
        skip_paused(session, cue_ms + session.player.lead_ms())


def skip_paused(session: "Session", at_ms: int) -> None:
    """Move a pause on to what follows; a prompt or the end opens instead."""
    index = guards.skipped_to(session)
    if index < 0:
        _pause_in_window(session, at_ms)
    elif session.phases[index].kind in ("prompt", "done"):
        enter(session, index, at_ms)
    else:
        session.index = index
        session.total_ms = session.phase.duration_ms
        if session.phase.kind == "switch_side":
            # Stays so, however much more is skipped; two changes lead back to the same side.
            session.unfelt = "" if session.unfelt else "switch_side"
        _wait_paused(session, session.phase.kind, session.total_ms, at_ms)
        note_begin(session, index + 1)


def _pause_in_window(session: "Session", at_ms: int) -> None:
    """A paused spot is skipped: its window stays paused."""
    if session.paused_state == "spot":
        note_spot(session, session.paused_ms, at_ms)
    session.total_ms = session.phase.duration_ms
    _wait_paused(session, "window", session.window.length_ms, at_ms)


def _wait_paused(session: "Session", state: str, left_ms: int, cue_ms: int) -> None:
    calls = [(cue_ms + ms, "paused") for ms in PAUSED_AGAIN_MS]
    session.wait(cue_ms, UNATTENDED_MS, calls)
    session.paused_state = state
    session.paused_ms = left_ms
