"""The device's link: there from power-up on, whatever the device does."""

import pytest
from acupacer.core import events
from acupacer.core.device_config import Capacities
from acupacer.core.events import FACTORY_FILE
from acupacer.core.link import cbor, frames, smp
from acupacer.core.link.link import HEARD_MS
from gestures_data import HOLD, HOME, PROMPT, ROUTINES
from rig import Rig

GUARD_MS = Capacities().work_ms


def rig(script=HOME):
    return Rig({FACTORY_FILE: ROUTINES}).run(script)


def request(group, command, **fields):
    return frames.encode(smp.pack(smp.READ, group, 1, command, cbor.Map(list(fields.items()))))


ECHO = request(smp.OS, smp.ECHO, d="hello")


def replies(made):
    found = [smp.parse(message).fields() for message in frames.Reader(4096).feed(made.sent)]
    made.sent = b""
    return found


def test_the_first_request_is_answered_in_its_own_step():
    made = rig()
    made.give(events.BytesReceived(ECHO))
    assert replies(made) == [{"r": "hello"}]


def test_half_a_frame_waits_for_its_other_half_however_long_that_takes():
    made = rig()
    made.give(events.BytesReceived(ECHO[:5]))
    made.wait(60_000)
    assert made.device.link.is_open
    made.give(events.BytesReceived(ECHO[5:]))
    assert replies(made) == [{"r": "hello"}]
    assert not made.device.link.is_open


def test_a_host_is_linked_for_ten_seconds_after_its_last_byte():
    made = rig()
    assert not made.device.link.is_heard
    made.give(events.BytesReceived(b"x"))
    made.wait(HEARD_MS - 1)
    assert made.device.link.is_heard
    made.wait(1)
    assert not made.device.link.is_heard


def test_the_state_counts_pulses_that_were_cut():
    made = rig(HOME + "capped motor\ncapped motor\ncapped tone\n")
    made.give(events.BytesReceived(request(smp.PACER, smp.STATE)))
    [state] = replies(made)
    assert list(state.items())[-2:] == [("motor_capped", 2), ("tone_capped", 1)]


def test_a_host_that_comes_later_is_told_what_happened_before():
    made = rig()
    made.give(events.BytesReceived(request(smp.PACER, smp.EVENTS, since=1)))
    states = [event[3] for event in replies(made)[0]["events"] if event[2] == "state"]
    assert states[-1] == "home"


def test_what_comes_while_a_cue_sounds_is_answered_between_its_edges():
    made = rig()
    made.device.player.play("ask", made.now_ms)
    made.settle()
    edge_ms = made.device.player.next_ms
    made.wait(edge_ms - GUARD_MS - made.now_ms)
    made.give(events.BytesReceived(ECHO))
    assert replies(made) == []
    made.wait(GUARD_MS)
    assert replies(made) == [{"r": "hello"}]
    assert not made.device.player.is_idle


def test_a_request_in_a_session_is_answered_as_at_any_time():
    made = rig(PROMPT)
    made.wait(90_000)
    made.give(events.BytesReceived(ECHO))
    assert replies(made) == [{"r": "hello"}]


def control(made, verb, nonce):
    fields = cbor.Map([("do", verb), ("nonce", nonce)])
    message = smp.pack(smp.WRITE, smp.PACER, 1, smp.CONTROL, fields)
    made.give(events.BytesReceived(frames.encode(message)))
    made.wait(100)
    return replies(made)


@pytest.mark.parametrize(("verb", "state"), [("pause", "paused"), ("stop", "silence")])
def test_a_host_may_pause_and_stop_a_hold(verb, state):
    made = rig(HOLD)
    assert control(made, verb, 1) == [{}]
    assert made.device.state == state


def test_there_is_nothing_to_pause_outside_a_phase():
    made = rig()
    (refused,) = control(made, "pause", 1)
    assert refused["rsn"].startswith("not_running: ")
    assert made.device.state == "home"
