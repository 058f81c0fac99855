"""How a session runs its course: events and time, by the table. None blocks."""

from ..cue import cues
from ..input.transitions import take
from .transitions import RAN_OUT, STALLED, TRANSITIONS, UNANSWERED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..input.transitions import Row
    from .session import Session


def happen(session: "Session", event: str, at_ms: int) -> "Row | None":
    """Let ``event`` happen at ``at_ms``; the row it took, or None: it changed nothing."""
    return take(TRANSITIONS, session, event, at_ms)


def advance(session: "Session", now_ms: int) -> None:
    """Do everything that is due by ``now_ms``, in order, each at its own time."""
    while not session.is_over:
        at_ms = session.next_event_ms()
        if at_ms > now_ms:
            return
        if session.due and session.due[0][0] == at_ms:
            _play(session, *session.due.pop(0))
        elif session.is_running or session.state == "silence":
            happen(session, RAN_OUT, at_ms)
        else:
            happen(session, UNANSWERED, at_ms)


def stall(session: "Session", at_ms: int, now_ms: int) -> None:
    """The device slept from ``at_ms`` to ``now_ms``: what came then was not felt."""
    session.woke_ms = now_ms
    happen(session, STALLED, at_ms)


def _play(session: "Session", at_ms: int, name: str) -> None:
    if cues.BY_NAME[name].rank > cues.MINOR:
        session.player.play(name, at_ms)
    else:
        session.player.offer(name, at_ms, session.boundary_ms())
