"""Routines: the document the device plays, checked and indexed as its bytes arrive.

``Scanner`` takes a whole document in chunks, at an upload and at power-up, and keeps an
``Entry`` per routine; ``parse_routine`` reads one routine's bytes when it is opened, after
``parse_place`` has read those of the places it uses. The fields are in ``fields``, what ties
them together is here.
"""

import json

from ..errors import RoutineError
from ..text import utf8, wording
from ..text.plain_json import short_hash
from . import duration, field_checks, fields, place_rules, safety, step_rules
from .cutter import ROUTINE_MAX_BYTES, Cutter
from .fault_list import FaultList
from .model import Entry, Routine, StepPlace
from .places import Definitions, by_identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterable

    from .place_rules import Defined
    from .places import Place

# Faults a device keeps as text; more are counted.
DEVICE_FAULTS_MAX = 32

_BOM = b"\xef\xbb\xbf"


class Scanner:
    """Checks a routines document fed in chunks and indexes its routines.

    ``max_bytes``: longest document taken (a board's ``caps``; at most
    ``safety.DOCUMENT_MAX_BYTES``). ``max_faults``: faults kept as text. ``buffer``: where
    a routine's text is put together (see ``Cutter``); it may serve the next scanner once this
    one is done with. None: one of its own.

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
        self._places = Definitions()

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

    def _take(self, array: str, index: int, offset: int, length: int) -> None:
        place = "{}[{}]".format(array, index)
        where = "bytes {} to {}".format(offset, offset + length - 1)
        before = self._faults.count
        value = _load(self._buffer, length, place, where, offset, self._faults)
        if value is None:
            return
        if array == "places":
            self._take_place(value, place, offset, length)
            return
        routine = check_routine(value, place, self._faults, self._places)
        if routine is None:
            return
        check_id(routine, index, self._ids, self._faults)
        if self._faults.count == before and all([s.place.is_sound for s in routine.steps]):
            text = memoryview(self._buffer)[:length]
            self.entries.append(_entry(routine, offset, text))

    def _take_place(self, value: object, place: str, offset: int, length: int) -> None:
        found = place_rules.check_place(value, place, self._faults, self._places)
        if found is not None:
            found.offset, found.length = offset, length
            found.digest = short_hash(memoryview(self._buffer)[:length])
            self._places.add(found)

    def _check_skeleton(self) -> None:
        text = self._cutter.skeleton
        if text[:3] == _BOM:
            self._faults.add("byte 0", "a byte order mark; save the file without it")
            text = text[3:]
        document = _load(text, len(text), "document", "outside the routines", -1, self._faults)
        if document is None:
            return
        checked = field_checks.check_object(document, fields.DOCUMENT, "", self._faults)
        if checked is not None:
            check_version(document, self._faults)
            self._check_numbers(document, "places")
            self._check_numbers(document, "routines")

    def _check_numbers(self, document: "dict[str, object]", name: str) -> None:
        if name not in document:
            return
        row = fields.field(fields.DOCUMENT, name)
        listed = field_checks.check_list(document[name], row, name, name, self._faults)
        if listed and listed != list(range(self._cutter.counts[name])):
            what = "must hold {} objects only, all in one list"
            self._faults.add(name, what.format(name[:-1]))


def check_version(document: "dict[str, object]", faults: "FaultList") -> None:
    """That the version of ``document`` has what is in it."""
    if "places" in document and document.get("version") == fields.PLACES_VERSION - 1:
        faults.add("version", "1 has no places; write 2")


def parse_routine(
    data: "bytes | bytearray", place: str, places: "Iterable[Place]" = ()
) -> Routine:
    """One routine from its bytes.

    ``place``: what faults call it, for example ``routines[3]``. ``places``: those of its
    document that it uses. Raises RoutineError with
    every fault; such a routine must not be played. Blocks: never; a Pico takes some 30 ms
    for the longest.
    """
    faults = FaultList(DEVICE_FAULTS_MAX)
    value = _load(data, len(data), place, "its bytes", 0, faults)
    defined = by_identity(places)
    routine = None if value is None else check_routine(value, place, faults, defined)
    if routine is None or faults.count:
        raise RoutineError(faults.texts())
    return routine


def parse_place(data: "bytes | bytearray") -> "Place":
    """One place from the bytes of its definition; raises RoutineError with every fault."""
    faults = FaultList(DEVICE_FAULTS_MAX)
    value = _load(data, len(data), "place", "its bytes", 0, faults)
    found = None if value is None else place_rules.check_place(value, "place", faults, {})
    if found is None or faults.count:
        raise RoutineError(faults.texts())
    found.length = len(data)
    return found


def check_id(
    routine: Routine, index: int, ids: "dict[object, int]", faults: "FaultList"
) -> None:
    """That no routine before has its id. ``ids``: of those before, with their numbers."""
    if routine.id:
        first = ids.setdefault(routine.id, index)
        if first != index:
            used = '"{}" is the id of routines[{}] already'
            faults.add("routines[{}].id".format(index), used.format(routine.id, first))


def places_of(routine: Routine) -> "tuple[StepPlace, ...]":
    """Where each step of ``routine`` presses, and by what method."""
    return tuple(
        [
            StepPlace(
                index + 1, step.method, step.place_id, step.place.called, step.place.avoid_when
            )
            for index, step in enumerate(routine.steps)
        ]
    )


# --- reading ----------------------------------------------------------------------


def check_routine(
    value: object,
    place: str,
    faults: "FaultList",
    places: "Defined",
    most_steps: int = safety.STEPS_MAX,
) -> "Routine | None":
    """The routine that ``value``, decoded JSON, is; None when it is no object.

    ``places``: those of its document, by their identities. ``most_steps``: kept in memory, and
    their times counted, though more are a fault. What comes back when faults were found may
    have None where the model has it not.
    """
    checked = field_checks.check_object(value, fields.ROUTINE, place, faults)
    if not isinstance(value, dict) or checked is None:
        return None
    if "steps" not in value:
        return Routine(*checked)
    checked[-1] = step_rules.check_steps(checked[-1], place, faults, most_steps, places)
    routine = Routine(*checked)
    step_rules.check_times(routine, place, faults)
    return routine


def _load(
    data: "bytes | bytearray",
    length: int,
    place: str,
    where: str,
    offset: int,
    faults: "FaultList",
) -> "Any":
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


def _entry(routine: Routine, offset: int, text: memoryview) -> Entry:
    methods: "list[str]" = []
    for step in routine.steps:
        if step.method not in methods:
            methods.append(step.method)
    places = places_of(routine)
    defined = defined_places(routine)
    own_texts = [wording.all_of(each.caution) for each in defined if each.caution]
    cautions = safety.hashed_cautions(places, own_texts + list(routine.cautions))
    return Entry(
        routine.id,
        routine.title,
        offset,
        len(text),
        _digest(text, defined),
        (duration.session_s(routine, duration.start_s) + 59) // 60,
        tuple(methods),
        places,
        short_hash(cautions.encode()),
        tuple([(each.offset, each.length) for each in defined]),
    )


def _digest(text: memoryview, defined: "list[Place]") -> str:
    digest = short_hash(text)
    if defined:
        digest = short_hash(" ".join([digest] + [each.digest for each in defined]).encode())
    return digest


def defined_places(routine: Routine) -> "list[Place]":
    """The places of the document that ``routine`` uses, each once."""
    found: "list[Place]" = []
    for step in routine.steps:
        if step.place.length and step.place_id not in [place.id for place in found]:
            found.append(step.place)
    return found
