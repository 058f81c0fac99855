"""What every button does in every state, read off the core's transition tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acupacer.core.input import gestures
from acupacer.core.menu import transitions as menu_transitions
from acupacer.core.session import transitions

if TYPE_CHECKING:
    from acupacer.core.input.transitions import Row

GESTURES = (
    gestures.START,
    gestures.START_LONG,
    gestures.NEXT,
    gestures.NEXT_LONG,
    gestures.STOP,
)


def gesture_map() -> dict[str, dict[str, str]]:
    """State -> gesture -> what it is for, as the name of its act; no entry: rejected.

    START stands for its contact where that is what acts (see ``acts_on_contact``).
    """
    found = {state: _of_rows(rows) for state, rows in menu_transitions.TRANSITIONS.items()}
    found["dark"] = dict.fromkeys(GESTURES, "wake")  # whatever the key: see ``Stage.wakes``
    found |= {state: _of_rows(rows) for state, rows in transitions.TRANSITIONS.items()}
    del found["over"]  # the session is dropped in the step that brought it there
    return found


def _of_rows(rows: tuple[Row, ...]) -> dict[str, str]:
    """Gesture -> the name of what it is for, by the rows of one state."""
    found = {}
    for event, _, act, _ in reversed(rows):
        gesture = gestures.START if event == gestures.START_DOWN else event
        if gesture in GESTURES:
            found[gesture] = act.__name__
    return found


def acts_on_contact(state: str) -> bool:
    """START acts on contact in ``state``: how long it stays down does not matter."""
    rows = transitions.TRANSITIONS.get(state, ())
    return any(event == gestures.START_DOWN for event, _, _, _ in rows)
