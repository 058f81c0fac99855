"""Requests that cannot be answered at once because storage takes its time."""

from .request import storage_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..store.storage import Done, Storage
    from .cbor import Map

    # One stretch of a job's work: takes what was read (b"" after a write), returns the
    # reply once it is known, else None, or raises LinkError; both end the job.
    Part = Callable[[bytes], Map | None]


class Job:
    """One request waiting for storage. The link keeps at most one.

    A job asks a ``Storage`` and gives it ``then(part)`` to call: the job goes on with
    ``part`` when storage is done. ``has_work``: ``work`` is to be done without waiting.
    """

    has_work = False
    # The link sets it: lets the job ``resume``, answers the host when that ends the job.
    advance: "Callable[[Job, Part, bytes, str], None]"

    def work(self, _: bytes = b"") -> "Map | None":
        """Do one bounded piece of work (at most 1 KB of data); see ``Part``."""
        return None

    def then(self, part: "Part") -> "Done":
        """What to have the ``Storage`` call, so that ``part`` is done next."""
        return lambda data, reason: self.advance(self, part, data, reason)

    def resume(self, part: "Part", data: bytes, reason: str) -> "Map | None":
        """Go on with ``part``, or end with what a failure means on the wire."""
        if reason:
            self.give_up()
            raise storage_error(reason)
        return part(data)

    def give_up(self) -> None:
        """Storage failed: drop what the job has open."""


class ReadJob(Job):
    """Reads one piece of a stored file at a time, from ``_offset`` on."""

    def __init__(self, storage: "Storage", name: str, offset: int) -> None:
        self.has_work = True
        self._storage = storage
        self._name = name
        self._offset = offset

    def _read(self, length: int) -> None:
        """Ask for the next piece; ``_take`` gets it."""
        self.has_work = False
        self._storage.read(self._name, self._offset, length, self.then(self._take))

    def _take(self, data: bytes) -> "Map | None":
        """A piece was read; see ``Part``."""
        raise NotImplementedError
