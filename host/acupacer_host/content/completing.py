"""Adds to a document what a device needs and a person need not write.

The definitions of catalogue points that its steps name, before the routines: nothing is said
of them, for who names a point means it as it is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acupacer.core.routine import fields, points

from .catalogue import catalogue
from .places import Place, Wording

_FIRST = ("format", "version", "places", "routines")


def completed(document: Any) -> tuple[Any, list[str]]:
    """``document``, decoded JSON, with what it lacks, and what was done, for people.

    It is ``document`` itself where nothing was lacking.
    """
    if not isinstance(document, dict) or not isinstance(document.get("routines"), list):
        return document, []
    known = document.get("places", [])
    if not isinstance(known, list):
        return document, []
    made, notes = dict(document), []
    ids = [place.get("id") for place in known if isinstance(place, dict)]
    added = [code for code in dict.fromkeys(_codes(document)) if code not in ids]
    if added:
        made["places"] = [*known, *(definition(catalogue().places[code]) for code in added)]
        if document.get("version") == fields.PLACES_VERSION - 1:
            made["version"] = fields.PLACES_VERSION
            notes.append(f"version {fields.PLACES_VERSION} of the format, which has places")
    if list(made) != _in_order(made):
        notes += ["places are put before the routines"] if known else []
        made = {key: made[key] for key in _in_order(made)}
    elif not added:
        return document, []
    return made, notes


def definition(place: Place) -> dict[str, Any]:
    """A catalogue point as a routines file defines it."""
    made: dict[str, Any] = {
        "id": place.code,
        "name": _texts(place.names),
        "region": place.region,
        "label": _texts(place.label),
        "find": _texts(place.find),
    }
    if place.caution:
        made["caution"] = _texts(place.caution)
    if place.avoid_when:
        made["avoid_when"] = list(place.avoid_when)
    spot = place.spot
    made |= {"picture": spot.picture, "mark": [spot.x_px, spot.y_px]}
    return made | {"sides": list(place.sides), "source": place.sources["find"]}


def _texts(wording: Wording) -> dict[str, str]:
    return {"en": wording.english, "de": wording.german}


def _codes(document: dict[str, Any]) -> Iterator[str]:
    """The catalogue points that steps name, but the built-in ones."""
    for routine in document["routines"]:
        steps = routine.get("steps") if isinstance(routine, dict) else None
        for step in steps if isinstance(steps, list) else ():
            code = step.get("point") if isinstance(step, dict) else None
            if (
                isinstance(code, str)
                and code in catalogue().places
                and code not in points.CODES
            ):
                yield code


def _in_order(document: dict[str, Any]) -> list[str]:
    """Its keys, places before routines; as they were where that is so."""
    keys = list(document)
    if "places" not in keys or keys.index("places") < keys.index("routines"):
        return keys
    first = [key for key in _FIRST if key in document]
    return first + [key for key in keys if key not in first]
