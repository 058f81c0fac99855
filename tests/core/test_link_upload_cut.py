"""Uploads cut after every byte and every write, and under hostile bytes."""

import gc
import random
import tracemalloc
from typing import Any

import pytest
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


def upload(bench: Bench, text: bytes, name: str = NAME, **more: Any) -> Any:
    """Send every chunk; the last reply."""
    reply: Any = None
    for seq, fields in enumerate(chunks(text, name, **more)):
        reply = bench.request(W, 8, 0, fields, seq)
    return reply


# --- cut anywhere ----------------------------------------------------------------------------


def wires(text: bytes) -> list[bytes]:
    return [
        frames.encode(smp.pack(W, 8, seq, 0, fields)) for seq, fields in enumerate(chunks(text))
    ]


def fresh(text: bytes) -> Bench:
    made = Bench(FakePort(), Capacities(buf_size=1024))
    made.store.files["routines.json"] = text
    return made


def test_cut_after_every_wire_byte_then_next_upload_works() -> None:
    text, following = text_of(2000), text_of(1500, 6)
    wire = b"".join(wires(text))
    seen = set()
    for cut in range(0, len(wire) + 1):
        bench = fresh(OLD)
        bench.feed(wire[:cut])
        stored = bench.store.files["routines.json"]
        assert stored in (OLD, text)
        seen.add(stored)
        if cut % 50 == 0 or cut == len(wire):
            bench.request(R, 0, 6, Map([]))
            assert upload(bench, following) == {"off": 1500}
            assert bench.store.files["routines.json"] == following
    assert seen == {OLD, text}


def test_cut_after_every_storage_operation() -> None:
    text = text_of(2500)
    sequence = wires(text)
    total = len(sequence) + 1  # one write each, and the commit
    for cut in range(total + 1):
        bench = fresh(OLD)
        bench.holds = True
        done = 0
        for wire in sequence:
            bench.feed(wire)
            while bench.waiting and done < cut:
                done += 1
                first, bench.waiting = bench.waiting[0], bench.waiting[1:]
                bench._answer(first)
                bench.run()
        is_replaced = cut == total
        assert bench.store.files["routines.json"] == (text if is_replaced else OLD)
        assert bench.port.calls.count(["routines_replaced", 2500]) == is_replaced


# --- hostile bytes ------------------------------------------------------------------------


def fuzz(bench: Bench, turns: int, seed: int) -> None:
    """Feed ``turns`` frames, good and mutated, with bodies of CBOR and of noise."""
    chance = random.Random(seed)
    good = [chunk(text_of(500), 0, 500), Map([("do", "stop"), ("nonce", 1)]), Map([("d", "x")])]
    for turn in range(turns):
        body = bytearray(smp.pack(W, 8, turn & 255, 0, chance.choice(good)))
        for _ in range(chance.randint(0, 4)):
            body[chance.randrange(8, len(body))] = chance.randrange(256)
        if turn % 3 == 0:
            body[8:] = chance.randbytes(chance.randint(0, 60))
            body[2:4] = (len(body) - 8).to_bytes(2, "big")
        body[0] = chance.choice([0x08, 0x0A, chance.randrange(256)])
        body[4:6] = chance.choice([b"\0\0", b"\0\x08", b"\0\x64"])
        body[7] = chance.randrange(10)
        wire = bytearray(frames.encode(bytes(body)))
        if turn % 5 == 0:
            wire[chance.randrange(len(wire))] = chance.randrange(256)
        bench.feed(bytes(wire))
        bench.sent = b""
        assert {effect.name for effect in bench.done} <= ALLOWED
        bench.done.clear()
        bench.port.calls.clear()
        bench.store.files["settings.json"] = b""  # the stand-in appends to it


ALLOWED = {"routines.json", "history.jsonl", "settings.json"}


def test_fuzz_never_raises_and_never_leaves_the_allow_list(bench: Bench) -> None:
    fuzz(bench, 4000, 77)
    assert len(bench.link._queue) <= 4


def test_fuzz_keeps_memory_flat(bench: Bench) -> None:
    tracemalloc.start()
    try:
        fuzz(bench, 1000, 1)
        before = tracemalloc.get_traced_memory()[0]
        for seed in range(2, 6):
            fuzz(bench, 500, seed)
            gc.collect()
            assert tracemalloc.get_traced_memory()[0] - before < 20_000
    finally:
        tracemalloc.stop()


@pytest.mark.soak
def test_fuzz_a_million_frames(bench: Bench) -> None:
    for seed in range(10):
        fuzz(bench, 100_000, seed)
