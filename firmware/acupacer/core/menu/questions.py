"""What has to be answered before any session, and whatever else is asked with yes and no."""

from ..progress.profile import RED_FLAGS
from ..routine import safety

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..progress.profile import Profile
    from ..store.recorder import Recorder

NEW_DAY_QUESTION = "new_day"
TOO_MUCH_QUESTION = "too_much"  # the last time


class Questions:
    """STOP works, the profile, the red flags; and "is it a new day?". Blocks: never.

    ``is_stop_checked``: STOP answered since power-up; ``doubts_stop``: another key was
    pressed instead. ``asked``: flags of the profile, or the new day; ``index``: of the
    one on the screen.

    A yes to a flag goes on record at once, for it only forbids; a no does when all answers
    were looked over, so that one that was a slip is seen.
    """

    def __init__(self, profile: "Profile", recorder: "Recorder") -> None:
        self.is_stop_checked = False
        self.doubts_stop = False
        self.asked: "tuple[str, ...]" = ()
        self.index = 0
        self._unsaid = (0, "", "")  # session, method and place of TOO_MUCH_QUESTION
        self._profile = profile
        self._recorder = recorder

    # --- before any session -----------------------------------------------------------------

    def are_answered(self) -> bool:
        """Nothing has to be answered before a session."""
        is_due = self.is_profile_due() or self.is_review_due()
        return self.is_stop_checked and not is_due and self.has_red_flags_accepted()

    def is_profile_due(self) -> bool:
        """A flag of the profile was never answered."""
        return bool(self._profile.unanswered())

    def is_review_due(self) -> bool:
        """Answers were given that nobody has looked over."""
        return bool(self._profile.pending)

    def has_red_flags_accepted(self) -> bool:
        """The red flags were accepted as they are now, and what to mind in general."""
        digest = self._profile.accepted(RED_FLAGS)
        # Version 0.1.0 had the general cautions accepted with every routine.
        is_of_first = digest == "{}-3".format(safety.CAUTIONS_EDITION)
        is_whole = is_of_first and self._profile.has_accepted_routine()
        return is_whole or digest == red_flags_hash()

    def accept_red_flags(self) -> None:
        """They were read to the end and accepted."""
        self._recorder.note("accepted", [RED_FLAGS, red_flags_hash()])

    # --- yes and no -------------------------------------------------------------------------

    def ask_profile(self) -> None:
        """Ask what was never answered of the profile."""
        self.ask(self._profile.unanswered())

    def ask_profile_again(self) -> None:
        """Ask all of the profile, whatever was answered."""
        self._profile.pending.clear()
        self.ask(safety.FLAGS)

    def answered_yes(self) -> "list[str]":
        """The flags to which the answer is yes, looked over or not."""
        answers = dict([(flag, True) for flag in self._profile.flags()])
        answers.update(self._profile.pending)
        return [flag for flag in safety.FLAGS if answers.get(flag)]

    def confirm(self) -> None:
        """The answers were looked over: what is not on record yet goes there."""
        for flag in safety.FLAGS:
            pending = self._profile.pending
            if flag in pending and pending[flag] != self._profile.answer_to(flag):
                self._recorder.note("profile", [flag, pending[flag]])
        self._profile.pending.clear()

    def ask_new_day(self) -> None:
        """Ask whether a day has passed."""
        self.ask((NEW_DAY_QUESTION,))

    def ask_too_much(self, unsaid: "tuple[int, str, str]") -> None:
        """Ask what nobody answered: (session, method, place)."""
        self._unsaid = unsaid
        self.ask((TOO_MUCH_QUESTION,))

    def ask(self, questions: "tuple[str, ...]") -> None:
        """Begin with the first of ``questions``."""
        self.asked = questions
        self.index = 0

    def question(self) -> str:
        """The one on the screen: a flag of the profile or one of the two others."""
        return self.asked[self.index]

    def is_profile_asked(self) -> bool:
        """The one on the screen is a flag of the profile."""
        return self.question() in safety.FLAGS

    def is_new_day_asked(self) -> bool:
        """The one on the screen is ``NEW_DAY_QUESTION``."""
        return self.question() == NEW_DAY_QUESTION

    def is_too_much_asked(self) -> bool:
        """The one on the screen is ``TOO_MUCH_QUESTION``."""
        return self.question() == TOO_MUCH_QUESTION

    def has_more(self) -> bool:
        """Another question comes after this one."""
        return self.index + 1 < len(self.asked)

    def answer(self, is_yes: bool) -> None:
        """Put the answer to the question on the screen on record."""
        if self.is_profile_asked():
            flag = self.question()
            if is_yes and not self._profile.answer_to(flag):
                self._recorder.note("profile", [flag, True])
            self._profile.pending[flag] = is_yes
        elif self.is_too_much_asked():
            session, method, place = self._unsaid
            answer = "yes" if is_yes else "no"
            self._recorder.note("answer", [answer, method, place], session)
        elif is_yes:
            self._recorder.note("new_day", [])


def red_flags_hash() -> str:
    """What accepting the red flags is recorded under: it changes with their edition."""
    return "{}-general".format(safety.CAUTIONS_EDITION)
