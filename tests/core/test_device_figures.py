"""What only a figure or an order holds: each from both of its sides, on a fake clock."""

import json

import pytest
from acupacer.boards.virtual import MemoryStore
from acupacer.core import events
from acupacer.core.cue import trains
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE, SETTINGS_FILE
from gestures_data import HOLD, HOME, PROMPT, ROUTINES, STOPPED
from rig import Rig, motor_pulses
from store_rig import StoreRig


def rig(script):
    return Rig({FACTORY_FILE: ROUTINES}).run(script)


def wait_until(made, at_ms):
    """Let time pass until ``at_ms`` after power-up and step the device at that instant."""
    made.wait(at_ms - made.at_ms())
    made.settle()


def last_shown_ms(made, screen):
    """When the device last showed ``screen``, in ms after power-up."""
    rows = [line.split(" ") for line in made.trace]
    return int([row[0] for row in rows if row[1:3] == ["show", screen]][-1]) - made.base_ms


# --- a stall -----------------------------------------------------------------------------


@pytest.mark.parametrize(("late_ms", "state"), [(2000, "hold"), (2001, "paused")])
def test_a_hold_is_paused_when_a_step_comes_more_than_two_seconds_late(late_ms, state):
    made = rig(HOLD)
    made.now_ms = made.base_ms + made.device.next_ms + late_ms
    made.settle()
    assert made.device.state == state


def test_a_stall_outside_a_session_pauses_nothing():
    made = rig(HOME)
    made.now_ms += 30_000
    made.settle()
    assert made.device.state == "home"


def test_a_host_is_told_the_whole_seconds_that_are_left():
    made = rig(HOLD)  # 18 s of this hold, and 115 s after it
    at_ms, seconds = made.at_ms(), []
    for later_ms in (0, 1, 1000, 1001):
        wait_until(made, at_ms + later_ms)
        seconds.append(made.device.link.status.busy_s())
    assert seconds == [133, 132, 132, 131]


# --- power loss --------------------------------------------------------------------------


def test_the_power_loss_offer_stands_for_two_minutes():
    made = rig(HOLD + "power\n" + STOPPED)
    offered_ms = last_shown_ms(made, "power_loss_offer")
    wait_until(made, offered_ms + 119_999)
    assert made.device.state == "power_loss_offer"
    wait_until(made, offered_ms + 120_000)
    assert (made.device.menu.state, made.device.session) == ("home", None)  # and dark


def on_record(made):
    """What the history says of sessions: kind and what matters of it, line by line."""
    said = []
    for line in map(json.loads, made.files[HISTORY_FILE].splitlines()):
        if line["kind"] in ("begin", "end"):
            said.append((line["kind"], line["key"], line["side"], line["repetition"]))
        elif line["kind"] == "ended":
            said.append((line["kind"], line["how"], line["given"]))
        elif line["kind"] == "started":
            said.append((line["kind"], line["routine"]))
    return said


def test_what_is_on_record_when_power_fails_in_the_first_hold():
    made = rig(HOLD)
    assert made.device.state == "hold"
    assert on_record(made) == [("started", "hold"), ("begin", "LI4", "left", 1)]
    made.power_up()
    made.run(STOPPED)
    assert on_record(made)[2:] == [("ended", "power_lost", [])]


def test_what_is_on_record_when_power_fails_in_the_second_hold():
    made = rig(HOLD + "wait 32000\n")
    assert (made.device.state, made.device.session.phase.repetition) == ("hold", 2)
    held = [
        ("started", "hold"),
        ("begin", "LI4", "left", 1),
        ("end", "LI4", "left", 1),
        ("begin", "LI4", "left", 2),
    ]
    assert on_record(made) == held
    made.power_up()
    made.run(STOPPED)
    assert on_record(made) == [*held, ("ended", "power_lost", [["LI4", "left", 20_000]])]


def test_a_session_cut_before_its_first_repetition_leaves_nothing():
    made = rig(PROMPT + "power\n" + STOPPED)
    assert on_record(made) == []
    assert made.device.state == "home"


def test_a_session_that_got_no_further_than_its_start_is_not_offered():
    """Power failed while the line of its first repetition was written."""
    made = rig(HOLD)
    started, _, _ = made.files[HISTORY_FILE].rpartition(b'{"id":')
    made.files[HISTORY_FILE] = started
    made.run("power\n" + STOPPED)
    assert on_record(made) == [("started", "hold"), ("ended", "power_lost", [])]
    assert made.device.state == "home"


# --- keys that mean nothing now ------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "left_ms", "is_felt"),
    [
        ({"sound": False}, 6000, True),
        ({"sound": False}, 5999, False),  # a buzz might be taken for the end
        ({}, 5999, True),
    ],
)
def test_a_refused_key_is_not_felt_in_the_last_six_seconds(chosen, left_ms, is_felt):
    made = rig(HOLD)
    made.device.preferences.change(chosen)
    session = made.device.session
    made.wait(session.left_ms(made.at_ms()) - left_ms)
    assert session.left_ms(made.at_ms()) == left_ms
    made.device.player.started.clear()
    session.reject(made.at_ms())
    assert [name for _, name in made.device.player.started] == ["no_room"] * is_felt


# --- a board that is late ------------------------------------------------------------------


def in_first_pulse():
    """A device in the first S of a countdown; the line of its trace since which."""
    made = rig(PROMPT)
    since = len(made.trace)
    made.run("tap START")
    while not any(line.endswith(" motor 100") for line in made.trace[since:]):
        made.wait(1)
    return made, since


def test_a_pulse_that_the_board_began_late_is_as_long_and_the_log_says_so():
    made, since = in_first_pulse()
    at_ms = made.now_ms
    made.wait(100)
    made.give(events.EdgeApplied(at_ms, 100_000))
    made.wait(1000)
    (pulse,) = motor_pulses(made.trace[since:])  # the countdown's first S
    assert pulse.end_ms - pulse.start_ms == trains.SHORT_MS + 100
    at_ms -= made.device.snapshot().start_ms
    assert f"{at_ms + 100} edge {at_ms} 100".encode() in made.device.current.log.data()


def test_no_report_of_an_edge_keeps_an_output_on_for_longer():
    made, since = in_first_pulse()
    made.give(events.EdgeApplied(made.now_ms, 90_000_000))
    made.wait(1000)
    (pulse,) = motor_pulses(made.trace[since:])
    assert pulse.end_ms - pulse.start_ms == trains.SHORT_MS


# --- the store -----------------------------------------------------------------------------


def test_settings_that_could_not_be_stored_are_stored_after_ten_seconds():
    made = rig(HOME)
    made.store.failure = "full"
    made.device.preferences.change({"strength": "low"})
    made.settle()
    failed_ms = made.at_ms()
    made.store.failure = ""
    wait_until(made, failed_ms + 9999)
    assert json.loads(made.files[SETTINGS_FILE])["strength"] == "high"
    wait_until(made, failed_ms + 10_000)
    assert json.loads(made.files[SETTINGS_FILE])["strength"] == "low"


def test_settings_changed_while_they_are_stored_are_stored_after_it():
    made = StoreRig({FACTORY_FILE: ROUTINES}).run(HOME)
    made.allow(0)  # the card is slow
    made.device.preferences.change({"strength": "low"})
    made.settle()
    made.device.preferences.change({"strength": "high"})
    made.settle()
    assert [type(effect) for effect in made.medium.queue] == [events.StageWrite]
    made.allow()
    assert json.loads(made.files[SETTINGS_FILE])["strength"] == "high"


class FaultyReads(MemoryStore):
    """The first ``failures`` readings of the history fail; ``asked`` counts them all."""

    def __init__(self, files, failures):
        self.failures = failures
        self.asked = 0
        super().__init__(files)

    def perform(self, effect):
        if isinstance(effect, events.Read) and effect.name == HISTORY_FILE:
            self.asked += 1
            if self.asked <= self.failures:
                return events.StoreFailed(effect.ticket, "io")
        return super().perform(effect)


@pytest.mark.parametrize(
    ("failures", "asked", "notice"), [(2, 3, ""), (3, 3, "notice_no_history")]
)
def test_the_history_is_tried_three_times(failures, asked, notice):
    stored = rig(HOME).files
    store = FaultyReads(stored, failures)
    made = Rig(store=store).run(STOPPED)
    assert (store.asked, made.device.screen.notice()) == (asked, notice)
    assert bool(made.device.progress.profile.unanswered()) == (failures == 3)
