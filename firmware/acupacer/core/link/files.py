"""The standard file group of SMP over a fixed list of names; nothing else is ever opened.

/routines.json     read, write   the stored text, byte for byte
/routines.json.z   write         the same, as a zlib stream (``deflate`` in caps)
/history.jsonl     read
/screen.pbm        read          a picture of the panel as it is now
/session.log       read          the inputs of the last session
/fault.txt         read          what ended the program before, where the board keeps it
"""

import hashlib

from .. import events
from ..errors import LinkError
from ..screen import pbm
from . import cbor, smp
from . import upload as link_upload
from .job import Job, ReadJob, bad_field, int_field, storage_error, text_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .link import Link
    from .port import Pairs

ROUTINES = "/routines.json"
HISTORY = "/history.jsonl"
SCREEN = "/screen.pbm"
SESSION_LOG = "/session.log"
FAULT = "/fault.txt"
STORED = {
    ROUTINES: events.ROUTINES_FILE,
    HISTORY: events.HISTORY_FILE,
    FAULT: events.FAULT_FILE,
}
HASH_READ = 1024
READING_MS = 10_000  # a host that asked for no further piece in that time has gone


class Files:
    """Open ends of the file group: the upload being staged, the snapshot being read."""

    def __init__(self, link: "Link") -> None:
        self._link = link
        self.staging: "link_upload.Staging | None" = None
        self._snapshot_name: "str | None" = None
        self._snapshot = b""
        self._history_until_ms = 0  # a host is reading it piece by piece

    @property
    def is_reading_history(self) -> bool:
        """A host has some of the history file and is about to ask for the rest."""
        return self._link.now_ms < self._history_until_ms

    def note_reading(self, name: str, has_more: bool) -> None:
        """A piece of ``name`` is asked for; ``has_more``: it is not the last one."""
        if name == HISTORY:
            self._history_until_ms = self._link.now_ms + (READING_MS if has_more else 0)

    def deadline_ms(self) -> "int | None":
        """When an idle upload is given up; None: none is open, or a job or session runs."""
        staging = self.staging
        if staging is None or self._link.is_working or self._link.port.busy_s() >= 0:
            return None
        return staging.deadline_ms

    def close_idle(self) -> None:
        """Give the staged upload up when its host has been silent for 30 s."""
        deadline_ms = self.deadline_ms()
        if deadline_ms is not None and self._link.now_ms >= deadline_ms:
            self.discard()

    def discard(self) -> None:
        """Drop the staged upload, if any; the stored file stays as it is."""
        if self.staging is not None:
            port = self._link.port
            port.emit(events.Discard(port.ticket(), events.ROUTINES_FILE))
            self.end_staging()

    def end_staging(self) -> None:
        """Forget the staged upload (it was committed or dropped)."""
        self.staging = None
        self._link.port.receiving(-1)

    def length(self, name: str) -> int:
        """The length of a readable file; LinkError when there is none."""
        if name in STORED:
            length = self._link.port.stored_bytes(STORED[name])
            if length >= 0:
                return length
            raise LinkError(
                smp.ABSENT, "absent", "{}: not stored on this device yet".format(name)
            )
        return len(self.snapshot(name, True))

    def snapshot(self, name: str, is_new: bool) -> bytes:
        """A file made on the spot, or the one made before, so that pieces fit together."""
        if name != self._snapshot_name or is_new:
            if name == SCREEN:
                self._snapshot = pbm.as_pbm(self._link.port.screen()[1])
            elif name == SESSION_LOG:
                self._snapshot = self._link.port.session_log()
            else:
                raise LinkError(smp.ABSENT, "absent", "no file of this name can be read")
            self._snapshot_name = name
        return self._snapshot

    def close(self) -> None:
        """Drop everything open."""
        self.discard()
        self._snapshot_name, self._snapshot = None, b""
        self._history_until_ms = 0


def download(link: "Link", fields: "dict[Any, Any]") -> "Pairs | Job":
    """{name, off, len?} -> {off, data, len at off 0}: one piece of a file.

    ``len`` in the request, an extension: at most so many bytes (for noisy lines).
    """
    name, offset = text_field(fields, "name"), int_field(fields, "off")
    room = link.limits.data_bytes
    room = min(room, int_field(fields, "len", room))
    if name not in STORED:
        text = link.files.snapshot(name, not offset)
        return _download_reply(offset, text[offset : offset + room], len(text))
    length = link.files.length(name)
    if offset > length:
        raise bad_field("off", "at most the file's length {}".format(length))
    link.files.note_reading(name, offset + room < length)
    return _DownloadJob(link, STORED[name], offset, length, room)


def _download_reply(offset: int, data: bytes, length: int) -> "Pairs":
    pairs: "list[tuple[str, Any]]" = [("off", offset), ("data", data)]
    if not offset:
        pairs.append(("len", length))
    return pairs


def size(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """{name} -> {len}."""
    return (("len", link.files.length(text_field(fields, "name"))),)


def hash_types(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """-> {types}: SHA-256 only, as 32 bytes."""
    form = cbor.Map((("format", 1), ("size", 32)))
    return (("types", cbor.Map((("sha256", form),))),)


def hash_file(link: "Link", fields: "dict[Any, Any]") -> "Pairs | Job":
    """{name, type?, off?, len?} -> {type, off unless 0, len, output}."""
    if fields.get("type", "sha256") != "sha256":
        raise LinkError(smp.NOT_SUPPORTED, "hash_type", "only sha256 is supported")
    name, offset = text_field(fields, "name"), int_field(fields, "off", 0)
    snapshot = b"" if name in STORED else link.files.snapshot(name, False)
    rest = (link.files.length(name) if name in STORED else len(snapshot)) - offset
    if rest < 0:
        raise bad_field("off", "at most the file's length")
    length = min(rest, int_field(fields, "len", rest))
    if name not in STORED:
        digest = hashlib.sha256(snapshot[offset : offset + length]).digest()
        return hash_reply(offset, length, digest)
    known = link.port.routines_sha() if name == ROUTINES else b""
    if known and not offset and length == rest:
        return hash_reply(0, length, known)
    return _HashJob(link, STORED[name], offset, length)


def hash_reply(offset: int, length: int, digest: bytes) -> "Pairs":
    """The reply to a hash request; ``off`` is left out when 0, as the standard says."""
    pairs: "list[tuple[str, Any]]" = [("type", "sha256")]
    if offset:
        pairs.append(("off", offset))
    return pairs + [("len", length), ("output", digest)]


def close(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """-> {}: drop a half-sent upload and free what reading holds."""
    link.refuse_when_busy()
    link.files.close()
    return ()


def upload(link: "Link", fields: "dict[Any, Any]") -> "Pairs | Job":
    """{name, off, data, len at off 0} -> {off}: see ``link_upload``."""
    link.refuse_when_busy()
    return link_upload.take_chunk(link, fields)


class _DownloadJob(ReadJob):
    """Answers with one piece of a stored file."""

    def __init__(self, link: "Link", name: str, offset: int, length: int, room: int) -> None:
        super().__init__(link.port, name, offset)
        self._length = length
        self._read(room)

    def read_done(self, ticket: int, data: bytes) -> "Pairs | None":
        """The reply, when the read was ours."""
        if ticket != self._ticket:
            return None
        return _download_reply(self._offset, data, self._length)


class _HashJob(ReadJob):
    """Hashes a stored file, 1 KB per read."""

    def __init__(self, link: "Link", name: str, offset: int, length: int) -> None:
        super().__init__(link.port, name, offset)
        self._start = offset
        self._left = self._length = length
        self._sha = hashlib.sha256()

    def work(self) -> "Pairs | None":
        """Ask for the next piece, or answer when all are hashed."""
        if not self._left:
            return hash_reply(self._start, self._length, self._sha.digest())
        self._read(min(self._left, HASH_READ))
        return None

    def read_done(self, ticket: int, data: bytes) -> "Pairs | None":
        """Hash one piece."""
        if ticket != self._ticket:
            return None
        if not data:
            raise storage_error("io")  # shorter than it was a moment ago
        self._sha.update(data)
        self._offset += len(data)
        self._left -= len(data)
        self.has_work = True
        return None
