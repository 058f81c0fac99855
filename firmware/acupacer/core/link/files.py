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
from . import smp
from .cbor import Map
from .job import Job, ReadJob
from .request import bad_field, int_field, storage_error, text_field
from .upload import ROUTINES, Upload

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..clock.clock import Clock
    from ..device_config import DeviceConfig
    from ..store.storage import Storage, StoredContents
    from .request import Fields, WriteGate
    from .services import Control, Status

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


class FileGroup:
    """The group's commands, and its open ends: the upload, the snapshot being read."""

    def __init__(
        self,
        config: "DeviceConfig",
        clock: "Clock",
        storage: "Storage",
        contents: "StoredContents",
        new_scanner: "Callable[[], Any]",
        gate: "WriteGate",
        status: "Status",
        control: "Control",
    ) -> None:
        self.open_upload = Upload(
            config, clock, storage, contents, new_scanner, control, gate.spend
        )
        self._config = config
        self._clock = clock
        self._storage = storage
        self._contents = contents
        self._gate = gate
        self._status = status
        self._snapshot_name: "str | None" = None
        self._snapshot = b""
        self._history_until_ms = 0  # a host is reading it piece by piece

    # --- open ends --------------------------------------------------------------------

    @property
    def is_reading_history(self) -> bool:
        """A host has some of the history file and is about to ask for the rest."""
        return self._clock.now_ms < self._history_until_ms

    def deadline_ms(self) -> "int | None":
        """When an idle upload is given up; None: none is open, or a session runs."""
        deadline_ms = self.open_upload.deadline_ms
        if deadline_ms is None or self._status.busy_s() >= 0:
            return None
        return deadline_ms

    def close_idle(self) -> None:
        """Give the upload up when its host has been silent for 30 s."""
        deadline_ms = self.deadline_ms()
        if deadline_ms is not None and self._clock.now_ms >= deadline_ms:
            self.open_upload.drop()

    def close_all(self) -> None:
        """Drop everything open."""
        self.open_upload.drop()
        self._snapshot_name, self._snapshot = None, b""
        self._history_until_ms = self._clock.now_ms

    # --- commands -----------------------------------------------------------------------

    def download(self, fields: "Fields") -> "Map | Job":
        """{name, off, len?} -> {off, data, len at off 0}: one piece of a file.

        ``len`` in the request, an extension: at most so many bytes (for noisy lines).
        """
        name, offset = text_field(fields, "name"), int_field(fields, "off")
        room = self._config.limits.data_bytes
        room = min(room, int_field(fields, "len", room))
        if name not in STORED:
            text = self._snapshot_of(name, not offset)
            return _download_reply(offset, text[offset : offset + room], len(text))
        length = self._length_of(name)
        if offset > length:
            raise bad_field("off", "at most the file's length {}".format(length))
        if name == HISTORY:
            is_last = offset + room >= length
            self._history_until_ms = self._clock.now_ms + (0 if is_last else READING_MS)
        return _DownloadJob(self._storage, STORED[name], offset, length, room)

    def upload(self, fields: "Fields") -> "Map | Job":
        """{name, off, data, len at off 0} -> {off}: see ``upload``."""
        self._gate.check()
        self._gate.check_history(adds=False)
        return self.open_upload.take_chunk(fields)

    def size(self, fields: "Fields") -> Map:
        """{name} -> {len}."""
        return Map((("len", self._length_of(text_field(fields, "name"))),))

    def hash_types(self, fields: "Fields") -> Map:
        """-> {types}: SHA-256 only, as 32 bytes."""
        form = Map((("format", 1), ("size", 32)))
        return Map((("types", Map((("sha256", form),))),))

    def hash_file(self, fields: "Fields") -> "Map | Job":
        """{name, type?, off?, len?} -> {type, off unless 0, len, output}."""
        if fields.get("type", "sha256") != "sha256":
            raise LinkError(smp.NOT_SUPPORTED, "hash_type", "only sha256 is supported")
        name, offset = text_field(fields, "name"), int_field(fields, "off", 0)
        snapshot = b"" if name in STORED else self._snapshot_of(name, False)
        rest = (self._length_of(name) if name in STORED else len(snapshot)) - offset
        if rest < 0:
            raise bad_field("off", "at most the file's length")
        length = min(rest, int_field(fields, "len", rest))
        if name not in STORED:
            digest = hashlib.sha256(snapshot[offset : offset + length]).digest()
            return _hash_reply(offset, length, digest)
        known = self._contents.users_sha() if name == ROUTINES else b""
        if known and not offset and length == rest:
            return _hash_reply(0, length, known)
        return _HashJob(self._storage, STORED[name], offset, length)

    def close(self, fields: "Fields") -> Map:
        """-> {}: drop a half-sent upload and free what reading holds."""
        self._gate.check()
        self.close_all()
        return Map(())

    def _length_of(self, name: str) -> int:
        """The length of a readable file; LinkError when there is none."""
        if name not in STORED:
            return len(self._snapshot_of(name, True))
        length = self._contents.length_of(STORED[name])
        if length < 0:
            text = "{}: not stored on this device yet".format(name)
            raise LinkError(smp.ABSENT, "absent", text)
        return length

    def _snapshot_of(self, name: str, is_new: bool) -> bytes:
        """A file made on the spot, or the one made before, so that pieces fit together."""
        if name != self._snapshot_name or is_new:
            if name == SCREEN:
                self._snapshot = pbm.as_pbm(self._status.screen()[1])
            elif name == SESSION_LOG:
                self._snapshot = self._status.session_log()
            else:
                raise LinkError(smp.ABSENT, "absent", "no file of this name can be read")
            self._snapshot_name = name
        return self._snapshot


def _download_reply(offset: int, data: bytes, length: int) -> Map:
    pairs: "list[tuple[str | int, Any]]" = [("off", offset), ("data", data)]
    if not offset:
        pairs.append(("len", length))
    return Map(pairs)


def _hash_reply(offset: int, length: int, digest: bytes) -> Map:
    """The reply to a hash request; ``off`` is left out when 0, as the standard says."""
    pairs: "list[tuple[str | int, Any]]" = [("type", "sha256")]
    if offset:
        pairs.append(("off", offset))
    return Map(pairs + [("len", length), ("output", digest)])


class _DownloadJob(ReadJob):
    """Answers with one piece of a stored file."""

    def __init__(
        self, storage: "Storage", name: str, offset: int, length: int, room: int
    ) -> None:
        super().__init__(storage, name, offset)
        self._length = length
        self._read(room)

    def _take(self, data: bytes) -> "Map | None":
        return _download_reply(self._offset, data, self._length)


class _HashJob(ReadJob):
    """Hashes a stored file, 1 KB per read."""

    def __init__(self, storage: "Storage", name: str, offset: int, length: int) -> None:
        super().__init__(storage, name, offset)
        self._start = offset
        self._left = self._length = length
        self._sha = hashlib.sha256()

    def work(self, _: bytes = b"") -> "Map | None":
        """Ask for the next piece, or answer when all are hashed."""
        if not self._left:
            return _hash_reply(self._start, self._length, self._sha.digest())
        self._read(min(self._left, HASH_READ))
        return None

    def _take(self, data: bytes) -> "Map | None":
        if not data:
            raise storage_error("io")  # shorter than it was a moment ago
        self._sha.update(data)
        self._offset += len(data)
        self._left -= len(data)
        self.has_work = True
        return None
