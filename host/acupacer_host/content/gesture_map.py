"""What every button does in every state, read off the core's transition tables."""

from __future__ import annotations

from acupacer.core.input import gestures
from acupacer.core.menu import keymap
from acupacer.core.session import transitions

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
    found = {state: dict(row) for state, row in keymap.GESTURES.items()}
    for state, rows in transitions.TRANSITIONS.items():
        if state != "over":  # the session is dropped in the step that brought it there
            found[state] = {}
            for event, _, act, _ in reversed(rows):
                if event == gestures.START_DOWN:
                    found[state][gestures.START] = act.__name__
                elif event in GESTURES:
                    found[state][event] = act.__name__
    return found


def acts_on_contact(state: str) -> bool:
    """START acts on contact in ``state``: how long it stays down does not matter."""
    rows = transitions.TRANSITIONS.get(state, ())
    return any(event == gestures.START_DOWN for event, _, _, _ in rows)
