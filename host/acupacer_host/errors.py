"""Every error of the laptop side, in one tree below the core's.

    AcupacerError (core)
    └── HostError
        ├── PortError          the serial port cannot be opened
        │   ├── NoDevice       no port was named and none looks like a device
        │   └── SeveralDevices no port was named and more than one does
        ├── TransportGone      the open port stopped working (unplugged)
        ├── NoAnswer           the port works but nobody answers
        ├── BadReply           somebody answers, but not as our firmware does
        ├── Refused            the device answered with an error
        │   ├── Busy           ... because a session runs
        │   └── RoutinesRefused ... because the routines file breaks rules
        ├── LibraryUnusable    the file with this computer's history cannot be used
        ├── NotWritten         a result cannot be written to the file that was named
        ├── TransferFailed     a file did not arrive; says what the device has now
        ├── BadImage           a firmware image that cannot be used
        ├── FlashFailed        no firmware image got onto a board
        │   └── SeveralDrives  no drive was named and more than one board is in its loader
        └── SimulatorFailed    the simulated device ended, or did nothing

Messages say what happened, where, and what to do next. ``code`` is stable.
"""

from __future__ import annotations

import re

from acupacer.core.errors import AcupacerError, RoutineError
from acupacer.core.link import smp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

# How a device stands after what failed (``HostError.stands``).
KEPT, UNKNOWN, OTHER, NEW = "kept", "unknown", "other", "new"


class HostError(AcupacerError):
    """Base of everything the laptop side raises on purpose.

    ``stands``: how the device stands now, for programs: ``KEPT`` (it has what it had),
    ``NEW`` (what was sent), ``UNKNOWN`` (one of them), ``OTHER`` (what somebody else sent) or
    "" (not said).
    """

    code = "host"
    stands = ""

    def ends_with(self, outcome: str, stands: str = "") -> None:
        """Have the message say last how things stand now, in one sentence or more."""
        self.stands = stands or self.stands
        stop = "" if self.message.endswith((".", "?", "!", ":")) else "."
        self.message = f"{self.message}{stop} {outcome}"
        self.args = (self.message,)


class GivenUp(KeyboardInterrupt):
    """Somebody gave up what would have changed a device. ``stands``: see ``HostError``."""

    def __init__(self, outcome: str, stands: str) -> None:
        super().__init__(outcome)
        self.stands = stands


class ending:  # noqa: N801 - read as a word of the with statement
    """Have every error of a with block say at its end how things stand: ``outcome``, if any."""

    def __init__(self, outcome: str, stands: str = "") -> None:
        self._outcome = outcome
        self._stands = stands

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, HostError) and self._outcome:
            error.ends_with(self._outcome, self._stands)


class PortError(HostError):
    """A serial port cannot be opened."""

    code = "port"


class NoDevice(PortError):
    """No port was named and none looks like a device."""

    code = "no_device"


class SeveralDevices(PortError):
    """No port was named and several look like a device; ``ports`` lists their paths."""

    code = "several_devices"

    def __init__(self, ports: list[str]) -> None:
        super().__init__(
            f"{len(ports)} devices are connected: {', '.join(ports)}; choose one with --port"
        )
        self.ports = ports


class TransportGone(HostError):
    """The port stopped working: unplugged, switched off, or its program ended."""

    code = "transport_gone"


class NoAnswer(HostError):
    """Nobody answers on a port that works."""

    code = "no_answer"


class BadReply(HostError):
    """A reply without the fields it must have: another firmware, or another version."""

    code = "bad_reply"


class Refused(HostError):
    """The device answered with an error.

    ``rc``: SMP result code; ``reason_code``: the stable word before the colon of the
    device's reason, "" when it gave none.
    """

    code = "refused"

    def __init__(self, rc: int, reason: str) -> None:
        self.reason_code, _, text = reason.partition(": ")
        super().__init__(text or reason or f"the device refused (code {rc})")
        self.rc = rc


class Busy(Refused):
    """A session runs: nothing is stored meanwhile. ``left_s``: about how long, -1 unknown.

    Devices before 0.2.0 say it in their text only.
    """

    code = "busy"

    def __init__(self, rc: int, reason: str, left_s: int = -1) -> None:
        super().__init__(rc, reason)
        in_text = re.search(r"(\d+) s left", reason) if left_s < 0 else None
        self.left_s = int(in_text.group(1)) if in_text else left_s


class RoutinesRefused(Refused):
    """The routines file breaks rules; ``faults`` lists them, one text each."""

    code = RoutineError.code

    def __init__(self, rc: int, reason: str) -> None:
        super().__init__(rc, reason)
        self.faults = self.message.split("\n")


class LibraryUnusable(HostError):
    """The file with this computer's history is damaged, in use, or has no room."""

    code = "library"


class NotWritten(HostError):
    """A result cannot be written to the file that was named; what was there stays."""

    code = "not_written"


class TransferFailed(HostError):
    """A file did not arrive. The message says which file the device has now."""

    code = "transfer_failed"


class BadImage(HostError):
    """A firmware image is no UF2 file, torn, or for another chip."""

    code = "bad_image"


class FlashFailed(HostError):
    """A firmware image did not get onto a board. The message says what the board has now."""

    code = "flash_failed"


class SeveralDrives(FlashFailed):
    """Several boards are in their loader; the user must say which is meant."""

    code = "several_drives"


class SimulatorFailed(HostError):
    """The simulated device ended, or did nothing, when it should go on."""

    code = "simulator_failed"


def refusal(rc: int, reason: str, left_s: int = -1) -> Refused:
    """The error a device's ``{rc, rsn, left_s?}`` stands for."""
    if rc == smp.BUSY:
        return Busy(rc, reason, left_s)
    if reason.startswith(RoutineError.code + ":"):
        return RoutinesRefused(rc, reason)
    return Refused(rc, reason)


class PageMissing(HostError):
    """The page's files are not in this installation; the message says how to get them."""

    code = "page_missing"
