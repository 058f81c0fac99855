"""Uploading the routines file: staged as it comes in, checked, then replaced at once.

The host sends pieces in order. Each is hashed, given to the routines scanner and
written to the staging copy, at most 1 KB per step; the reply follows when it is safe.
After the last piece length, optional SHA-256, every rule of a routines file and
every safety limit must hold; only then is the stored file replaced, in one step. A
fault drops the staging copy: the stored file is the old one or the new one, never
anything else.
"""

import hashlib

from .. import events
from ..errors import LinkError, RoutineError
from . import smp
from .job import Job, bad_field, int_field, storage_error, text_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .link import Link
    from .port import Pairs

PLAIN = "/routines.json"
DEFLATED = "/routines.json.z"
PIECE_BYTES = 1024
MAX_WRITES = 4  # pieces on their way to the medium at one time
IDLE_MS = 30_000  # a host silent for so long has gone


class PlainSource:
    """The source of an upload sent as it is: gives back what was pushed, in pieces."""

    def __init__(self) -> None:
        self._data = b""
        self._at = 0
        self.is_done = True

    def push(self, data: bytes) -> None:
        """Take the next chunk."""
        self._data, self._at = data, 0

    def pull(self, max_bytes: int) -> bytes:
        """The next piece, b"" at the end of the chunk."""
        piece = self._data[self._at : self._at + max_bytes]
        self._at += len(piece)
        return piece


class Staging:
    """An upload under way. ``offset`` counts bytes as sent, ``length`` as stored."""

    def __init__(self, link: "Link", name: str, sent_bytes: int, sha: bytes) -> None:
        self.name = name
        self.sent_bytes = sent_bytes
        self.sha = sha
        self.offset = 0
        self.length = 0
        self.hasher = hashlib.sha256()
        self.scanner = link.port.scanner()
        self.source = link.port.inflater() if name == DEFLATED else PlainSource()
        self.deadline_ms = link.now_ms + IDLE_MS


def take_chunk(link: "Link", fields: "dict[Any, Any]") -> "Pairs | Job":
    """Serve one upload request; a wrong offset is answered with the expected one."""
    name, offset = text_field(fields, "name"), int_field(fields, "off")
    data = fields.get("data")
    if not isinstance(data, bytes):
        raise bad_field("data", "bytes")
    if not offset:
        _begin(link, name, fields)
    staging = link.files.staging
    if staging is None or name != staging.name:
        return (("off", 0),)
    staging.deadline_ms = link.now_ms + IDLE_MS
    if offset != staging.offset or (not data and offset < staging.sent_bytes):
        return (("off", staging.offset),)
    if offset + len(data) > staging.sent_bytes:
        raise bad_field("data", "no more than len {} in all".format(staging.sent_bytes))
    return _ChunkJob(link, staging, data)


def _begin(link: "Link", name: str, fields: "dict[Any, Any]") -> None:
    """Open a staging copy, replacing one that is open."""
    limit = link.limits.routines_bytes
    if name != PLAIN and not (name == DEFLATED and link.limits.can_inflate):
        raise LinkError(smp.DENIED, "not_writable", "only {} can be written".format(PLAIN))
    length = int_field(fields, "len")
    sha = fields.get("sha", b"")
    if not isinstance(sha, bytes) or len(sha) not in (0, 32):
        raise bad_field("sha", "32 bytes")
    if length > limit:
        text = "{} bytes exceed this device's {}".format(length, limit)
        raise LinkError(smp.TOO_LARGE, "too_large", text)
    link.files.discard()
    link.files.staging = Staging(link, name, length, sha)


class _ChunkJob(Job):
    """Stages one chunk and, after the last one, replaces the stored file."""

    def __init__(self, link: "Link", staging: Staging, data: bytes) -> None:
        self._link = link
        self._staging = staging
        self._sent = len(data)
        self._writes: "list[int]" = []  # tickets of pieces not safe yet
        self._commit_ticket = -1
        self._has_more = self.has_work = True
        self._call_source(lambda: staging.source.push(data))

    def work(self) -> "Pairs | None":
        """Stage the next piece of the chunk."""
        piece = self._call_source(lambda: self._staging.source.pull(PIECE_BYTES))
        if piece:
            self._stage(piece)
            self.has_work = len(self._writes) < MAX_WRITES
            return None
        self._has_more = self.has_work = False
        return None if self._writes else self._end_chunk()

    def _call_source(self, call: "Callable[[], Any]") -> "Any":
        try:
            return call()
        except ValueError:
            error = self._refusal(smp.CORRUPT, "bad_deflate", "not a zlib stream")
        raise error

    def _stage(self, piece: bytes) -> None:
        staging, port = self._staging, self._link.port
        if staging.length + len(piece) > self._link.limits.routines_bytes:
            raise self._refusal(smp.TOO_LARGE, "too_large", "too long once inflated")
        staging.hasher.update(piece)
        staging.scanner.feed(piece)
        ticket = port.ticket()
        self._writes.append(ticket)
        port.emit(events.StageWrite(ticket, events.ROUTINES_FILE, staging.length, piece))
        staging.length += len(piece)

    def stored(self, ticket: int) -> "Pairs | None":
        """Go on when every write of the chunk, or the commit, is safe."""
        if ticket == self._commit_ticket:
            return self._end_upload()
        if ticket not in self._writes:
            return None
        self._writes.remove(ticket)
        self.has_work = self._has_more
        return None if self._has_more or self._writes else self._end_chunk()

    def failed(self, ticket: int, reason: str) -> "Pairs | None":
        """Give the upload up when one of its writes failed."""
        if ticket != self._commit_ticket and ticket not in self._writes:
            return None
        self._link.files.discard()
        raise storage_error(reason)

    def _end_chunk(self) -> "Pairs | None":
        """Everything sent so far is safe: ask for more, or check and commit."""
        staging = self._staging
        staging.offset += self._sent
        if staging.offset < staging.sent_bytes:
            self._link.port.receiving(100 * staging.offset // staging.sent_bytes)
            return self._reply()
        self._check()
        port = self._link.port
        self._commit_ticket = port.ticket()
        port.emit(events.Commit(self._commit_ticket, events.ROUTINES_FILE, staging.length))
        return None

    def _check(self) -> None:
        """Raise LinkError, and drop the staging copy, when the file must not be kept."""
        staging = self._staging
        if not staging.source.is_done:
            raise self._refusal(smp.CORRUPT, "bad_deflate", "the zlib stream has no end")
        digest = staging.hasher.digest()  # only once: MicroPython's hash is final then
        if staging.sha and digest != staging.sha:
            raise self._refusal(smp.CORRUPT, "bad_sha", "SHA-256 differs; send it again")
        staging.sha = digest
        faults = staging.scanner.finish()
        if faults:
            text = _fit(faults, self._link.limits.data_bytes)
            raise self._refusal(smp.REFUSED, RoutineError.code, text)

    def _end_upload(self) -> "Pairs":
        staging = self._staging
        self._link.files.end_staging()
        self._link.port.routines_replaced(staging.scanner.entries, staging.sha, staging.length)
        return self._reply()

    def _reply(self) -> "Pairs":
        return (("off", self._staging.offset),)

    def _refusal(self, rc: int, code: str, message: str) -> LinkError:
        """The error to raise, with the staging copy already dropped."""
        self._link.files.discard()
        return LinkError(rc, code, message)


def _fit(faults: "list[str]", room: int) -> str:
    """As many faults as fit into ``room`` bytes, one per line, then how many are left."""
    room -= 40  # the code before and the count behind
    lines: "list[str]" = []
    for fault in faults:
        room -= len(fault.encode()) + 1
        if room < 0:
            lines.append("and {} more".format(len(faults) - len(lines)))
            break
        lines.append(fault)
    return "\n".join(lines)
