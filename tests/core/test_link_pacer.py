"""The product's own commands: hello, control, screen, events, history, settings."""

import zlib
from typing import Any

import pytest
from acupacer.core.device_config import Capacities
from acupacer.core.link import frames, history_group, smp
from acupacer.core.link.cbor import Map
from acupacer.core.progress import history
from fake_link_device import Inflater
from link_fake import Bench, FakePort

R, W = smp.READ, smp.WRITE
NUMBER = zlib.crc32(b"b0071d") << 24  # of a device on which nothing was changed yet


@pytest.fixture
def bench() -> Bench:
    port = FakePort(make_inflater=Inflater)
    return Bench(port, Capacities(buf_size=1024, routines_bytes=20_000, can_inflate=True))


def download(offset: int, name: str = "/routines.json") -> Map:
    return Map([("off", offset), ("name", name)])


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
        "uptime_ms": 1000,
        "number": NUMBER,
    }
    assert bench.request(R, 100, 1, Map([])) == {"screen": "home", "busy_s": -1}
    bench.port.config.has_loader = True
    caps = {"routines_bytes": 20_000, "deflate": True, "loader": True}
    assert bench.request(R, 100, 0, Map([]), 2)["caps"] == caps


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
        got = bench.refusal(W, 100, 2, control("open", 5, "x"), seq)
        assert got == (6, "running: a session runs; stop it first")
    assert bench.refusal(W, 100, 2, control("start", 7), 3)[0] == 3
    assert bench.refusal(W, 100, 2, Map([("do", "stop")]), 4)[0] == 3
    assert bench.refusal(W, 100, 2, control("open", 8), 5)[0] == 3
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
    bench.note("cue", "press")
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
        bench.note("screen", "x" * 50)
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
        "number": NUMBER,
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
    got = bench.refusal(W, 100, 8, change, 2)
    assert got == (3, "bad_value: sound: choose from true, false")
    bench.port.busy = 10
    assert bench.refusal(W, 100, 8, change, 3)[0] == 10
    bench.port.busy, bench.port.configure_reason, bench.failing = -1, "", ["full"]
    rsn = "storage_full: the device's storage is full; nothing was stored"
    assert bench.refusal(W, 100, 8, change, 4) == (7, rsn)


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


@pytest.mark.parametrize(("less_bytes", "count"), [(0, 3), (1, 2)])
def test_a_reply_holds_as_many_records_as_the_host_asked_for(
    bench: Bench, less_bytes: int, count: int
) -> None:
    lines = history_lines(9)
    bench.port.store["history.jsonl"] = b"".join(lines)
    # In CBOR a record of 24 to 255 bytes has two more, or three when it is longer.
    asked = 3 * (len(lines[0][:-1]) + 3) - less_bytes
    reply = bench.request(R, 100, 5, Map([("since", 0), ("len", asked)]))
    assert reply["records"] == [line[:-1] for line in lines[:count]]
    assert reply["more"]


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


def test_a_history_without_line_ends_fills_no_memory(bench: Bench, monkeypatch: Any) -> None:
    lines = history_lines(2)
    bench.port.store["history.jsonl"] = lines[0] + b"x" * 20_000 + b"\n" + lines[1]
    looked_at: list[int] = []

    def decode(line: bytes) -> Any:
        looked_at.append(len(line))
        return history.decode(line)

    monkeypatch.setattr(history_group, "decode", decode)
    assert read_history(bench, 0)[0] == [line[:-1] for line in lines]
    assert max(looked_at) <= history.MAX_LINE_BYTES + history_group.READ_BYTES


def test_history_pieces_are_as_small_as_asked_but_at_least_one_line(bench: Bench) -> None:
    lines = history_lines(5)
    bench.port.store["history.jsonl"] = b"".join(lines)
    reply = bench.request(R, 100, 5, Map([("since", 2), ("len", 1)]))
    assert reply == {"records": [lines[1][:-1]], "next": 3, "more": True}


def test_history_absent_is_empty(bench: Bench) -> None:
    reply = bench.request(R, 100, 5, Map([("since", 0)]))
    assert reply == {"records": [], "next": 0, "more": False}
