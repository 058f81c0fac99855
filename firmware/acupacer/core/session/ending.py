"""What is done at the end of a session: silence after STOP, "too much?", the summary, "did
it help?".

The acts of ``transitions`` that end a session and answer its last questions; each takes
the session and the time of the event in ms. None blocks.
"""

from . import guards, notes
from .timetable import in_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .session import Session

SILENCE_MS = 1000
DEAF_MS = 1500
ANSWER_MS = 30000
DONE_MS = 60000
UNASKED_MS = 30000  # of the summary, before "did it help?" asks by itself
ADVICE_MS = 1000  # from the end of the answer's cue to that of the advice
DONE_AGAIN_MS = (0, 5000, 10000, 20000)


# --- how it ends ------------------------------------------------------------------------


def end(session: "Session", now_ms: int) -> None:
    """STOP: low now, silence, then the question if pressure was given."""
    notes.credit(session, now_ms)
    notes.note_ended(session, "stopped")
    _first_stop(session, now_ms)


def finish(session: "Session", at_ms: int) -> None:
    """The plan is through: the summary calls."""
    is_finished = session.counted_ledger.is_finished()
    notes.note_ended(session, "finished" if is_finished else "ended_early")
    calls = [(at_ms + ms, "session_done") for ms in DONE_AGAIN_MS]
    _sum_up(session, at_ms, in_order(calls))


def give_up(session: "Session", at_ms: int) -> None:
    """Nobody came to a prompt or a pause: that it is over is felt, once."""
    notes.note_ended(session, "ended_early")
    session.may_ask_helped = False
    _sum_up(session, at_ms, [(at_ms, "session_done")])


def turn_away(session: "Session", at_ms: int) -> None:
    """What comes next may not be pressed: no summary, the reason is shown instead."""
    notes.note_ended(session, "ended_early")


# --- silence and the question -------------------------------------------------------------


def keep_silence(session: "Session", now_ms: int) -> None:
    """STOP: low in this step, then at least a second of nothing."""
    session.stops += 1
    session.player.cut(now_ms)
    session.wait(now_ms, SILENCE_MS, [])


def ask(session: "Session", at_ms: int) -> None:
    """Was it too much? Deaf at first to every key that says no."""
    session.deaf_until_ms = at_ms + DEAF_MS
    session.wait(at_ms, ANSWER_MS, [(at_ms, "ask")])


def answer_too_much(session: "Session", now_ms: int) -> None:
    """STOP at the question: yes, felt after a second of silence."""
    session.player.cut(now_ms)
    _answer_yes(session, now_ms + SILENCE_MS)


def put_yes_off(session: "Session", now_ms: int) -> None:
    """STOP once more in the silence before the "yes": it is felt a second after this one."""
    answer_too_much(session, now_ms)


def take_hammered(session: "Session", at_ms: int) -> None:
    """The silence of a hammered STOP is over: nobody needs to be asked."""
    _answer_yes(session, at_ms)


def answer_no(session: "Session", now_ms: int) -> None:
    """Any other key at the question."""
    at_ms = session.player.make_way(now_ms)
    _answer(session, "no", at_ms, [(at_ms, "no")])


def leave_unsaid(session: "Session", at_ms: int) -> None:
    """Nobody answered the question."""
    _answer(session, "not_said", at_ms, [])


def do_nothing(session: "Session", at_ms: int) -> None:
    """The state alone changes."""


def _answer_yes(session: "Session", felt_ms: int) -> None:
    session.ended = "too_much"
    _answer(session, "yes", felt_ms, [(felt_ms, "yes")])


def _answer(session: "Session", answer: str, at_ms: int, due: "list[tuple[int, str]]") -> None:
    """The answer stands; the summary, with the cue that says so."""
    session.answer = answer
    if answer != "no":  # a yes says how it was, and who did not answer is not asked more
        session.may_ask_helped = False
    _sum_up(session, at_ms, due)


def _first_stop(session: "Session", now_ms: int) -> None:
    session.stops = 0
    keep_silence(session, now_ms)


# --- the summary ------------------------------------------------------------------------


def _sum_up(session: "Session", at_ms: int, due: "list[tuple[int, str]]") -> None:
    """Show the summary: a minute in all, with the question that it may lead to."""
    is_due = guards.is_helped_due(session, at_ms)
    session.wait(at_ms, UNASKED_MS if is_due else DONE_MS, due)


def doubt_dose(session: "Session", now_ms: int) -> None:
    """STOP after the end: "too much?", which was not asked yet."""
    _first_stop(session, now_ms)


def leave(session: "Session", now_ms: int) -> None:
    """START or NEXT at the summary: home."""
    session.player.make_way(now_ms)


# --- did it help? -----------------------------------------------------------------------


def ask_helped(session: "Session", now_ms: int) -> None:
    """Did it help? Once a session; deaf at first, for who pressed twice to go home."""
    session.may_ask_helped = False
    ask(session, session.player.make_way(now_ms))


def answer_better(session: "Session", now_ms: int) -> None:
    """START: better."""
    _answer_helped(session, "better", now_ms)


def answer_same(session: "Session", now_ms: int) -> None:
    """NEXT: the same."""
    _answer_helped(session, "same", now_ms)


def answer_worse(session: "Session", now_ms: int) -> None:
    """NEXT long: worse."""
    _answer_helped(session, "worse", now_ms)


def answer_worse_again(session: "Session", now_ms: int) -> None:
    """NEXT long, twice running for the routine: that, and then who to see."""
    at_ms = _answer_helped(session, "worse", now_ms) + ADVICE_MS
    session.wait(at_ms, DONE_MS, [(at_ms, "ask")])


def _answer_helped(session: "Session", answer: str, now_ms: int) -> int:
    """Put the answer on record, with the cue of its name; when that ends, in ms."""
    session.events.append(("helped", [answer, session.routine.id]))
    at_ms = session.player.make_way(now_ms)
    session.player.play(answer, at_ms)
    return at_ms + session.player.length_ms(answer)


def go_low(session: "Session", now_ms: int) -> None:
    """STOP when there is nothing more to ask."""
    session.player.cut(now_ms)
