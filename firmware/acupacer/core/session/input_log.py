"""What came in during the last session, as text, so that it can be replayed.

The first line says what the session began with, as a JSON list (see ``HEAD``). Every
other line is ``<ms> <what> <values>``, ms counted from the session's start:

    1200 buttons 2          the contacts now closed, as bits
    1300 failed io          the store failed
    1400 panel 0            the panel was lost (1: found again)
    1500 clock 1760000000 120 1     Unix seconds, minutes east of UTC, trusted
    1600 host pause         a host paused or stopped the session
    1700 late 1650          a step promised for 1650 came now, and it mattered
    9000 end                the session is over

A session of mashed buttons stops the log at ``MAX_BYTES``; its last line is ``full``.
"""

from ..events import ButtonsChanged, ClockRead, PanelChanged, StoreFailed
from ..settings import NAMES
from ..text.plain_json import to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.clock import Clock
    from ..input.dispatcher import Dispatcher
    from ..progress.progress import Progress
    from .session import Session

MAX_BYTES = 16384
NOTED_LATE_MS = 50  # a step later than this is noted whatever it did

# What the first line holds, in order. routine, digest: which text was played. start_ms:
# uptime; idle_ms since the last press. record_id, session_id: the next numbers of the
# history. buttons: see ``Buttons.rows``. wall: see ``WallClock.row``. doses: a prescription per
# step.
# taken_up: [step, side, repetition] after a power loss, or []. settings: [name, value].
# reasons: a list of words per step. progress: checkpoint rows of what concerns the routine.
HEAD = (
    "routine",
    "digest",
    "start_ms",
    "record_id",
    "session_id",
    "idle_ms",
    "buttons",
    "wall",
    "doses",
    "taken_up",
    "settings",
    "reasons",
    "progress",
)


class InputLog:
    """Bounded; kept until the next session starts or power goes. Blocks: never."""

    def __init__(self) -> None:
        self._lines: "list[str]" = []
        self._bytes = 0
        self._start_ms = 0
        self._is_open = False

    def begin(self, now_ms: int, head: "list[Any]") -> None:
        """A new session: forget the last one. ``head``: what ``HEAD`` names."""
        self._lines = []
        self._bytes = 0
        self._start_ms = now_ms
        self._is_open = True
        self._add("session " + to_json(head))

    def add(self, now_ms: int, event: object) -> None:
        """Note one input, if it can change what a session does."""
        if isinstance(event, ButtonsChanged):
            self.note(now_ms, "buttons {}".format(event.pressed))
        elif isinstance(event, PanelChanged):
            self.note(now_ms, "panel {}".format(int(event.is_found)))
        elif isinstance(event, StoreFailed):
            self.note(now_ms, "failed " + event.reason)
        elif isinstance(event, ClockRead):
            values = (event.epoch_s, event.offset_min, int(event.is_trusted))
            self.note(now_ms, "clock {} {} {}".format(*values))

    def note(self, now_ms: int, text: str) -> None:
        """Add a line while a session runs."""
        if self._is_open:
            self._add("{} {}".format(now_ms - self._start_ms, text))

    def note_late(self, now_ms: int, promised_ms: int, matters: bool) -> None:
        """Note a step that came late; ``matters``: that changed what it did."""
        late_ms = now_ms - promised_ms
        if late_ms > NOTED_LATE_MS or (matters and late_ms > 0):
            self.note(now_ms, "late {}".format(promised_ms - self._start_ms))

    def end(self, now_ms: int) -> None:
        """The session is over."""
        self.note(now_ms, "end")
        self._is_open = False

    def data(self) -> bytes:
        """The log as a file; b"" when there was no session."""
        return "".join(self._lines).encode()

    def _add(self, line: str) -> None:
        if self._bytes > MAX_BYTES:
            return
        self._bytes += len(line) + 1
        if self._bytes > MAX_BYTES:
            line = "full"
        self._lines.append(line + "\n")


def head_of(
    session: "Session",
    digest: str,
    record_id: int,
    clock: "Clock",
    progress: "Progress",
    keys: "Dispatcher",
    values: "dict[str, Any]",
) -> "list[Any]":
    """What ``HEAD`` names, in its order, of a session that begins.

    ``record_id``: the next in the history. ``values``: of the settings.
    """
    now_ms = clock.now_ms
    doses = [asked[:3] + (list(asked.sides), asked.level) for asked in session.prescriptions]
    taken_up: "list[Any]" = []
    if session.take_up_index:
        phase = session.phases[session.take_up_index]
        taken_up = [phase.step, phase.side, phase.repetition]
    routine_id = session.routine.id
    places = [(step.method, step.place) for step in session.routine.steps]
    return [
        routine_id,
        digest,
        now_ms,
        record_id,
        progress.next_session,
        now_ms - keys.last_press_ms,
        keys.buttons.rows(now_ms),
        clock.wall.row(now_ms),
        doses,
        taken_up,
        [[name, values[name]] for name in NAMES],
        session.reasons,
        progress.rows_of(routine_id, places),
    ]
