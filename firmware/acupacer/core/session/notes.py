"""What a session puts on record, and when: begin before pressure, end when it stops."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import plan
    from .session import Session


def note_begin(session: "Session", index: int) -> None:
    """Put the coming repetition, phase ``index``, on record before pressure starts."""
    if not session.is_started:
        session.is_started = True
        session.events.append(("started", []))
    session.events.append(("begin", _place(session, session.phases[index])))


def credit(session: "Session", now_ms: int) -> None:
    """Credit the running time of pressure up to ``now_ms``; call before leaving it."""
    if session.window.is_running:
        done_ms = session.window.stop(now_ms)
    elif session.state in ("hold", "movement"):
        done_ms = session.length_ms - session.left_ms(now_ms)
    else:
        return
    ledger = session.ledger if session.step.is_pressed else session.moves
    ledger.deliver(session.step.place_id, session.phase.side, done_ms)
    session.events.append(("end", _place(session, session.phase) + [done_ms]))


def note_spot(session: "Session", left_ms: int, ended_ms: int) -> None:
    """A spot ended, whichever way: the gap before the next one starts here."""
    session.spots.append((session.spot_ms - left_ms) // 1000)
    window = session.step.window
    if window is not None:
        session.window.gap_ends_ms = ended_ms + window.gap_s * 1000


def note_ended(session: "Session", ended: str) -> None:
    """The session is over, as ``Session.ended`` says."""
    session.ended = ended
    if session.is_started:
        session.events.append(("ended", [ended]))


def _place(session: "Session", phase: "plan.Phase") -> "list[Any]":
    """How a record names the repetition of a phase."""
    place = session.routine.steps[phase.step].place_id
    return [phase.step, phase.repetition, place, phase.side]
