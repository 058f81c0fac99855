"""What the panel shows of a session: one view per state, from the session's facts."""

from ..progress.prescriptions import Prescription
from ..screen.views import view
from . import guards, plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .session import Session

    View = dict[str, Any]


def seconds(ms: int) -> int:
    """Whole seconds left, rounded up: 10 s are shown as 10 until they are 9."""
    return (ms + 999) // 1000


def session_view(session: "Session", now_ms: int) -> "View":
    """The view of ``session`` at ``now_ms`` (ms of the board's clock)."""
    if now_ms < session.mark_until_ms:
        return _timed(session, now_ms, "where_am_i", {}, False)
    if session.state in _MORE:
        return _timed(session, now_ms, session.state, _MORE[session.state](session, now_ms))
    return _UNTIMED[session.state](session, now_ms)


def _spot(session: "Session", now_ms: int) -> "dict[str, Any]":
    step = session.step
    return {
        "method": step.method,
        "point": step.point,
        "area": step.area,
        "side": session.phase.side,
        "repetition": session.repetition(now_ms),
        "repetitions": session.prescriptions[session.phase.step].repetitions,
        "step": session.phase.step + 1,
        "steps": len(session.prescriptions),
    }


def _timed(
    session: "Session", now_ms: int, screen: str, more: "View", has_total: bool = True
) -> "View":
    values = _spot(session, now_ms)
    values["remaining_s"] = seconds(session.left_ms(now_ms))
    if has_total:
        values["total_s"] = seconds(session.total_ms)
    values.update(more)
    return view(screen, values)


def _prompt(session: "Session", now_ms: int) -> "View":
    asked = session.prescriptions[session.phase.step]
    is_window = session.phases[session.index + 2].kind == "window"
    values = _spot(session, now_ms)
    del values["repetition"]
    values["title"] = session.routine.title
    values["hold_s"] = asked.window_s if is_window else _asked_s(session, asked)
    values["lines"] = session.pages_of_text()[session.page - 1] if session.page else []
    values["page"] = session.page
    values["pages"] = session.pages()
    values["is_window"] = is_window
    return view("prompt", values)


def _asked_s(session: "Session", asked: "Prescription") -> int:
    """The hold's seconds, or one arm's or the rolls' whole movement."""
    movement = session.step.movement
    return asked.hold_s if movement is None else asked.repetitions * movement.cycle_s


def _movement(session: "Session", now_ms: int) -> "View":
    movement, total_ms = session.step.movement, session.phase.duration_ms
    if movement is None:
        return {}
    at = plan.movement_part(movement, total_ms - session.left_ms(now_ms), total_ms)
    return {
        "part": at.part,
        "part_s": seconds(at.left_ms),
        "part_total_s": at.length_ms // 1000,
        "arm": session.phase.arm,
    }


def _window(session: "Session", now_ms: int) -> "View":
    gap_s = seconds(max(session.window.gap_ends_ms - now_ms, 0))
    return {"spots": len(session.spots), "gap_s": gap_s}


def _paused(session: "Session", now_ms: int) -> "View":
    at = session.paused_state
    more: "View" = {"at": at, "can_restart": guards.can_restart(session, now_ms)}
    if at == "get_ready":
        more["at"] = session.target[0]
        more["remaining_s"] = more["total_s"] = seconds(session.target[1])
    return more


def _too_much(session: "Session", now_ms: int) -> "View":
    step = session.step
    return view(
        "too_much",
        {
            "is_deaf": session.is_deaf(now_ms),
            "point": step.point,
            "area": step.area,
            "method": step.method,
        },
    )


# What the views of timed phases have besides ``_timed``'s fields.
_MORE: "dict[str, Callable[[Session, int], View]]" = {
    "get_ready": lambda session, now_ms: {"next": session.target[0]},
    "hold": lambda session, now_ms: {"firm": session.phase.repetition > 1},
    "rest": lambda session, now_ms: {},
    "switch_side": lambda session, now_ms: {"arm": session.phase.arm},
    "movement": _movement,
    "window": _window,
    "spot": lambda session, now_ms: {"window_s": seconds(session.window.left_ms(now_ms))},
    "paused": _paused,
}
_UNTIMED: "dict[str, Callable[[Session, int], View]]" = {
    "prompt": _prompt,
    "silence": lambda session, now_ms: view("silence", {}),
    "too_much": _too_much,
}
