"""Faults in what is asked and answered; see ``planted``."""

from __future__ import annotations

from typing import Any

from acupacer.core.input import gestures
from acupacer.core.input.transitions import rows
from acupacer.core.menu.questions import Questions
from acupacer.core.progress.levels import Levels
from acupacer.core.session import ending
from acupacer.core.session.transitions import TRANSITIONS as SESSION
from planted import Patch


def answers_not_looked_over(patch: Patch) -> None:
    patch.setattr(Questions, "is_review_due", lambda *_: False)


def yes_waits_until_looked_over(patch: Patch) -> None:
    right = Questions.answer

    def wrong(self: Any, is_yes: bool) -> None:
        if self.is_profile_asked():
            self._profile.pending[self.question()] = is_yes
        else:
            right(self, is_yes)

    patch.setattr(Questions, "answer", wrong)


def grows_though_worse(patch: Patch) -> None:
    patch.setattr(Levels, "take_back", lambda *_: None)


def helped_asked_again(patch: Patch) -> None:
    right = ending.ask

    def wrong(session: Any, at_ms: int) -> None:
        right(session, at_ms)
        session.may_ask_helped = True

    patch.setattr(ending, "ask", wrong)


def helped_asked_after_too_much(patch: Patch) -> None:
    right = ending._answer

    def wrong(session: Any, answer: str, at_ms: int, due: Any) -> None:
        was_due = session.may_ask_helped
        right(session, answer, at_ms, due)
        session.may_ask_helped = was_due

    patch.setattr(ending, "_answer", wrong)


def stop_says_worse(patch: Patch) -> None:
    first = rows((gestures.STOP, None, ending.answer_worse, "over"))
    patch.setitem(SESSION, "helped", first + SESSION["helped"])


# as in ``planted``
FAULTS = (
    (answers_not_looked_over, 0, "answers were not looked over"),
    (yes_waits_until_looked_over, 3, "a yes counts at once"),
    (grows_though_worse, 23, "a level not earned"),
    (helped_asked_again, 5, "did it help, asked twice"),
    (helped_asked_after_too_much, 1, "did it help, asked in vain"),
    (stop_says_worse, 23, "did it help, on record"),
)
