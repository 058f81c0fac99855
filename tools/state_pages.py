"""docs/states.md, made from the transition tables: diagrams, every row, every word in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from acupacer.core.input import gestures
from acupacer.core.session import transitions as session

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
Groups = dict[str, tuple[str, ...]]
Arrows = dict[tuple[str, str], list[str]]
Table = Mapping[str, tuple[Any, ...]]


def states_md() -> str:
    """The page, as Markdown."""
    lines = [
        "# The states",
        "",
        "<!-- made by tools/make_docs.py from the transition tables of session and menu -->",
        "",
        "Rows of one event are tried in their order: the first whose “when” holds is taken.",
        "Nothing else happens in a state: an event without a row is refused, which changes",
        "nothing; a key is answered by the rejected cue. The diagrams leave out what changes",
        "no state.",
        "",
        *part("A session, and its end", session, SESSION_GROUPS),
    ]
    return "\n".join(lines)


def part(title: str, module: Any, groups: Groups) -> list[str]:
    """What the page says of one table."""
    table = module.TRANSITIONS
    lines = [f"## {title}", "", module.__doc__.split("\n\n", 1)[1].strip(), ""]
    lines += ["```mermaid", *diagram(table, groups), "```"]
    for state, rows in table.items():
        lines += ["", f"### {spaced(state)}", "", "| event | when | does | then |"]
        lines += ["|---|---|---|---|"]
        lines += [f"| {' | '.join(cells(row))} |" for row in rows]
    lines += ["", f"### When: {title.lower()}", "", *words(table, 1)]
    return [*lines, "", f"### Does: {title.lower()}", "", *words(table, 2), ""]


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


def diagram(table: Table, groups: Groups) -> list[str]:
    """``table`` as a Mermaid flowchart with the states in their groups."""
    within = {member for members in groups.values() for member in members}
    outer = [name for name in (*groups, *table) if name not in within]
    lines = ["flowchart LR", f"    begin((start)) --> {next(iter(table))}"]
    lines += _boxes(outer, groups, 1)
    for (start, end), events in arrows(table, groups).items():
        names = ", ".join(dict.fromkeys(event_words(event) for event in events))
        lines.append(f'    {_id(start, groups)} -->|"{names}"| {_id(end, groups)}')
    return lines


def arrows(table: Table, groups: Groups) -> Arrows:
    """(from, to) -> events; what all states of a group share starts at the group."""
    found: Arrows = {}
    for state, rows in table.items():
        for event, _, _, to in rows:
            if to != state and event not in found.setdefault((state, to), []):
                found[state, to].append(event)
    for group in reversed(list(groups)):  # from the inside out
        _gather(found, group, groups)
    return {pair: events for pair, events in found.items() if events}


def _gather(found: Arrows, group: str, groups: Groups) -> None:
    inside = set(_members(group, groups))
    for end in [end for start, end in found if start == groups[group][0]]:
        rows = [found.get((member, end), []) for member in groups[group]]
        shared = [event for event in rows[0] if all(event in row for row in rows)]
        if end in inside or not shared:
            continue
        found[group, end] = shared
        for row in rows:
            row[:] = [event for event in row if event not in shared]


def _members(group: str, groups: Groups) -> list[str]:
    """The states in ``group`` and in the groups within it."""
    found = []
    for member in groups[group]:
        found += _members(member, groups) if member in groups else [member]
    return found


def _boxes(members: Iterable[str], groups: Groups, depth: int) -> list[str]:
    lines = []
    for member in members:
        margin = "    " * depth
        if member in groups:
            lines.append(f'{margin}subgraph {_id(member, groups)} ["{member}"]')
            lines += [*_boxes(groups[member], groups, depth + 1), f"{margin}end"]
        else:
            lines.append(f'{margin}{member}["{spaced(member)}"]')
    return lines


def _id(name: str, groups: Groups) -> str:
    """What Mermaid calls a state or a group."""
    return "group_" + name.replace(" ", "_").replace("-", "_") if name in groups else name
