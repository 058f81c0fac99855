"""The routines of a document taken apart and put together again, byte for byte.

A routine that is not touched keeps its bytes, and with them the digest by which the history
knows what it said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from acupacer.core.errors import AcupacerError
from acupacer.core.routine import fields, known_places
from acupacer.core.routine.model import Entry

from .opened import places_of, text_of


class PlacesDiffer(AcupacerError):
    """Two routines of a set would use one place that is defined in two ways."""

    code = "places_differ"


@dataclass(frozen=True)
class Piece:
    """A routine: its bytes, and the definitions of its places by their ids."""

    id: str
    text: bytes
    places: dict[str, bytes]


class RoutineSet:
    """Routines in order, by their ids."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = {piece.id: piece for piece in pieces}

    @staticmethod
    def of(document: bytes, entries: Iterable[Entry]) -> RoutineSet:
        """That of a checked document."""
        return RoutineSet(_piece(document, entry) for entry in entries)

    def with_added(self, other: RoutineSet) -> RoutineSet:
        """With those of ``other``: at the end, or in place of one with the same id.

        Raises PlacesDiffer. What is known of a point is taken from ``other``.
        """
        return RoutineSet(_agreed({**self.pieces, **other.pieces}, other))

    def without(self, ids: Iterable[str]) -> RoutineSet:
        """Without those."""
        gone = set(ids)
        return RoutineSet(piece for id_, piece in self.pieces.items() if id_ not in gone)

    def replaced(self, id_: str, other: RoutineSet) -> RoutineSet:
        """With those of ``other`` where ``id_`` is. Raises PlacesDiffer."""
        found: dict[str, Piece] = {}
        for name, piece in self.pieces.items():
            if name == id_:
                found |= other.pieces
            elif name not in other.pieces:
                found[name] = piece
        return RoutineSet(_agreed(found, other))

    def document(self) -> bytes:
        """The document of all of them, with the places they use."""
        places: dict[str, bytes] = {}
        for piece in self.pieces.values():
            places |= piece.places
        routines = b",".join(piece.text for piece in self.pieces.values())
        listed = b'"places":[%s],' % b",".join(places.values()) if places else b""
        head = b'{"format":"%s","version":%d,' % (fields.FORMAT.encode(), fields.VERSION)
        return head + listed + b'"routines":[%s]}' % routines


def _piece(document: bytes, entry: Entry) -> Piece:
    places = {
        known_places.identity(json.loads(place)["id"]): place
        for place in places_of(document, entry)
    }
    return Piece(entry.id, text_of(document, entry), places)


def _agreed(pieces: dict[str, Piece], other: RoutineSet) -> list[Piece]:
    """``pieces``, with places defined as ``other`` has them."""
    news = {
        id_: place for piece in other.pieces.values() for id_, place in piece.places.items()
    }
    agreed = []
    for piece in pieces.values():
        differing = [
            id_
            for id_, place in piece.places.items()
            if id_ in news and json.loads(news[id_]) != json.loads(place)
        ]
        own = [id_ for id_ in differing if id_ not in known_places.CODES]
        if own:
            raise PlacesDiffer(
                f"the place {own[0]} is another one in {piece.id}, which is there already; "
                f"give the new one another name, or change {piece.id} too"
            )
        places = {id_: news.get(id_, place) for id_, place in piece.places.items()}
        agreed.append(Piece(piece.id, piece.text, places))
    return agreed
