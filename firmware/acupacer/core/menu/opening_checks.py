"""Why a routine may not be opened now.

The checks, in this order; the first that objects is shown, naming the step and the reason:

1. The history could not be read: nobody knows what was done, so nothing may be.
2. STOP is stuck down.
3. STOP was not checked, or the profile or the red flags were not answered: they are asked.
4. The profile excludes a step.
5. Nobody said whether it was too much the last time: it is asked.
6. A limit: a place rests after "too much", how often, no room to remember one session more
   (``counts.FULL``), how soon again. But for the last, without a clock that knows, "is it a
   new day?" is asked instead, once per power-up.

The cautions come last, when the routine has been read: see ``opening``.
"""

from ..routine import safety
from ..screen.safety_screens import RefusedView
from . import happenings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NamedTuple

    from ..clock.clock import Clock
    from ..progress.progress import Progress
    from ..routine.model import Entry
    from ..store.storage import StoredContents
    from .questions import Questions
else:
    from ..named_tuples import NamedTuple

NO_REFUSAL = RefusedView("")

# event: FAILED, REFUSED, UNASKED, UNSAID or NEW_DAY of ``happenings``. code: the reason for
# whoever asked: a words key, or refused_unanswered. refusal: what the screen says of it,
# NO_REFUSAL unless it is REFUSED.
Objection = NamedTuple("Objection", (("event", str), ("code", str), ("refusal", RefusedView)))


class OpeningChecks:
    """Everything that is asked before a routine is read. Blocks: never."""

    def __init__(
        self,
        clock: "Clock",
        progress: "Progress",
        contents: "StoredContents",
        questions: "Questions",
        is_stop_stuck: "Callable[[], bool]",
    ) -> None:
        self._clock = clock
        self._progress = progress
        self._contents = contents
        self._questions = questions
        self._is_stop_stuck = is_stop_stuck

    def objection(self, entry: "Entry") -> "Objection | None":
        """The first objection to opening ``entry`` now, or None."""
        if self._contents.has_failed:
            return Objection(happenings.FAILED, "error_history", NO_REFUSAL)
        if self._is_stop_stuck():
            return refused(RefusedView("refused_stuck_stop", entry.title))
        if not self._questions.are_answered():
            return Objection(happenings.UNASKED, "refused_unanswered", NO_REFUSAL)
        excluded = safety.routine_exclusions(self._progress.profile.flags(), entry.places)
        if excluded:
            refusal = exclusion_refusal(entry.title, excluded[0])
            return Objection(happenings.REFUSED, "refused_excluded", refusal)
        unsaid = self._progress.unsaid_at(entry)
        if unsaid:
            self._questions.ask_too_much(unsaid)
            return Objection(happenings.UNSAID, "refused_unanswered", NO_REFUSAL)
        return self._limit(entry)

    def may_open(self, entry: "Entry") -> bool:
        """Neither the profile nor a limit forbids ``entry`` now, as far as is known."""
        progress = self._progress
        if safety.routine_exclusions(progress.profile.flags(), entry.places):
            return False
        is_asked = progress.can_ask_new_day(entry, self._clock)
        return is_asked or progress.refusal(entry, self._clock) is None

    def _limit(self, entry: "Entry") -> "Objection | None":
        limit = self._progress.refusal(entry, self._clock)
        if not limit:
            return None
        reason, step, _, wait_min = limit
        place = entry.places[step - 1].name if step else ""
        if self._progress.can_ask_new_day(entry, self._clock):
            self._progress.is_new_day_asked = True
            return Objection(happenings.NEW_DAY, reason, NO_REFUSAL)
        return refused(RefusedView(reason, entry.title, step, place, wait_min=wait_min))


def refused(refusal: RefusedView) -> "Objection":
    """The objection that ``refusal`` is shown for."""
    return Objection(happenings.REFUSED, refusal.reason, refusal)


def exclusion_refusal(title: str, excluded: "safety.Exclusion") -> RefusedView:
    """What the screen says of a step that the profile forbids."""
    step, method, name, flag = excluded
    reason = "refused_acute" if flag == "acute_injury" else "refused_excluded"
    return RefusedView(reason, title, step, name, method, flag)
