"""What the panel shows of a session: one view per state, from the session's facts."""

from ..screen.countdown_screens import (
    GetReadyView,
    HoldView,
    RestView,
    SpotView,
    SwitchSideView,
)
from ..screen.ending_screens import AdviceView, HelpedView, SilenceView, TooMuchView
from ..screen.movement_screen import MovementView
from ..screen.pause_screens import PausedView, WhereAmIView
from ..screen.prompt_screen import PromptView
from ..screen.whereabouts import Whereabouts
from ..screen.window_screen import WindowView
from . import guards, plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..progress.prescriptions import Prescription
    from ..screen.views import View
    from .session import Session


def seconds(ms: int) -> int:
    """Whole seconds left, rounded up: 10 s are shown as 10 until they are 9."""
    return (ms + 999) // 1000


def session_view(session: "Session", now_ms: int) -> "View":
    """The view of ``session`` at ``now_ms`` (ms of the board's clock)."""
    if not session.ended and now_ms < session.mark_until_ms:
        return WhereAmIView(_where(session, now_ms), seconds(session.left_ms(now_ms)))
    if session.state in _TIMED:
        left_s, total_s = seconds(session.left_ms(now_ms)), seconds(session.total_ms)
        return _TIMED[session.state](session, now_ms, _where(session, now_ms), left_s, total_s)
    return _UNTIMED[session.state](session, now_ms)


def _where(session: "Session", now_ms: int) -> Whereabouts:
    step = session.step
    phase = session.phase
    return Whereabouts(
        step.method,
        step.place,
        phase.side,
        session.repetition(now_ms),
        session.prescriptions[phase.step].repetitions,
        phase.step + 1,
        len(session.prescriptions),
        step.short,
    )


def _prompt(session: "Session", now_ms: int) -> "View":
    asked = session.prescriptions[session.phase.step]
    next = session.phases[session.index + 2].kind
    return PromptView(
        _where(session, now_ms),
        session.routine.title,
        asked.window_s if next == "window" else _asked_s(session, asked),
        session.pages_of_text()[session.page - 1] if session.page else [],
        session.page,
        session.pages(),
        next,
        asked.most_s,
    )


def _asked_s(session: "Session", asked: "Prescription") -> int:
    """The hold's seconds, or one arm's or the rolls' whole movement."""
    movement = session.step.movement
    return asked.hold_s if movement is None else asked.repetitions * movement.cycle_s


def _hold(
    session: "Session", now_ms: int, where: "Whereabouts", left_s: int, total_s: int
) -> "View":
    """An open hold counts whole seconds up, so its time is enough when they say so."""
    open = ""
    if session.open_ms:
        is_enough = (total_s - left_s) * 1000 >= session.open_ms
        open = "enough" if is_enough else "press"
    return HoldView(where, left_s, total_s, session.phase.repetition > 1, open)


def _movement(
    session: "Session", now_ms: int, where: "Whereabouts", left_s: int, total_s: int
) -> "View":
    movement, total_ms = session.step.movement, session.phase.duration_ms
    if movement is None:
        raise TypeError("a phase of movement is of a step that has one")
    at = plan.movement_part(movement, total_ms - session.left_ms(now_ms), total_ms)
    part_s, part_total_s = seconds(at.left_ms), at.length_ms // 1000
    return MovementView(
        where, left_s, total_s, at.part, part_s, part_total_s, session.phase.arm
    )


def _window(
    session: "Session", now_ms: int, where: "Whereabouts", left_s: int, total_s: int
) -> "View":
    gap_s = seconds(max(session.window.gap_ends_ms - now_ms, 0))
    return WindowView(where, left_s, total_s, len(session.spots), gap_s)


def _paused(
    session: "Session", now_ms: int, where: "Whereabouts", left_s: int, total_s: int
) -> "View":
    """What waits: the phase, or what ``get_ready`` was to lead to."""
    waiting = session.paused_state
    if waiting == "get_ready":
        waiting = session.target[0]
        left_s = total_s = seconds(session.target[1])
    return PausedView(where, left_s, total_s, waiting, guards.can_restart(session, now_ms))


def _too_much(session: "Session", now_ms: int) -> "View":
    step = session.step
    place = step.place if step.is_pressed else None
    return TooMuchView(session.is_deaf(now_ms), place, step.method)


_TIMED: "dict[str, Callable[[Session, int, Whereabouts, int, int], View]]" = {
    "get_ready": lambda session, now_ms, where, left_s, total_s: GetReadyView(
        where, left_s, total_s, session.target[0]
    ),
    "hold": _hold,
    "rest": lambda session, now_ms, where, left_s, total_s: RestView(where, left_s, total_s),
    "switch_side": lambda session, now_ms, where, left_s, total_s: SwitchSideView(
        where, left_s, total_s, session.phase.arm
    ),
    "movement": _movement,
    "window": _window,
    "spot": lambda session, now_ms, where, left_s, total_s: SpotView(
        where, left_s, total_s, seconds(session.window.left_ms(now_ms))
    ),
    "paused": _paused,
}
_UNTIMED: "dict[str, Callable[[Session, int], View]]" = {
    "prompt": _prompt,
    "silence": lambda session, now_ms: SilenceView(),
    "too_much": _too_much,
    "helped": lambda session, now_ms: HelpedView(session.is_deaf(now_ms)),
    "advice": lambda session, now_ms: AdviceView(),
}
