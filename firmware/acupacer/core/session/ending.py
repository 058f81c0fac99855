"""What is done at the end of a session: silence after STOP, "too much?", the summary.

The acts of ``transitions`` that end a session and answer its last question; each takes
the session and the time of the event in ms. None blocks.
"""

from . import notes
from .timetable import in_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .session import Session

SILENCE_MS = 1000
DEAF_MS = 1500
ANSWER_MS = 30000
DONE_MS = 60000
DONE_AGAIN_MS = (0, 5000, 10000, 20000)


# --- how it ends ------------------------------------------------------------------------


def end(session: "Session", now_ms: int) -> None:
    """STOP: low now, silence, then the question if pressure was given."""
    notes.credit(session, now_ms)
    notes.note_ended(session, "stopped")
    keep_silence(session, now_ms)


def finish(session: "Session", at_ms: int) -> None:
    """The plan is through: the summary calls."""
    is_finished = session.ledger.is_finished()
    notes.note_ended(session, "finished" if is_finished else "ended_early")
    calls = [(at_ms + ms, "session_done") for ms in DONE_AGAIN_MS]
    session.wait(at_ms, DONE_MS, in_order(calls))


def give_up(session: "Session", at_ms: int) -> None:
    """Nobody came to a prompt or a pause: the summary, in silence."""
    notes.note_ended(session, "ended_early")
    _show_summary(session, at_ms)


def turn_away(session: "Session", at_ms: int) -> None:
    """What comes next may not be pressed: no summary, the reason is shown instead."""
    notes.note_ended(session, "ended_early")


def _show_summary(session: "Session", at_ms: int) -> None:
    session.wait(at_ms, DONE_MS, [])


# --- silence and the question -------------------------------------------------------------


def keep_silence(session: "Session", now_ms: int) -> None:
    """STOP: low in this step, then at least a second of nothing."""
    session.player.cut(now_ms)
    session.wait(now_ms, SILENCE_MS, [])


def ask(session: "Session", at_ms: int) -> None:
    """Was it too much? Deaf at first, so that a mashed STOP is not taken for a yes."""
    session.deaf_until_ms = at_ms + DEAF_MS
    session.wait(at_ms, ANSWER_MS, [(at_ms, "ask")])


def answer_too_much(session: "Session", now_ms: int) -> None:
    """STOP at the question: yes."""
    session.ended = "too_much"
    session.player.cut(now_ms)
    _answer(session, "yes", now_ms)


def answer_no(session: "Session", now_ms: int) -> None:
    """Any other key at the question."""
    _answer(session, "no", now_ms)


def leave_unsaid(session: "Session", at_ms: int) -> None:
    """Nobody answered the question."""
    _answer(session, "not_said", at_ms)


def stay_deaf(session: "Session", now_ms: int) -> None:
    """STOP too soon at the question: low, and deaf for as long again."""
    session.player.cut(now_ms)
    session.deaf_until_ms = now_ms + DEAF_MS


def do_nothing(session: "Session", at_ms: int) -> None:
    """The state alone changes, or the key came too soon."""


def _answer(session: "Session", answer: str, at_ms: int) -> None:
    session.answer = answer
    session.player.make_way(at_ms)
    _show_summary(session, at_ms)


# --- the summary ------------------------------------------------------------------------


def doubt_dose(session: "Session", now_ms: int) -> None:
    """STOP at the summary: the question, unless it was answered already."""
    keep_silence(session, now_ms)


def leave(session: "Session", now_ms: int) -> None:
    """START or NEXT at the summary: home."""
    session.player.make_way(now_ms)


def go_low(session: "Session", now_ms: int) -> None:
    """STOP when there is nothing more to ask."""
    session.player.cut(now_ms)
