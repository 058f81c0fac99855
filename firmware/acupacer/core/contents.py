"""What the board's store holds, as far as the device keeps track of it."""

from .events import ROUTINES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .routines import Entry


class Contents:
    """``entries``: the index of the routines. ``routines_file``: which file they came from;
    ``sha`` and ``length`` (bytes) of it.

    ``history_bytes``: length of the history at power-up, or when it was last rewritten.
    ``has_failed``: it is there but cannot be read, so no session may start (its limits are
    not known) and nothing is recorded (its ids would be used twice). ``notice``: a words
    key when something had to be replaced.
    """

    def __init__(self) -> None:
        self.entries: "list[Entry]" = []
        self.routines_file = ROUTINES_FILE
        self.sha = b""
        self.length = -1
        self.history_bytes = 0
        self.has_failed = False
        self.notice = ""

    def replace_routines(self, entries: "list[Entry]", sha: bytes, length: int) -> None:
        """The user's routines file was replaced."""
        self.entries = entries
        self.routines_file = ROUTINES_FILE
        self.sha = sha
        self.length = length
        if self.notice == "notice_builtin":
            self.notice = ""
