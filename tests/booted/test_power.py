"""Power: a restart with a finger on a key, a cut in a hold, and the entry that ends it."""

import json

import scenes

HELD_S = 12  # a key that is closed for 10 s is called stuck


def test_a_key_held_at_power_up_starts_nothing(home):
    home.reboot("START")
    home.see("Press STOP once")
    home.wait(1)
    assert home.line("motor").pattern() == scenes.ASK
    home.tap("STOP", "Short hand")  # the answers were kept
    home.see("START stuck", within_s=HELD_S)
    home.release("START")
    home.wait(0.5)
    assert home.shows("Short hand")
    assert home.service("NRestarts") == "0"


def test_power_lost_in_a_hold(home):
    home.press("NEXT")
    home.see("Short hip")
    scenes.to_hold(home)
    home.wait(4)
    home.pull_the_power()
    home.see("Press STOP once")
    home.wait(1)
    assert home.line("motor").pattern() == scenes.ASK  # and nothing before it
    home.press("STOP")
    home.see("Power was lost")
    (record,) = json.loads(home.laptop("history", "--json"))
    assert record["ended"] == "power_lost"


def test_switched_off_from_the_list(home):
    for words in ("Short hip", "Learn cues", "Settings", "Help", "About", "Switch off"):
        home.tap("NEXT", words)
    home.tap("START", "Switch off?")
    home.press("START")
    home.machine.wait_until_off()
