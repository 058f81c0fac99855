"""What all commands need of a request: its fields, its refusals, what tells it from others."""

import binascii

from ..errors import DeviceBusy, LinkError
from . import smp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.clock import Clock
    from ..device_config import Capacities
    from ..store.storage import StoredContents
    from .services import Settings, Status

    Fields = dict[Any, Any]  # of a request, as decoded
    Key = tuple[bytes, int]

# Why storage failed -> SMP result code and what to do.
STORAGE_FAILURES = {
    "absent": (smp.ABSENT, "no such file on the device"),
    "full": (smp.TOO_LARGE, "the device's storage is full; nothing was stored"),
    "read_only": (smp.DENIED, "the device's storage is read-only; nothing was stored"),
    "io": (smp.UNKNOWN, "the device's storage failed; try again, then check its card"),
}


# How often a host may write, so that no flash wears out (source: design; figures: protocol.md).
WRITES_MOST = 30  # at once
WRITES_AT_POWER_UP = 10
WRITE_BYTES = 8192  # a write more for so many bytes of an upload


# The session runs no more, or for a moment.
ENDING = "a session ends; answer there if the device asks whether it was too much"


class WriteGate:
    """Says whether a request may write storage now, and how often.

    A history longer than ``limits.history_bytes`` is shortened before a host adds to it.
    """

    def __init__(
        self,
        clock: "Clock",
        contents: "StoredContents",
        status: "Status",
        limits: "Capacities",
    ) -> None:
        self._clock = clock
        self._contents = contents
        self._status = status
        self._limits = limits
        self._full_ms = 0
        self.begin()

    def begin(self) -> None:
        """Power-up is now: also where a restart leaves the board's clock running."""
        # When there are WRITES_MOST again, if there are no more until then.
        missing = WRITES_MOST - WRITES_AT_POWER_UP
        self._full_ms = self._clock.now_ms + missing * self._limits.write_ms

    def spend(self, length: int = 0) -> None:
        """Take one of the writes a host may have; raise DeviceBusy when none is left.

        ``length``: bytes to be written; what that takes beside the one is made up for later.
        """
        self._wait_for(1)
        cost_ms = (1 + length // WRITE_BYTES) * self._limits.write_ms
        self._full_ms = max(self._full_ms, self._clock.now_ms) + cost_ms

    def check_reset(self) -> None:
        """As ``check``; a reset would give writes back, so it waits until they are there."""
        self.check()
        self._wait_for(WRITES_AT_POWER_UP)

    def check_history(self, adds: bool = True) -> None:
        """Raise DeviceBusy while the history is shortened; if the request ``adds``, also
        while it has to be."""
        is_long = adds and self._contents.history_bytes > self._limits.history_bytes
        if is_long or self._contents.is_rewriting:
            raise DeviceBusy(smp.BUSY, "the device shortens its history first", -1)

    def _wait_for(self, writes: int) -> None:
        left_ms = (
            self._full_ms - self._clock.now_ms - (WRITES_MOST - writes) * self._limits.write_ms
        )
        if left_ms > 0:
            left_s = (left_ms + 999) // 1000
            text = "too many writes; the next one in {} s".format(left_s)
            raise DeviceBusy(smp.BUSY, text, left_s)

    def check(self) -> None:
        """Raise DeviceBusy while a session runs: no storage is written then.

        Nor is it before everything kept has been read after power-up, nor while a session
        that is over waits for its answer and to be stored.
        """
        if not self._contents.is_loaded:
            raise DeviceBusy(smp.BUSY, "the device is still reading its card", -1)
        left_s = self._status.busy_s()
        if left_s >= 0:
            text = "a session runs, about {} s left".format(left_s) if left_s else ENDING
            raise DeviceBusy(smp.BUSY, text, left_s)


class LastWrite:
    """The last answered write and its reply: a retry is told the same, not done again."""

    def __init__(self) -> None:
        self._key: "Key | None" = None
        self._reply = b""

    def remember(self, key: "Key", reply: bytes) -> None:
        """Keep it in place of the one before."""
        self._key, self._reply = key, reply

    def reply_to(self, key: "Key") -> bytes:
        """The reply that request got; b"" when it is another one."""
        return self._reply if key == self._key else b""

    def forget(self) -> None:
        """A new host starts: its requests may look like old ones."""
        self._key, self._reply = None, b""


class Changes:
    """Tells a request that is meant for what the device has now from an old one.

    Every change of settings, profile, clock or files, whoever makes it, and every power-up
    makes ``number`` another one. A write may carry the number it was made for.
    """

    def __init__(self, boot_id: str, settings: "Settings") -> None:
        self._first = binascii.crc32(boot_id.encode()) << 24
        self._settings = settings
        self._writes = 0

    def number(self) -> int:
        """The present one, below 2 ** 57."""
        return self._first + self._settings.changes() + self._writes

    def count(self) -> None:
        """A write was done."""
        self._writes += 1

    def check(self, fields: "Fields") -> None:
        """Raise LinkError for a request made for another number; one without passes."""
        if "number" in fields and fields["number"] != self.number():
            raise changed("the device")


def changed(what: str) -> LinkError:
    """The error for a write that replaces what is not there any more."""
    text = "{} was changed meanwhile; look at it again".format(what)
    return LinkError(smp.BAD_STATE, "changed", text)


def key_of(message: bytes) -> "Key":
    """What tells a retry from another request: its header and a CRC-32 of all of it."""
    return message[: smp.HEADER_BYTES], binascii.crc32(message)


def int_field(fields: "Fields", name: str, default: "int | None" = None) -> int:
    """An integer >= 0 of a request; LinkError when missing (without default) or wrong."""
    value = fields.get(name, default)
    if value is None or isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise bad_field(name, "an integer from 0")
    return value


def text_field(fields: "Fields", name: str) -> str:
    """A text of a request; LinkError when missing or of another type."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise bad_field(name, "a text")
    return value


def map_field(fields: "Fields", name: str) -> "Fields":
    """A map of a request, empty when missing; LinkError when of another type."""
    value = fields.get(name, {})
    if not isinstance(value, dict):
        raise bad_field(name, "a map")
    return value


def bad_field(name: str, allowed: str) -> LinkError:
    """The error for a request field that is missing or has a wrong type or value."""
    return LinkError(smp.INVALID, "bad_field", "{}: must be {}".format(name, allowed))


def storage_error(reason: str) -> LinkError:
    """The error a StoreFailed reason becomes on the wire."""
    rc, text = STORAGE_FAILURES.get(reason, STORAGE_FAILURES["io"])
    return LinkError(rc, "storage_" + reason, text)


def end_by(reason: str, rc: int) -> None:
    """Raise the LinkError for a service's ``code: text`` reason; "" passes."""
    if reason:
        code, _, text = reason.partition(": ")
        raise LinkError(rc, code, text)
