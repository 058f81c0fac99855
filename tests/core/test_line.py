"""The link is there while a host is, and never made while a cue sounds or a session runs."""

from acupacer.core import cbor, events, frames, line, smp
from acupacer.core.events import FACTORY_FILE
from acupacer.core.line import FIRST_BYTES, GONE_MS
from gestures_data import HOME, PROMPT, ROUTINES
from rig import Rig


class HostRig(Rig):
    """Keeps what the device sends."""

    sent = b""

    def on_Send(self, effect):  # noqa: N802
        self.sent += effect.data


def rig(script=HOME):
    return HostRig({FACTORY_FILE: ROUTINES}).run(script)


def request(group, command, **fields):
    return frames.encode(smp.pack(smp.READ, group, 1, command, cbor.Map(list(fields.items()))))


ECHO = request(smp.OS, smp.ECHO, d="hello")


def replies(made):
    found = [smp.parse(message).fields() for message in frames.Reader(4096).feed(made.sent)]
    made.sent = b""
    return found


def has_link(made):
    return made.device.link._link is not None


def test_there_is_no_link_without_a_host():
    assert not has_link(rig(PROMPT.split("tap START")[0]))


def test_the_first_request_is_answered_in_its_own_step():
    made = rig()
    made.give(events.BytesReceived(ECHO))
    assert replies(made) == [{"r": "hello"}]


def test_a_host_that_has_gone_takes_the_link_with_it():
    made = rig()
    made.give(events.BytesReceived(ECHO))
    made.wait(GONE_MS - 1000)
    assert has_link(made)
    made.wait(2000)
    assert not has_link(made)
    made.give(events.BytesReceived(ECHO))
    assert replies(made)[-1] == {"r": "hello"}


def test_half_a_frame_keeps_the_link():
    made = rig()
    made.give(events.BytesReceived(ECHO[:5]))
    made.wait(2 * GONE_MS)
    assert has_link(made)
    assert made.device.link.is_open


def test_a_host_that_comes_later_is_told_what_happened_before():
    made = rig()
    made.give(events.BytesReceived(request(smp.PACER, smp.EVENTS, since=1)))
    states = [event[3] for event in replies(made)[0]["events"] if event[2] == "state"]
    assert states[-1] == "home"


def test_what_comes_while_a_cue_sounds_is_answered_after_it():
    made = rig()
    made.device.player.play("ask", made.now_ms)
    made.give(events.BytesReceived(ECHO[:7]))
    made.give(events.BytesReceived(ECHO[7:]))
    assert not has_link(made)
    assert made.device.link.is_open
    while not made.device.player.is_idle:
        assert replies(made) == []
        made.wait(10)
    made.wait(10)
    assert replies(made) == [{"r": "hello"}]


def test_noise_while_a_cue_sounds_takes_no_more_than_a_frame_or_two():
    made = rig()
    made.device.player.play("ask", made.now_ms)
    for _ in range(20):
        made.give(events.BytesReceived(b"x" * 512))
    assert len(made.device.link._first) == FIRST_BYTES


def test_a_session_has_its_link_from_the_beginning_to_the_end():
    made = rig(PROMPT)
    link = made.device.link._link
    assert link is not None
    made.wait(3 * GONE_MS)
    made.give(events.BytesReceived(ECHO))
    assert replies(made) == [{"r": "hello"}]
    assert made.device.link._link is link


def test_without_memory_for_a_link_the_device_goes_on_and_a_host_may_ask_again(monkeypatch):
    def full(*_):
        raise MemoryError

    made = rig()
    monkeypatch.setattr(line, "Link", full)
    made.give(events.BytesReceived(ECHO))
    made.run(PROMPT.removeprefix(HOME))
    assert (made.device.state, has_link(made)) == ("prompt", False)
    monkeypatch.undo()
    made.give(events.BytesReceived(ECHO))
    assert not has_link(made), "not in a session: making it takes time"
    made.run("tap STOP\nwait 3000")
    made.give(events.BytesReceived(ECHO))
    assert replies(made)[-1] == {"r": "hello"}
