"""The sides that a step of a document presses where it tells none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from acupacer.core.routine import known_places

from .catalogue import catalogue

BOTH = ("both",)
_AT_ONCE = ("balls", "roller", "gun")


def is_at_once(step: Mapping[str, Any]) -> bool:
    """Whether it works on both sides, whatever its place is."""
    return step["method"] in _AT_ONCE or step.get("balls") == 2


def usual(step: Mapping[str, Any], places: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Those of its place, by hand or with one ball. ``places``: the document's definitions."""
    code = step.get("point", "")
    name = known_places.identity(code or step.get("place") or step.get("area", ""))
    for place in places:
        is_own = not code or "sides" in place
        if is_own and known_places.identity(place["id"]) == name:
            return tuple(place.get("sides", BOTH))
    known = catalogue().places.get(code)
    return known.sides if known else BOTH
