"""Uploading the routines file: staged as it comes in, checked, then replaced at once.

The host sends pieces in order. Each is hashed, given to the routines scanner and
written to the staging copy, at most 1 KB per step; the reply follows when it is written,
which need not outlast a power cut: after one an upload begins anew. After the last piece
length, optional SHA-256, every rule of a routines file and every safety limit must hold;
only then is the stored file replaced, in one step, and the reply follows when that is safe.
A fault drops the staging copy: the stored file is the old one or the new one, never
anything else.
"""

import hashlib

from .. import events
from ..errors import LinkError, RoutinesRefused
from . import smp
from .cbor import Map
from .job import Job
from .request import bad_field, changed, int_field, text_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..clock.clock import Clock
    from ..device_config import DeviceConfig
    from ..store.storage import Storage, StoredContents
    from .request import Fields
    from .services import Control

ROUTINES = "/routines.json"
DEFLATED = ROUTINES + ".z"
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

    def __init__(
        self, name: str, sent_bytes: int, sha: bytes, scanner: "Any", source: "Any"
    ) -> None:
        self.name = name
        self.sent_bytes = sent_bytes
        self.sha = sha
        self.offset = 0
        self.length = 0
        self.hasher = hashlib.sha256()
        self.scanner = scanner
        self.source = source
        self.deadline_ms = 0


class Upload:
    """The upload that is open, if one is: its chunks in, the stored file replaced.

    ``new_scanner``: makes a scanner of routines. ``control``: is told how far it is.
    ``spend``: raises DeviceBusy when the host has written too often.
    """

    def __init__(
        self,
        config: "DeviceConfig",
        clock: "Clock",
        storage: "Storage",
        contents: "StoredContents",
        new_scanner: "Callable[[], Any]",
        control: "Control",
        spend: "Callable[[int], None]",
    ) -> None:
        self.storage = storage
        self.control = control
        self.limits = config.limits
        self.staging: "Staging | None" = None
        self._config = config
        self._clock = clock
        self._contents = contents
        self._new_scanner = new_scanner
        self._spend = spend

    @property
    def deadline_ms(self) -> "int | None":
        """When its host has been silent for too long; None: no upload is open."""
        return self.staging.deadline_ms if self.staging is not None else None

    def drop(self) -> None:
        """Drop the staged upload, if any; the stored file stays as it is."""
        if self.staging is not None:
            self.storage.discard(events.ROUTINES_FILE)
            self.end()

    def end(self) -> None:
        """Forget the staged upload (it was committed or dropped)."""
        self.staging = None
        self.control.receiving(-1)

    def take_chunk(self, fields: "Fields") -> "Map | Job":
        """Serve one upload request; a wrong offset is answered with the expected one."""
        name, offset = text_field(fields, "name"), int_field(fields, "off")
        data = fields.get("data")
        if not isinstance(data, bytes):
            raise bad_field("data", "bytes")
        if not offset:
            self._begin(name, fields)
        staging = self.staging
        if staging is None or name != staging.name:
            return Map((("off", 0),))
        staging.deadline_ms = self._clock.now_ms + IDLE_MS
        if offset != staging.offset or (not data and offset < staging.sent_bytes):
            return Map((("off", staging.offset),))
        if offset + len(data) > staging.sent_bytes:
            raise bad_field("data", "no more than len {} in all".format(staging.sent_bytes))
        return _ChunkJob(self, staging, data)

    def _begin(self, name: str, fields: "Fields") -> None:
        """Open a staging copy, replacing one that is open.

        ``was`` in the request: SHA-256 of the file to be replaced, b"" for the built-in one.
        """
        limits = self.limits
        if name != ROUTINES and not (name == DEFLATED and limits.can_inflate):
            raise LinkError(
                smp.DENIED, "not_writable", "only {} can be written".format(ROUTINES)
            )
        length = int_field(fields, "len")
        sha = fields.get("sha", b"")
        if not isinstance(sha, bytes) or len(sha) not in (0, 32):
            raise bad_field("sha", "32 bytes")
        if fields.get("was", self._contents.users_sha()) != self._contents.users_sha():
            raise changed("the stored file")
        if length > limits.routines_bytes:
            text = "{} bytes exceed this device's {}".format(length, limits.routines_bytes)
            raise LinkError(smp.TOO_LARGE, "too_large", text)
        self._spend(length)
        self.drop()
        scanner = self._new_scanner()
        self.staging = Staging(name, length, sha, scanner, self._new_source(name))

    def _new_source(self, name: str) -> "Any":
        new_inflater = self._config.new_inflater
        if name == DEFLATED and new_inflater is not None:
            return new_inflater()
        return PlainSource()


class _ChunkJob(Job):
    """Stages one chunk and, after the last one, replaces the stored file."""

    def __init__(self, upload: Upload, staging: Staging, data: bytes) -> None:
        self._upload = upload
        self._staging = staging
        self._sent = len(data)
        self._writes = 0  # pieces not written yet
        self._has_more = self.has_work = True
        self._call_source(lambda: staging.source.push(data))

    def work(self, _: bytes = b"") -> "Map | None":
        """Stage the next piece of the chunk."""
        piece = self._call_source(lambda: self._staging.source.pull(PIECE_BYTES))
        if piece:
            self._stage(piece)
            self.has_work = self._writes < MAX_WRITES
            return None
        self._has_more = self.has_work = False
        return None if self._writes else self._end_chunk()

    def give_up(self) -> None:
        """One of its writes failed."""
        self._upload.drop()

    def _call_source(self, call: "Callable[[], Any]") -> "Any":
        try:
            return call()
        except ValueError:
            error = self._refusal(smp.CORRUPT, "bad_deflate", "not a zlib stream")
        raise error

    def _stage(self, piece: bytes) -> None:
        staging = self._staging
        if staging.length + len(piece) > self._upload.limits.routines_bytes:
            raise self._refusal(smp.TOO_LARGE, "too_large", "too long once inflated")
        staging.hasher.update(piece)
        staging.scanner.feed(piece)
        self._writes += 1
        name, written = events.ROUTINES_FILE, self.then(self._staged)
        self._upload.storage.stage(name, staging.length, piece, written)
        staging.length += len(piece)

    def _staged(self, _: bytes) -> "Map | None":
        """Go on when every piece of the chunk is written."""
        self._writes -= 1
        self.has_work = self._has_more
        return None if self._has_more or self._writes else self._end_chunk()

    def _end_chunk(self) -> "Map | None":
        """Everything sent so far is written: ask for more, or check and commit."""
        staging, upload = self._staging, self._upload
        staging.offset += self._sent
        if staging.offset < staging.sent_bytes:
            upload.control.receiving(100 * staging.offset // staging.sent_bytes)
            return self._reply()
        self._check()
        has_to_wait = upload.control.expect_routines(staging.sha, self.then(self._expected))
        return None if has_to_wait else self._expected(b"")

    def _expected(self, _: bytes) -> "Map | None":
        """It is on record what the file will be."""
        safe = self.then(self._committed)
        self._upload.storage.commit(events.ROUTINES_FILE, self._staging.length, safe)
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
            self._upload.drop()
            text = _fit(faults, self._upload.limits.data_bytes)
            raise RoutinesRefused(smp.REFUSED, text, faults)

    def _committed(self, _: bytes) -> Map:
        staging, upload = self._staging, self._upload
        upload.end()
        upload.control.routines_replaced(staging.scanner.entries, staging.sha, staging.length)
        return self._reply()

    def _reply(self) -> Map:
        return Map((("off", self._staging.offset),))

    def _refusal(self, rc: int, code: str, message: str) -> LinkError:
        """The error to raise, with the staging copy already dropped."""
        self._upload.drop()
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
