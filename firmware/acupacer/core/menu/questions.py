"""What has to be answered before any session, and whatever else is asked with yes and no."""

from ..routine import safety

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..progress.profile import Profile
    from ..store.recorder import Recorder

NEW_DAY_QUESTION = "new_day"
TOO_MUCH_QUESTION = "too_much"  # the last time
RED_FLAGS = "red_flags"


class Questions:
    """STOP works, the profile, the red flags; and "is it a new day?". Blocks: never.

    ``is_stop_checked``: STOP answered since power-up; ``doubts_stop``: another key was
    pressed instead. ``asked``: flags of the profile, or the new day; ``index``: of the
    one on the screen.
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
        is_asked = self.is_stop_checked and not self._profile.unanswered()
        return is_asked and self.has_red_flags_accepted()

    def is_profile_due(self) -> bool:
        """A flag of the profile was never answered."""
        return bool(self._profile.unanswered())

    def has_red_flags_accepted(self) -> bool:
        """The red flags were accepted as they are now."""
        return self._profile.accepted(RED_FLAGS) == red_flags_hash()

    def accept_red_flags(self) -> None:
        """They were read to the end and accepted."""
        self._recorder.note("accepted", [RED_FLAGS, red_flags_hash()])

    # --- yes and no -------------------------------------------------------------------------

    def ask_profile(self) -> None:
        """Ask what was never answered of the profile."""
        self.ask(self._profile.unanswered())

    def ask_profile_again(self) -> None:
        """Ask all of the profile, whatever was answered."""
        self.ask(safety.FLAGS)

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
            self._recorder.note("profile", [self.question(), is_yes])
        elif self.is_too_much_asked():
            session, method, place = self._unsaid
            answer = "yes" if is_yes else "no"
            self._recorder.note("answer", [answer, method, place], session)
        elif is_yes:
            self._recorder.note("new_day", [])


def red_flags_hash() -> str:
    """What accepting the red flags is recorded under: it changes with their edition."""
    return "{}-{}".format(safety.CAUTIONS_EDITION, len(safety.RED_FLAG_PAGES))
