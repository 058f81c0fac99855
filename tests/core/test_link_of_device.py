"""The device's link: there from power-up on, whatever the device does."""

from acupacer.core import events
from acupacer.core.device import LINKED_MS
from acupacer.core.device_config import Capacities
from acupacer.core.events import FACTORY_FILE
from acupacer.core.link import cbor, frames, smp
from gestures_data import HOME, PROMPT, ROUTINES
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
    assert not made.device.is_linked
    made.give(events.BytesReceived(b"x"))
    made.wait(LINKED_MS - 1)
    assert made.device.is_linked
    made.wait(1)
    assert not made.device.is_linked


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
