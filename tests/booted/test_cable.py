"""The laptop's cable, pulled and put in."""

import scenes
from pi import STATE
from routines import LARGE
from scenes import SHORT_FILE

LARGE_FILE = "/root/large.json"


def test_pulled_in_mid_push(home):
    home.machine.put(LARGE_FILE, LARGE)
    home.start_laptop("push", "--replace", LARGE_FILE)
    home.unplug(once_written=f"{STATE}/routines.json.part")
    said = home.finish_laptop(code=1)
    assert "The device keeps the /routines.json it had" in said, said
    home.sh(f"cmp {SHORT_FILE} {STATE}/routines.json")
    home.plug()
    home.laptop("push", "--replace", LARGE_FILE)
    home.sh(f"cmp {LARGE_FILE} {STATE}/routines.json")


def test_a_session_without_it(home):
    home.unplug()
    scenes.to_hold(home)
    home.see("Well done", within_s=10)
