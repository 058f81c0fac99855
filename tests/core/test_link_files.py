"""Reading files over the link: pieces, sizes, hashes, snapshots, names."""

import hashlib
import random

import pytest
from acupacer.core.device_config import Capacities
from acupacer.core.link import smp
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


def test_download_size_hash_types(bench: Bench) -> None:
    text = random.Random(1).randbytes(2500)
    bench.port.store["routines.json"] = text
    first = bench.request(R, 8, 0, download(0))
    assert first == {"off": 0, "data": text[:928], "len": 2500}
    assert bench.request(R, 8, 0, download(2000), 2) == {"off": 2000, "data": text[2000:]}
    assert bench.request(R, 8, 0, download(2500), 3) == {"off": 2500, "data": b""}
    assert bench.refusal(R, 8, 0, download(2501), 4)[0] == 3
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
    assert bench.refusal(R, 8, 2, Map([name, ("type", "crc32")]), 10)[0] == 8
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
        assert bench.refusal(R, 8, command, Map([("name", name), ("off", 0)]))[0] == 5
    if name != "/routines.json.z":
        fields = Map([("name", name), ("off", 0), ("len", 1), ("data", b"x")])
        assert bench.refusal(W, 8, 0, fields)[0] == 11
    assert bench.done == []


def test_absent_routines(bench: Bench) -> None:
    rsn = "absent: /routines.json: not stored on this device yet"
    assert bench.refusal(R, 8, 0, download(0)) == (5, rsn)


def test_the_fault_file_is_read_like_the_others_and_never_written(bench: Bench) -> None:
    name = ("name", "/fault.txt")
    absent = (5, "absent: /fault.txt: not stored on this device yet")
    assert bench.refusal(R, 8, 0, download(0, "/fault.txt")) == absent
    assert "fault_bytes" not in bench.request(R, 100, 0, Map([]), 2)
    text = b"Traceback\n" * 100
    bench.port.store["fault.txt"] = text
    bench.port.busy = 30  # at any time
    assert bench.request(R, 100, 0, Map([]), 3)["fault_bytes"] == 1000
    first = bench.request(R, 8, 0, download(0, "/fault.txt"), 4)
    assert first == {"off": 0, "data": text[:928], "len": 1000}
    assert bench.request(R, 8, 0, download(928, "/fault.txt"), 5)["data"] == text[928:]
    assert bench.request(R, 8, 1, Map([name]), 6) == {"len": 1000}
    digest = bench.request(R, 8, 2, Map([name]), 7)["output"]
    assert digest == hashlib.sha256(text).digest()
    bench.port.busy = -1
    fields = Map([name, ("off", 0), ("len", 1), ("data", b"x")])
    assert bench.refusal(W, 8, 0, fields, 8)[0] == 11


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


def test_a_host_reads_the_history_until_it_has_it_or_is_silent_for_ten_seconds(
    bench: Bench,
) -> None:
    bench.port.store["history.jsonl"] = b"x" * 1000
    began_ms = bench.now_ms
    bench.request(R, 8, 0, download(0, "/history.jsonl"))
    for silent_ms, is_reading in ((0, True), (9999, True), (10_000, False)):
        bench.now_ms = began_ms + silent_ms
        assert bench.link.is_reading is is_reading
    bench.request(R, 8, 0, download(0, "/history.jsonl"), 2)
    assert bench.link.is_reading
    bench.request(R, 8, 0, download(928, "/history.jsonl"), 3)  # the last piece
    assert not bench.link.is_reading
