"""What the link needs of the device it speaks for, and its limits.

``Link`` knows frames, requests and files; everything it reports or asks for goes
through one ``LinkPort``. The device subclasses it.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..routine.model import Entry

    Pairs = Sequence[tuple[str, Any]]


class LinkPort:
    """The device as the link sees it. No method blocks.

    Where a method returns ``reason``: "" means done, anything else is
    ``code: text for people`` and travels to the host as it is.
    """

    def ticket(self) -> int:
        """A new storage ticket, never used before."""
        raise NotImplementedError

    def emit(self, effect: object) -> None:
        """Add one effect (Send, StageWrite, Commit, Discard, Read, Reset) to this step's."""
        raise NotImplementedError

    def hello(self) -> "Pairs":
        """Who this is: dev_id, model, fw, boot_id (texts) and uptime_ms, in this order."""
        raise NotImplementedError

    def state(self) -> "Pairs":
        """What the device does now, the fields of the state reply (docs/protocol.md)."""
        raise NotImplementedError

    def busy_s(self) -> int:
        """Seconds the running session has left, about; -1 when none runs."""
        raise NotImplementedError

    def has_loader(self) -> bool:
        """A reset can lead into a loader that takes a new firmware image."""
        raise NotImplementedError

    def is_loaded(self) -> bool:
        """What the store keeps has been read: it may be replaced."""
        raise NotImplementedError

    def stored_bytes(self, name: str) -> int:
        """Length of a stored file (events.ROUTINES_FILE, HISTORY_FILE, FAULT_FILE).

        -1: there is none.
        """
        raise NotImplementedError

    def routines_sha(self) -> bytes:
        """SHA-256 of the stored routines file; b"" when not known or not stored."""
        raise NotImplementedError

    def scanner(self) -> "Any":
        """A fresh ``routines.Scanner`` with this board's limits."""
        raise NotImplementedError

    def inflater(self) -> "Any":
        """A fresh zlib inflater; asked for only when ``Capacities.can_inflate``.

        It has ``push(data)``, ``pull(max_bytes) -> bytes`` (b"" when it needs more
        input) and ``is_done`` (True once the stream ended with its checksum right);
        push and pull raise ValueError for bytes that are not a zlib stream.
        """
        raise NotImplementedError

    def receiving(self, percent: int) -> None:
        """An upload is at ``percent``; -1: it ended, whichever way."""
        raise NotImplementedError

    def routines_replaced(self, entries: "list[Entry]", sha: bytes, length: int) -> None:
        """A new routines file is safe on the medium; ``entries`` is its index."""
        raise NotImplementedError

    def control(self, verb: str, argument: str) -> str:
        """Do ``open`` (argument: routine id), ``pause`` or ``stop``; returns reason."""
        raise NotImplementedError

    def screen(self) -> "tuple[int, bytes]":
        """The page buffer (1024 bytes, SSD1306 pages) and a number that changes with it."""
        raise NotImplementedError

    def session_log(self) -> bytes:
        """The inputs of the last session as text lines; b"" when there was none."""
        raise NotImplementedError

    def clock(self) -> "tuple[int, int, bool]":
        """Unix seconds, minutes east of UTC, and whether the clock is trusted."""
        raise NotImplementedError

    def set_clock(self, epoch_s: int, offset_min: int) -> str:
        """Set the wall clock; returns reason."""
        raise NotImplementedError

    def acknowledge(self, record_id: int) -> "tuple[str, int]":
        """The host has records up to ``record_id``: (reason, ticket to wait for or 0)."""
        raise NotImplementedError

    def settings(self) -> "Pairs":
        """Every setting's name and value."""
        raise NotImplementedError

    def profile(self) -> "Pairs":
        """Every profile flag's name and answer (True, False, None: not answered)."""
        raise NotImplementedError

    def configure(
        self, settings: "dict[str, Any]", profile: "dict[str, Any]"
    ) -> "tuple[str, int]":
        """Change some settings and profile flags, all or none.

        Returns (reason, ticket): the ticket whose Stored makes the change safe, or 0
        when nothing had to be stored.
        """
        raise NotImplementedError
