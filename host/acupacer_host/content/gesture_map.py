"""What every button does in every state, read off the core's transition tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acupacer.core.input import gestures
from acupacer.core.input.transitions import rows_of
from acupacer.core.menu import transitions as menu_transitions
from acupacer.core.session import transitions

if TYPE_CHECKING:
    from acupacer.core.input.transitions import Row, Table

GESTURES = (
    gestures.START,
    gestures.START_LONG,
    gestures.NEXT,
    gestures.NEXT_LONG,
    gestures.STOP,
)


def gesture_acts() -> dict[str, dict[str, list[str]]]:
    """State -> gesture -> the names of its acts, in order of their rows; no entry: rejected.

    START stands for its contact where that is what acts (see ``acts_on_contact``).
    """
    acts = _gestures(menu_transitions.TRANSITIONS)
    # Whatever the key: see ``Stage.wakes``.
    acts["dark"] = {gesture: ["wake"] for gesture in GESTURES}
    acts |= _gestures(transitions.TRANSITIONS)
    del acts["over"]  # the session is dropped in the step that brought it there
    return acts


def gesture_map() -> dict[str, dict[str, str]]:
    """State -> gesture -> what it is for above all: the first of its acts."""
    return {
        state: {gesture: names[0] for gesture, names in row.items()}
        for state, row in gesture_acts().items()
    }


def rows_by_state(table: Table) -> dict[str, tuple[Row, ...]]:
    """Every state's rows, in order."""
    return {state: tuple(rows_of(table, state)) for state in table}


def _gestures(table: Table) -> dict[str, dict[str, list[str]]]:
    return {state: _of_rows(rows) for state, rows in rows_by_state(table).items()}


def _of_rows(rows: tuple[Row, ...]) -> dict[str, list[str]]:
    """Gesture -> the names of its acts, each once, by the rows of one state."""
    acts: dict[str, list[str]] = {}
    for event, _, act, _ in rows:
        gesture = gestures.START if event == gestures.START_DOWN else event
        names = acts.setdefault(gesture, []) if gesture in GESTURES else []
        if act.__name__ not in names:
            names.append(act.__name__)
    return acts


def acts_on_contact(state: str) -> bool:
    """START acts on contact in ``state``: how long it stays down does not matter."""
    rows = rows_of(transitions.TRANSITIONS, state)
    return any(event == gestures.START_DOWN for event, _, _, _ in rows)
