"""Frames: bytes equal to the smp package's, and a reader that shrugs off all else."""

import binascii
import random

import pytest
from acupacer.core.link import frames
from acupacer.core.link.crc16 import crc16 as table_crc16
from smp import packet

EXAMPLE = b"\x0a\x00\x00\x09\x00\x00\x05\x00\xa1adehello"


def reader() -> frames.Reader:
    return frames.Reader(1024)


def message(size: int, seed: int = 0) -> bytes:
    return random.Random(size * 7919 + seed).randbytes(size)


def test_example_in_the_protocol_document() -> None:
    assert frames.encode(EXAMPLE) == b"\x06\x09ABMKAAAJAAAFAKFhZGVoZWxsbytx\n"


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_encode_equals_smp_for_every_size(start: int) -> None:
    for size in range(start, start + 100):
        data = message(size)
        assert frames.encode(data) == b"".join(packet.encode(data, line_length=128))


@pytest.mark.parametrize("size", [1020, 1024, 4092, 4096, 20480, 65533])
def test_encode_equals_smp_for_large_messages(size: int) -> None:
    data = message(size)
    assert frames.encode(data) == b"".join(packet.encode(data, line_length=128))


def test_lines_are_within_the_console_limit() -> None:
    lines = frames.encode(message(4096)).splitlines(keepends=True)
    assert max(len(line) for line in lines) == 127


def test_no_control_byte_a_terminal_acts_on_is_ever_sent() -> None:
    wire = b"".join(frames.encode(message(size)) for size in range(300))
    assert set(wire) & set(range(32)) == {0x06, 0x09, 0x04, 0x14, 0x0A}


@pytest.mark.parametrize("content", [b"\0\0", b"\0\1\0"])
def test_a_frame_without_room_for_its_crc_is_none(content: bytes) -> None:
    line = frames.START_MARK + binascii.b2a_base64(content)
    assert frames.Reader(100).feed(line) == []


def test_wire_bytes_is_the_length_of_the_encoding() -> None:
    for size in list(range(8, 400)) + [1024, 4096]:
        assert frames.wire_bytes(size) == len(frames.encode(message(size)))


def test_table_crc_equals_binascii_and_the_check_value() -> None:
    assert frames.crc16(b"123456789", 0) == table_crc16(b"123456789", 0) == 0x31C3
    data = message(4096)
    assert table_crc16(data[100:], table_crc16(data[:100], 0)) == frames.crc16(data, 0)


@pytest.mark.parametrize("size", [0, 1, 8, 88, 89, 90, 92, 93, 94, 400, 1023, 1024])
@pytest.mark.parametrize("piece", [1, 2, 3, 64, 512, 5000])
def test_reader_gets_every_message_in_any_pieces(size: int, piece: int) -> None:
    wire = frames.encode(message(size)) + frames.encode(message(size, 1))
    got: list[bytes] = []
    found = reader()
    for at in range(0, len(wire), piece):
        got += found.feed(wire[at : at + piece])
    assert got == [message(size), message(size, 1)]
    assert not found.is_open


@pytest.mark.parametrize(
    "noise",
    [
        b"I (312) boot: ready\r\n",
        b"AT\r\nATE0\r\nAT+CGMI\r\n",
        b"\x06\x06\x06",
        b"\x06\x09AAAA",
        b"\x06\x09\n\x06\x09=\n\x04\x14AAAA\n",
        b"\x06\x09AAAA\n",
        b"\xff\x00\x03" * 50,
        b"log without an end ",
        b"x" * 100_000,
        b"\x06\x09" + b"A" * 100_000,
    ],
)
def test_reader_finds_the_frame_behind_noise(noise: bytes) -> None:
    found = reader()
    assert found.feed(noise + frames.encode(message(300))) == [message(300)]


def test_reader_keeps_a_frame_through_log_lines_between_its_lines() -> None:
    lines = frames.encode(message(300)).splitlines(keepends=True)
    wire = b"W: panel lost\n".join(lines)
    assert reader().feed(wire) == [message(300)]


def test_reader_takes_lines_that_end_in_carriage_return_and_newline() -> None:
    assert reader().feed(frames.encode(message(300)).replace(b"\n", b"\r\n")) == [message(300)]


@pytest.mark.parametrize("line_length", [8, 12, 64, 127, 128, 256, 512])
def test_reader_takes_any_line_length(line_length: int) -> None:
    wire = b"".join(packet.encode(message(700), line_length=line_length))
    assert reader().feed(wire) == [message(700)]


def test_reader_takes_the_retry_after_a_frame_cut_anywhere() -> None:
    wire = frames.encode(message(300))
    for cut in range(len(wire) - 1):
        assert reader().feed(wire[:cut] + b"\n" + wire) == [message(300)]


def test_reader_drops_every_single_byte_change() -> None:
    wire = frames.encode(message(200))
    for at in range(len(wire)):
        for change in (0x01, 0x20, 0x80):
            broken = wire[:at] + bytes([wire[at] ^ change]) + wire[at + 1 :]
            assert reader().feed(broken + b"\n") == []


def test_reader_drops_a_frame_with_a_line_missing_or_twice() -> None:
    lines = frames.encode(message(300)).splitlines(keepends=True)
    assert len(lines) == 4
    assert reader().feed(lines[0] + lines[2] + lines[3]) == []
    assert reader().feed(lines[0] + lines[1] + lines[1] + lines[2] + lines[3]) == []
    assert reader().feed(b"".join(lines[1:])) == []


def test_reader_drops_a_message_over_its_limit_and_takes_one_at_it() -> None:
    found = frames.Reader(100)
    assert found.feed(frames.encode(message(101))) == []
    assert found.feed(frames.encode(message(100))) == [message(100)]


def test_reader_memory_stays_flat_under_endless_lines() -> None:
    found = reader()
    for start in (b"\x06\x09", b"", b"\x04\x14", b"\x06"):
        found.feed(start)
        for _ in range(100):
            found.feed(b"A" * 500)
            assert len(found._rest) <= frames.MAX_LINE + 3
    found.feed(b"\n" + frames.encode(message(1024))[:-10])
    assert sum(len(part) for part in found._parts) <= 1024 + frames.OVERHEAD


def test_reader_survives_mutated_frames() -> None:
    chance = random.Random(20)
    found = reader()
    good = frames.encode(message(400))
    for _ in range(3000):
        wire = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(wire))
            action = chance.randrange(3)
            if action == 0:
                wire[at] = chance.randrange(256)
            elif action == 1:
                del wire[at : at + chance.randint(1, 40)]
            else:
                wire[at:at] = chance.randbytes(chance.randint(1, 40))
        assert found.feed(bytes(wire) + b"\n") in ([], [message(400)])
    assert found.feed(good) == [message(400)]
