"""Every cell of the gesture map: how each state answers each of the five gestures.

Each state is reached from power-up by buttons alone; then one gesture is made and
everything the device does in the next two seconds is traced.
"""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.events import FACTORY_FILE
from acupacer.core.input import gestures
from acupacer.core.menu.happenings import FAILED
from cases import picked
from gestures_data import (
    ANSWERED,
    BALLS,
    CAUTIONS,
    EXTRA,
    GUN,
    HOLD,
    HOME,
    PROMPT,
    REVIEWED,
    ROUTINES,
    STOPPED,
    STOPPED_HOLD,
)
from rig import Rig

SUMMED_UP = "tap START\nwait 9000\n" + "long NEXT\nwait 7000\n" * 2
SCRIPTS = (
    ("stop_check", ""),
    ("question", STOPPED),
    ("review", ANSWERED),
    ("red_flags", REVIEWED),
    ("home", HOME),
    ("cautions", CAUTIONS),
    (
        "refused",
        STOPPED
        + "tap START\nwait 400\n" * 6
        + "tap START\nwait 400\ntap NEXT\nwait 400\n"
        + "tap START\nwait 2000\ntap START\nwait 2000\n",
    ),
    ("prompt", PROMPT),
    ("get_ready", PROMPT + "tap START\nwait 1000\n"),
    ("hold", HOLD),
    ("movement", BALLS + "tap START\nwait 7000\n"),
    ("rest", HOLD + "wait 20000\n"),
    ("switch_side", HOLD + "wait 52000\n"),
    ("window", GUN + "tap START\nwait 12000\n"),
    ("spot", GUN + "tap START\nwait 12000\ntap NEXT\nwait 8000\n"),
    ("paused", HOLD + "tap START\nwait 3000\n"),
    ("silence", STOPPED_HOLD),
    ("too_much", STOPPED_HOLD + "wait 3500\n"),
    ("done", STOPPED_HOLD + "wait 3500\ntap NEXT\nwait 500\n"),
    ("helped", BALLS + SUMMED_UP + "tap START\nwait 2000\n"),
    (
        "advice",
        BALLS + SUMMED_UP + "tap START\nwait 2000\nlong NEXT\nwait 500\n"
        "tap START\nwait 3000\n" + SUMMED_UP + "tap START\nwait 2000\nlong NEXT\nwait 3000\n",
    ),
    ("power_loss_offer", HOLD + "wait 20000\npower\n" + STOPPED),
    ("trainer", EXTRA + "tap START\nwait 4000\n"),
    ("settings", EXTRA + "tap NEXT\nwait 100\ntap START\nwait 500\n"),
    ("help", EXTRA + "tap NEXT\nwait 100\n" * 2 + "tap START\nwait 500\n"),
    ("about", EXTRA + "tap NEXT\nwait 100\n" * 3 + "tap START\nwait 500\n"),
    ("power_off", EXTRA + "tap NEXT\nwait 100\n" * 4 + "tap START\nwait 500\n"),
    ("stuck", HOME + "press NEXT\nwait 10500\n"),
    ("error", ""),
    ("receiving", ""),
    ("starting", ""),
    ("dark", HOME + "wait 120000\n"),
)
GESTURES = (
    (gestures.START, "tap START"),
    (gestures.START_LONG, "long START"),
    (gestures.NEXT, "tap NEXT"),
    (gestures.NEXT_LONG, "long NEXT"),
    (gestures.STOP, "tap STOP"),
)


def reach(state, script):
    rig = Rig({FACTORY_FILE: ROUTINES})
    if state == "starting":
        rig.device.menu.situation.state = "starting"
        rig.device.store.contents.is_loaded = False
        return rig
    rig.run(HOME if state in ("error", "receiving") else script)
    if state == "error":
        rig.device.menu.situation.opener.code = "error_internal"
        rig.device.menu.happen(FAILED, rig.device.clock.now_ms)
        rig.wait(2000)
    if state == "receiving":
        rig.device.menu.receiving(40, rig.device.clock.now_ms)
        rig.wait(100)
    return rig


def main():
    cells = [(cell, gesture) for cell in SCRIPTS for gesture in GESTURES]
    for (state, script), (gesture, press) in picked(cells):
        rig = reach(state, script)
        assert rig.device.state == state, (rig.device.state, state)
        begin_ms, first = rig.now_ms, len(rig.trace)
        rig.run(press)
        rig.wait(2000)
        print("#", state, gesture, "->", rig.device.state)
        for line in rig.trace[first:]:
            at_ms, rest = line.split(" ", 1)
            print(" ", int(at_ms) - begin_ms, rest)


main()
