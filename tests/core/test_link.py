"""The link's device side: every command, retries, waiting for storage, faults."""

import hashlib
import random
import zlib
from typing import Any

import pytest
from acupacer.core import events, frames, history, smp
from acupacer.core.cbor import Map
from acupacer.core.link_port import Limits
from link_fake import Bench, FakePort

R, W = smp.READ, smp.WRITE


class Inflater:
    """zlib behind the interface the link asks its port for."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._input = b""

    @property
    def is_done(self) -> bool:
        return self._stream.eof

    def push(self, data: bytes) -> None:
        self._input += data

    def pull(self, max_bytes: int) -> bytes:
        try:
            piece = self._stream.decompress(self._input, max_bytes)
        except zlib.error as error:
            raise ValueError(str(error)) from None
        self._input = self._stream.unconsumed_tail
        return piece


@pytest.fixture
def bench() -> Bench:
    port = FakePort(make_inflater=Inflater)
    return Bench(port, Limits(buf_size=1024, routines_bytes=20_000, can_inflate=True))


def error(bench: Bench, *request: Any) -> tuple[int, str]:
    reply = bench.request(*request)
    assert sorted(reply) == ["rc", "rsn"]
    return reply["rc"], reply["rsn"]


# --- the OS group ---------------------------------------------------------------


def test_echo_params_info(bench: Bench) -> None:
    assert bench.request(W, 0, 0, Map([("d", "h\u00e9llo")])) == {"r": "h\u00e9llo"}
    assert bench.request(R, 0, 6, Map([])) == {"buf_size": 1024, "buf_count": 1}
    assert bench.request(R, 0, 7, Map([])) == {"output": "acupacer"}
    assert bench.request(R, 0, 7, Map([("format", "vn")])) == {"output": "ab12 0.1.0"}
    everything = "acupacer ab12 0.1.0 0.1.0 fake fake fake acupacer"
    assert bench.request(R, 0, 7, Map([("format", "a")])) == {"output": everything}
    rc, rsn = error(bench, R, 0, 7, Map([("format", "x")]))
    assert (rc, rsn) == (3, "bad_field: format: must be some of s n r v m p i o a")


def test_reply_has_the_requests_seq_group_command_and_version(bench: Bench) -> None:
    for version in (0, 1):
        message = smp.pack(W, 0, 77, 0, Map([("d", "x")]), version)
        bench.sent = b""
        bench.feed(frames.encode(message))
        reply = smp.parse(frames.Reader(200).feed(bench.sent)[0])
        assert (reply.op, reply.group, reply.seq, reply.command) == (3, 0, 77, 0)
        assert reply.version == version


def test_datetime(bench: Bench) -> None:
    assert bench.request(R, 0, 4, Map([])) == {"datetime": "2026-02-01T00:00:00+01:00"}
    assert bench.request(W, 0, 4, Map([("datetime", "2026-06-01T12:30:00Z")])) == {}
    assert bench.request(W, 0, 4, Map([("datetime", "2026-06-01T12:30:00.5")]), 2) == {}
    assert bench.port.calls == [["set_clock", 1780317000, 0], ["set_clock", 1780313400, 60]]
    assert error(bench, W, 0, 4, Map([("datetime", "2026-02-30T12:30:00Z")]), 3)[0] == 3
    bench.port.time = (0, 0, False)
    rsn = "clock_not_set: the device does not know the time; set it first"
    assert error(bench, R, 0, 4, Map([])) == (6, rsn)


def test_reset_replies_first_and_never_in_a_session(bench: Bench) -> None:
    bench.port.busy = 312
    busy = (10, "busy: a session runs, about 312 s left")
    assert error(bench, W, 0, 5, Map([("force", 1)])) == busy
    bench.port.busy = -1
    bench.link.receive(frames.encode(smp.pack(W, 0, 2, 5, Map([]))), 1000)
    bench.link.step(1000)
    send, reset = bench.port.effects
    assert isinstance(send, events.Send)
    assert reset == events.Reset()


# --- our group ----------------------------------------------------------------------


def test_hello_and_state(bench: Bench) -> None:
    bench.port.sha = b"s" * 32
    assert bench.request(R, 100, 0, Map([])) == {
        "proto": 1,
        "dev_id": "ab12",
        "model": "fake",
        "fw": "0.1.0",
        "caps": {"routines_bytes": 20_000, "deflate": True},
        "routines_sha": b"s" * 32,
        "boot_id": "b0071d",
        "uptime_ms": 1234,
    }
    assert bench.request(R, 100, 1, Map([])) == {"screen": "home", "busy_s": -1}


def control(verb: str, nonce: int, routine: str = "") -> Map:
    pairs: list[tuple[str | int, Any]] = [("do", verb), ("nonce", nonce)]
    return Map(pairs + ([("routine", routine)] if routine else []))


def test_control_is_executed_once_per_nonce(bench: Bench) -> None:
    assert bench.request(W, 100, 2, control("open", 5, "hands-li4"), 1) == {}
    assert bench.request(W, 100, 2, control("open", 5, "hands-li4"), 2) == {}
    assert bench.request(W, 100, 2, control("stop", 6), 3) == {}
    assert bench.port.calls == [["control", "open", "hands-li4"], ["control", "stop", ""]]


def test_control_refusals(bench: Bench) -> None:
    bench.port.control_reason = "running: a session runs; stop it first"
    for seq in (1, 2):
        got = error(bench, W, 100, 2, control("open", 5, "x"), seq)
        assert got == (6, "running: a session runs; stop it first")
    assert error(bench, W, 100, 2, control("start", 7), 3)[0] == 3
    assert error(bench, W, 100, 2, Map([("do", "stop")]), 4)[0] == 3
    assert error(bench, W, 100, 2, control("open", 8), 5)[0] == 3
    assert len(bench.port.calls) == 1


def test_stop_gets_through_while_storage_hangs_and_a_session_runs(bench: Bench) -> None:
    bench.holds = True
    bench.port.store["routines.json"] = b"x" * 10
    assert bench.request(R, 8, 0, download(0)) is None
    bench.port.busy = 100
    assert bench.request(W, 100, 2, control("stop", 9)) == {}


def test_screen_is_sent_only_when_it_changed(bench: Bench) -> None:
    page = bench.port.page[1]
    full = {"number": 7, "width": 128, "height": 64, "page": page}
    assert bench.request(R, 100, 3, Map([])) == full
    assert bench.request(R, 100, 3, Map([("have", 6)])) == full
    assert bench.request(R, 100, 3, Map([("have", 7)])) == {"number": 7}


def poll(since: int, wait_ms: int) -> Map:
    return Map([("since", since), ("wait_ms", wait_ms)])


def test_events_come_at_once_or_when_they_happen_or_when_the_wait_is_over(bench: Bench) -> None:
    empty = {"events": [], "next": 1, "lost": 0}
    assert bench.request(R, 100, 4, poll(1, 0)) == empty
    assert bench.request(R, 100, 4, poll(1, 5000)) is None  # waits 1000 ms at most
    assert bench.link.next_ms == 2000
    bench.run(1999)
    assert bench.reply() is None
    bench.run(2000)
    assert bench.reply() == empty
    assert bench.request(R, 100, 4, poll(1, 1000)) is None
    bench.link.note("cue", "press")
    bench.run()
    assert bench.reply() == {"events": [[1, 2000, "cue", "press"]], "next": 2, "lost": 0}
    assert bench.link.next_ms is None


def test_another_request_ends_a_waiting_poll_and_its_retry_does_not(bench: Bench) -> None:
    assert bench.request(R, 100, 4, poll(1, 1000), 1) is None
    assert bench.request(R, 100, 4, poll(1, 1000), 1) is None
    bench.feed(frames.encode(smp.pack(R, 0, 2, 6, Map([]))))
    got = [smp.parse(message).seq for message in frames.Reader(2000).feed(bench.sent)]
    assert got == [1, 2]


def test_lost_events_are_counted_and_long_lists_split(bench: Bench) -> None:
    for _ in range(40):
        bench.link.note("screen", "x" * 50)
    got, lost, since, requests = [], [], 3, 0
    while since <= 40:
        reply = bench.request(R, 100, 4, poll(since, 0))
        got += [event[0] for event in reply["events"]]
        lost.append(reply["lost"])
        since = reply["next"]
        requests += 1
    assert got == list(range(9, 41))  # the ring keeps 32
    assert lost == [6] + [0] * (requests - 1)
    assert requests > 1
    assert since == 41


def test_settings_are_answered_after_they_are_stored(bench: Bench) -> None:
    assert bench.request(R, 100, 8, Map([])) == {
        "settings": {"sound": True, "long_press": 800},
        "profile": {"pregnancy": False, "osteoporosis": None},
    }
    change = Map(
        [("settings", Map([("sound", False)])), ("profile", Map([("pregnancy", True)]))]
    )
    bench.holds = True
    assert bench.request(W, 100, 8, change, 1) is None
    bench.release()
    assert bench.reply() == {}
    expected = ["configure", [("sound", False)], [("pregnancy", True)]]
    assert bench.port.calls == [expected]
    bench.holds = False
    bench.port.configure_reason = "bad_value: sound: choose from true, false"
    got = error(bench, W, 100, 8, change, 2)
    assert got == (3, "bad_value: sound: choose from true, false")
    bench.port.busy = 10
    assert error(bench, W, 100, 8, change, 3)[0] == 10
    bench.port.busy, bench.port.configure_reason, bench.failing = -1, "", ["full"]
    rsn = "storage_full: the device's storage is full; nothing was changed"
    assert error(bench, W, 100, 8, change, 4) == (7, rsn)


# --- history ----------------------------------------------------------------------------


def history_lines(count: int) -> list[bytes]:
    return [
        history.encode([("id", number), ("session", 0)], "profile", ["pregnancy", False])
        for number in range(1, count + 1)
    ]


def read_history(bench: Bench, since: int) -> tuple[list[bytes], int]:
    """All records from ``since`` on, as a host pulls them, and the requests needed."""
    got: list[bytes] = []
    for seq in range(100):
        reply = bench.request(R, 100, 5, Map([("since", since)]), seq)
        got += reply["records"]
        since = reply["next"]
        if not reply["more"]:
            return got, seq + 1
    raise AssertionError("never ends")


def test_history_is_pulled_in_pieces_from_any_id(bench: Bench) -> None:
    lines = history_lines(60)
    bench.port.store["history.jsonl"] = b"".join(lines)
    expected = [line[:-1] for line in lines]
    got, requests = read_history(bench, 0)
    assert got == expected
    assert requests > 3
    assert read_history(bench, 41)[0] == expected[40:]
    assert read_history(bench, 5)[0] == expected[4:]
    assert bench.request(R, 100, 5, Map([("since", 61)])) == {
        "records": [],
        "next": 61,
        "more": False,
    }


def test_history_goes_on_where_it_left_off(bench: Bench) -> None:
    lines = history_lines(30)
    bench.port.store["history.jsonl"] = b"".join(lines[:20])
    read_history(bench, 0)
    bench.port.store["history.jsonl"] = b"".join(lines)
    bench.done = []
    assert read_history(bench, 21)[0] == [line[:-1] for line in lines[20:]]
    assert bench.done[0].offset == len(b"".join(lines[:20]))
    assert bench.request(W, 100, 6, Map([("id", 30)]), 200) == {}
    assert bench.port.calls == [["acknowledge", 30]]
    bench.done = []
    read_history(bench, 31)
    assert bench.done[0].offset == 0  # trimmed perhaps: look again from the start


def test_history_skips_damaged_lines_and_a_torn_tail(bench: Bench) -> None:
    lines = history_lines(9)
    noise = b"\x00" * 3000 + b"\n" + lines[4][:-9] + b"\n"
    stored = b"".join(lines[:4]) + noise + b"".join(lines[5:]) + lines[8][:20]
    bench.port.store["history.jsonl"] = stored
    assert read_history(bench, 0)[0] == [line[:-1] for line in lines[:4] + lines[5:]]


def test_history_pieces_are_as_small_as_asked_but_at_least_one_line(bench: Bench) -> None:
    lines = history_lines(5)
    bench.port.store["history.jsonl"] = b"".join(lines)
    reply = bench.request(R, 100, 5, Map([("since", 2), ("len", 1)]))
    assert reply == {"records": [lines[1][:-1]], "next": 3, "more": True}


def test_history_absent_is_empty(bench: Bench) -> None:
    reply = bench.request(R, 100, 5, Map([("since", 0)]))
    assert reply == {"records": [], "next": 0, "more": False}


# --- reading files ------------------------------------------------------------------------


def download(offset: int, name: str = "/routines.json") -> Map:
    return Map([("off", offset), ("name", name)])


def test_download_size_hash_types(bench: Bench) -> None:
    text = random.Random(1).randbytes(2500)
    bench.port.store["routines.json"] = text
    first = bench.request(R, 8, 0, download(0))
    assert first == {"off": 0, "data": text[:928], "len": 2500}
    assert bench.request(R, 8, 0, download(2000), 2) == {"off": 2000, "data": text[2000:]}
    assert bench.request(R, 8, 0, download(2500), 3) == {"off": 2500, "data": b""}
    assert error(bench, R, 8, 0, download(2501), 4)[0] == 3
    small = Map([*download(10).pairs, ("len", 7)])
    assert bench.request(R, 8, 0, small, 5) == {"off": 10, "data": text[10:17]}
    name = ("name", "/routines.json")
    assert bench.request(R, 8, 1, Map([name])) == {"len": 2500}
    whole = {"type": "sha256", "len": 2500, "output": hashlib.sha256(text).digest()}
    assert bench.request(R, 8, 2, Map([name])) == whole
    part = {
        "type": "sha256",
        "off": 3,
        "len": 2000,
        "output": hashlib.sha256(text[3:2003]).digest(),
    }
    assert bench.request(R, 8, 2, Map([name, ("off", 3), ("len", 2000)]), 9) == part
    assert error(bench, R, 8, 2, Map([name, ("type", "crc32")]), 10)[0] == 8
    assert bench.request(R, 8, 3, Map([])) == {"types": {"sha256": {"format": 1, "size": 32}}}


def test_known_hash_costs_no_read(bench: Bench) -> None:
    bench.port.store["routines.json"] = b"x" * 100
    bench.port.sha = b"k" * 32
    reply = bench.request(R, 8, 2, Map([("name", "/routines.json")]))
    assert reply == {"type": "sha256", "len": 100, "output": b"k" * 32}
    assert bench.done == []
    part = {"type": "sha256", "len": 99, "output": hashlib.sha256(b"x" * 99).digest()}
    assert bench.request(R, 8, 2, Map([("name", "/routines.json"), ("len", 99)]), 2) == part
    part = {"type": "sha256", "off": 1, "len": 99, "output": part["output"]}
    assert bench.request(R, 8, 2, Map([("name", "/routines.json"), ("off", 1)]), 3) == part


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/",
        "routines.json",
        "/settings.json",
        "/../etc/passwd",
        "/routines.json.z",
        "/x\x00",
    ],
)
def test_other_names_are_never_opened(bench: Bench, name: str) -> None:
    bench.port.store["settings.json"] = b"secret"
    for command in (0, 1, 2):
        assert error(bench, R, 8, command, Map([("name", name), ("off", 0)]))[0] == 5
    if name != "/routines.json.z":
        fields = Map([("name", name), ("off", 0), ("len", 1), ("data", b"x")])
        assert error(bench, W, 8, 0, fields)[0] == 11
    assert bench.done == []


def test_absent_routines(bench: Bench) -> None:
    rsn = "absent: /routines.json: not stored on this device yet"
    assert error(bench, R, 8, 0, download(0)) == (5, rsn)


def test_screen_picture_is_one_snapshot(bench: Bench) -> None:
    pixel = bytearray(1024)
    pixel[128 * 2 + 9] = 0x81  # column 9, rows 16 and 23
    bench.port.page = (8, bytes(pixel))
    first = bench.request(R, 8, 0, download(0, "/screen.pbm"))
    assert first["len"] == 1034
    bench.port.page = (9, b"\xff" * 1024)
    second = bench.request(R, 8, 0, download(928, "/screen.pbm"), 2)
    picture = first["data"] + second["data"]
    assert picture[:10] == b"P4\n128 64\n"
    dark = [(n // 16, n % 16) for n, byte in enumerate(picture[10:]) if byte != 0xFF]
    assert dark == [(16, 1), (23, 1)]
    assert picture[10 + 16 * 16 + 1] == 0xBF
    assert bench.request(R, 8, 1, Map([("name", "/screen.pbm")])) == {"len": 1034}


def test_session_log(bench: Bench) -> None:
    reply = bench.request(R, 8, 0, download(0, "/session.log"))
    assert reply == {"off": 0, "data": b"tap START\n", "len": 10}
    sha = hashlib.sha256(b"tap START\n").digest()
    reply = bench.request(R, 8, 2, Map([("name", "/session.log")]))
    assert reply == {"type": "sha256", "len": 10, "output": sha}


# --- retries and order -------------------------------------------------------------------


def test_a_write_repeated_is_answered_again_but_done_once(bench: Bench) -> None:
    for _ in range(3):
        assert bench.request(W, 100, 8, Map([("settings", Map([]))]), 4) == {}
    assert len(bench.port.calls) == 1
    bench.request(R, 0, 6, Map([]))  # a new host
    assert bench.request(W, 100, 8, Map([("settings", Map([]))]), 4) == {}
    assert len(bench.port.calls) == 2


def test_a_retry_of_the_request_in_work_is_ignored(bench: Bench) -> None:
    bench.port.store["routines.json"] = b"abc"
    bench.holds = True
    assert bench.request(R, 8, 0, download(0)) is None
    assert bench.request(R, 8, 0, download(0)) is None
    assert len(bench.waiting) == 1
    bench.release()
    assert bench.reply() == {"off": 0, "data": b"abc", "len": 3}


def test_storage_requests_wait_for_each_other_and_others_pass(bench: Bench) -> None:
    bench.port.store["routines.json"] = b"abc"
    bench.holds = True
    assert bench.request(R, 8, 0, download(0), 1) is None
    assert bench.request(R, 8, 0, download(1), 2) is None
    assert bench.request(W, 0, 0, Map([("d", "x")]), 3) == {"r": "x"}
    bench.holds, bench.sent = False, b""
    bench.release()
    got = [smp.parse(message).fields() for message in frames.Reader(2000).feed(bench.sent)]
    assert got == [{"off": 0, "data": b"abc", "len": 3}, {"off": 1, "data": b"bc"}]


def test_one_request_per_step(bench: Bench) -> None:
    wire = b"".join(frames.encode(smp.pack(W, 0, n, 0, Map([("d", "x")]))) for n in range(3))
    bench.link.receive(wire, 1000)
    assert bench.port.effects == []
    for done in (1, 2, 3):
        assert bench.link.next_ms == 1000
        bench.link.step(1000)
        assert len(bench.port.effects) == done
    assert bench.link.next_ms is None


def test_memory_running_out_is_said_and_survived(bench: Bench, monkeypatch: Any) -> None:
    def burst() -> Any:
        raise MemoryError

    monkeypatch.setattr(bench.port, "state", burst)
    reason = "no_memory: the device's memory is full"
    assert error(bench, R, 100, 1, Map([])) == (2, reason)
    assert bench.request(W, 0, 0, Map([("d", "x")])) == {"r": "x"}


def test_at_most_four_requests_wait(bench: Bench) -> None:
    wire = b"".join(frames.encode(smp.pack(W, 0, n, 0, Map([("d", "x")]))) for n in range(9))
    bench.link.receive(wire, 1000)
    bench.run()
    got = [smp.parse(message).seq for message in frames.Reader(100).feed(bench.sent)]
    assert got == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("message", "rc"),
    [
        (smp.pack(W, 0, 1, 99, Map([])), 8),
        (smp.pack(R, 9, 1, 0, Map([])), 8),
        (smp.pack(R, 0, 1, 5, Map([])), 8),
        (smp.pack(W, 0, 1, 0, Map([]), 2), 13),
        (smp.pack(W, 0, 1, 0, Map([("d", 5)])), 3),
        (smp.pack(W, 0, 1, 0, Map([])), 3),
        (b"\x0a\x00\x00\x01\x00\x00\x01\x00\xff", 3),
        (b"\x0a\x00\x00\x01\x00\x00\x01\x00\x00", 3),
    ],
)
def test_requests_that_cannot_be_served_are_refused(
    bench: Bench, message: bytes, rc: int
) -> None:
    bench.feed(frames.encode(message))
    assert bench.reply()["rc"] == rc


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\x0a\x00\x00",
        b"\x0a\x00\x00\x05\x00\x00\x01\x00\xa0",  # length does not fit
        smp.pack(smp.WRITE_REPLY, 0, 1, 0, Map([("r", "x")])),  # our own, echoed
        smp.pack(smp.READ_REPLY, 0, 1, 6, Map([])),
        smp.pack(5, 0, 1, 6, Map([])),
    ],
)
def test_what_is_no_request_gets_no_answer(bench: Bench, message: bytes) -> None:
    bench.feed(frames.encode(message))
    assert bench.sent == b""


def test_noise_is_ignored_and_never_answered(bench: Bench) -> None:
    bench.feed(b"AT\r\nATI\r\n" + random.Random(3).randbytes(20_000) + b"\n")
    assert bench.sent == b""
    assert bench.request(W, 0, 0, Map([("d", "x")])) == {"r": "x"}
