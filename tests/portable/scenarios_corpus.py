"""Golden traces: every factory routine from power-up to the end of its session."""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.events import FACTORY_FILE
from cases import picked
from rig import Rig

PATIENCE = 80  # presses after which a session must be over


def routines(firmware):
    with open(firmware + "/../shared/routines.json", "rb") as source:
        return source.read()


def tell(rig):
    """Print what was traced, and forget it: there is not memory for all everywhere."""
    for line in rig.trace:
        print(line)
    rig.trace.clear()


def power_up(rig):
    """STOP check, six times no, looked over, two pages of red flags."""
    noes = "\ntap NEXT\nwait 400" * 6 + "\ntap START\nwait 400"
    return rig.run("tap STOP\nwait 500" + noes + "\ntap NEXT\nwait 400\ntap START\nwait 400")


def open_routine(rig, index):
    rig.run("tap NEXT\nwait 100\n" * index + "tap START\nwait 400")
    while rig.device.state == "cautions":
        if rig.device.view.page + 1 < rig.device.view.pages:
            rig.run("tap NEXT\nwait 100")
        else:
            rig.run("tap START\nwait 400")
    rig.run("wait 2600")


def play(rig):
    """START at each prompt, a spot in each window, until home again."""
    for _ in range(PATIENCE):
        tell(rig)
        state = rig.device.state
        if state == "prompt":
            rig.run("tap START\nwait 8000")
        elif state == "window" and rig.device.view.spots < 2:
            rig.run("wait 31000\ntap NEXT\nwait 40000")
        elif rig.device.session is None:
            return
        else:
            rig.run("wait 15000")
    raise AssertionError("the session does not end")


def main():
    document = routines(sys.argv[1])
    rig = power_up(Rig({FACTORY_FILE: document}))
    count = len(rig.device.store.contents.entries)
    for index in picked(range(count)):
        rig = power_up(Rig({FACTORY_FILE: document}))
        print("# routine", rig.device.store.contents.entries[index].id)
        open_routine(rig, index)
        play(rig)


main()
