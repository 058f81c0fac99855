"""What gestures and time do to a session under way: the acts of ``transitions``.

Each takes the session, still in the state it leaves, and the time of the event in ms.
How phases are entered and left is in ``phases``, the end in ``ending``. None blocks.
"""

from . import guards, phases, timetable
from .guards import READY_MS
from .notes import note_begin
from .session import UNATTENDED_MS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session

LEAST_LEFT_MS = 3000  # of a rest or switch_side that goes on after a pause
MARK_SHOWN_MS = 3000

# --- at a prompt ------------------------------------------------------------------------


def in_place(session: "Session", now_ms: int) -> None:
    """START at a prompt: the user is in place."""
    phases.enter(session, session.index + 1, session.player.make_way(now_ms))


def more_text(session: "Session", now_ms: int) -> None:
    """NEXT at a prompt: its next page, round and round."""
    session.page = (session.page + 1) % session.pages()
    session.ends_ms = now_ms + UNATTENDED_MS


def previous_prompt(session: "Session", now_ms: int) -> None:
    """START long at a prompt: the one before it."""
    index = guards.earlier_prompt(session)
    session.take_up_index = 0
    phases.enter(session, index, session.player.make_way(now_ms))


def skip_step(session: "Session", now_ms: int) -> None:
    """NEXT long at a prompt: on to the next prompt, or done."""
    session.take_up_index = 0
    phases.enter(session, guards.next_prompt(session), session.player.make_way(now_ms))


# --- a phase's time is over -----------------------------------------------------------------


def enter_next(session: "Session", at_ms: int) -> None:
    """The next phase of the plan starts."""
    phases.enter(session, session.index + 1, at_ms)


def release(session: "Session", at_ms: int) -> None:
    """Pressure ends, and what follows begins."""
    phases.release(session, at_ms, at_ms)


def end_spot(session: "Session", at_ms: int) -> None:
    """A spot ends; the window goes on if that is worth it."""
    phases.end_spot(session, at_ms, at_ms)


def close_window(session: "Session", at_ms: int) -> None:
    """The window is over."""
    phases.close_window(session, at_ms, at_ms)


# --- moving on --------------------------------------------------------------------------


def end_early(session: "Session", now_ms: int) -> None:
    """NEXT long under pressure, or getting ready for it: enough."""
    _END_EARLY[session.state](session, now_ms, session.player.make_way(now_ms))


def _not_at_all(session: "Session", now_ms: int, at_ms: int) -> None:
    """What the user got ready for is left out; of a spot, its window stays."""
    if session.target[0] == "spot":
        phases.leave_spot_out(session, at_ms)
    else:
        phases.leave_out(session, session.index, at_ms)


# How each state ends early: ended at now_ms, the next cue free to start at at_ms.
_END_EARLY: "dict[str, Callable[[Session, int, int], None]]" = {
    "get_ready": _not_at_all,
    "hold": phases.release,
    "movement": phases.release,
    "spot": phases.end_spot,
}


def skip_repetition(session: "Session", now_ms: int) -> None:
    """NEXT long in a rest or switch_side: leave out the repetition it leads to."""
    phases.leave_out(session, session.index + 1, session.player.make_way(now_ms))


def ready_now(session: "Session", now_ms: int) -> None:
    """NEXT in a rest or switch_side: pressure in 3 s."""
    session.index += 1
    _get_ready_soon(session, session.phase.kind, session.phase.duration_ms, now_ms)


def start_spot(session: "Session", now_ms: int) -> None:
    """NEXT in a window: a timed spot, while the window's clock runs on."""
    left_ms = session.window.left_ms(session.player.way_ms(now_ms)) - READY_MS
    asked_ms = session.prescriptions[session.phase.step].hold_s * 1000
    session.spot_ms = min(asked_ms, left_ms)
    _get_ready_soon(session, "spot", session.spot_ms, now_ms)


def finish_window(session: "Session", now_ms: int) -> None:
    """NEXT long in a window: free time is over."""
    phases.close_window(session, now_ms, session.player.make_way(now_ms))


def where_am_i(session: "Session", now_ms: int) -> None:
    """NEXT under pressure or paused: feel the side, then the repetition."""
    free_ms = session.next_event_ms()
    pulses = guards.mark_pulses(session, now_ms)
    session.player.play_pulses("where_am_i", pulses, now_ms)
    session.mark_until_ms = min(now_ms + MARK_SHOWN_MS, free_ms)


# --- pausing ----------------------------------------------------------------------------


def pause(session: "Session", now_ms: int) -> None:
    """START while a phase runs: its clock stops."""
    phases.pause(session, now_ms, session.player.make_way(now_ms))


def pause_asleep(session: "Session", at_ms: int) -> None:
    """The device slept from ``at_ms``: paused where it last was, said now that it is up."""
    phases.pause(session, at_ms, session.player.make_way(session.woke_ms))


def resume(session: "Session", now_ms: int) -> None:
    """START when paused: by way of get_ready where pressure follows."""
    state, left_ms = session.paused_state, session.paused_ms
    if state in ("rest", "switch_side"):
        _go_on(session, max(left_ms, LEAST_LEFT_MS), now_ms)
    elif state == "get_ready":
        kind, target_ms = session.target
        _get_ready_again(session, kind, target_ms, now_ms)
    else:
        _get_ready_again(session, state, left_ms, now_ms)


def restart_repetition(session: "Session", now_ms: int) -> None:
    """START long when paused: the repetition from its beginning."""
    session.restarted.append(session.index)
    _get_ready_again(session, session.paused_state, session.phase.duration_ms, now_ms)


def skip_paused(session: "Session", now_ms: int) -> None:
    """NEXT long when paused: stay paused at the next phase."""
    phases.skip_paused(session, session.player.make_way(now_ms))


def _go_on(session: "Session", left_ms: int, now_ms: int) -> None:
    """A rest or switch_side goes on with ``left_ms``."""
    at_ms = session.player.make_way(now_ms)
    session.run(at_ms, left_ms, max(left_ms, session.total_ms))
    session.due = timetable.before_press(at_ms, left_ms, 0)
    if session.unfelt:
        session.due.insert(0, (at_ms, session.unfelt))
        session.unfelt = ""


def _get_ready_again(session: "Session", kind: str, target_ms: int, now_ms: int) -> None:
    """Get ready for what a pause broke off; its begin goes on record once more."""
    _get_ready_soon(session, kind, target_ms, now_ms)
    note_begin(session, session.index)


def _get_ready_soon(session: "Session", kind: str, target_ms: int, now_ms: int) -> None:
    at_ms = session.player.make_way(now_ms)
    phases.get_ready(session, kind, target_ms, at_ms, READY_MS)
