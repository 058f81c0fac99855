"""Whether two documents mean the same to a device, and if not, what differs.

How a field is spelt, what is left to its default and in which order places stand says
nothing: compared is what the core makes of a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acupacer.core.routine.document import check_routine
from acupacer.core.routine.fault_list import FaultList
from acupacer.core.routine.place_rules import check_place
from acupacer.core.routine.places import Place

from .completing import completed

_OF_BYTES = ("offset", "length", "is_sound")


def first_difference(one: dict[str, Any], other: dict[str, Any]) -> str:
    """Where the two, both sound, differ first, such as ``routines[0].steps[1].hold``; "".

    Blocks: for the checks of both.
    """
    return next(_differences(_meaning(one), _meaning(other), ""), "")


def _meaning(document: dict[str, Any]) -> dict[str, Any]:
    whole, _ = completed(document)
    faults = FaultList(1)
    places: dict[str, Place] = {}
    for value in whole.get("places", []):
        place = check_place(value, "", faults, places)
        if place is not None:
            places[place.id] = place
    routines = [check_routine(value, "", faults, places) for value in whole["routines"]]
    return {"places": _plain(places), "routines": _plain(routines)}


def _plain(value: Any) -> Any:
    """Objects of the core's model as dicts."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()} or None
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "__dict__"):
        return {
            "is": type(value).__name__,
            **{key: _plain(each) for key, each in vars(value).items() if key not in _OF_BYTES},
        }
    return value


def _differences(one: Any, other: Any, place: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({**one, **other}):
            inside = f"{place}.{key}" if place else str(key)
            yield from _differences(one.get(key), other.get(key), inside)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from _differences(first, second, f"{place}[{index}]")
    elif one != other:
        yield place
