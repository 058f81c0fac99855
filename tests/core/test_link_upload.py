"""Uploads: staged, checked, replaced at once, or dropped; and cut anywhere."""

import hashlib
import random
import zlib
from typing import Any

import pytest
from acupacer.core import events
from acupacer.core.device_config import Capacities
from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map
from fake_link_device import Inflater
from link_fake import Bench, FakePort

R, W = smp.READ, smp.WRITE
NAME = "/routines.json"
OLD = b'{"old": true}'
CHUNK = 900


@pytest.fixture
def bench() -> Bench:
    port = FakePort(make_inflater=Inflater)
    made = Bench(port, Capacities(buf_size=1024, routines_bytes=20_000, can_inflate=True))
    port.store["routines.json"] = OLD
    return made


def chunk(text: bytes, offset: int, length: int = -1, name: str = NAME, **more: Any) -> Map:
    pairs: list[tuple[str | int, Any]] = [("name", name), ("off", offset)]
    pairs.append(("data", text[offset : offset + CHUNK]))
    if length >= 0:
        pairs.append(("len", length))
    return Map(pairs + list(more.items()))


def chunks(text: bytes, name: str = NAME, **more: Any) -> list[Map]:
    first = chunk(text, 0, len(text), name, **more)
    return [first] + [chunk(text, at, name=name) for at in range(CHUNK, len(text), CHUNK)]


def text_of(size: int, seed: int = 5) -> bytes:
    return random.Random(seed).randbytes(size // 2).hex().encode()


@pytest.fixture
def big() -> Bench:
    """As ``bench`` with the Pi's buffer: one chunk is several writes."""
    port = FakePort()
    port.store["routines.json"] = OLD
    return Bench(port, Capacities(buf_size=4096))


def whole(text: bytes) -> Map:
    return Map([("name", NAME), ("off", 0), ("data", text), ("len", len(text))])


def upload(bench: Bench, text: bytes, name: str = NAME, **more: Any) -> Any:
    """Send every chunk; the last reply."""
    reply: Any = None
    for seq, fields in enumerate(chunks(text, name, **more)):
        reply = bench.request(W, 8, 0, fields, seq)
    return reply


def is_old(bench: Bench) -> bool:
    return bench.store.files["routines.json"] == OLD and bench.store.staged == {}


def test_upload_replaces_the_file_verbatim(bench: Bench) -> None:
    text = text_of(5000)
    offsets = []
    for seq, fields in enumerate(chunks(text)):
        offsets.append(bench.request(W, 8, 0, fields, seq)["off"])
    assert offsets == [900, 1800, 2700, 3600, 4500, 5000]
    assert bench.store.files["routines.json"] == text
    assert bench.port.sha == hashlib.sha256(text).digest()
    progress = [["receiving", percent] for percent in (18, 36, 54, 72, 90, -1)]
    assert bench.port.calls == [*progress, ["routines_replaced", 5000]]
    assert bench.link.next_ms is None


def test_effects_of_an_upload_are_bounded_and_in_order(big: Bench) -> None:
    text = text_of(2000)
    assert big.request(W, 8, 0, whole(text)) == {"off": 2000}
    assert big.done == [
        events.StageWrite(1, "routines.json", 0, text[:1024]),
        events.StageWrite(2, "routines.json", 1024, text[1024:]),
        events.Commit(3, "routines.json", 2000),
    ]


def test_each_reply_waits_for_storage(bench: Bench) -> None:
    text = text_of(1000)
    bench.holds = True
    assert bench.request(W, 8, 0, chunk(text, 0, 1000), 1) is None
    bench.release()
    assert bench.reply() == {"off": 900}
    assert bench.request(W, 8, 0, chunk(text, 900), 2) is None
    bench.release()  # the write
    assert bench.reply() is None
    assert bench.store.files["routines.json"] == OLD
    bench.release()  # the commit
    assert bench.reply() == {"off": 1000}
    assert bench.store.files["routines.json"] == text


def test_wrong_offset_is_answered_with_the_expected_one(bench: Bench) -> None:
    text = text_of(3000)
    assert bench.request(W, 8, 0, chunk(text, 900), 1) == {"off": 0}
    assert bench.request(W, 8, 0, chunk(text, 0, 3000), 2) == {"off": 900}
    assert bench.request(W, 8, 0, chunk(text, 1800), 3) == {"off": 900}
    assert bench.request(W, 8, 0, chunk(text, 900), 4) == {"off": 1800}
    assert bench.request(W, 8, 0, chunk(text, 900), 5) == {"off": 1800}
    assert bench.request(W, 8, 0, chunk(text, 1800, name="/other"), 6) == {"off": 0}
    assert bench.request(W, 8, 0, chunk(text, 1800), 7) == {"off": 2700}
    assert bench.request(W, 8, 0, chunk(text, 2700), 8) == {"off": 3000}
    assert bench.store.files["routines.json"] == text


def test_offset_zero_restarts(bench: Bench) -> None:
    first, second = text_of(3000), text_of(2000, 6)
    bench.request(W, 8, 0, chunk(first, 0, 3000), 1)
    bench.request(W, 8, 0, chunk(first, 900), 2)
    assert upload(bench, second) == {"off": 2000}
    assert bench.store.files["routines.json"] == second


def test_the_last_chunk_repeated_is_answered_again(bench: Bench) -> None:
    text = text_of(1000)
    bench.request(W, 8, 0, chunk(text, 0, 1000), 1)
    for _ in range(3):
        assert bench.request(W, 8, 0, chunk(text, 900), 2) == {"off": 1000}
    assert bench.port.calls.count(["routines_replaced", 1000]) == 1


def test_faults_are_all_listed_and_nothing_is_replaced(bench: Bench) -> None:
    bench.request(W, 8, 0, chunk(b"BAD and BAD", 0, 11))
    faults = [f"routines[{n}].id: BAD is not allowed" for n in (0, 1)]
    assert bench.reply() == {"rc": 256, "rsn": "routine_refused: " + "\n".join(faults)}
    assert is_old(bench)


def test_more_faults_than_fit_are_counted(bench: Bench) -> None:
    reply = upload(bench, b"BAD " * 100)
    lines = reply["rsn"].split("\n")
    assert len(bench.sent) <= frames.wire_bytes(1024)
    assert lines[-1] == f"and {100 - len(lines) + 1} more"
    assert len(lines) > 20


@pytest.mark.parametrize(
    ("fields", "rc", "code"),
    [
        (chunk(b"x", 0, 20_001), 7, "too_large"),
        (chunk(b"x", 0), 3, "bad_field"),
        (chunk(b"xyz", 0, 2), 3, "bad_field"),
        (chunk(b"x", 0, 1, sha=b"short"), 3, "bad_field"),
        (chunk(b"x", 0, 1, sha=b"s" * 32), 9, "bad_sha"),
        (chunk(b"x", 0, 1, NAME + ".z"), 9, "bad_deflate"),
        (chunk(b"x", 0, 1, "/history.jsonl"), 11, "not_writable"),
        (chunk(b"x", 0, 1, "/settings.json"), 11, "not_writable"),
        (Map([("name", NAME), ("off", 0), ("len", 1)]), 3, "bad_field"),
        (Map([("name", NAME), ("off", -1), ("data", b""), ("len", 1)]), 3, "bad_field"),
        (Map([("name", NAME), ("off", True), ("data", b""), ("len", 1)]), 3, "bad_field"),
        (Map([("name", 5), ("off", 0), ("data", b""), ("len", 1)]), 3, "bad_field"),
    ],
)
def test_refused_uploads_leave_the_old_file(
    bench: Bench, fields: Map, rc: int, code: str
) -> None:
    got_rc, rsn = bench.refusal(W, 8, 0, fields)
    assert (got_rc, rsn.split(":")[0]) == (rc, code)
    assert bench.store.files["routines.json"] == OLD


def test_length_at_the_limit_passes(bench: Bench) -> None:
    text = text_of(20_000)
    assert upload(bench, text, sha=hashlib.sha256(text).digest()) == {"off": 20_000}


def test_a_session_makes_it_busy_even_in_mid_upload(bench: Bench) -> None:
    text = text_of(2000)
    bench.port.busy = 312
    busy = (10, "busy: a session runs, about 312 s left")
    assert bench.refusal(W, 8, 0, chunk(text, 0, 2000), 1) == busy
    assert bench.done == []
    bench.port.busy = -1
    bench.request(W, 8, 0, chunk(text, 0, 2000), 2)
    bench.port.busy = 0  # its last second, or its last question
    ends = "busy: a session ends; answer there if the device asks whether it was too much"
    assert bench.refusal(W, 8, 0, chunk(text, 900), 3) == (10, ends)
    bench.port.busy = -1
    assert bench.request(W, 8, 0, chunk(text, 900), 4) == {"off": 1800}
    assert bench.request(W, 8, 0, chunk(text, 1800), 5) == {"off": 2000}
    assert bench.store.files["routines.json"] == text


def test_late_answers_to_an_upload_that_failed_are_not_taken_for_the_next_ones(
    bench: Bench,
) -> None:
    bench.holds = True
    packed = zlib.compress(text_of(4000))[:900]
    name = NAME + ".z"
    fields = Map([("name", name), ("off", 0), ("data", packed), ("len", 2000)])
    assert bench.request(W, 8, 0, fields, 1) is None
    first, *others = bench.waiting
    assert others
    bench.waiting = []
    bench.failing = ["io"] * (1 + len(others))
    bench._answer(first)
    bench.run()
    assert bench.reply()["rsn"].startswith("storage_io")
    assert bench.request(W, 8, 0, chunk(text_of(2000), 0, 2000), 2) is None
    for effect in others:
        bench._answer(effect)
    bench.run()
    assert bench.reply() is None
    bench.release()
    assert bench.reply() == {"off": 900}


def test_the_seconds_left_are_data_for_clients_that_take_them(bench: Bench) -> None:
    bench.port.busy = 312
    plain = {"rc": 10, "rsn": "busy: a session runs, about 312 s left"}
    fields = chunk(text_of(100), 0, 100)
    assert bench.request(W, 8, 0, fields, 1) == plain
    with_data = {**plain, "left_s": 312}
    assert bench.request(W, 8, 0, Map([*fields.pairs, ("detail", True)]), 2) == with_data
    assert bench.request(W, 8, 0, Map([*fields.pairs, ("detail", 1)]), 3) == plain
    assert bench.request(W, 100, 6, Map([("id", 1)]), 4) == with_data  # no stock client asks
    bench.port.is_loaded = False
    reading = {"rc": 10, "rsn": "busy: the device is still reading its card"}
    assert bench.request(W, 100, 6, Map([("id", 1)]), 5) == reading


def test_nothing_is_replaced_before_what_is_kept_was_read(bench: Bench) -> None:
    text = text_of(100)
    bench.port.is_loaded = False
    busy = (10, "busy: the device is still reading its card")
    assert bench.refusal(W, 8, 0, chunk(text, 0, 100), 1) == busy
    bench.port.is_loaded = True
    assert bench.request(W, 8, 0, chunk(text, 0, 100), 2) == {"off": 100}


def test_idle_staging_is_dropped_after_30_s(bench: Bench) -> None:
    text = text_of(2000)
    bench.request(W, 8, 0, chunk(text, 0, 2000), 1)
    assert bench.link.next_ms == 31_000
    assert bench.link.is_open
    bench.run(30_999)
    assert bench.store.staged != {}
    bench.run(31_000)
    assert is_old(bench)
    assert bench.port.calls[-1] == ["receiving", -1]
    assert bench.link.next_ms is None
    assert not bench.link.is_open
    assert bench.request(W, 8, 0, chunk(text, 900), 2) == {"off": 0}


def test_idle_staging_is_dropped_after_a_session_not_in_its_last_second(bench: Bench) -> None:
    bench.request(W, 8, 0, chunk(text_of(2000), 0, 2000), 1)
    for busy_s in (312, 0):
        bench.port.busy = busy_s
        assert bench.link.next_ms is None
        bench.run(bench.now_ms + 40_000)
        assert bench.store.staged != {}
    bench.port.busy = -1
    bench.run()
    assert is_old(bench)


def test_every_chunk_starts_the_30_s_anew(bench: Bench) -> None:
    text = text_of(2000)
    bench.request(W, 8, 0, chunk(text, 0, 2000), 1)
    bench.run(21_000)
    assert bench.request(W, 8, 0, chunk(text, 900), 2) == {"off": 1800}
    bench.run(50_999)
    assert bench.request(W, 8, 0, chunk(text, 1800), 3) == {"off": 2000}


def test_staging_is_not_dropped_while_storage_is_slow(bench: Bench) -> None:
    text = text_of(1000)
    bench.request(W, 8, 0, chunk(text, 0, 1000), 1)
    bench.holds = True
    bench.request(W, 8, 0, chunk(text, 900), 2)
    assert bench.link.next_ms is None
    bench.run(100_000)
    bench.release()
    bench.release()
    assert bench.store.files["routines.json"] == text


def test_close_drops_the_staging(bench: Bench) -> None:
    bench.request(W, 8, 0, chunk(text_of(2000), 0, 2000), 1)
    assert bench.request(W, 8, 4, Map([]), 2) == {}
    assert is_old(bench)


@pytest.mark.parametrize("reason", ["full", "read_only", "io"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_failing_write_or_commit_keeps_the_old_file(big: Bench, reason: str, at: int) -> None:
    text = text_of(2000)
    big.failing = [""] * at + [reason]
    big.holds = True
    big.request(W, 8, 0, whole(text))
    while big.waiting:
        big.release()
    assert big.reply()["rsn"].startswith("storage_" + reason)
    assert is_old(big)
    big.holds = False
    assert big.request(W, 8, 0, whole(text), 2) == {"off": 2000}


# --- deflated ------------------------------------------------------------------------------


def test_deflated_upload_stores_the_inflated_text(bench: Bench) -> None:
    text = b'{"routines": []}      ' * 800
    packed = zlib.compress(text)
    assert upload(bench, packed, NAME + ".z", sha=hashlib.sha256(text).digest()) == {
        "off": len(packed)
    }
    assert bench.store.files["routines.json"] == text
    assert max(len(e.data) for e in bench.done if isinstance(e, events.StageWrite)) == 1024


def test_deflate_bomb_stops_at_the_limit(bench: Bench) -> None:
    bomb = zlib.compress(b"\0" * 10_000_000)[:CHUNK]
    got = bench.refusal(W, 8, 0, chunk(bomb, 0, 5000, NAME + ".z"))
    assert got == (7, "too_large: too long once inflated")
    written = sum(len(e.data) for e in bench.done if isinstance(e, events.StageWrite))
    assert written <= 20_000
    assert is_old(bench)


def test_deflated_stream_cut_or_damaged(bench: Bench) -> None:
    packed = zlib.compress(text_of(3000))
    assert len(packed) > CHUNK
    assert upload(bench, packed[:-1], NAME + ".z")["rc"] == 9
    assert is_old(bench)
    broken = packed[:1000] + b"\xff" + packed[1001:]
    assert upload(bench, broken, NAME + ".z")["rc"] == 9
    assert is_old(bench)


def test_at_most_four_writes_wait_for_a_slow_store(bench: Bench) -> None:
    packed = zlib.compress(b" " * 15_000)
    bench.holds = True
    bench.request(W, 8, 0, chunk(packed, 0, len(packed), NAME + ".z"))
    seen = []
    while bench.waiting:
        seen.append(len(bench.waiting))
        bench.release()
    assert max(seen) == 4
    assert bench.reply() == {"off": len(packed)}
    assert bench.store.files["routines.json"] == b" " * 15_000


@pytest.mark.parametrize("known", [b"k" * 32, b""])
def test_a_file_that_is_another_one_by_now_is_not_replaced(bench: Bench, known: bytes) -> None:
    """``was`` is what the host saw last; b"" stands for the built-in routines."""
    bench.port.sha = known
    for seq, was in enumerate((b"a" * 32, b"z" * 32, b"k" * 32, b"")):
        reply = upload(bench, text_of(10, seq), was=was)
        if was == known:
            assert reply == {"off": 10}
            bench.port.sha = known
        else:
            assert (reply["rc"], reply["rsn"].partition(":")[0]) == (6, "changed")
