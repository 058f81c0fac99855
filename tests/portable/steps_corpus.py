"""Golden traces of every kind of step: what is shown, felt and put on record.

The motor is told by its pulses, S and L, each line from its start; times count from the prompt.
"""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.cue.trains import LONG_MS
from acupacer.core.events import FACTORY_FILE
from cases import picked
from gestures_data import HOME
from rig import Rig, motor_pulses

GO = "tap START\nwait 5000\n"
STEPS = (
    (
        "3 s and loose for 2 s",
        b'"method":"hands","point":"LI4","hold":3,"rest_s":2,"repetitions":3',
        GO + "wait 38000",
    ),
    (
        "open, ended once it was enough, then by itself",
        b'"method":"hands","point":"LI4","sides":["left"],"repetitions":2,'
        b'"hold":{"open":true,"start_s":20,"max_s":40}',
        GO + "wait 25000\nlong NEXT\nwait 51000",
    ),
    (
        "open, paused before it was enough, then ended",
        b'"method":"hands","area":"trapezius, where it is as hard as wood","short":"trapezius",'
        b'"repetitions":1,"hold":{"open":true,"start_s":20,"max_s":40}',
        GO + "wait 19500\ntap START\nwait 2000\ntap START\nwait 3500\nlong NEXT\nwait 2000",
    ),
    (
        "left, right, left, right",
        b'"method":"hands","point":"LI4","hold":5,"repetitions":2,"alternate":true',
        GO + "wait 55000",
    ),
    (  # after the pause no change is felt: the third hold is on the side of the first
        "left, right, left, right, two left out in a pause, and one in a change",
        b'"method":"hands","point":"LI4","hold":9,"repetitions":2,"alternate":true',
        GO
        + "wait 3000\ntap START\nwait 2000\n"
        + "long NEXT\nwait 3000\n" * 2
        + "tap START\nwait 24000\nlong NEXT\nwait 2000",
    ),
    (
        "a ball at the wall, still",
        b'"method":"ball","area":"shoulder","sides":["left","right"],"hold":20,"repetitions":1',
        "tap NEXT\nwait 100\n" + GO + "wait 52000",
    ),
    (
        "two balls on the floor, moving",
        b'"method":"ball","area":"lower back","balls":2,"position":"lying",'
        b'"movement":{"repetitions":2,"out_s":4,"stay_s":2,"back_s":4}',
        "tap NEXT\nwait 100\n" + GO + "wait 21000",
    ),
    (
        "an exercise, and again at once",
        b'"method":"move","exercise":"chin tuck","hold":3,"rest_s":2,"repetitions":3',
        GO + "wait 17000\ntap START\nwait 1000\ntap START\nwait 4000",
    ),
    (
        "an exercise, too much",
        b'"method":"move","exercise":"shoulder roll","hold":60,"repetitions":1',
        GO + "wait 3000\ntap STOP\nwait 3000\ntap STOP\nwait 2000\ntap START\nwait 1000\n"
        "tap START\nwait 2000",
    ),
)
FILE = (
    b'{"format":"acupacer-routines","version":2,"places":['
    b'{"id":"shoulder","name":"Shoulder","region":"shoulder"},'
    b'{"id":"lower-back","name":"Lower back","region":"lower_back"}],'
    b'"routines":[{"id":"r","title":"R","steps":[{%s}]}]}'
)


def opened(step):
    """At the prompt of ``step``, its cautions accepted."""
    rig = Rig({FACTORY_FILE: FILE % step}).run(HOME + "tap START\nwait 500")
    while rig.device.state == "cautions":
        is_last = rig.device.view.page + 1 == rig.device.view.pages
        rig.run("tap START\nwait 3000" if is_last else "tap NEXT\nwait 100")
    assert rig.device.state == "prompt", rig.device.state
    return rig


def told(trace):
    """(ms, place, text) of what is shown and stored, and of the motor's pulses, in order."""
    rows = []
    for pulse in motor_pulses(trace):
        is_long = pulse.end_ms - pulse.start_ms >= LONG_MS
        rows.append((pulse.start_ms, len(rows), "motor " + ("L" if is_long else "S")))
    for line in trace:
        at_ms, text = line.split(" ", 1)
        if text.startswith("show ") or text.startswith("append "):
            rows.append((int(at_ms), len(rows), text))
    return sorted(rows)


def main():
    for name, step, script in picked(STEPS):
        rig = opened(step)
        begin_ms, first = rig.now_ms, len(rig.trace)
        rig.run(script)
        print("#", name, "->", rig.device.state)
        for at_ms, _, text in told(rig.trace[first:]):
            print(" ", at_ms - begin_ms, text)


main()
