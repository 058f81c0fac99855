"""What came in during the last session, as text, so that it can be replayed.

The first line says what the session began with, as a JSON list (``SessionStart``). Every other
line is ``<ms> <what> <values>``, ms counted from the session's start:

    1200 buttons 2          the contacts now closed, as bits
    1300 failed io          the store failed
    1400 panel 0            the panel was lost (1: found again)
    1450 capped motor       a pulse was cut at its cap (or of the tone)
    1500 clock 1760000000 120 1     Unix seconds, minutes east of UTC, trusted
    1600 host pause         a host paused or stopped the session
    1700 late 1650          a step promised for 1650 came now, and it mattered
    1800 edge 1750 40       the board applied the edge of 1750 40 ms late
    9000 end                the session is over

A session of mashed buttons stops the log at ``MAX_BYTES``; its last line is ``full``.
"""

import json

from ..events import ButtonsChanged, ClockRead, PanelChanged, PulseCapped, StoreFailed
from ..text.plain_json import to_json
from .session_start import SessionStart

FIRST_WORD = "session "
MAX_BYTES = 16384
NOTED_LATE_MS = 50  # a step later than this is noted whatever it did


class InputLog:
    """Bounded; kept until the next session starts or power goes. Blocks: never."""

    def __init__(self) -> None:
        self._lines: "list[str]" = []
        self._bytes = 0
        self._start_ms = 0
        self._is_open = False

    def begin(self, start: SessionStart) -> None:
        """A new session: forget the last one."""
        self._lines = []
        self._bytes = 0
        self._start_ms = start.start_ms
        self._is_open = True
        self._add(FIRST_WORD + to_json(start.as_row()))

    def add(self, now_ms: int, event: object) -> None:
        """Note one input, if it can change what a session does."""
        if isinstance(event, ButtonsChanged):
            self.note(now_ms, "buttons {}".format(event.pressed))
        elif isinstance(event, PanelChanged):
            self.note(now_ms, "panel {}".format(int(event.is_found)))
        elif isinstance(event, PulseCapped):
            self.note(now_ms, "capped " + event.output)
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

    def note_edge(self, now_ms: int, at_ms: int, late_ms: int) -> None:
        """Note an edge that came so late that the rest of its cue comes later."""
        self.note(now_ms, "edge {} {}".format(at_ms - self._start_ms, late_ms))

    def end(self, now_ms: int) -> None:
        """The session is over."""
        self.note(now_ms, "end")
        self._is_open = False

    def start(self) -> "SessionStart | None":
        """What the session began with; None: there was none, or no room for that."""
        if not self._lines or not self._lines[0].startswith(FIRST_WORD):
            return None
        return SessionStart.from_row(json.loads(self._lines[0][len(FIRST_WORD) :]))

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
