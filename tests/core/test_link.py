"""The link's device side: the standard OS group, retries, order, waiting, refusals."""

import random
from typing import Any

import pytest
from acupacer.core import events
from acupacer.core.device_config import Capacities
from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map
from fake_link_device import Inflater
from link_fake import Bench, FakePort

R, W = smp.READ, smp.WRITE


@pytest.fixture
def bench() -> Bench:
    port = FakePort(make_inflater=Inflater)
    return Bench(port, Capacities(buf_size=1024, routines_bytes=20_000, can_inflate=True))


def download(offset: int, name: str = "/routines.json") -> Map:
    return Map([("off", offset), ("name", name)])


def test_echo_params_info(bench: Bench) -> None:
    assert bench.request(W, 0, 0, Map([("d", "h\u00e9llo")])) == {"r": "h\u00e9llo"}
    assert bench.request(R, 0, 6, Map([])) == {"buf_size": 1024, "buf_count": 1}
    assert bench.request(R, 0, 7, Map([])) == {"output": "acupacer"}
    assert bench.request(R, 0, 7, Map([("format", "vn")])) == {"output": "ab12 0.1.0"}
    everything = "acupacer ab12 0.1.0 0.1.0 fake fake fake acupacer"
    assert bench.request(R, 0, 7, Map([("format", "a")])) == {"output": everything}
    rc, rsn = bench.refusal(R, 0, 7, Map([("format", "x")]))
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
    assert bench.refusal(W, 0, 4, Map([("datetime", "2026-02-30T12:30:00Z")]), 3)[0] == 3
    bench.port.time = (0, 0, False)
    rsn = "clock_not_set: the device does not know the time; set it first"
    assert bench.refusal(R, 0, 4, Map([])) == (6, rsn)


def test_what_a_host_says_of_its_zone_goes_to_the_board_and_back_to_who_asks(
    bench: Bench,
) -> None:
    changes = [[1780313500, 120], [1790000000, -60]]
    fields = [("datetime", "2026-06-01T12:30:00+01:00"), ("zone_changes", changes)]
    assert bench.request(W, 0, 4, Map(fields)) == {}
    assert bench.port.calls == [["set_clock", 1780313400, 60, *changes]]
    told = bench.request(R, 0, 4, Map([("detail", True)]))
    assert told == {"datetime": "2026-02-01T00:00:00+01:00", "zone_changes": changes}
    assert bench.request(W, 0, 4, Map(fields[:1]), 2) == {}
    assert bench.request(R, 0, 4, Map([("detail", True)]))["zone_changes"] == []


@pytest.mark.parametrize(
    "changes",
    [
        5,
        "ab",
        [5],
        ["ab"],
        [[5]],
        [[5, None]],
        [["5", 60]],
        [[0, 60]],
        [[5, 841]],
        [[5, -841]],
        [[5, 60], [5, 0]],
        [[5, 60, 0]],
    ],
)
def test_a_zone_that_makes_no_sense_sets_nothing(bench: Bench, changes: object) -> None:
    fields = [("datetime", "2026-06-01T12:30:00Z"), ("zone_changes", changes)]
    rc, rsn = bench.refusal(W, 0, 4, Map(fields))
    assert (rc, rsn.split(":")[0]) == (3, "bad_field")
    assert bench.port.calls == []


def test_reset_replies_first_and_never_in_a_session(bench: Bench) -> None:
    bench.port.busy = 312
    busy = (10, "busy: a session runs, about 312 s left")
    assert bench.refusal(W, 0, 5, Map([("force", 1)])) == busy
    bench.port.busy = -1
    bench.link.receive(frames.encode(smp.pack(W, 0, 2, 5, Map([]))))
    bench.link.step()
    (append,) = bench.effects
    bench.port.storage.answer(events.Stored(append.ticket))
    bench.link.step()
    _, send, reset = bench.effects
    assert isinstance(send, events.Send)
    assert reset == events.Reset(False)


@pytest.mark.parametrize("reason", ["", "full"])
def test_a_reset_waits_for_what_is_to_be_stored_and_for_nothing_else(
    bench: Bench, reason: str
) -> None:
    bench.holds = True
    bench.failing = [reason]
    assert bench.request(W, 0, 5, Map([])) is None
    assert bench.port.calls == []
    bench.release()
    assert bench.reply() == {}
    assert bench.port.calls == [["reset"]]


def test_reset_into_the_loader_where_there_is_one(bench: Bench) -> None:
    into_loader = Map([("boot_mode", 1), ("force", True)])
    no_loader = (8, "no_loader: this device has no loader to enter")
    assert bench.refusal(W, 0, 5, into_loader) == no_loader
    bench.port.config.has_loader = True
    bench.port.busy = 40
    assert bench.refusal(W, 0, 5, into_loader, 2)[0] == 10
    bench.port.busy = -1
    assert bench.request(W, 0, 5, into_loader, 3) == {}
    assert bench.port.calls == [["reset", "loader"]]
    assert bench.request(W, 0, 5, Map([("boot_mode", 0)]), 4) == {}
    assert bench.port.calls[1:] == [["reset"]]


@pytest.mark.parametrize("boot_mode", [2, -1, "1", True])
def test_other_boot_modes_are_refused(bench: Bench, boot_mode: Any) -> None:
    bench.port.config.has_loader = True
    assert bench.refusal(W, 0, 5, Map([("boot_mode", boot_mode)]))[0] == 3
    assert bench.port.calls == []


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
    bench.link.receive(wire)
    assert bench.effects == []
    for done in (1, 2, 3):
        assert bench.link.next_ms == 1000
        bench.link.step()
        assert len(bench.effects) == done
    assert bench.link.next_ms is None


def test_memory_running_out_is_said_and_survived(bench: Bench, monkeypatch: Any) -> None:
    def burst() -> Any:
        raise MemoryError

    monkeypatch.setattr(bench.port, "state", burst)
    reason = "no_memory: the device's memory is full"
    assert bench.refusal(R, 100, 1, Map([])) == (2, reason)
    assert bench.request(W, 0, 0, Map([("d", "x")])) == {"r": "x"}


def test_at_most_four_requests_wait(bench: Bench) -> None:
    wire = b"".join(frames.encode(smp.pack(W, 0, n, 0, Map([("d", "x")]))) for n in range(9))
    bench.link.receive(wire)
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
