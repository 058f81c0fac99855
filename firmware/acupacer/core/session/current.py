"""The session that runs, if one does, with its record and the log of its inputs."""

from ..events import EdgeApplied
from . import plan
from .input_log import InputLog
from .record import SessionRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..clock.clock import Clock
    from ..cue.player import Player
    from .record import Note
    from .session import Session


class CurrentSession:
    """``session`` and ``record``: None while none runs. ``log``: of it, or of the last one.

    ``has_news``: the step left something that the next one, at once, puts on record.
    ``note``: puts it there. Blocks: never.
    """

    def __init__(self, player: "Player", clock: "Clock", note: "Note") -> None:
        self.session: "Session | None" = None
        self.record: "SessionRecord | None" = None
        self.log = InputLog()
        self.has_news = False
        self._player = player
        self._clock = clock
        self._note = note

    @property
    def is_quiet(self) -> bool:
        """No pressure is counted out now: storage may be written (see ``plan.PRESSURE``)."""
        return self.session is None or self.session.state not in plan.PRESSURE

    def begin(self, session: "Session", session_id: int, digest: str) -> None:
        """Take ``session`` over; ``session_id``, ``digest``: see ``SessionRecord``."""
        self.session = session
        self.record = SessionRecord(self._note, session_id, digest)

    def end(self) -> None:
        """The session is over: put all of it on record and let it go."""
        while self.record and self.session and self.record.has_news(self.session):
            self.record.note_next(self.session)
        self.log.end(self._clock.now_ms)
        self.session = None
        self.record = None
        self._player.is_gun = False

    def mind_record(self, has_buttons: bool) -> bool:
        """Note one piece of news; whether the session is over and all of it noted.

        A step that brings news leaves noting it to the next, and so does one with a
        press: cues first.
        """
        may_note, self.has_news = self.has_news and not has_buttons, False
        if self.session is None or self.record is None:
            return False
        self.has_news = self.record.has_news(self.session)
        if self.has_news and may_note:
            self.record.note_next(self.session)
        return self.session.is_over and not self.has_news

    def take_edge(self, event: EdgeApplied) -> None:
        """An output edge happened; how late, for the cue and the session's record."""
        # Not later than now: so no report, however wrong, keeps an output on for longer.
        late_ms = min(event.error_us // 1000, self._clock.now_ms - event.at_ms)
        if self._player.was_late(event.at_ms, late_ms):
            self.log.note_edge(self._clock.now_ms, event.at_ms, late_ms)
        # A prompt's cue waits for its session to be opened, however long that takes.
        if self.record and self.session and self.session.state != "prompt":
            self.record.add_edge(event.error_us)
