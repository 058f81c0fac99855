"""The pages of states, made from the transition tables: a diagram, every row, every word."""

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
Groups = Mapping[str, tuple[str, ...]]
Arrows = dict[tuple[str, str], list[str]]
Table = Mapping[str, tuple[Any, ...]]


def session_states_md() -> str:
    """The page of a session's states, as Markdown."""
    ends = ["    begin((start)) --> prompt", "    over((over))"]
    figure = Diagram(rows_by_state(transitions.TRANSITIONS), SESSION_GROUPS, ends)
    return page("The states of a session", "session", transitions, figure)


def menu_states_md() -> str:
    """The page of all other states, as Markdown."""
    figure = Diagram(
        rows_by_state(menu_transitions.TRANSITIONS),
        MENU_GROUPS,
        ["    begin((power on)) --> starting"],
    )
    return page("The states outside a session", "menu", menu_transitions, figure)


def page(title: str, room: str, module: Any, figure: "Diagram") -> str:
    """One page: the rules above the table of ``module``, its diagram, its rows."""
    table = rows_by_state(module.TRANSITIONS)
    lines = [
        f"# {title}",
        "",
        f"<!-- made by tools/make_docs.py from core/{room}/transitions.py -->",
        "",
        (module.__doc__ or "").split("\n\n", 1)[1].strip(),
        "",
        "What changes no state is left out here; every row is below.",
        "",
        "```mermaid",
        *figure.lines(),
        "```",
        "",
        "Rows of one event are tried in their order: the first whose “when” holds is taken.",
        "Nothing else happens in a state: an event without a row is refused, which changes",
        "nothing; if it is a gesture, the rejected cue answers it.",
    ]
    for state, rows in table.items():
        lines += ["", f"## {spaced(state)}", "", "| event | when | does | then |"]
        lines += ["|---|---|---|---|"]
        lines += [f"| {' | '.join(cells(row))} |" for row in rows]
    lines += ["", "## When", "", *words(table, 1), "", "## Does", "", *words(table, 2), ""]
    return "\n".join(lines)


def spaced(name: str) -> str:
    """A name as people write it."""
    return name.replace("_", " ")


def event_words(event: str) -> str:
    """An event as people say it."""
    return GESTURES.get(event, spaced(event))


def cells(row: Any) -> list[str]:
    """One row of a table as the page shows it."""
    event, when, act, to = row
    asked = spaced(when.__name__) if when else ""
    return [event_words(event), asked, spaced(act.__name__), spaced(to)]


def words(table: Table, column: int) -> list[str]:
    """What every guard (column 1) or act (2) of ``table`` is, by its docstring."""
    found = {row[column] for rows in table.values() for row in rows if row[column]}
    return [
        f"* **{spaced(each.__name__)}**: {' '.join((each.__doc__ or '').split())}"
        for each in sorted(found, key=lambda each: str(each.__name__))
    ]


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
