"""Golden traces of the rules of coaching: what the device does, one story per rule.

Each story begins where a script of buttons leads; only what follows is printed, with
times from there. What each rule demands is asserted in tests/core/test_device_rules.py.
"""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core import settings
from acupacer.core.events import FACTORY_FILE, SETTINGS_FILE, StoreFailed
from cases import picked
from gestures_data import BALLS, EXTRA, GUN, HOLD, HOME, PROMPT, ROUTINES, STOPPED
from rig import Rig

NOON = "clock 1760011200 0\n"
NEXT_NOON = "clock 1760097600 0\n"
TOO_MUCH = "tap STOP\nwait 3000\ntap STOP\nwait 1500\ntap START\nwait 500\n"
STUCK_NEXT = (
    "press NEXT\nwait 11000\npress STOP\nwait 3500\nrelease STOP\n"
    + "tap START\nwait 900\n" * 2
    + "wait 1000\ntap START\nwait 900\n"
)
POWER = "power\n" + STOPPED + "wait 1500\n"

# rule, settings that differ, script that leads there, script that is traced
STORIES = (
    (
        "power loss in a hold",
        {},
        HOLD + "wait 32000\n",
        POWER + "tap START\nwait 2000\ntap START\nwait 7000",
    ),
    (
        "power loss in an arm",
        {},
        BALLS + "tap START\nwait 70000\n",
        POWER + "tap START\nwait 500",
    ),
    ("power loss, nobody there", {}, HOLD + "wait 20000\n", POWER + "wait 122000"),
    (
        "power loss, long ago",
        {},
        NOON + HOLD + "wait 9000\n",
        POWER.replace(STOPPED, NEXT_NOON + STOPPED),
    ),
    ("too much, then home", {}, NOON + HOLD, TOO_MUCH + "tap START\nwait 1000"),
    (
        "too much, the next day",
        {},
        NOON + HOLD + TOO_MUCH,
        NEXT_NOON + "tap START\nwait 1500\ntap NEXT\nwait 200",
    ),
    (
        "new day by the user's word",
        {},
        HOLD + TOO_MUCH,
        "tap START\nwait 1500\ntap START\nwait 1500\nlong START\nwait 1500",
    ),
    ("not a new day", {}, HOLD + TOO_MUCH, "tap START\nwait 1500\ntap NEXT\nwait 1500"),
    (
        "a gun without sound",
        {"sound": False},
        GUN + "tap START\nwait 10000\n",
        "tap NEXT\nwait 24000",
    ),
    (
        "low strength, slow motor, ticks",
        {"strength": "low", "motor": "slow", "ticks": True},
        PROMPT,
        "tap START\nwait 30000",
    ),
    ("a pause reminds", {}, HOLD, "tap START\nwait 95000\ntap START\nwait 4000"),
    (
        "done calls",
        {},
        PROMPT + "long NEXT\nwait 3000\n",
        "tap START\nwait 50000\ntap START\nwait 2000\ntap NEXT\nwait 2000",
    ),
    ("stop in release", {}, HOLD + "wait 18200\n", "tap STOP\nwait 1500"),
    ("stop in the silence", {}, HOLD, "tap STOP\nwait 600\ntap STOP\nwait 2000"),
    ("nobody at the prompt", {}, PROMPT, "wait 661000"),
    (
        "a stuck STOP",
        {},
        HOME,
        "press STOP\nwait 10500\ntap START\nwait 1000\ntap START\nwait 1000",
    ),
    (
        "NEXT stuck in a session",
        {},
        HOLD,
        STUCK_NEXT,
    ),
    ("why this dose", {}, PROMPT, "tap NEXT\nwait 200\ntap NEXT\nwait 200"),
    (
        "the trainer's matrix",
        {},
        EXTRA + "tap START\nwait 400\ntap START\nwait 4000\ntap START\nwait 500\n",
        "tap START\nwait 3000\nlong NEXT\nwait 300",
    ),
    ("a wake", {}, HOME + "wait 121000\n", "tap START\nwait 1000\ntap START\nwait 1000"),
    (
        "a wake while the usual routine rests",
        {},
        NOON + HOLD + "wait 130000\ntap START\nwait 30000\ntap START\nwait 121000\n",
        "tap NEXT\nwait 2000\ntap NEXT\nwait 1000",
    ),
    (
        "a pulse was cut in a session",
        {},
        HOLD,
        "capped motor\nwait 4000\ntap STOP\nwait 3000\ntap START\nwait 1000\ntap START\n"
        "wait 3000\ntap START\nwait 3000\ntap START\nwait 500",
    ),
    (
        "a pulse was cut before home",
        {},
        "wait 0",
        "capped motor\n" + STOPPED + "wait 1000",
    ),
)


def main():
    for story in picked(STORIES + (a_store_that_fails, a_device_that_slept)):
        if callable(story):
            story()
        else:
            tell_story(*story)


def tell_story(rule, chosen, before, script):
    files = {FACTORY_FILE: ROUTINES}
    if chosen:
        values = settings.defaults()
        values.update(chosen)
        files[SETTINGS_FILE] = settings.encode(values)
    tell(rule, Rig(files).run(before), script)


def a_store_that_fails():
    rig = Rig({FACTORY_FILE: ROUTINES}).run(HOLD)
    rig.inputs.append(StoreFailed(-1, "io"))
    tell("a store that fails", rig, "wait 4000")


def a_device_that_slept():
    rig = Rig({FACTORY_FILE: ROUTINES}).run(HOLD)
    rig.now_ms += 30000
    tell("a device that slept", rig, "wait 2000")


def tell(rule, rig, script):
    begin_ms, first = rig.now_ms, len(rig.trace)
    rig.settle()
    rig.run(script)
    print("#", rule, "->", rig.device.state)
    for line in rig.trace[first:]:
        at_ms, rest = line.split(" ", 1)
        print(" ", int(at_ms) - begin_ms, rest)


main()
