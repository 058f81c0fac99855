"""What differs between two routines documents, routine by routine and field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from acupacer.core.routine import fields
from acupacer.core.routine.model import EVERY

from . import sides

Routine = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One field: ``place`` such as ``steps[0].hold.max_s``; None stands for absent."""

    place: str
    old: Any
    new: Any

    def __str__(self) -> str:
        return f"{self.place}: {_short(self.old)} -> {_short(self.new)}"


@dataclass(frozen=True)
class Difference:
    """Ids of the routines that came, went and stayed; fields of those that changed.

    ``places``: the definitions that differ, by their ids.
    """

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    is_reordered: bool = False
    places: dict[str, list[Change]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether a device would do the same with either document."""
        changed = self.changed or self.places
        return not (self.added or self.removed or changed or self.is_reordered)

    def lines(self) -> list[str]:
        """For people: ``+`` came, ``-`` went, ``~`` changed with its fields below."""
        lines = [f"+ {name}" for name in self.added]
        lines += [f"- {name}" for name in self.removed]
        for name, changes in self.changed.items():
            lines.append(f"~ {name}")
            lines += [f"    {change}" for change in changes]
        for name, changes in self.places.items():
            came_or_went = changes[0] if changes[0].place == "definition" else None
            if came_or_went:
                sign = "-" if came_or_went.new is None else "+"
                lines.append(f"{sign} place {name}")
            else:
                lines.append(f"~ place {name}")
                lines += [f"    {change}" for change in changes]
        if self.is_reordered:
            lines.append("~ another order")
        return lines

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        changed = {name: list(map(vars, changes)) for name, changes in self.changed.items()}
        return {
            "added": self.added,
            "removed": self.removed,
            "changed": changed,
            "same": self.same,
            "is_reordered": self.is_reordered,
            "places": {name: list(map(vars, found)) for name, found in self.places.items()},
        }


def difference(old: bytes, new: bytes) -> Difference:
    """Compare two valid routines documents by their routines' ids.

    What one says and the other leaves to a default is no difference.
    """
    before, after = _routines(old), _routines(new)
    changed = {
        name: list(_changes(before[name], after[name], ""))
        for name in after
        if name in before and before[name] != after[name]
    }
    return Difference(
        [name for name in after if name not in before],
        [name for name in before if name not in after],
        changed,
        [name for name in after if name in before and name not in changed],
        [name for name in before if name in after]
        != [name for name in after if name in before],
        dict(_places(_by_id(old, "places"), _by_id(new, "places"))),
    )


def _routines(document: bytes) -> dict[str, Routine]:
    """By id, without what is as by default."""
    places = list(_by_id(document, "places").values())
    routines = _by_id(document, "routines")
    for routine in routines.values():
        routine["steps"] = [_unusual(step, places) for step in routine["steps"]]
    return {name: _without_defaults(each, fields.ROUTINE) for name, each in routines.items()}


def _unusual(step: Routine, places: list[Routine]) -> Routine:
    """``step`` without what is as by default. ``places``: those defined."""
    said = _without_defaults(step, fields.STEP)
    usual = sides.BOTH if sides.is_at_once(step) else sides.usual(step, places)
    if tuple(said.get("sides", ())) == usual:
        del said["sides"]
    hold = said.get("hold")
    if isinstance(hold, dict) and hold == _fixed(hold["start_s"]):
        said["hold"] = hold["start_s"]
    return said


def _fixed(seconds: int) -> dict[str, int]:
    return {"start_s": seconds, "max_s": seconds, "step_s": 0, "every": EVERY}


def _without_defaults(value: Routine, table: Sequence[fields.Field]) -> Routine:
    defaults = {row.name: row.default for row in table if row.default is not None}
    return {
        key: each
        for key, each in value.items()
        if key not in defaults
        or (tuple(each) if isinstance(each, list) else each) != defaults[key]
    }


def _by_id(document: bytes, name: str) -> dict[str, Routine]:
    return {each["id"]: each for each in json.loads(document).get(name, [])}


def _places(
    before: dict[str, Routine], after: dict[str, Routine]
) -> Iterator[tuple[str, list[Change]]]:
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            yield name, [Change("definition", old and old["name"], new and new["name"])]
        elif old != new:
            yield name, list(_changes(old, new, ""))


def _changes(old: Any, new: Any, place: str) -> Iterator[Change]:
    """Every leaf that differs; lists are compared item by item."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from _changes(old.get(key), new.get(key), f"{place}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list):
        for index, (before, after) in enumerate(zip_longest(old, new)):
            yield from _changes(before, after, f"{place}[{index}]")
    elif old != new:
        yield Change(place, old, new)


def _short(value: Any) -> str:
    if value is None:
        return "(absent)"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
