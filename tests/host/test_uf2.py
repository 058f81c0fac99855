"""UF2 images: written and read back, and every way one can be broken."""

import struct

import pytest
from acupacer_host.errors import BadImage
from acupacer_host.image import uf2
from acupacer_host.image.uf2 import RP2040, RP2350
from hypothesis import given
from hypothesis import strategies as st


def patched(data: bytes, block: int, word: int, value: int) -> bytes:
    """``data`` with one of the words of a block (from 0) replaced."""
    at = block * 512 + 4 * word
    return data[:at] + struct.pack("<I", value) + data[at + 4 :]


def fault(data: bytes) -> str:
    with pytest.raises(BadImage) as caught:
        uf2.read(data, "a.uf2")
    return caught.value.message


@given(st.binary(min_size=1, max_size=2000), st.sampled_from([RP2040, RP2350]))
def test_what_is_written_is_read_back(payload: bytes, family: int) -> None:
    data = uf2.write(payload, family)
    filled = payload + bytes(-len(payload) % 256)
    assert uf2.read(data, "a.uf2") == (family, filled)
    assert len(data) == 2 * len(filled) + 512 * (family == RP2350)


def test_a_block_byte_by_byte() -> None:
    data = uf2.write(bytes(256) + b"\x01\x02", RP2040)[512:]
    assert data[:32].hex(" ", 4) == (
        "5546320a 57515d9e 00200000 00010010 00010000 01000000 02000000 56ff8be4"
    )
    assert data[32:508] == b"\x01\x02" + bytes(474)
    assert data[508:].hex() == "306fb10a"


def test_the_block_of_erratum_e10_byte_by_byte() -> None:
    first = uf2.write(b"x", RP2350)[:512]
    assert first[:32].hex(" ", 4) == (
        "5546320a 57515d9e 00a00000 00ffff10 00010000 00000000 02000000 57ff8be4"
    )
    assert first[32:288] == b"\xef" * 256
    assert first[288:292].hex() == "04e35799"
    assert first[292:508] == bytes(216)


def test_an_image_without_the_block_of_e10_is_one_too() -> None:
    assert uf2.read(uf2.write(b"x" * 256, RP2350)[512:], "a.uf2") == (RP2350, b"x" * 256)


GOOD = uf2.write(bytes(range(256)) * 3, RP2040)
E10 = uf2.write(bytes(range(256)) * 2, RP2350)
FIRST, SECOND, THIRD = (GOOD[at : at + 512] for at in (0, 512, 1024))


@pytest.mark.parametrize("data", [b"", b"MZ" * 512, bytes(512)])
def test_another_file_is_no_image(data: bytes) -> None:
    assert fault(data) == "a.uf2: is no firmware image; give the file whose name ends in .uf2"


@pytest.mark.parametrize(
    ("data", "block"),
    [
        (GOOD[:-1], "3 of 3"),
        (GOOD + b"x", "1 of 4"),
        (GOOD[:40], "1 of 1"),
        (FIRST + SECOND, "1 of 2"),
        (FIRST + THIRD + SECOND, "2 of 3"),
        (FIRST + FIRST + THIRD, "2 of 3"),
        (patched(GOOD, 1, 1, 7), "2 of 3"),
        (patched(GOOD, 1, 7, RP2350), "2 of 3"),
        (patched(GOOD, 1, 100, 1), "2 of 3"),  # behind the payload
        (E10[:512], "1 of 1"),
        (E10[512:] + E10[:512], "1 of 3"),
        (patched(E10, 0, 6, 3), "1 of 3"),
        (patched(E10, 0, 72, 1), "1 of 3"),
    ],
)
def test_the_block_that_is_wrong_is_named(data: bytes, block: str) -> None:
    assert fault(data) == (
        f"a.uf2: is torn or damaged: block {block} is not as an image of acupacer has it; "
        "build it or download it again"
    )


@given(st.integers(0, len(GOOD) - 1))
def test_an_image_cut_anywhere_is_refused(length: int) -> None:
    assert "a.uf2: " in fault(GOOD[:length])


@given(st.integers(0, 35), st.integers(1, 255))
def test_no_changed_byte_around_a_payload_goes_unseen(at: int, change: int) -> None:
    at = 512 + (at if at < 32 else 508 + at - 32)  # head and end of the middle block
    broken = bytearray(GOOD)
    broken[at] ^= change
    assert "a.uf2: " in fault(bytes(broken))


@given(st.binary(max_size=1500))
def test_any_bytes_are_an_image_or_refused(data: bytes) -> None:
    assert fault(data).startswith("a.uf2: ")
