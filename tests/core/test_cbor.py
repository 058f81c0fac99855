"""CBOR: exact bytes out, the same verdict as cbor2 on what comes in, bounded always."""

import random

import cbor2
import pytest
from acupacer.core.errors import FrameError
from acupacer.core.link import cbor

BOUNDARIES = [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1]
VALUES = [
    *BOUNDARIES,
    *[-1 - n for n in BOUNDARIES],
    *[True, False, None, "", "h\u00e9llo \u2026 \U0001f600", b"", b"\x00\xff" * 200],
    [],
    [1, [2, [3, b"x"]], "four"],
    *["x" * n for n in (23, 24, 255, 256)],
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_bytes_equal_cbor2_and_come_back(value: object) -> None:
    assert cbor.encode(value) == cbor2.dumps(value)
    assert cbor.decode(cbor.encode(value)) == value


def test_map_keeps_the_order_of_its_pairs() -> None:
    assert cbor.encode(cbor.Map((("rc", 10), ("a", b"")))) == bytes.fromhex("a26272630a616140")
    assert cbor.decode(bytes.fromhex("a26272630a616140")) == {"rc": 10, "a": b""}


@pytest.mark.parametrize("value", [1.5, 2**64, -(2**64) - 1, {"a": 1}, object], ids=repr)
def test_values_without_a_form_are_a_type_error(value: object) -> None:
    with pytest.raises(TypeError):
        cbor.encode(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("bf616101ff", {"a": 1}),
        ("9f0102ff", [1, 2]),
        ("5f42010243030405ff", b"\x01\x02\x03\x04\x05"),
        ("7f657374726561646d696e67ff", "streaming"),
        ("5fff", b""),
        ("f7", None),
        ("1818", 24),
        ("1a00000001", 1),
        ("a10102", {1: 2}),
    ],
)
def test_decodes_what_stock_encoders_send(text: str, value: object) -> None:
    assert cbor.decode(bytes.fromhex(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "",  # nothing
        "0000",  # bytes left over
        "ff",  # break alone
        "18",  # head cut
        "42ff",  # string cut
        "5bffffffffffffffff",  # string of 2**64 - 1 bytes
        "9bffffffffffffffff",  # list of as many
        "bbffffffffffffffff",  # map of as many
        "9f",  # open list without end
        "81ff",  # break in a counted list
        "a1ff",  # break in a counted map
        "bf61",  # key cut
        "bf6161ff",  # key without a value
        "a2616101616102",  # a key twice
        "bf616101616102ff",  # a key twice in an open map
        "a18000",  # list as key
        "bf6161019f0203ffff",  # list as key in an open map
        "a1f500",  # bool as key
        "a1410000",  # bytes as key
        "fb3ff8000000000000",  # float
        "f93e00",  # half float
        "c100",  # tag
        "f8ff",  # unknown simple value
        "1c",  # reserved length
        "1f",  # integer without a length
        "5f6161ff",  # text in a byte string
        "5f5f4101ffff",  # nested open strings
        "62c328",  # not UTF-8
        "62c080",  # overlong
        "63eda080",  # surrogate
        "64f4908080",  # above U+10FFFF
        "61e2",  # character cut
        "81" * 7 + "00",  # too deep
        "a100" * 7 + "00",
        "a1" * 2000 + "00",
        "98ff" * 1000,
        "9f" * 1000,
        "9f" + "00" * 513 + "ff",  # too many items
        "5f" + "40" * 513 + "ff",  # too many parts
    ],
)
def test_refuses_with_a_frame_error(text: str) -> None:
    with pytest.raises(FrameError):
        cbor.decode(bytes.fromhex(text))


def test_random_bytes_decode_as_cbor2_says_or_are_refused() -> None:
    chance = random.Random(9)
    agreed = 0
    for _ in range(20_000):
        raw = chance.randbytes(chance.randint(1, 12))
        try:
            value = cbor.decode(raw)
        except FrameError:
            continue
        theirs = cbor2.loads(raw)
        assert value == (None if theirs is cbor2.undefined else theirs) or "f7" in raw.hex()
        agreed += 1
    assert agreed > 300
