"""What was asked and answered beside "too much?": the safety questions, and "did it help?"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from felt import Contact, must
from limits import EXCLUDED, Limits

if TYPE_CHECKING:
    from lived import Lived
    from records import Records

ABSENT_MS = 1000  # without a contact: nobody answered
SURELY_COUNTS_MS = 1_100  # of pressure
ANSWERS = ("better", "same", "worse", "")
HELPED_MS = 30_000  # then nothing was said


class Asked:
    """The questions since power-up. ``unseen``: flags answered, not looked over yet."""

    def __init__(self, records: Records, limits: Limits) -> None:
        self.unseen: set[str] = set()
        self._yes: dict[str, int] = {}  # flag: when it was said, until all was looked over
        self._flag, self._index = "", 0  # on the screen
        self._is_new_day_asked = False
        self._records = records
        self._limits = limits

    def shown(self, view: Any, before: str, contacts: dict[str, Contact], now_ms: int) -> None:
        """The panel shows something else than ``before``."""
        self._hear_new_day(view, contacts["START"], now_ms)
        touched = [name for name in contacts if contacts[name].is_touched(now_ms)]
        if before == "review" and view.screen != before and touched == ["START"]:
            self.unseen, self._yes = set(), {}
        flag, index, self._flag, self._index = self._flag, self._index, "", 0
        if view.screen == "question" and view.question in EXCLUDED:
            self._flag, self._index = view.question, view.index
            if before in ("review", "refused", "settings"):  # all of it, from the beginning
                self.unseen = set()
        is_left = flag and (not self._flag or self._index > index)
        if is_left and touched in (["START"], ["NEXT"]):
            self.unseen.add(flag)
            if touched == ["START"]:
                self._yes.setdefault(flag, now_ms)

    def _hear_new_day(self, view: Any, start: Contact, now_ms: int) -> None:
        """Without a clock the user ends a day, by a long START at that question."""
        is_said = self._is_new_day_asked and start.is_long(now_ms)
        if is_said and self._limits.told is None:
            self._limits.new_day()
        self._is_new_day_asked = view.screen == "question" and view.question == "new_day"

    def answered_by_host(self, flag: str) -> None:
        """That is newer."""
        self.unseen.discard(flag)
        self._yes.pop(flag, None)

    def judge_yes(self, now_ms: int) -> None:
        """A yes only forbids: it is on record at once, looked over or not."""
        for flag, said_ms in self._yes.items():
            self._records.judge_yes(flag, said_ms, now_ms)


class Helped:
    """The question "did it help?"."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def shown(
        self,
        session: Lived,
        screen: str,
        before: str,
        contacts: dict[str, Contact],
        now_ms: int,
    ) -> None:
        """``screen`` comes after ``before``."""
        if before == "helped":
            heard = _answers(contacts, session.asked_ms, now_ms)
            session.may_have_said = set(ANSWERS) if session.has_slept else heard
            is_worse = "worse" in session.may_have_said
            must(screen != "advice" or is_worse, "advice, not worse", session.number)
            if session.may_have_said == {"worse"}:
                self._take_back(session, now_ms)
        if screen == "helped":
            _judge_asked(session)
            session.may_have_said, session.asked_ms = {""}, now_ms
        if screen == "done" and before in ("too_much", "prompt", "paused"):
            self._mind_absence(session, before, contacts, now_ms)

    def _mind_absence(
        self, session: Lived, before: str, contacts: dict[str, Contact], now_ms: int
    ) -> None:
        """Who is not there, or did not answer, is not asked whether it helped."""
        is_absent = all(each.is_untouched(now_ms, ABSENT_MS) for each in contacts.values())
        if is_absent and not session.has_slept:  # asleep it hears a key late
            session.is_idle_to_ask = True
            if before == "too_much":
                self._take_back(session, now_ms)

    def _take_back(self, session: Lived, now_ms: int) -> None:
        if sum(session.given.values()) < SURELY_COUNTS_MS:
            return
        session.taken_back_ms = now_ms
        steps = [session.routine["steps"][index] for index in session.pressed]
        self._limits.take_back(steps, session.number)


def _judge_asked(session: Lived) -> None:
    must(not session.may_have_said, "did it help, asked twice", session.number)
    must(not session.is_idle_to_ask, "did it help, asked in vain", session.ended)
    is_pressed = session.has_slept or any(session.given.values())
    must(is_pressed, "did it help, without pressure", session.number)


def _answers(contacts: dict[str, Contact], asked_ms: int, now_ms: int) -> set[str]:
    """What may just have been said; "": nothing, which STOP always is."""
    start, following = contacts["START"], contacts["NEXT"]
    answers = {"better"} if start.is_touched(now_ms) else set()
    is_long = following.is_long(now_ms)
    is_certain = following.is_closed and (is_long or bool(answers))
    if following.may_be_long(now_ms):
        answers.add("worse")
    if following.is_touched(now_ms) and not is_certain:
        answers.add("same")  # by letting go, which is long or not as the setting has it
    is_over = now_ms - asked_ms >= HELPED_MS
    if not answers or is_over or contacts["STOP"].is_touched(now_ms):
        answers.add("")
    return answers
