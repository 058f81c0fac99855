"""How a session begins on this device: as the menu has it, or once more as it began before."""

from . import settings
from .input.gestures import STOP
from .session.session import Session
from .session.session_start import SessionStart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .clock.clock import Clock
    from .cue.player import Player
    from .input.dispatcher import Dispatcher
    from .preferences import Preferences
    from .progress.progress import Progress
    from .routine.model import Routine
    from .session.current import CurrentSession
    from .store.journal import Journal

STOPS_TO_HOME = 2  # from power-up: STOP answers, and what is due then can wait; both silence


class DeviceSessions:
    """Begins sessions. Blocks: never."""

    def __init__(
        self,
        clock: "Clock",
        current: "CurrentSession",
        keys: "Dispatcher",
        player: "Player",
        preferences: "Preferences",
        progress: "Progress",
        journal: "Journal",
    ) -> None:
        self._clock = clock
        self._current = current
        self._keys = keys
        self._player = player
        self._preferences = preferences
        self._progress = progress
        self._journal = journal

    def begin(self, session: Session, digest: str) -> None:
        """Take ``session`` over, of the routine whose text ``digest`` tells."""
        session.was_worse = self._progress.was_worse(session.routine.id)
        self._current.begin(session, self._progress.next_session, digest)
        self._current.log.begin(self._start_of(session, digest))

    def restore(self, start: SessionStart, routine: "Routine") -> None:
        """Begin the session of ``routine`` that began with ``start``."""
        now_ms = self._clock.now_ms = start.start_ms
        for _ in range(STOPS_TO_HOME):
            self._keys.act_now(STOP, now_ms)
        self._put_back(start, now_ms)
        has_ticks = bool(self._preferences.values["ticks"])
        session = Session(routine, start.doses, self._player, now_ms, has_ticks)
        session.reasons = start.reasons
        if start.taken_up:
            session.take_up(*start.taken_up)
        self.begin(session, start.digest)

    def _start_of(self, session: Session, digest: str) -> SessionStart:
        now_ms, keys, progress = self._clock.now_ms, self._keys, self._progress
        routine, values = session.routine, self._preferences.values
        places = [(step.method, step.place_id) for step in routine.steps]
        return SessionStart(
            routine.id,
            digest,
            now_ms,
            self._journal.next_id,
            progress.next_session,
            now_ms - keys.last_press_ms,
            keys.buttons.rows(now_ms),
            self._clock.wall.row(now_ms),
            session.prescriptions,
            _taken_up(session),
            [[name, values[name]] for name in settings.NAMES],
            session.reasons,
            progress.rows_of(routine.id, places),
        )

    def _put_back(self, start: SessionStart, now_ms: int) -> None:
        """What the device knew and how its keys stood."""
        self._preferences.load(settings.chosen(dict(start.settings)))
        epoch_s, offset_min, is_trusted, age_ms = start.wall
        self._clock.wall.read(now_ms - age_ms, epoch_s, offset_min, bool(is_trusted))
        self._progress.restore(start.progress, start.record_id, start.session_id)
        self._journal.next_id = start.record_id
        self._keys.buttons.restore(start.buttons, now_ms)
        self._keys.last_press_ms = now_ms - start.idle_ms


def _taken_up(session: Session) -> "list[object]":
    """Where it goes on after a power loss; see ``SessionStart``."""
    if not session.take_up_index:
        return []
    phase = session.phases[session.take_up_index]
    return [phase.step, phase.side, phase.repetition]
