"""The buttons pressed in the last session, as text, so that it can be replayed.

The first line names the routine, the doses and the settings; every other line is
``<ms> buttons <pressed bits>``, ms counted from the session's start. A session of
mashed buttons stops the log at ``MAX_BYTES`` and says so.
"""

from .events import ButtonsChanged
from .history import to_json
from .settings import NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .session import Session

MAX_BYTES = 16384


class InputLog:
    """Bounded; kept until the next session starts or power goes. Blocks: never."""

    def __init__(self) -> None:
        self._lines: "list[str]" = []
        self._bytes = 0
        self._start_ms = 0

    def begin(self, now_ms: int, session: "Session", settings: "dict[str, object]") -> None:
        """A new session: forget the last one."""
        self._lines = []
        self._bytes = 0
        self._start_ms = now_ms
        doses = [list(row) for row in session.prescriptions]
        for row in doses:
            row[3] = list(row[3])
        chosen = [[name, settings[name]] for name in NAMES]
        self._add("session " + to_json([session.routine["id"], doses, chosen]))

    def add(self, now_ms: int, event: object) -> None:
        """Note one input, if it is a button and a session has begun."""
        if self._lines and isinstance(event, ButtonsChanged):
            self._add("{} buttons {}".format(now_ms - self._start_ms, event.pressed))

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
