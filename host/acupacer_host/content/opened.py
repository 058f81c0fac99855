"""A routine of a checked document, with the places it uses."""

from __future__ import annotations

from acupacer.core.routine.document import parse_place, parse_routine
from acupacer.core.routine.model import Entry, Routine


def routine_of(document: bytes, entry: Entry) -> Routine:
    """The routine of ``entry``. Raises RoutineError: the document is not the entry's."""
    places = [parse_place(piece) for piece in places_of(document, entry)]
    return parse_routine(text_of(document, entry), entry.id, places)


def places_of(document: bytes, entry: Entry) -> list[bytes]:
    """The bytes of the definitions of the places it uses."""
    return [document[offset : offset + length] for offset, length in entry.definitions]


def text_of(document: bytes, entry: Entry) -> bytes:
    """The routine's bytes."""
    return document[entry.offset : entry.offset + entry.length]
