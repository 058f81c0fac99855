"""Today's session of a routine: its doses, and where it goes on after a power loss."""

from ..progress import prescriptions
from ..progress.prescriptions import Prescription
from ..session.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..clock.clock import Clock
    from ..cue.player import Player
    from ..preferences import Preferences
    from ..progress.progress import Progress
    from ..progress.records import StepDose
    from ..routine.model import Entry, Routine, Step
    from .power_loss import PowerLoss


class SessionMaker:
    """Makes sessions of routines that may be opened. Blocks: never."""

    def __init__(
        self,
        clock: "Clock",
        player: "Player",
        progress: "Progress",
        preferences: "Preferences",
        power_loss: "PowerLoss",
    ) -> None:
        self._clock = clock
        self._player = player
        self._progress = progress
        self._preferences = preferences
        self._power_loss = power_loss

    def session(self, entry: "Entry", routine: "Routine") -> Session:
        """The session that ``routine`` makes today; it goes on where a lost one was cut.

        Raises MemoryError when there is no room for it.
        """
        now_ms = self._clock.now_ms
        asked = list(map(self._prescription, routine.steps))
        lost = self._power_loss.lost_of(entry)
        if lost is not None:
            _keep_sides(asked, lost.doses)
        has_ticks = bool(self._preferences.values["ticks"])
        session = Session(routine, asked, self._player, now_ms, has_ticks)
        session.reasons = list(map(self._reason, routine.steps))
        if lost is not None:
            session.take_up(lost.step, lost.side, lost.repetition)
        return session

    def _prescription(self, step: "Step") -> "Prescription":
        return self._progress.prescription(step, self._clock)

    def _reason(self, step: "Step") -> "list[str]":
        if not step.is_pressed:
            return []
        return prescriptions.reason_words(self._progress.why(step, self._clock))


def _keep_sides(asked: "list[Prescription]", doses: "list[StepDose]") -> None:
    """A session that goes on keeps the order of sides it had, whatever side is owed."""
    for dose in doses:
        today = asked[dose.step]
        asked[dose.step] = Prescription(*today[:3], tuple(dose.sides), *today[4:])
