"""The device's states in plain sentences, and what to press where it waits for somebody."""

from __future__ import annotations

# ``state`` of a state reply -> what the device does, after "the device ...".
SENTENCES = {
    "starting": "is starting up",
    "stop_check": "waits for a press of STOP, to know that it works",
    "question": "waits for the answer to a safety question",
    "review": "shows the safety answers and waits until they are looked over",
    "red_flags": "shows the warning signs and waits until they are accepted",
    "refused": "shows why a routine is not opened",
    "error": "shows an error",
    "stuck": "shows that a button is stuck",
    "receiving": "receives a file",
    "home": "shows the list of routines",
    "cautions": "shows a routine's cautions and waits until they are accepted",
    "prompt": "waits for START",
    "get_ready": "counts down to the pressure",
    "hold": "paces a hold",
    "spot": "paces a spot",
    "movement": "paces a movement",
    "rest": "paces a rest",
    "switch_side": "gives time to change sides",
    "window": "gives free time, in which NEXT starts a spot",
    "paused": "is paused",
    "silence": "was stopped and is silent for a moment",
    "too_much": "asks whether it was too much",
    "done": "shows that the session is over",
    "helped": "asks whether it helped",
    "advice": "advises to see somebody, since it was worse twice running",
    "power_loss_offer": "offers to go on with a session that lost power",
    "settings": "shows its settings",
    "trainer": "trains the cues",
    "help": "shows its help",
    "about": "shows what it is",
    "power_off": "asks whether to switch off",
    "dark": "is on, its screen is off",
}

# The session is over, and a question or what is to be stored is all that is left of it.
OVER = ("silence", "too_much", "done", "helped", "advice")

# What somebody at the device has to do before anything else can happen.
STEPS = {
    "starting": "it is still starting; try again in a moment",
    "stop_check": "press STOP once on the device, so that it knows that STOP works",
    "question": "answer the safety questions on the device, or acupacer profile FLAG=yes|no",
    "review": "look over the safety answers on the device: START says they are right",
    "red_flags": "read the warning signs on the device: NEXT turns the page, START accepts",
    "cautions": "read the cautions on the device first: NEXT turns the page, START accepts",
    "prompt": "it waits for START: press START there to go on or STOP to end",
    "paused": "paused on the device: press START there to go on or STOP to end",
    "too_much": "the device asks whether it was too much; answer there: STOP yes, START no",
    "done": "the session is over; press START on the device to leave its summary",
    "helped": "the device asks whether it helped; answer there: START better, NEXT the same, "
    "NEXT held worse, or wait half a minute",
    "advice": "the device shows who to see; press START there to go on",
    "power_loss_offer": "the device offers to go on after a power loss; "
    "START takes the offer, NEXT declines",
    "dark": "the screen is off; press any button on the device, then see what it asks",
}

# ``notice`` of a state reply -> what no longer works then, and what to do about it.
_CARD = (
    "switch it off and on again; if that does not help, its card is full, damaged or "
    "write-protected: fetch what can be read (acupacer history), then mend or replace it"
)
KEEPS_NOTHING = {
    "notice_no_history": (
        "the device cannot read its history: it refuses every session and keeps no answer",
        _CARD,
    ),
    "notice_not_stored": ("the device cannot store what happens now", _CARD),
}


def sentence(state: str) -> str:
    """What a device in ``state`` does; a state of a later firmware as it is named."""
    return SENTENCES.get(state, state.replace("_", " "))
