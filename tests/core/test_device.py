"""The device as a whole, where its parts meet: keys across states, storage, edges."""

import pytest
from acupacer.boards.virtual import MemoryStore
from acupacer.core import events, settings
from acupacer.core.device import Device
from acupacer.core.device_config import Capacities, DeviceConfig
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE, SETTINGS_FILE
from acupacer.core.link import cbor, frames, smp
from acupacer.core.progress import history
from acupacer.core.progress.sums import SideSum
from acupacer.core.routine import safety
from acupacer.core.session.ledger import Ledger
from acupacer.core.store.journal import RETRY_MS
from gestures_data import GUN, HOLD, HOME, PROMPT, ROUTINES
from rig import Rig
from store_rig import StoreRig

GUARD_MS = Capacities().work_ms


def rig(script):
    return Rig({FACTORY_FILE: ROUTINES}).run(script)


def records(made, kind):
    lines = made.files.get(HISTORY_FILE, b"").split(b"\n")
    found = [history.decode(line) for line in lines if line]
    assert None not in found
    return [record for record in found if record.kind == kind]


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


def stick_stop(made):
    """STOP is stuck from now on, as the others are not."""
    buttons = made.device.keys.buttons
    start, following, (*levels, _, settles_ms, down_ms) = buttons.rows(made.at_ms())
    stop = [*levels, 1, settles_ms, down_ms]
    buttons.restore([start, following, stop], made.at_ms())


@pytest.mark.parametrize("action", ["in_place", "resume"])
def test_a_stuck_stop_refuses_every_start(action):
    made = rig(PROMPT if action == "in_place" else HOLD + "tap START\nwait 2000\n")
    state = made.device.state
    stick_stop(made)
    made.run("tap START\nwait 500")
    assert made.device.state == state


def test_a_stuck_stop_refuses_at_home():
    made = rig(HOME)
    stick_stop(made)
    made.run("tap START\nwait 500")
    assert made.device.view.reason == "refused_stuck_stop"


def test_a_key_that_was_down_at_power_up_makes_no_gesture_when_it_is_let_go():
    made = Rig({FACTORY_FILE: ROUTINES, SETTINGS_FILE: b'{"long_press":1500}'})
    made.device = Device(made.config)
    made.base_ms, made.inputs = made.now_ms, [events.ButtonsChanged(events.NEXT)]
    made.settle()
    made.wait(1400)
    first = len(made.trace)
    made.run("release NEXT\nwait 500")
    assert (made.device.state, made.trace[first:]) == ("stop_check", [])
    made.run("tap NEXT\nwait 500")
    assert made.trace[first:]


def test_a_stall_in_a_hold_pauses_it_where_the_device_slept():
    made = rig(HOLD)
    left_ms = made.device.session.left_ms(made.device.next_ms)
    made.now_ms += 30_000
    made.settle()
    assert made.device.state == "paused"
    assert made.device.session.paused_ms == left_ms


def test_history_is_written_outside_pressure():
    made = rig(HOLD)
    made.device.store.recorder.note("new_day", [])
    made.wait(1000)
    assert records(made, "new_day") == []
    made.run("tap START\nwait 100")  # paused: no pressure
    assert len(records(made, "new_day")) == 1


def test_history_is_written_in_a_window_but_not_in_its_spots():
    made = rig(GUN + "tap START\nwait 7000\n")
    assert made.device.state == "window"
    made.device.store.recorder.note("new_day", [])
    made.wait(1000)
    assert len(records(made, "new_day")) == 1
    made.tap("NEXT")
    made.run_to("spot")
    made.device.store.recorder.note("new_day", [])
    made.wait(1000)
    assert (made.device.state, len(records(made, "new_day"))) == ("spot", 1)


def test_a_failing_store_loses_nothing_and_is_tried_again():
    made = rig(HOME)
    made.store.failure = "full"
    for number in range(40):  # more than one batch
        made.device.store.recorder.note("trained", ["press", str(number)])
    made.wait(1000)
    assert records(made, "trained") == []
    assert made.device.screen.notice() == "notice_not_stored"
    made.store.failure = ""
    made.wait(RETRY_MS)
    named = [record.named for record in records(made, "trained")]
    assert named == [str(number) for number in range(40)]
    assert made.device.screen.notice() == ""


def test_more_than_one_batch_is_written_in_order_and_once():
    made = rig(HOME)
    for _ in range(60):
        made.device.store.recorder.note("trained", ["press", "press"])
    made.wait(2000)
    ids = [record.id for record in records(made, "trained")]
    assert ids == list(range(ids[0], ids[0] + 60))


def request(group, command, fields, op=2, seq=1):
    """The bytes of one request on the wire; ``op`` 2 writes, 0 reads."""
    body = cbor.encode(cbor.Map(fields))
    head = bytes([1 << 3 | op, 0, len(body) >> 8, len(body) & 255, 0, group, seq, command])
    return frames.encode(head + body)


ECHO = request(0, 0, [("d", "hello")])


def sends(effects):
    return [effect for effect in effects if isinstance(effect, events.Send)]


def test_link_work_waits_until_an_edge_that_is_near_has_passed():
    made = rig(PROMPT + "tap START\n")
    device = made.device
    while device.player.next_ms is None:  # until a countdown pulse runs
        made.wait(device.next_ms - made.at_ms())
    off_ms = device.player.next_ms
    early_ms = off_ms - GUARD_MS - 1
    assert sends(device.step(early_ms, [events.BytesReceived(ECHO)]))
    again = request(0, 0, [("d", "again")], seq=2)
    assert not sends(device.step(off_ms - GUARD_MS, [events.BytesReceived(again)]))
    found = device.step(off_ms, [])
    assert [type(effect) for effect in found][:2] == [events.SetMotor, events.SetTone]
    assert not sends(found)
    assert sends(device.step(off_ms + 1, []))


def answer(made, wire):
    """The fields of the device's reply to one request."""
    made.sent = b""
    made.give(events.BytesReceived(wire))
    made.wait(500)
    return smp.parse(frames.Reader(4096).feed(made.sent)[0]).fields()


def test_what_a_board_says_of_loader_and_fault_reaches_the_host():
    plain = rig("tap STOP\nwait 3000")
    assert "fault_bytes" not in answer(plain, request(100, 0, [], op=0))
    assert answer(plain, request(0, 5, [("boot_mode", 1)]))["rc"] == smp.NOT_SUPPORTED
    config = DeviceConfig("rig", has_loader=True, fault_bytes=9)
    made = Rig({FACTORY_FILE: ROUTINES, events.FAULT_FILE: b"Traceback"}, config=config)
    made.run("tap STOP\nwait 3000")
    hello = answer(made, request(100, 0, [], op=0))
    assert (hello["caps"]["loader"], hello["fault_bytes"]) == (True, 9)
    piece = answer(made, request(8, 0, [("off", 0), ("name", "/fault.txt")], op=0, seq=2))
    assert piece == {"off": 0, "data": b"Traceback", "len": 9}
    assert answer(made, request(0, 5, [("boot_mode", 1)], seq=3)) == {}
    assert made.trace[-1].endswith("Reset Reset(to_loader=True)")


def opened(made, routine):
    """The host opens ``routine``; the device shows what it shows."""
    fields = [("do", "open"), ("nonce", 7), ("routine", routine)]
    made.give(events.BytesReceived(request(100, 2, fields)))
    made.wait(500)


def test_answers_of_the_host_are_taken_up_at_the_question():
    made = rig("tap STOP\nwait 500\n")
    assert made.device.view.as_dict()["question"] == "pregnancy"
    answers = dict.fromkeys(safety.FLAGS, False)
    assert made.device.link.settings.configure({}, answers) == ""
    made.settle()
    assert made.device.state == "red_flags"


def test_cautions_belong_to_the_routine_that_is_opened():
    made = rig(HOME)  # home is on "hold"
    opened(made, "gun")
    assert (made.device.state, made.device.view.title) == ("cautions", "Gun")
    made.run("tap NEXT\nwait 100\n" + "tap START\nwait 1000")
    accepted = ["red_flags", "caution_gun", "caution_BL23", "gun"]
    assert [record.what for record in records(made, "accepted")] == accepted
    assert made.device.session.routine.id == "gun"


def test_the_host_may_open_while_home_is_on_another_entry():
    made = rig(HOME + "tap NEXT\nwait 100\n" * 4)  # on settings
    assert made.device.view.kind == "settings"
    opened(made, "gun")
    assert made.device.state == "cautions"


def test_a_push_takes_back_the_cautions_that_are_being_read():
    made = rig(HOME + "tap START\nwait 500\n")
    assert made.device.state == "cautions"
    changed = ROUTINES.replace(b'"title":"Hold"', b'"title":"Hold","cautions":["New."]')
    scanner = made.device.store.new_scanner()
    scanner.feed(changed)
    assert scanner.finish() == []
    made.device.link.control.routines_replaced(scanner.entries, b"", len(changed))
    assert made.device.menu.state == "home"


def test_nothing_is_accepted_without_a_panel_to_read_it_on():
    made = rig(HOME + "tap START\nwait 500\npanel off\n")
    made.run("tap START\nwait 1000")
    assert made.device.state == "cautions"
    made.run("panel on\ntap START\nwait 3000")
    assert made.device.state == "prompt"


def test_another_key_takes_back_a_routine_that_is_still_being_read():
    made = StoreRig({FACTORY_FILE: ROUTINES}).run(HOME)
    made.allow(0)  # the card is slow
    made.run("tap START\ntap NEXT\nwait 100")
    made.allow()
    made.wait(1000)
    assert (made.device.state, made.device.menu.situation.home.index) == ("home", 1)


def test_the_silence_after_stop_answers_no_key():
    made = rig(HOLD)
    made.run("tap STOP\nwait 200")
    first = len(made.trace)
    made.run("tap START\nwait 100\ntap NEXT\nwait 100")
    assert made.device.state == "silence"
    assert [line for line in made.trace[first:] if "motor" in line or "tone" in line] == []


def test_the_host_cannot_answer_too_much():
    made = rig(HOLD + "tap STOP\nwait 3500\n")
    assert made.device.state == "too_much"
    made.give(events.BytesReceived(request(100, 2, [("do", "stop"), ("nonce", 9)])))
    made.wait(500)
    assert (made.device.state, records(made, "answer")) == ("too_much", [])


def test_settings_change_together():
    made = rig(HOME)
    made.device.preferences.change({"vibration": False})
    settings = made.device.link.settings
    assert settings.configure({"sound": False, "vibration": True}, {}) == ""
    assert settings.configure({"vibration": False}, {}).startswith("both_off")
    assert settings.configure({"sound": True, "motor": 5}, {}).startswith("bad_value")
    assert settings.configure({"sound": True, "sund": True}, {}).startswith("unknown_setting")
    assert made.device.preferences.values["sound"] is False


class SlowStore(MemoryStore):
    """Answers nothing but the settings before ``go``."""

    kept = None

    def submit(self, effect):
        if effect.name != SETTINGS_FILE and self.kept is None:
            self.kept = effect
        else:
            super().submit(effect)

    def go(self, made):
        self.submit(self.kept)
        made.inputs += self.results()
        made.settle()


def slow_rig(files):
    return Rig(store=SlowStore(files))


def test_the_stop_check_does_not_wait_for_the_card():
    made = slow_rig({FACTORY_FILE: ROUTINES, SETTINGS_FILE: b'{"language":"de"}'})
    assert made.device.state == "stop_check"
    assert made.device.preferences.values["language"] == "de"
    made.run("tap NEXT\nwait 100\ntap STOP\nwait 5000\ntap START\nwait 100")
    assert (made.device.state, made.device.is_loaded) == ("starting", False)
    made.store.go(made)
    assert (made.device.state, made.device.is_loaded) == ("question", True)


@pytest.mark.parametrize("stored", [None, b"{}", b'{"strength":"low"}', b'{"language":"es"}'])
def test_until_a_language_was_chosen_it_is_the_board_s(stored):
    files = {FACTORY_FILE: ROUTINES} | ({SETTINGS_FILE: stored} if stored else {})
    made = Rig(files, DeviceConfig("rig", language="de"))
    told = "es" if stored and b"es" in stored else "de"
    assert made.device.preferences.values["language"] == told
    made.run("tap STOP\nwait 100")
    again = Rig(made.store.files, DeviceConfig("rig", language="en"))
    assert again.device.preferences.values["language"] == told


def test_what_is_read_before_stop_was_pressed_waits_for_the_press():
    made = slow_rig({FACTORY_FILE: ROUTINES})
    made.store.go(made)
    assert (made.device.state, made.device.is_loaded) == ("stop_check", True)
    made.run("tap STOP\nwait 100")
    assert made.device.state == "question"


def test_a_key_stuck_at_power_up_is_told_before_the_card_is_read():
    made = slow_rig({FACTORY_FILE: ROUTINES})
    made.run("tap STOP\nwait 1000\npress NEXT\nwait 11000")
    assert made.device.state == "stuck"
    made.run("release NEXT\nwait 100")
    assert made.device.state == "starting"


class DamagedStore(MemoryStore):
    """The history cannot be read while ``is_damaged``."""

    is_damaged = False

    def perform(self, effect):
        if self.is_damaged and isinstance(effect, events.Read) and effect.name == HISTORY_FILE:
            return events.StoreFailed(effect.ticket, "io")
        return super().perform(effect)


def test_a_history_that_cannot_be_read_is_not_taken_for_an_empty_one():
    made = Rig(store=DamagedStore({FACTORY_FILE: ROUTINES})).run(HOME)
    before = made.files[HISTORY_FILE]
    made.store.is_damaged = True
    made.run("power\n" + HOME + "tap START\nwait 1000")
    assert (made.device.state, made.device.view.error) == ("error", "error_history")
    assert made.files[HISTORY_FILE] == before


def test_a_session_is_finished_from_eighty_percent_at_every_place():
    asked = [("LI4", "left", 10_000), ("LI4", "right", 10_000), ("GB21", "left", 5000)]
    ledger = Ledger([SideSum(*side) for side in asked])
    ledger.deliver("LI4", "left", 10_000)
    ledger.deliver("LI4", "right", 6000)
    ledger.deliver("GB21", "left", 3999)
    assert not ledger.is_finished()
    ledger.deliver("GB21", "left", 1)
    assert ledger.is_finished()


@pytest.mark.parametrize(
    ("sound", "vibration", "has_tone", "is_refused"),
    [
        (True, True, True, False),
        (False, True, True, False),
        (True, False, True, False),
        (False, False, True, True),
        (True, False, False, True),  # no buzzer is fitted
        (True, True, False, False),
    ],
)
def test_something_is_always_felt_or_heard(sound, vibration, has_tone, is_refused):
    values = settings.defaults()
    values.update({"sound": sound, "vibration": vibration})
    assert bool(settings.both_off(values, has_tone)) == is_refused


def test_settings_survive_a_power_up_and_a_damaged_file():
    made = rig(HOME)
    made.device.preferences.change({"strength": "low", "ticks": True})
    made.wait(2000)
    made.power_up()
    assert made.device.preferences.values["strength"] == "low"
    made.files["settings.json"] = b'{"strength":"lo'
    made.power_up()
    assert made.device.preferences.values == settings.defaults()


def test_a_routine_changed_since_the_power_loss_is_not_offered():
    made = rig(HOLD + "wait 20000\n")
    made.files[FACTORY_FILE] = ROUTINES.replace(b'"Sit."', b'"Sat."')
    made.run("power\ntap STOP\nwait 1000")
    assert made.device.state == "home"
    assert [record.how for record in records(made, "ended")] == ["power_lost"]


def test_the_last_spots_of_a_very_long_record_still_fit_a_line():
    made = rig(HOLD)
    made.device.session.spots = [15] * 500
    made.run("tap STOP\nwait 1000")
    assert len(records(made, "ended")[0].spots) == 64


def test_what_a_session_ends_with_is_stored_in_one_piece():
    made = StoreRig({FACTORY_FILE: ROUTINES}).run(HOLD)
    made.run("tap STOP\nwait 100")
    last = [effect for effect in made.done if isinstance(effect, events.Append)][-1]
    kinds = [history.decode(row).kind for row in last.data.split(b"\n")[:-1]]
    assert kinds == ["end", "ended"]


def test_stop_is_low_before_anything_is_noted():
    """Also in the very step that would have noted what the one before brought."""
    made = rig(HOLD)
    device, happened = made.device, []
    note, cut = device.store.journal.note, device.player.cut
    device.store.journal.note = lambda *values: (happened.append("note"), note(*values))[1]
    device.player.cut = lambda now_ms: (happened.append("low"), cut(now_ms))[1]
    device.step(made.at_ms(), [events.ButtonsChanged(events.START)])  # pauses: news
    assert device.next_ms == made.at_ms()
    device.step(made.at_ms(), [events.ButtonsChanged(events.START | events.STOP)])
    assert happened
    assert set(happened) == {"low"}


def test_a_host_is_kept_waiting_until_an_ended_session_is_stored():
    made = StoreRig({FACTORY_FILE: ROUTINES}).run(HOLD)
    made.allow(0)
    made.run("tap STOP\nwait 3000\ntap NEXT\nwait 3000")
    assert made.device.state == "done"
    status = made.device.link.status
    assert status.busy_s() == 0
    made.allow()
    assert status.busy_s() == -1
    made.run("tap START\nwait 3000")
    assert (made.device.state, status.busy_s()) == ("helped", -1)
