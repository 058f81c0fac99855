"""What the buttons can say, whatever the state; what it means there is in the tables.

START is go or pause, NEXT short loses no pressing, NEXT long is "enough, move on",
STOP is less.

* STOP acts on contact, from every state, and is never swallowed: outputs go low in
  the same step.
* START acts on contact while a timed phase runs (it pauses; how long it stays down
  does not matter). Every other gesture is short (on release) or long (at the long
  press time).
* A contact of less than 30 ms is answered as a short one, but never leads to pressure.
* Where large text takes several pages for one screen, NEXT leads to the end of it first.
* A gesture with no entry is answered by the rejected cue and changes nothing.
* Nothing needs two keys at once, two presses in a row, or reading against the clock.

``session.transitions`` and the menu's table say what each does; docs/user/gestures.md is
generated from them.
"""

from .. import events

START = "start"
START_DOWN = "start_down"  # on contact, where a state has a row for it
START_LONG = "start_long"
NEXT = "next"
NEXT_LONG = "next_long"
STOP = "stop"

# The gestures of each button, short and long. STOP has neither: it has acted on contact.
OF_BUTTON = {
    events.START: (START, START_LONG),
    events.NEXT: (NEXT, NEXT_LONG),
    events.STOP: ("", ""),
}


def gesture_of(kind: str, button: int) -> str:
    """The gesture's name for a ``buttons`` event (SHORT or LONG) of ``button``; "": none."""
    return OF_BUTTON[button][kind == "long"]
