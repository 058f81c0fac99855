"""The device as a whole, where its parts meet: keys across states, storage, edges."""

import pytest
from acupacer.core import events, history, settings
from acupacer.core.device import GUARD_MS
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE
from acupacer.core.journal import RETRY_MS
from acupacer.core.ledger import Ledger
from gestures_data import HOLD, HOME, PROMPT, ROUTINES
from rig import Rig


def rig(script):
    return Rig({FACTORY_FILE: ROUTINES}).run(script)


def records(made, kind):
    lines = made.files.get(HISTORY_FILE, b"").split(b"\n")
    found = [history.decode(line) for line in lines if line]
    assert None not in found
    return [record for record in found if record["kind"] == kind]


def test_a_key_meant_for_the_hold_does_nothing_to_the_rest_after_it():
    made = rig(PROMPT + "tap START\nwait 5000\nwait 19500")
    assert made.device.state == "hold"
    made.run("press NEXT\nwait 600")  # the hold ends while NEXT is down
    assert made.device.state == "rest"
    made.run("release NEXT\nwait 100")
    assert made.device.state == "rest"  # "where am I?", not "ready now"


def test_a_long_press_begun_in_a_hold_does_not_skip_the_next_repetition():
    made = rig(PROMPT + "tap START\nwait 5000\nwait 19500\nlong NEXT\nwait 100")
    assert (made.device.state, made.device.session.phase.repetition) == ("rest", 2)


@pytest.mark.parametrize("action", ["in_place", "resume"])
def test_a_stuck_stop_refuses_every_start(action):
    made = rig(PROMPT if action == "in_place" else HOLD + "tap START\nwait 2000\n")
    state = made.device.state
    made.device.keys.buttons._contacts[2].is_stuck = True
    made.run("tap START\nwait 500")
    assert made.device.state == state


def test_a_stuck_stop_refuses_at_home():
    made = rig(HOME)
    made.device.keys.buttons._contacts[2].is_stuck = True
    made.run("tap START\nwait 500")
    assert made.device.view["reason"] == "refused_stuck_stop"


def test_a_stall_in_a_hold_pauses_it_where_the_device_slept():
    made = rig(HOLD)
    left_ms = made.device.session.left_ms(made.device.next_ms)
    made.now_ms += 30_000
    made.settle()
    assert made.device.state == "paused"
    assert made.device.session.paused_ms == left_ms


def test_history_is_written_outside_pressure():
    made = rig(HOLD)
    made.device.note("new_day", [], made.device.now_ms)
    made.wait(1000)
    assert records(made, "new_day") == []
    made.run("tap START\nwait 100")  # paused: no pressure
    assert len(records(made, "new_day")) == 1


def test_a_failing_store_loses_nothing_and_is_tried_again():
    made = rig(HOME)
    made.store_failure = "full"
    for number in range(40):  # more than one batch
        made.device.note("trained", ["press", str(number)], made.device.now_ms)
    made.wait(1000)
    assert records(made, "trained") == []
    assert made.device.notice() == "notice_no_history"
    made.store_failure = ""
    made.wait(RETRY_MS)
    named = [record["named"] for record in records(made, "trained")]
    assert named == [str(number) for number in range(40)]
    assert made.device.notice() == ""


def test_more_than_one_batch_is_written_in_order_and_once():
    made = rig(HOME)
    for _ in range(60):
        made.device.note("trained", ["press", "press"], made.device.now_ms)
    made.wait(2000)
    ids = [record["id"] for record in records(made, "trained")]
    assert ids == list(range(ids[0], ids[0] + 60))


def test_link_work_waits_for_an_edge_that_is_near():
    made = rig(PROMPT + "tap START\nwait 1")
    device = made.device
    countdown_ms = device.session.next_ms(device.now_ms)
    while device.player.next_ms is None:  # until a pulse is running
        made.wait(countdown_ms - device.now_ms)
        countdown_ms = device.session.next_ms(device.now_ms)
    off_ms = device.player.next_ms
    made.now_ms = off_ms - GUARD_MS
    frame = bytes.fromhex("0609414170434141416941414141492b734d3d0a")  # any bytes with a mark
    effects = device.step(made.now_ms, [events.BytesReceived(frame)])
    assert not [effect for effect in effects if isinstance(effect, events.Send)]


def test_a_session_is_finished_from_eighty_percent_at_every_place():
    ledger = Ledger([("LI4", "left", 10_000), ("LI4", "right", 10_000), ("GB21", "left", 5000)])
    ledger.deliver("LI4", "left", 10_000)
    ledger.deliver("LI4", "right", 6000)
    ledger.deliver("GB21", "left", 3999)
    assert not ledger.is_finished()
    ledger.deliver("GB21", "left", 1)
    assert ledger.is_finished()


def test_sound_and_vibration_cannot_both_be_off():
    values = settings.defaults()
    values["sound"] = False
    assert settings.fault(values, "vibration", False).startswith("both_off")
    assert settings.fault(values, "sound", True) == ""


def test_settings_survive_a_power_up_and_a_damaged_file():
    made = rig(HOME)
    made.device.change_settings({"strength": "low", "ticks": True})
    made.wait(2000)
    made.power_up()
    assert made.device.settings["strength"] == "low"
    made.files["settings.json"] = b'{"strength":"lo'
    made.power_up()
    assert made.device.settings == settings.defaults()


def test_a_routine_changed_since_the_power_loss_is_not_offered():
    made = rig(HOLD + "wait 20000\n")
    made.files[FACTORY_FILE] = ROUTINES.replace(b'"Sit."', b'"Sat."')
    made.run("power\ntap STOP\nwait 1000")
    assert made.device.state == "home"
    assert [record["how"] for record in records(made, "ended")] == ["power_lost"]


def test_the_last_spots_of_a_very_long_record_still_fit_a_line():
    made = rig(HOLD)
    made.device.session.spots = [15] * 500
    made.run("tap STOP\nwait 1000")
    assert len(records(made, "ended")[0]["spots"]) == 64
