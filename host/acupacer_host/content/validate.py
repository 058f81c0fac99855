"""Checks a routines file on the laptop, as strictly as any device will and more.

A device checks a document as its bytes arrive, and stops where its memory ends. A laptop has
all of it before it: what is too large or badly written is read on, so that every fault is
named in one run. Sizes are those of the form that is sent, which has no blanks.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from acupacer.core.routine import field_checks, fields, safety
from acupacer.core.routine.cutter import PLACE_MAX_BYTES, ROUTINE_MAX_BYTES
from acupacer.core.routine.document import Scanner, check_id, check_routine, check_version
from acupacer.core.routine.fault_list import FaultList
from acupacer.core.routine.model import Entry
from acupacer.core.routine.place_rules import check_place
from acupacer.core.routine.places import Definitions

from ..printable import shown
from . import fault_words, forms, own_names, reading
from .completing import completed

# Enough to show every fault of a file somebody wrote; a bound all the same.
_FAULTS_MAX = 1000
# Of a file with blanks and comments. What a device takes is judged without them.
FILE_MAX_BYTES = 1 << 20

_BEGINS = 'a file begins {"format": "acupacer-routines", "version": 2, "routines": ['
_ONE_ROUTINE = f"looks like one routine; {_BEGINS} and then has routines, and ends with ]}}"
_A_LIST = f"looks like the routines alone; {_BEGINS} and ends with ]}}"


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    ``faults``: ``FILE: place: what was found and what is allowed``, empty when the file
    may be used. ``entries``: the sound routines in the file's order (all of them when
    there is no fault). ``data``: the very bytes that were checked, the ones to send.
    ``notes``: what was changed to make them, each with the file's name too: ``name``.
    """

    faults: list[str]
    entries: list[Entry]
    data: bytes
    notes: tuple[str, ...] = ()
    name: str = ""

    @property
    def is_ok(self) -> bool:
        """True when a device would take the file."""
        return not self.faults


def check_file(path: str | Path) -> Verdict:
    """Read and check the routines file at ``path``; every fault in one run.

    A file that cannot be read is a fault too, nothing is raised. Blocks: for reading.
    """
    try:
        data = read_bounded(path, FILE_MAX_BYTES)
    except OSError as error:
        return _no_file(path, f"cannot be read: {error.strerror or error}")
    if len(data) > FILE_MAX_BYTES:
        return _no_file(path, f"more than {FILE_MAX_BYTES} bytes are no routines file")
    return check_text(data, str(path))


def _no_file(path: str | Path, words: str) -> Verdict:
    return Verdict([f"{path}: {words}"], [], b"", name=str(path))


def read_bounded(path: str | Path, most: int) -> bytes:
    """The file at ``path``, but never more than ``most`` bytes and one: enough to refuse it.

    Raises OSError. Blocks: for reading.
    """
    with Path(path).open("rb") as source:
        return source.read(most + 1)


def check_text(data: bytes, name: str) -> Verdict:
    """Check what a person wrote, in whichever form; ``name`` starts every fault and note.

    The ending of ``name`` tells the form, where ``data`` does not.
    """
    return check_form(forms.read(data, name), name)


def check_form(form: forms.Form, name: str) -> Verdict:
    """Check what was read of a file; ``name`` as in ``check_text``."""
    read = form.reading
    value, added = completed(read.value)
    sent = read.data if value is read.value else reading.compact(value)
    found, entries = _scan(sent)
    if read.is_whole and (found or read.faults):  # a device stops sooner
        found = _faults(value) or ([] if read.faults else found)
        unread = tuple(f"{place}: " for place in read.unread)  # said by line and column
        found = [fault for fault in found if not fault.startswith(unread)]
    elif not read.is_whole:  # line and column said better what this says by byte
        found = [fault for fault in found if fault_words.is_of_content(fault)]
    mistaken, remarks = own_names.check(value)
    found += mistaken
    told = map(form.told, fault_words.for_people(found, value))
    faults = form.in_order([*read.faults, *filter(None, told)])
    return Verdict(
        [_told(name, fault) for fault in faults],
        entries,
        sent,
        tuple(_told(name, note) for note in [*read.notes, *added, *remarks]),
        shown(name),
    )


def _told(name: str, words: str) -> str:
    return shown(f"{name}: {fault_words.shortened(words)}")


def check_bytes(data: bytes, name: str) -> Verdict:
    """Check a document that a device has, or this program's own, exactly as it is."""
    found, entries = _scan(data)
    return Verdict([f"{name}: {fault}" for fault in found], entries, data, name=name)


def _scan(data: bytes) -> tuple[list[str], list[Entry]]:
    """What the device's own check says, and the sound routines."""
    scanner = Scanner(max_faults=_FAULTS_MAX)
    scanner.feed(data)
    return scanner.finish(), list(scanner.entries)


def _faults(document: Any) -> list[str]:
    """Every fault of a decoded document, by the device's rules."""
    faults = FaultList(_FAULTS_MAX)
    if isinstance(document, dict) and "steps" in document and "routines" not in document:
        faults.add("document", _ONE_ROUTINE)
        check_routine(document, "", faults, {}, FILE_MAX_BYTES)
        return [fault.removeprefix(".") for fault in faults.texts()]
    if isinstance(document, list):
        faults.add("document", _A_LIST)
        document = {"format": fields.FORMAT, "version": fields.VERSION, "routines": document}
    checked = field_checks.check_object(document, fields.DOCUMENT, "document", faults)
    if checked is not None:
        check_version(document, faults)
        places = _check_places(document.get("places", []), faults)
        if "routines" in document:
            _check_routines(document["routines"], faults, places)
    size = len(reading.compact(document))
    if size > safety.DOCUMENT_MAX_BYTES:
        faults.add(
            "document",
            f"{size} bytes without blanks exceed {safety.DOCUMENT_MAX_BYTES}, the most a "
            "device takes; take routines out",
        )
    return [fault.removeprefix("document.") for fault in faults.texts()]


def _check_places(values: object, faults: FaultList) -> Definitions:
    row = fields.field(fields.DOCUMENT, "places")
    places = Definitions()
    for index, value in enumerate(
        field_checks.check_list(values, row, "places", "places", faults)
    ):
        at = f"places[{index}]"
        place = check_place(value, at, faults, places)
        if place is not None:
            places.add(place)
        size = len(reading.compact(value))
        if size > PLACE_MAX_BYTES:
            faults.add(at, f"{size} bytes without blanks exceed {PLACE_MAX_BYTES}")
    return places


def _check_routines(values: object, faults: FaultList, places: Definitions) -> None:
    row = fields.field(fields.DOCUMENT, "routines")
    ids: dict[object, int] = {}
    for index, value in enumerate(
        field_checks.check_list(values, row, "routines", "routines", faults)
    ):
        place = f"routines[{index}]"
        routine = check_routine(value, place, faults, places, FILE_MAX_BYTES)
        if routine is not None:
            check_id(routine, index, ids, faults)
        size = len(reading.compact(value))
        if size > ROUTINE_MAX_BYTES:
            faults.add(place, f"{size} bytes without blanks exceed {ROUTINE_MAX_BYTES}")
