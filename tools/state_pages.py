"""The page of states, made from the transition tables: a diagram of each."""

import textwrap
from collections.abc import Mapping
from typing import Any

from acupacer.core.input import gestures
from acupacer.core.menu import transitions as menu_transitions
from acupacer.core.session import transitions
from acupacer_host.content.gesture_map import rows_by_state

GESTURES = {
    gestures.START: "START",
    gestures.START_DOWN: "START on contact",
    gestures.START_LONG: "START long",
    gestures.NEXT: "NEXT",
    gestures.NEXT_LONG: "NEXT long",
    gestures.STOP: "STOP",
}
# Groups of states, from the outside in: an arrow that starts at all of a group's states is
# drawn once, from the group.
SESSION_GROUPS = {
    "under way": ("prompt", "paused", "running"),
    "running": ("get_ready", "rest", "switch_side", "window", "pressure"),
    "pressure": ("hold", "movement", "spot"),
    "ending": ("silence", "too_much", "done"),
}
MENU_GROUPS = {
    "every screen": ("power-up", "home", "opening", "beside routines", "receiving", "error"),
    "power-up": (
        "starting",
        "stop_check",
        "question",
        "review",
        "red_flags",
        "power_loss_offer",
    ),
    "opening": ("cautions", "refused"),
    "beside routines": ("settings", "trainer", "pages"),
    "pages": ("help", "about", "power_off"),
}
LINE = 96  # characters
Groups = Mapping[str, tuple[str, ...]]
Arrows = dict[tuple[str, str], list[str]]
Table = Mapping[str, tuple[Any, ...]]


def states_md() -> str:
    """The page, as Markdown."""
    lines = [
        "# States: what leads where",
        "",
        "<!-- made by tools/make_docs.py from the transition tables of session and menu -->",
        "",
        *textwrap.wrap(
            "An arrow that starts at a box starts at each state in it; what stays in a state "
            "is left out. The tables themselves, and their rules in words, are in "
            "`core/session/transitions.py` and `core/menu/transitions.py`; which key does "
            "what is in docs/user/gestures.md.",
            LINE,
        ),
    ]
    table = rows_by_state(transitions.TRANSITIONS)
    ends = ["    begin((start)) --> prompt", "    over((over))"]
    lines += section("A session", Diagram(table, SESSION_GROUPS, ends))
    table = rows_by_state(menu_transitions.TRANSITIONS)
    ends = ["    begin((power on)) --> starting"]
    lines += section("Outside a session", Diagram(table, MENU_GROUPS, ends))
    return "\n".join([*lines, ""])


def section(title: str, figure: "Diagram") -> list[str]:
    """A heading and a diagram."""
    return ["", f"## {title}", "", "```mermaid", *figure.lines(), "```"]


def spaced(name: str) -> str:
    """A name as people write it."""
    return name.replace("_", " ")


def event_words(event: str) -> str:
    """An event as people say it."""
    return GESTURES.get(event, spaced(event))


class Diagram:
    """A table as a Mermaid flowchart with the states in their groups.

    ``ends``: lines for what comes before its first state and after its last.
    """

    def __init__(self, table: Table, groups: Groups, ends: list[str]) -> None:
        self.table = table
        self.groups = groups
        self.ends = ends

    def lines(self) -> list[str]:
        """All of it."""
        lines = ["flowchart LR", *self._boxes(self._outer_groups(), 1), *self.ends]
        for (start, end), events in self.arrows().items():
            names = ", ".join(dict.fromkeys(event_words(event) for event in events))
            lines.append(f'    {_id(start)} -->|"{names}"| {_id(end)}')
        return lines

    def arrows(self) -> Arrows:
        """(from, to) -> events; what all states of a group share starts at the group."""
        found: Arrows = {}
        for state, rows in self.table.items():
            for event, _, _, to in rows:
                if to != state and event not in found.setdefault((state, to), []):
                    found[state, to].append(event)
        for group in reversed(list(self.groups)):  # from the inside out
            self._gather(found, group)
        return {pair: events for pair, events in found.items() if events}

    def _gather(self, found: Arrows, group: str) -> None:
        inside = set(self._members(group))
        members = self.groups[group]
        for end in [end for start, end in found if start == members[0]]:
            rows = [found.get((member, end), []) for member in members]
            shared = [event for event in rows[0] if all(event in row for row in rows)]
            if end in inside or not shared:
                continue
            found[group, end] = shared
            for row in rows:
                row[:] = [event for event in row if event not in shared]

    def _members(self, group: str) -> list[str]:
        """The states in ``group`` and in the groups within it."""
        found = []
        for member in self.groups[group]:
            found += self._members(member) if member in self.groups else [member]
        return found

    def _outer_groups(self) -> list[str]:
        within = {member for members in self.groups.values() for member in members}
        return [group for group in self.groups if group not in within]

    def _boxes(self, members: tuple[str, ...] | list[str], depth: int) -> list[str]:
        lines = []
        for member in members:
            margin = "    " * depth
            if member in self.groups:
                lines.append(f'{margin}subgraph {_id(member)} ["{member}"]')
                lines += [*self._boxes(self.groups[member], depth + 1), f"{margin}end"]
            else:
                lines.append(f'{margin}{member}["{spaced(member)}"]')
        return lines


def _id(name: str) -> str:
    return name.replace(" ", "_").replace("-", "_")
