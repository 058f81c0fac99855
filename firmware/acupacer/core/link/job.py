"""Requests that cannot be answered at once because storage takes its time."""

from .. import events
from ..errors import LinkError
from . import smp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .port import LinkPort, Pairs

# Why storage failed -> SMP result code and what to do.
_FAILURES = {
    "absent": (smp.ABSENT, "no such file on the device"),
    "full": (smp.TOO_LARGE, "the device's storage is full; nothing was stored"),
    "read_only": (smp.DENIED, "the device's storage is read-only; nothing was stored"),
    "io": (smp.UNKNOWN, "the device's storage failed; try again, then check its card"),
}


class Job:
    """One request waiting for storage. At most one exists at a time.

    Every method returns the reply's fields once they are known, else None, or raises
    LinkError; both end the job.
    """

    has_work = False  # True while ``work`` should be called without waiting for storage
    _ticket = -1  # of what the store does for it now

    def work(self) -> "Pairs | None":
        """Do one bounded piece of work (at most 1 KB of data)."""
        return None

    def stored(self, ticket: int) -> "Pairs | None":
        """A write with this ticket is safe; tickets of others are ignored."""
        return None

    def read_done(self, ticket: int, data: bytes) -> "Pairs | None":
        """A read is answered."""
        return None

    def failed(self, ticket: int, reason: str) -> "Pairs | None":
        """A storage effect failed; raises LinkError when it was this job's."""
        if ticket == self._ticket:
            raise storage_error(reason)
        return None


class StoredJob(Job):
    """Answers with an empty map once one ticket is stored."""

    def __init__(self, ticket: int) -> None:
        self._ticket = ticket

    def stored(self, ticket: int) -> "Pairs | None":
        """The reply, when the ticket is ours."""
        return () if ticket == self._ticket else None


class ReadJob(Job):
    """Reads one piece of a stored file at a time, from ``_offset`` on."""

    def __init__(self, port: "LinkPort", name: str, offset: int) -> None:
        self.has_work = True
        self._port = port
        self._name = name
        self._offset = offset

    def _read(self, length: int) -> None:
        self.has_work = False
        self._ticket = self._port.ticket()
        self._port.emit(events.Read(self._ticket, self._name, self._offset, length))


def storage_error(reason: str) -> LinkError:
    """The error a StoreFailed reason becomes on the wire."""
    rc, text = _FAILURES.get(reason, _FAILURES["io"])
    return LinkError(rc, "storage_" + reason, text)


def int_field(fields: "dict[Any, Any]", name: str, default: "int | None" = None) -> int:
    """An integer >= 0 of a request; LinkError when missing (without default) or wrong."""
    value = fields.get(name, default)
    if value is None or isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise bad_field(name, "an integer from 0")
    return value


def text_field(fields: "dict[Any, Any]", name: str) -> str:
    """A text of a request; LinkError when missing or of another type."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise bad_field(name, "a text")
    return value


def map_field(fields: "dict[Any, Any]", name: str) -> "dict[Any, Any]":
    """A map of a request, empty when missing; LinkError when of another type."""
    value = fields.get(name, {})
    if not isinstance(value, dict):
        raise bad_field(name, "a map")
    return value


def bad_field(name: str, allowed: str) -> LinkError:
    """The error for a request field that is missing or has a wrong type or value."""
    return LinkError(smp.INVALID, "bad_field", "{}: must be {}".format(name, allowed))


def end_by(reason: str, rc: int) -> None:
    """Raise the LinkError for a port's ``code: text`` reason; "" passes."""
    if reason:
        code, _, text = reason.partition(": ")
        raise LinkError(rc, code, text)
