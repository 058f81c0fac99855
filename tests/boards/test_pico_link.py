"""The Pico's USB port: whole writes, a host that stops reading, and the way out."""

import pytest
from acupacer.boards.pico import usb_link
from acupacer.boards.pico.usb_link import (
    BUFFER_BYTES,
    PENDING_MAX_BYTES,
    STALE_MS,
    WAY_OUT,
    UsbLink,
)
from hypothesis import given
from hypothesis import strategies as st


class Port:
    """``_acupacer``'s port. ``room``: bytes it takes at present; ``given``: what it took."""

    def __init__(self, room=1 << 20):
        self.room = room
        self.given = b""
        self.waiting = b""
        self.calls = 0

    def write(self, data):
        self.calls += 1
        taken = bytes(data[: self.room])
        self.room -= len(taken)
        self.given += taken
        return len(taken)

    def read_into(self, buffer):
        data, self.waiting = self.waiting[: len(buffer)], self.waiting[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


class Poll:
    """``select.poll()``: notes how long it was told to wait."""

    waits = []

    def register(self, file, events):
        pass

    def ipoll(self, ms):
        self.waits.append(ms)
        return ()


PLUGGED = [Port()]


@pytest.fixture(autouse=True)
def _native(monkeypatch, ticks):
    monkeypatch.setattr(usb_link, "read_into", lambda buffer: PLUGGED[0].read_into(buffer))
    monkeypatch.setattr(usb_link, "write", lambda data: PLUGGED[0].write(data))
    monkeypatch.setattr(usb_link.select, "poll", Poll)
    Poll.waits = []


def plug(port):
    """A new link on ``port``."""
    PLUGGED[0] = port
    return UsbLink()


@pytest.fixture
def made():
    port = Port()
    return port, plug(port)


def test_an_answer_goes_out_in_one_call(made):
    port, link = made
    link.write(bytes(1024))
    assert (port.given, port.calls, link.has_pending) == (bytes(1024), 1, False)


def test_nothing_is_no_answer(made):
    port, link = made
    link.write(b"")
    assert (port.calls, link.has_pending) == (0, False)


def test_what_there_is_no_room_for_follows_in_order(made):
    port, link = made
    port.room = 3
    link.write(b"first")
    link.write(b"second")
    assert (port.given, link.has_pending) == (b"fir", True)
    port.room = 4
    link.wait(10, True)
    assert (port.given, link.has_pending) == (b"firstse", True)
    port.room = 100
    link.wait(10, False)
    assert (port.given, link.has_pending) == (b"firstsecond", False)


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=1500).map(lambda data: ("write", data)),
            st.integers(0, 900).map(lambda room: ("room", room)),
        ),
        max_size=20,
    )
)
def test_answers_arrive_whole_or_not_at_all(steps):
    port = Port(0)
    link = plug(port)
    wanted, pending = b"", b""
    for kind, value in steps:
        if kind == "room":
            port.room = value
            link.flush()
        else:
            dropped = link.dropped_bytes
            link.write(value)
            if link.dropped_bytes == dropped:
                wanted += value
            else:
                assert link.dropped_bytes == dropped + len(value)
                assert len(pending) + len(value) > PENDING_MAX_BYTES
        assert wanted.startswith(port.given)
        pending = wanted[len(port.given) :]
        assert len(pending) <= PENDING_MAX_BYTES
        assert link.has_pending == bool(pending)
    port.room = 1 << 20
    link.flush()
    assert port.given == wanted


def test_an_answer_beyond_4096_bytes_is_dropped_whole(made):
    port, link = made
    port.room = 0
    for _ in range(4):
        link.write(bytes(1000))
    link.write(b"x" * 97)
    assert link.dropped_bytes == 97
    link.write(b"y" * 96)
    port.room = 1 << 20
    link.flush()
    assert port.given == bytes(4000) + b"y" * 96


def test_a_host_that_stopped_reading_is_given_up_after_two_seconds(made, ticks):
    port, link = made
    port.room = 10
    link.write(bytes(1000))
    ticks.now_ms += STALE_MS
    link.flush()
    assert (link.has_pending, link.dropped_bytes) == (True, 0)
    ticks.now_ms += 1
    link.flush()
    assert (link.has_pending, link.dropped_bytes) == (False, 990)
    link.write(bytes(PENDING_MAX_BYTES))
    assert link.dropped_bytes == 990, "there is room for as much as before"
    ticks.now_ms += STALE_MS + 1
    port.room = 0
    link.flush()
    port.room = 1 << 20
    link.write(b"new")
    assert port.given == bytes(10) + b"new"


def test_a_host_that_reads_slowly_is_not_given_up(made, ticks):
    port, link = made
    port.room = 0
    link.write(bytes(20))
    for _ in range(20):
        ticks.now_ms += STALE_MS
        port.room = 1
        link.flush()
    assert (port.given, link.dropped_bytes) == (bytes(20), 0)


def test_after_a_long_silence_an_answer_is_not_stale_at_once(made, ticks):
    port, link = made
    ticks.now_ms += 10 * STALE_MS
    port.room = 0
    link.write(b"answer")
    assert link.has_pending


def test_the_wait_is_short_while_bytes_wait_and_as_long_as_wanted_otherwise(made, ticks):
    port, link = made
    link.wait(10, True)
    before_ms = ticks.now_ms
    link.wait(7, False)
    port.room = 0
    link.write(b"x")
    link.wait(10, True)
    assert (Poll.waits, ticks.now_ms - before_ms) == ([10, 1], 7)


def test_draining_ends_with_the_last_byte_or_with_its_time(made, ticks):
    port, link = made
    port.room = 0
    link.write(b"answer")
    before_ms = ticks.now_ms
    link.drain(200)
    assert (ticks.now_ms - before_ms, link.has_pending) == (200, True)
    port.room = 100
    link.drain(200)
    assert (ticks.now_ms - before_ms, port.given) == (201, b"answer")


def test_as_many_bytes_are_read_as_were_asked_for(made):
    port, link = made
    port.waiting = bytes(range(256)) * 4
    assert link.read(10) == bytes(range(10))
    assert link.read(9999) == (bytes(range(256)) * 4)[10 : 10 + BUFFER_BYTES]
    port.waiting = b""
    assert link.read(10) == b""


# --- the way out ----------------------------------------------------------------------


@pytest.mark.parametrize("at", range(len(WAY_OUT) + 1))
def test_the_way_out_is_heard_however_it_is_split(made, at):
    port, link = made
    for piece in (b"frame\n" + WAY_OUT[:at], WAY_OUT[at:] + b"frame\n"):
        port.waiting = piece
        assert link.read(512) == piece
    assert link.wants_prompt


def test_the_way_out_is_heard_byte_by_byte_and_after_a_false_start(made):
    port, link = made
    for byte in b"\x03\x03rep\x03repl\n":
        assert not link.wants_prompt
        port.waiting = bytes([byte])
        link.read(512)
    assert link.wants_prompt


@pytest.mark.parametrize(
    "data", [b"\x03rep\n", b"\x03 repl\n", b"repl\n", b"\x03", b"\x03repl\r"]
)
def test_anything_else_is_not_the_way_out(made, data):
    port, link = made
    for piece in (data, b"repl\n"):
        port.waiting = piece
        assert link.read(512) == piece
    assert link.wants_prompt == (data == b"\x03")


@given(
    st.lists(st.sampled_from([b"\x03", b"r", b"e", b"p", b"l", b"\n", WAY_OUT]), max_size=30)
)
def test_it_is_heard_exactly_when_it_was_sent(pieces):
    port = Port()
    link = plug(port)
    for piece in pieces:
        port.waiting = piece
        link.read(512)
    assert link.wants_prompt == (WAY_OUT in b"".join(pieces))
