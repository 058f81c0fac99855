"""A session begun once more: what it began with, taken, kept as text and put back."""

import json

import pytest
from acupacer.core.events import FACTORY_FILE, NEXT, SetMotor
from acupacer.core.session.session_start import SessionStart
from acupacer_host.content.opened import routine_of
from acupacer_host.content.validate import check_bytes
from gestures_data import GUN, HOME, PROMPT, ROUTINES, STOPPED
from rig import Rig

AGAIN = PROMPT + "tap STOP\nwait 3000\ntap STOP\nwait 500\n"  # home; cautions accepted
PARSED = {entry.id: routine_of(ROUTINES, entry) for entry in check_bytes(ROUTINES, "").entries}


def rig(script=""):
    return Rig({FACTORY_FILE: ROUTINES}).run(script)


def restored(start, files=None):
    """A rig where the session began with ``start``; ``files``: those stored by then."""
    made = rig()
    made.restore(start, PARSED[start.routine])
    made.files.update(files or {})
    return made


def play(made, until_ms):
    """Go on until that uptime; START at every prompt."""
    while made.at_ms() < until_ms:
        made.wait(min(1000, until_ms - made.at_ms()))
        if made.device.state == "prompt":
            made.tap("START")


# --- what it began with --------------------------------------------------------------------


def test_without_a_session_there_is_no_start():
    assert rig(HOME).device.snapshot() is None


@pytest.mark.parametrize("script", [PROMPT, GUN])
def test_the_start_is_kept_as_it_was(script):
    made = rig(script)
    start = made.device.snapshot()
    play(made, made.at_ms() + 30_000)
    assert made.device.snapshot() == start
    assert SessionStart.from_row(json.loads(json.dumps(start.as_row()))) == start
    assert start.start_ms < made.at_ms()
    assert (start.routine, start.taken_up) == (made.device.session.routine.id, [])
    assert start.doses == made.device.session.prescriptions


@pytest.mark.parametrize("change", [list.pop, lambda row: row.append(0)])
def test_the_start_of_another_version_is_refused(change):
    row = rig(PROMPT).device.snapshot().as_row()
    change(row)
    for value in (row, "text", {"routine": "hold"}, None):
        with pytest.raises(ValueError, match="start"):
            SessionStart.from_row(value)


# --- begun once more -----------------------------------------------------------------------


@pytest.mark.parametrize("script", [PROMPT, GUN])
@pytest.mark.parametrize("before", ["", "clock 1760000000 120\n"])
def test_a_restored_device_goes_on_as_the_first_did(script, before):
    first = rig(before + script)
    start = first.device.snapshot()
    again = restored(start)
    assert again.device.snapshot() == start
    again.wait(first.at_ms() - again.at_ms())
    for made in (first, again):
        made.trace.clear()
        play(made, start.start_ms + 60_000)
    assert again.device.current.log.data() == first.device.current.log.data()
    assert again.trace == first.trace


def test_after_a_restored_session_home_is_on_its_routine():
    again = restored(rig(GUN).device.snapshot())
    again.run("tap STOP\nwait 3000\n")
    assert (again.device.state, again.device.view.title) == ("home", "Gun")


def test_restoring_is_a_step_with_its_effects():
    start = rig(PROMPT).device.snapshot()
    made = rig()
    effects = made.device.restore(start, PARSED["hold"])
    assert [type(effect).__name__ for effect in effects][-1] == "ShowView"
    assert (made.device.state, made.device.next_ms) == ("prompt", start.start_ms)


@pytest.mark.parametrize("script", ["", HOME + "capped motor\n"])
def test_a_device_that_asks_for_something_is_quiet_at_once_and_home_is_next(script):
    start = rig(PROMPT).device.snapshot()
    made = rig(script)
    assert made.motor_pct
    effects = made.device.restore(start, PARSED["hold"])
    assert [effect.duty_pct for effect in effects if isinstance(effect, SetMotor)] == [0]
    made.now_ms = start.start_ms
    made.run("wait 1000\ntap STOP\nwait 3000\n")
    assert made.device.state == "home"


def test_what_the_user_chose_comes_back():
    made = rig(AGAIN)
    made.device.preferences.change({"strength": "low", "ticks": True})
    made.run("tap START\nwait 500")
    again = restored(made.device.snapshot())
    assert again.device.preferences.values == made.device.preferences.values
    assert again.device.session.has_ticks


def test_a_key_that_was_down_is_down_again():
    made = rig(AGAIN)
    made.run("press START\nwait 50\npress NEXT\nwait 50\nrelease START\nwait 50")
    start = made.device.snapshot()
    again = restored(start)
    assert (again.pressed, again.device.snapshot()) == (NEXT, start)
    again.run("wait 300\nrelease NEXT\nwait 500")
    made.run("wait 250\nrelease NEXT\nwait 550")
    assert again.device.current.log.data() == made.device.current.log.data()


# --- power loss ----------------------------------------------------------------------------


def test_power_lost_anywhere_in_a_session_goes_on_where_it_was():
    before = rig(PROMPT)
    start, files = before.device.snapshot(), dict(before.files)
    places = []
    for cut_ms in range(4000, 150_000, 4000):
        made = restored(start, files)
        play(made, start.start_ms + cut_ms)
        if made.device.state != "hold":
            continue
        phase = made.device.session.phase
        place = [phase.step, phase.side, phase.repetition]
        made.run("power\n" + STOPPED + "wait 1500\n")
        assert made.device.state == "power_loss_offer"
        made.run("tap START\nwait 500")
        assert made.device.snapshot().taken_up == place
        if place not in places:
            places.append(place)
    first_step = [[0, side, repetition] for side in ("left", "right") for repetition in (1, 2)]
    assert places == [*first_step, [1, "left", 1]]
