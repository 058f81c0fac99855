"""What the link needs of the device it speaks for, beside its store and its clock.

Three small services; ``device_status``, ``device_control`` and ``device_settings`` are
theirs on a device. None of their methods blocks. Where one returns a reason, "" means
done; anything else is ``code: text for people`` and travels to the host as it is.

Read by type checkers only: a device never loads this module.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    from ..routine.model import Entry
    from ..store.storage import Done

    Fields = Sequence[tuple[str, Any]]

    class Status(Protocol):
        """What the device does now."""

        def state(self) -> Fields:
            """The fields of the state reply (docs/developer/protocol.md), in their order."""

        def busy_s(self) -> int:
            """Seconds the running session has left, about; -1 when none runs."""

        def screen(self) -> tuple[int, bytes]:
            """The page buffer (1024 bytes, SSD1306 pages) and a number that changes with it."""

        def session_log(self) -> bytes:
            """The inputs of the last session as text lines; b"" when there was none."""

    class Control(Protocol):
        """What a host may have the device do."""

        def control(self, verb: str, argument: str) -> str:
            """Do ``open`` (argument: routine id), ``pause`` or ``stop``; returns a reason."""

        def receiving(self, percent: int) -> None:
            """An upload is at ``percent``; -1: it ended, whichever way."""

        def expect_routines(self, sha: bytes, done: Done) -> bool:
            """A file is about to be put in place: call ``done`` once that is on record.

            False: it is, and ``done`` is not called.
            """

        def routines_replaced(self, entries: list[Entry], sha: bytes, length: int) -> None:
            """A new routines file is safe on the medium; ``entries`` is its index."""

    class Settings(Protocol):
        """What the user has set and answered."""

        def settings(self) -> Fields:
            """Every setting's name and value."""

        def profile(self) -> Fields:
            """Every profile flag's name and answer (True, False, None: not answered)."""

        def changes(self) -> int:
            """How often anything of them was changed, and more: it only grows."""

        def configure(self, settings: dict[str, Any], profile: dict[str, Any]) -> str:
            """Change some settings and profile flags, all or none; returns a reason."""

        def tell_when_safe(self, done: Done) -> bool:
            """Call ``done`` once all changes are stored; False: they are, it is not called."""
