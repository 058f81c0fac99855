"""What every button does in every state: one table, and the rules above it.

START is go or pause, NEXT short loses no pressing, NEXT long is "enough, move on",
STOP is less.

* STOP acts on contact, from every state, and is never swallowed: outputs go low in
  the same step.
* START acts on contact while a timed phase runs (it pauses; how long it stays down
  does not matter). Every other gesture is short (on release) or long (at the long
  press time).
* A gesture with no entry is answered by the rejected cue and changes nothing.
* Nothing needs two keys at once, two presses in a row, or reading against the clock.

The table maps state -> gesture -> action; ``session`` and ``menu`` have one method
``do_<action>`` for each. docs/gestures.md is generated from it.
"""

START = "start"
START_LONG = "start_long"
NEXT = "next"
NEXT_LONG = "next_long"
STOP = "stop"

# States in which time runs: START pauses on contact.
RUNNING = ("get_ready", "hold", "spot", "movement", "rest", "switch_side", "window")
# States in which pressure may be on the body: nothing is written to the store.
PRESSURE = ("hold", "spot", "movement")
SESSION = ("prompt",) + RUNNING + ("paused", "silence", "too_much", "done")

_PRESSING = {
    START: "pause",
    NEXT: "where_am_i",
    NEXT_LONG: "end_early",
    STOP: "end",
}
_RESTING = {
    START: "pause",
    NEXT: "ready_now",
    NEXT_LONG: "skip_repetition",
    STOP: "end",
}
_PAGES_HOME = {START: "go_home", NEXT: "next_page", NEXT_LONG: "previous_page", STOP: "go_home"}
_HOME_ONLY = {START: "go_home", NEXT: "go_home", STOP: "go_home"}
_WAKE = {START: "wake", START_LONG: "wake", NEXT: "wake", NEXT_LONG: "wake", STOP: "wake"}

GESTURES: "dict[str, dict[str, str]]" = {
    "starting": {STOP: "stay"},
    "stop_check": {START: "doubt_stop", NEXT: "doubt_stop", STOP: "pass_stop_check"},
    "question": {
        START: "answer_yes",
        NEXT: "answer_no",
        NEXT_LONG: "go_back",
        STOP: "leave_unanswered",
    },
    "red_flags": {START: "accept", NEXT: "next_page", STOP: "go_home"},
    "refused": _HOME_ONLY,
    "error": _HOME_ONLY,
    "stuck": _HOME_ONLY,
    "receiving": {STOP: "go_home"},
    "home": {
        START: "open_entry",
        NEXT: "next_entry",
        NEXT_LONG: "previous_entry",
        STOP: "first_entry",
    },
    "cautions": {START: "accept", NEXT: "next_page", STOP: "go_home"},
    "prompt": {
        START: "in_place",
        START_LONG: "previous_prompt",
        NEXT: "more_text",
        NEXT_LONG: "skip_step",
        STOP: "end",
    },
    "get_ready": _PRESSING,
    "hold": _PRESSING,
    "spot": _PRESSING,
    "movement": _PRESSING,
    "rest": _RESTING,
    "switch_side": _RESTING,
    "window": {START: "pause", NEXT: "start_spot", NEXT_LONG: "finish_window", STOP: "end"},
    "paused": {
        START: "resume",
        START_LONG: "restart_repetition",
        NEXT: "where_am_i",
        NEXT_LONG: "skip_paused",
        STOP: "end",
    },
    "silence": {STOP: "keep_silence"},
    "too_much": {
        START: "answer_no",
        START_LONG: "answer_no",
        NEXT: "answer_no",
        NEXT_LONG: "answer_no",
        STOP: "answer_too_much",
    },
    "done": {
        START: "leave",
        START_LONG: "leave",
        NEXT: "leave",
        NEXT_LONG: "leave",
        STOP: "doubt_dose",
    },
    "power_loss_offer": {
        START: "take_offer",
        NEXT: "decline_offer",
        NEXT_LONG: "decline_offer",
        STOP: "decline_offer",
    },
    "settings": {
        START: "change",
        NEXT: "next_item",
        NEXT_LONG: "previous_item",
        STOP: "go_home",
    },
    "trainer": {
        START: "this_one",
        START_LONG: "replay",
        NEXT: "next_item",
        NEXT_LONG: "previous_item",
        STOP: "go_home",
    },
    "help": _PAGES_HOME,
    "about": _HOME_ONLY,
    "power_off": {START: "confirm_power_off", NEXT: "go_home", STOP: "go_home"},
    "dark": _WAKE,
}


def gesture_of(kind: str, button: int) -> str:
    """The gesture's name for a ``buttons`` event: kind short or long, button bit.

    "" for a long STOP, which does not exist: STOP has acted on contact.
    """
    if button == 4:
        return ""
    return ("start" if button == 1 else "next") + ("_long" if kind == "long" else "")


def action(state: str, gesture: str) -> str:
    """The action of ``gesture`` in ``state``, or "" when it is rejected."""
    return GESTURES[state].get(gesture, "")
