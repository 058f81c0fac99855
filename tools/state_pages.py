"""docs/states.md, made from the transition tables: a diagram, every row, every word in it."""

from collections.abc import Mapping
from typing import Any

from acupacer.core.input import gestures
from acupacer.core.session import transitions

GESTURES = {
    gestures.START: "START",
    gestures.START_DOWN: "START on contact",
    gestures.START_LONG: "START long",
    gestures.NEXT: "NEXT",
    gestures.NEXT_LONG: "NEXT long",
    gestures.STOP: "STOP",
}
# Groups of a session's states, from the outside in: an arrow that starts at all of a
# group's states is drawn once, from the group.
GROUPS = {
    "under way": ("prompt", "paused", "running"),
    "running": ("get_ready", "rest", "switch_side", "window", "pressure"),
    "pressure": ("hold", "movement", "spot"),
    "ending": ("silence", "too_much", "done"),
}
Arrows = dict[tuple[str, str], list[str]]
Table = Mapping[str, tuple[Any, ...]]


def states_md() -> str:
    """The page, as Markdown."""
    table = transitions.TRANSITIONS
    lines = [
        "# The states of a session",
        "",
        "<!-- made by tools/make_docs.py from core/session/transitions.py -->",
        "",
        (transitions.__doc__ or "").split("\n\n", 1)[1].strip(),
        "",
        "What changes no state is left out here; every row is below.",
        "",
        "```mermaid",
        *diagram(table),
        "```",
        "",
        "Rows of one event are tried in their order: the first whose “when” holds is taken.",
        "Nothing else happens in a state: an event without a row is refused, which changes",
        "nothing and is answered by the rejected cue.",
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


def diagram(table: Table) -> list[str]:
    """``table`` as a Mermaid flowchart with the states in their groups."""
    lines = ["flowchart LR", "    begin((start)) --> prompt", *_boxes(_outer_groups(), 1)]
    lines += ["    over((over))"]
    for (start, end), events in arrows(table).items():
        names = ", ".join(dict.fromkeys(event_words(event) for event in events))
        lines.append(f'    {_id(start)} -->|"{names}"| {_id(end)}')
    return lines


def arrows(table: Table) -> Arrows:
    """(from, to) -> events; what all states of a group share starts at the group."""
    found: Arrows = {}
    for state, rows in table.items():
        for event, _, _, to in rows:
            if to != state and event not in found.setdefault((state, to), []):
                found[state, to].append(event)
    for group in reversed(list(GROUPS)):  # from the inside out
        _gather(found, group)
    return {pair: events for pair, events in found.items() if events}


def _gather(found: Arrows, group: str) -> None:
    inside = set(_members(group))
    for end in [end for start, end in found if start == GROUPS[group][0]]:
        rows = [found.get((member, end), []) for member in GROUPS[group]]
        shared = [event for event in rows[0] if all(event in row for row in rows)]
        if end in inside or not shared:
            continue
        found[group, end] = shared
        for row in rows:
            row[:] = [event for event in row if event not in shared]


def _members(group: str) -> list[str]:
    """The states in ``group`` and in the groups within it."""
    found = []
    for member in GROUPS[group]:
        found += _members(member) if member in GROUPS else [member]
    return found


def _outer_groups() -> list[str]:
    within = {member for members in GROUPS.values() for member in members}
    return [group for group in GROUPS if group not in within]


def _boxes(members: tuple[str, ...] | list[str], depth: int) -> list[str]:
    lines = []
    for member in members:
        margin = "    " * depth
        if member in GROUPS:
            lines.append(f'{margin}subgraph {_id(member)} ["{member}"]')
            lines += [*_boxes(GROUPS[member], depth + 1), f"{margin}end"]
        else:
            lines.append(f'{margin}{member}["{spaced(member)}"]')
    return lines


def _id(name: str) -> str:
    return name.replace(" ", "_")
