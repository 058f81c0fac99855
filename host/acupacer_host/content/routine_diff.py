"""What differs between two routines documents, routine by routine and field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

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
    """Ids of the routines that came, went and stayed; fields of those that changed."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    is_reordered: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether a device would do the same with either document."""
        return not (self.added or self.removed or self.changed or self.is_reordered)

    def lines(self) -> list[str]:
        """For people: ``+`` came, ``-`` went, ``~`` changed with its fields below."""
        lines = [f"+ {name}" for name in self.added]
        lines += [f"- {name}" for name in self.removed]
        for name, changes in self.changed.items():
            lines.append(f"~ {name}")
            lines += [f"    {change}" for change in changes]
        if self.is_reordered:
            lines.append("~ another order")
        return lines

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        changed = {
            name: [{"place": c.place, "old": c.old, "new": c.new} for c in changes]
            for name, changes in self.changed.items()
        }
        return {
            "added": self.added,
            "removed": self.removed,
            "changed": changed,
            "same": self.same,
            "is_reordered": self.is_reordered,
        }


def difference(old: bytes, new: bytes) -> Difference:
    """Compare two valid routines documents by their routines' ids."""
    before, after = _by_id(old), _by_id(new)
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
    )


def _by_id(document: bytes) -> dict[str, Routine]:
    return {routine["id"]: routine for routine in json.loads(document)["routines"]}


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
