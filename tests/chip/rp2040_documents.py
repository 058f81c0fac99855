"""Routines documents for the emulated chip: as long as it takes them, and one that changes."""

import json

LONGEST_BYTES = 65_536
STEPS = 64
TEXT = "Press, and breathe out while you do. Let the shoulder hang."  # some 60 bytes


def largest():
    """A document of exactly the longest size that is taken, none of it blanks."""
    routines = []
    while len(encode(routines + [filled(len(routines))])) <= LONGEST_BYTES:
        routines.append(filled(len(routines)))
    for routine in routines:
        left = LONGEST_BYTES - len(encode(routines)) - len(',"about":""')
        if left > 0:
            # What is left then is nothing, or enough for another one.
            routine["about"] = "." * (left if left <= 84 else min(84, left - 12))
    return encode(routines)


def filled(number):
    """A routine of some 1,300 bytes."""
    steps = [{**step(), "text": [TEXT] * 8} for _ in range(2)]
    return {"id": f"long-{number}", "title": f"Long {number}", "steps": steps}


def many_steps():
    """A document of one routine, with as many steps as one may have."""
    return encode([{"id": "steps", "title": "Many steps", "steps": [step()] * STEPS}])


def step():
    return {
        "method": "hands",
        "point": "LI4",
        "sides": ["both"],
        "repetitions": 1,
        "hold": {"start_s": 10, "max_s": 20, "step_s": 5, "every": 3},
    }


def encode(routines):
    document = {"format": "acupacer-routines", "version": 1, "routines": routines}
    return json.dumps(document, separators=(",", ":")).encode()
