"""Contacts that bounce, and STOP's way to the line."""

import random
from statistics import median

import pytest
import scenes
from pi import RIG

LIST = ("Short hip", "Learn cues", "Settings", "Help", "About", "Switch off", "Short hand")
# Half of the times, and all of them.
IDLE_S, BUSY_S = (0.005, 0.014), (0.020, 0.020)
BUSY = (
    "for job in 1 2; do sh -c 'while :; do :; done' & done; "
    "while :; do dd if=/dev/zero of=/root/dd bs=64k count=8 conv=fsync 2>/dev/null; done"
)
BARE_LOOP = f"nice -n -10 python3 {RIG}/bare_loop.py"


@pytest.mark.parametrize(
    "bounce_ms",
    (5, 15, 24, 40),
)
def test_a_press_that_bounces_is_one(home, bounce_ms):
    at_random = random.Random(bounce_ms)
    for words in LIST:
        home.play(bouncing_press(at_random, "NEXT", bounce_ms))
        home.see(words, within_s=2)
        home.wait(0.3)
        assert home.shows(words)


def bouncing_press(at_random, button, bounce_ms, held_ms=150):
    """Steps of a press whose contact chatters for ``bounce_ms`` at both ends."""
    steps = []
    for begin, ends_closed in ((0, True), (held_ms, False)):
        at_ms, is_closed = begin, ends_closed
        while at_ms < begin + bounce_ms:
            steps.append((at_ms, button, is_closed))
            at_ms, is_closed = at_ms + at_random.uniform(0.3, 3), not is_closed
        steps.append((begin + bounce_ms, button, ends_closed))
    return steps


@pytest.mark.parametrize("load, within_s", (("", IDLE_S), (BUSY, BUSY_S)), ids=("idle", "busy"))
def test_stop_to_low(home, load, within_s):
    scenes.into_pulse(home)
    if load:
        home.start(load, name="load")
    home.machine.keep("pulse")
    took_s = []
    for tenth in range(10):
        home.machine.take_back("pulse")
        home.wait(0.02 + tenth * 0.0301)
        # In a pause of PWM the line is low already, and nothing could be seen of STOP.
        pressed_s = home.play([(0, "STOP", True), (60, "STOP", False)], at_rise_of="motor")
        took_s.append(home.line("motor").pulses()[-1][1] - pressed_s)
    print("STOP to low:", *(f"{seconds * 1000:.1f}" for seconds in took_s), "ms")
    print("a bare loop, late by:", home.sh(BARE_LOOP).strip(), "ms")
    half_s, all_s = within_s
    assert min(took_s) > 0, took_s
    assert median(took_s) <= half_s, took_s
    assert max(took_s) <= all_s, took_s
