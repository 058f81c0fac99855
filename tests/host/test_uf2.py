"""UF2 images: written and read back, and every way one can be broken."""

import struct

import pytest
from acupacer_host import uf2
from acupacer_host.errors import BadImage
from acupacer_host.uf2 import ABSOLUTE, RP2040, RP2350_ARM_S, Image, Part, Program
from hypothesis import given
from hypothesis import strategies as st

START = uf2.FLASH_START
MARKER = b"acupacer-image:pico2:0.2.0\n"


def blocks_of(data: bytes) -> list[bytes]:
    return [data[at : at + 512] for at in range(0, len(data), 512)]


def patched(data: bytes, block: int, word: int, value: int) -> bytes:
    """``data`` with one of the eight words of a block (from 0) replaced."""
    at = block * 512 + 4 * word
    return data[:at] + struct.pack("<I", value) + data[at + 4 :]


def fault(data: bytes) -> str:
    with pytest.raises(BadImage) as caught:
        uf2.parse(data, "a.uf2")
    return caught.value.message


@given(
    st.binary(min_size=1, max_size=2000),
    st.integers(0, 1000),
    st.sampled_from([(RP2040, False), (RP2350_ARM_S, False), (RP2350_ARM_S, True)]),
)
def test_what_is_written_is_read_back(
    payload: bytes, page: int, kind: tuple[int, bool]
) -> None:
    family, has_e10_block = kind
    address = START + 256 * page
    data = uf2.write(payload, address, family, has_e10_block)
    filled = payload + bytes(-len(payload) % 256)
    assert uf2.parse(data) == Image(family, (Part(address, filled),))
    assert len(data) == 2 * len(filled) + 512 * has_e10_block


def test_a_block_byte_by_byte() -> None:
    data = uf2.write(b"\x01\x02", START, RP2040)
    assert data[:32].hex(" ", 4) == (
        "5546320a 57515d9e 00200000 00000010 00010000 00000000 01000000 56ff8be4"
    )
    assert data[32:508] == b"\x01\x02" + bytes(474)
    assert data[508:].hex() == "306fb10a"


def test_the_block_of_erratum_e10_byte_by_byte() -> None:
    first = uf2.write(b"x", START, RP2350_ARM_S, has_e10_block=True)[:512]
    assert first[:32].hex(" ", 4) == (
        "5546320a 57515d9e 00a00000 00ffff10 00010000 00000000 02000000 57ff8be4"
    )
    assert first[32:288] == b"\xef" * 256
    assert first[288:292].hex() == "04e35799"
    assert first[292:508] == bytes(216)


def test_an_address_between_pages_and_an_empty_payload_are_not_written() -> None:
    for payload, address in ((b"x", START + 1), (b"", START)):
        with pytest.raises(ValueError, match="multiple of 256"):
            uf2.write(payload, address, RP2040)


def test_gaps_make_parts() -> None:
    words = [(START, b"a"), (START + 256, b"b"), (START + 4096, b"c")]
    made = uf2.write(b"".join(text.ljust(256) for _, text in words), START, RP2040)
    image = uf2.parse(patched(made, 2, 3, START + 4096))
    assert [(part.address, part.end) for part in image.parts] == [
        (START, START + 512),
        (START + 4096, START + 4352),
    ]
    assert image.payload.split() == [b"a", b"b", b"c"]


@pytest.mark.parametrize("before", [0, 250, 300])  # within a block and across two
def test_the_program_inside_is_found_by_its_marker(before: int) -> None:
    program = Program("pico2", "0.2.0")
    assert program.marker() == MARKER
    image = uf2.parse(uf2.write(bytes(before) + MARKER + b"more", START, RP2350_ARM_S))
    assert image.program == program


@pytest.mark.parametrize(
    "text", [b"", b"acupacer-image:", b"acupacer-image:pi:0.2.0\n", b"acupacer-image:pico:\n"]
)
def test_another_program_has_no_marker(text: bytes) -> None:
    assert uf2.parse(uf2.write(b"x" + text, START, RP2040)).program is None


GOOD = uf2.write(bytes(range(256)) * 3, START, RP2040)
E10 = uf2.write(bytes(range(256)) * 2, START, RP2350_ARM_S, has_e10_block=True)
FIRST, SECOND, THIRD = blocks_of(GOOD)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "a.uf2: is empty; build or copy it again"),
        (b"MZ" * 512, "a.uf2: is no UF2 image; give the file whose name ends in .uf2"),
        (GOOD[:-1], "a.uf2: is torn: 1535 bytes are no whole blocks of 512"),
        (GOOD + b"x", "a.uf2: is torn: 1537 bytes are no whole blocks of 512"),
        (FIRST + SECOND, "is torn: 2 blocks are there, block 1 says 3"),
        (FIRST + THIRD + SECOND, "block 2 of 3 is damaged: it says it is block 3"),
        (FIRST + FIRST + THIRD, "block 2 of 3 is damaged: it says it is block 1"),
        (GOOD[:-4] + bytes(4), "block 3 of 3 is damaged: its marks are wrong"),
        (patched(GOOD, 1, 1, 7), "block 2 of 3 is damaged: its marks are wrong"),
        (patched(GOOD, 1, 2, 0), "block 2 of 3 is damaged: flags 0x0 are not known"),
        (patched(GOOD, 1, 2, 0x2001), "flags 0x2001 are not known"),
        (patched(GOOD, 1, 3, START + 128), "address 0x10000080 is no page of the flash"),
        (patched(GOOD, 1, 3, 0x20000000), "address 0x20000000 is no page of the flash"),
        (patched(GOOD, 1, 3, START), "address 0x10000000 was written before"),
        (patched(GOOD, 1, 4, 476), "476 bytes of payload instead of 256"),
        (patched(GOOD, 1, 6, 4), "is torn: 3 blocks are there, block 2 says 4"),
        (
            patched(GOOD, 1, 7, RP2350_ARM_S),
            "block 2 is for RP2350, those before it for RP2040",
        ),
        (patched(GOOD, 1, 7, ABSOLUTE), "block 2 is for family 0xe48bff57"),
        (patched(GOOD, 0, 7, 0x16573617), "is for another chip (family 0x16573617)"),
        (patched(GOOD, 0, 7, ABSOLUTE), "block 1 of 3 is damaged: it is for no chip"),
        (E10[:512], "is torn: nothing follows its first block"),
        (E10[:512] + GOOD, "goes on for another chip"),
        (E10[512:] + E10[:512], "is torn: 3 blocks are there, block 1 says 2"),
        (patched(E10, 0, 6, 3), "block 1 of 3 is damaged: it is for no chip"),
        (patched(E10, 0, 72, 1), "block 1 of 3 is damaged: it is for no chip"),
    ],
)
def test_every_broken_image_is_told_apart(data: bytes, words: str) -> None:
    assert words in fault(data)


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
