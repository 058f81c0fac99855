"""Routines: the document the device plays, checked and indexed as its bytes arrive.

``Scanner`` takes a whole document in chunks, at an upload and at power-up, and keeps an
``Entry`` per routine; ``parse_routine`` reads one routine's bytes when it is opened. The
fields are in ``fields``, what ties them together is here.
"""

import binascii
import hashlib
import json
from collections import namedtuple

from ..text import utf8
from . import duration, field_checks, fields, safety, step_rules
from .cutter import ROUTINE_MAX_BYTES, Cutter
from .fault_list import FaultList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .safety import Spot

# Faults a device keeps as text; more are counted.
DEVICE_FAULTS_MAX = 32

_BOM = b"\xef\xbb\xbf"

# What the device remembers of a routine.
# offset, length: its bytes within the document. digest: 12 hex digits of their SHA-256.
# minutes: how long it takes at its start doses, rounded up.
# methods: in the order of first use. spots: (step from 1, method, point or "", area or
# "") for every step. cautions_hash: 12 hex digits that change when what must be
# accepted before the first run changes.
Entry = namedtuple(
    "Entry",
    (
        "id",
        "title",
        "offset",
        "length",
        "digest",
        "minutes",
        "methods",
        "spots",
        "cautions_hash",
    ),
)


class Scanner:
    """Checks a routines document fed in chunks and indexes its routines.

    ``max_bytes``: longest document taken (a board's ``caps``; at most
    ``safety.DOCUMENT_MAX_BYTES``). ``max_faults``: faults kept as text. ``buffer``: where
    a routine's text is put together (see ``json_scan.Cutter``); it may serve the next
    scanner once this one is done with. None: one of its own.

    The verdict is the same on both interpreters and for every way to cut the document
    into chunks. JSON that only MicroPython reads (``[1 2]``, a comma too many, a key
    given twice) may pass here on a device: the host refuses it beforehand.
    """

    def __init__(
        self,
        max_bytes: int = safety.DOCUMENT_MAX_BYTES,
        max_faults: int = DEVICE_FAULTS_MAX,
        buffer: "bytearray | None" = None,
    ) -> None:
        #: Entries of the routines without a fault so far, in the document's order.
        self.entries: "list[Entry]" = []
        self._faults = FaultList(max_faults)
        self._buffer = bytearray(ROUTINE_MAX_BYTES) if buffer is None else buffer
        self._cutter = Cutter(max_bytes, self._faults, self._take, self._buffer)
        self._ids: "dict[object, int]" = {}

    def feed(self, data: bytes) -> None:
        """Take the next bytes, any number of them. Never raises.

        Blocks: for the checks of the routines that end in ``data``.
        """
        self._cutter.feed(data)

    def finish(self) -> "list[str]":
        """End the document: every fault found, empty when it may be used. Call once."""
        self._cutter.finish()
        if not self._cutter.is_dead:
            self._check_skeleton()
        return self._faults.texts()

    def _take(self, index: int, offset: int, length: int) -> None:
        place = "routines[{}]".format(index)
        before = self._faults.count
        routine = _read(self._buffer, length, offset, place, self._faults)
        if "id" in routine:
            first = self._ids.setdefault(routine["id"], index)
            if first != index:
                used = '"{}" is the id of routines[{}] already'
                self._faults.add(place + ".id", used.format(routine["id"], first))
        if self._faults.count == before:
            text = memoryview(self._buffer)[:length]
            self.entries.append(_entry(routine, offset, text))

    def _check_skeleton(self) -> None:
        text = self._cutter.skeleton
        if text[:3] == _BOM:
            self._faults.add("byte 0", "a byte order mark; save the file without it")
            text = text[3:]
        document = _load(text, len(text), "document", "outside the routines", -1, self._faults)
        if document is None:
            return
        made = field_checks.check_object(document, fields.DOCUMENT, "", self._faults)
        if made is not None and "routines" in made:
            self._check_numbers(made["routines"])

    def _check_numbers(self, numbers: object) -> None:
        row = fields.field(fields.DOCUMENT, "routines")
        found = field_checks.check_list(numbers, row, "routines", "routines", self._faults)
        if found and found != list(range(self._cutter.count)):
            self._faults.add("routines", "must hold routine objects only, all in one list")


def parse_routine(data: "bytes | bytearray", place: str) -> "tuple[dict[str, Any], list[str]]":
    """One routine from its bytes: (routine with every default filled in, faults).

    ``place``: what faults call it, for example ``routines[3]``. With faults the dict
    holds what was sound and must not be played. Fields that are absent and have no
    default are absent. Blocks: never; a Pico takes some 30 ms for the longest.
    """
    faults = FaultList(DEVICE_FAULTS_MAX)
    routine = _read(data, len(data), 0, place, faults)
    return routine, faults.texts()


def steps_of(routine: "dict[str, Any]") -> "tuple[Spot, ...]":
    """(step from 1, method, point or "", area or "") for every step of a routine."""
    return tuple(
        [
            (index + 1, step["method"], step.get("point", ""), step.get("area", ""))
            for index, step in enumerate(routine["steps"])
        ]
    )


def spot_key(step: "dict[str, Any]") -> str:
    """What the ledger calls the step's place: its point's code, or its area's text."""
    key: str = step["point"] if step.get("point") else step["area"]
    return key


# --- reading ----------------------------------------------------------------------


def _read(
    data: "bytes | bytearray", length: int, offset: int, place: str, faults: "FaultList"
) -> "dict[str, Any]":
    # ``length``: how many bytes of ``data``, from its beginning, are the routine
    where = "bytes {} to {}".format(offset, offset + length - 1)
    value = _load(data, length, place, where, offset, faults)
    if value is None:
        return {}
    before = faults.count
    routine = field_checks.check_object(value, fields.ROUTINE, place, faults)
    if routine is None:
        return {}
    if "steps" in routine:
        routine["steps"] = step_rules.check_steps(routine["steps"], place, faults)
    if faults.count == before:
        step_rules.check_times(routine, place, faults)
    return routine


def _load(
    data: "bytes | bytearray",
    length: int,
    place: str,
    where: str,
    offset: int,
    faults: "FaultList",
) -> object:
    # ``offset``: where ``data`` starts in the document, -1 when it is not one piece of it
    text, wrong = utf8.decode(data, length)
    if wrong >= 0 and offset >= 0:
        faults.add(place, "byte {} is not UTF-8".format(offset + wrong))
        return None
    try:
        if wrong >= 0 or "\0" in text:  # MicroPython takes a NUL for the end
            raise ValueError
        return json.loads(text)
    except ValueError:
        faults.add(place, "not JSON ({})".format(where))
        return None


# --- indexing ---------------------------------------------------------------------


def _entry(routine: "dict[str, Any]", offset: int, text: memoryview) -> Entry:
    spots = steps_of(routine)
    methods: "list[str]" = []
    for _, method, _, _ in spots:
        if method not in methods:
            methods.append(method)
    lines = safety.caution_lines(spots, routine["cautions"])
    edition = "{}\n{}".format(safety.CAUTIONS_EDITION, "\n".join(lines))
    return Entry(
        routine["id"],
        routine["title"],
        offset,
        len(text),
        _short_hash(text),
        (duration.session_s(routine, False) + 59) // 60,
        tuple(methods),
        spots,
        _short_hash(edition.encode()),
    )


def _short_hash(data: "bytes | memoryview") -> str:
    return binascii.hexlify(hashlib.sha256(data).digest()[:6]).decode()
