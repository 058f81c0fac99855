"""UF2, the form in which a Raspberry Pi Pico's loader takes a firmware image.

A file of blocks of 512 bytes, each with an address, 256 bytes for it, its number and the
number of all. Eight words of 32 bits, little-endian, open a block:

    magic 0, magic 1, flags, address, payload bytes, number, count, family

then the payload, zeros up to byte 508, and the last magic. Numbers are those of the UF2
specification; the families are the chips'. Pure: bytes in, bytes out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import BadImage

BLOCK_BYTES, PAYLOAD_BYTES = 512, 256
FLASH_START, FLASH_END = 0x1000_0000, 0x1100_0000  # where both chips show their flash

RP2040 = 0xE48B_FF56
RP2350_ARM_S = 0xE48B_FF59
ABSOLUTE = 0xE48B_FF57
CHIPS = {RP2040: "RP2040", RP2350_ARM_S: "RP2350"}

_HEAD = struct.Struct("<8I")
_WORD = struct.Struct("<I")
_MAGIC_0, _MAGIC_1, _MAGIC_END = 0x0A32_4655, 0x9E5D_5157, 0x0AB1_6F30
_END_AT = BLOCK_BYTES - _WORD.size
_HAS_FAMILY, _HAS_TAGS = 0x2000, 0x8000

# Erratum E10 of the RP2350: its loader takes a file's family from a first block of the
# family "absolute". The chip does not write that block: a tag behind its payload says so.
_E10_ADDRESS = FLASH_END - PAYLOAD_BYTES
_E10_COUNT = 2
_E10_PAYLOAD = b"\xef" * PAYLOAD_BYTES
_IGNORE_TAG = 0x9957_E304

_MARKER = re.compile(rb"acupacer-image:(pico2?):([0-9A-Za-z.+-]{1,40})\n")


@dataclass(frozen=True)
class Program:
    """Which acupacer an image holds. ``model``: pico or pico2."""

    model: str
    version: str

    def marker(self) -> bytes:
        """What an image carries somewhere, so that it can be told what it is."""
        return f"acupacer-image:{self.model}:{self.version}\n".encode()


@dataclass(frozen=True)
class Part:
    """Bytes that lie together in the flash, from ``address`` on."""

    address: int
    data: bytes

    @property
    def end(self) -> int:
        """The address behind the last byte."""
        return self.address + len(self.data)


@dataclass(frozen=True)
class Image:
    """A UF2 file, taken apart. ``family``: a key of CHIPS; ``parts``: by address."""

    family: int
    parts: tuple[Part, ...]

    @property
    def payload(self) -> bytes:
        """The bytes of all parts, one after the other."""
        return b"".join(part.data for part in self.parts)

    @property
    def program(self) -> Program | None:
        """The acupacer inside, by its marker; None: it is another program's image."""
        for part in self.parts:
            found = _MARKER.search(part.data)
            if found:
                return Program(found[1].decode(), found[2].decode())
        return None


def parse(data: bytes, name: str = "the image") -> Image:
    """Take a UF2 file apart.

    Raises BadImage, which says in words with ``name`` what is wrong: no UF2 file, torn,
    damaged, for two chips or another one, outside the flash. What is inside a payload
    cannot be checked: UF2 has no checksum.
    """
    blocks = _blocks(data, name)
    if blocks[0].family == ABSOLUTE:
        _check_e10(blocks, name)
        blocks = blocks[1:]
    family = blocks[0].family
    if family not in CHIPS:
        raise BadImage(f"{name}: is for another chip (family {family:#010x}), not for a Pico")
    for index, block in enumerate(blocks):
        _check(block, index, len(blocks), family, name)
    return Image(family, tuple(_parts(blocks, name)))


def write(payload: bytes, address: int, family: int, has_e10_block: bool = False) -> bytes:
    """The UF2 file that puts ``payload`` at ``address``; its end is filled with zeros.

    ``has_e10_block``: for the RP2350, with the block its erratum E10 wants first. Raises
    ValueError when the address is no multiple of 256 or nothing is to be written.
    """
    if address % PAYLOAD_BYTES or not payload:
        raise ValueError("an image begins at a multiple of 256 and has a byte at least")
    pieces = [payload[at : at + PAYLOAD_BYTES] for at in range(0, len(payload), PAYLOAD_BYTES)]
    out = [_e10_block()] if has_e10_block else []
    for number, piece in enumerate(pieces):
        words = (_HAS_FAMILY, address, PAYLOAD_BYTES, number, len(pieces), family)
        out.append(_block(words, piece))
        address += PAYLOAD_BYTES
    return b"".join(out)


def _block(words: tuple[int, ...], data: bytes) -> bytes:
    head = _HEAD.pack(_MAGIC_0, _MAGIC_1, *words)
    return (head + data).ljust(_END_AT, b"\0") + _WORD.pack(_MAGIC_END)


def _e10_block() -> bytes:
    flags = _HAS_FAMILY | _HAS_TAGS
    words = (flags, _E10_ADDRESS, PAYLOAD_BYTES, 0, _E10_COUNT, ABSOLUTE)
    return _block(words, _E10_PAYLOAD + _WORD.pack(_IGNORE_TAG))


# --- taking apart -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Block:
    flags: int
    address: int
    payload_bytes: int
    number: int
    count: int
    family: int
    data: bytes


def _blocks(data: bytes, name: str) -> list[_Block]:
    """Every block, its magic numbers checked."""
    if not data:
        raise BadImage(f"{name}: is empty; build or copy it again")
    if data[: _WORD.size] != _WORD.pack(_MAGIC_0):
        raise BadImage(f"{name}: is no UF2 image; give the file whose name ends in .uf2")
    if len(data) % BLOCK_BYTES:
        raise BadImage(
            f"{name}: is torn: {len(data)} bytes are no whole blocks of {BLOCK_BYTES}; "
            "build or copy it again"
        )
    count = len(data) // BLOCK_BYTES
    return [
        _read(data[index * BLOCK_BYTES : (index + 1) * BLOCK_BYTES], index, count, name)
        for index in range(count)
    ]


def _read(raw: bytes, index: int, count: int, name: str) -> _Block:
    words = _HEAD.unpack_from(raw)
    if (*words[:2], *_WORD.unpack_from(raw, _END_AT)) != (_MAGIC_0, _MAGIC_1, _MAGIC_END):
        raise _damaged(name, index, count, "its marks are wrong")
    flags, address, payload_bytes, number, of_blocks, family = words[2:]
    data = raw[_HEAD.size : _END_AT]
    return _Block(flags, address, payload_bytes, number, of_blocks, family, data)


def _damaged(name: str, index: int, count: int, what: str) -> BadImage:
    where = f"block {index + 1} of {count}"
    return BadImage(f"{name}: {where} is damaged: {what}; build or copy it again")


def _check_e10(blocks: list[_Block], name: str) -> None:
    first = blocks[0]
    tag = _WORD.unpack_from(first.data, PAYLOAD_BYTES)[0]
    is_known = (
        first.flags in (_HAS_FAMILY, _HAS_FAMILY | _HAS_TAGS)
        and (first.payload_bytes, first.number, first.count) == (PAYLOAD_BYTES, 0, _E10_COUNT)
        and first.data.startswith(_E10_PAYLOAD)
        and (not first.flags & _HAS_TAGS or tag == _IGNORE_TAG)
    )
    if not is_known:
        raise _damaged(name, 0, len(blocks), "it is for no chip and not the one to be skipped")
    if len(blocks) == 1:
        raise BadImage(f"{name}: is torn: nothing follows its first block")
    if blocks[1].family != RP2350_ARM_S:
        raise BadImage(
            f"{name}: begins with a block that only an RP2350's image has, but goes on for "
            "another chip; build it again"
        )


def _check(block: _Block, index: int, count: int, family: int, name: str) -> None:
    """That a block is the one that belongs at ``index`` (from 0) of ``count``."""
    if block.count != count:
        raise BadImage(
            f"{name}: is torn: {count} blocks are there, block {index + 1} says "
            f"{block.count}; build or copy it again"
        )
    if block.number != index:
        raise _damaged(name, index, count, f"it says it is block {block.number + 1}")
    if block.flags != _HAS_FAMILY:
        raise _damaged(name, index, count, f"flags {block.flags:#x} are not known")
    if block.family != family:
        other = CHIPS.get(block.family, f"family {block.family:#010x}")
        raise BadImage(
            f"{name}: block {index + 1} is for {other}, those before it for "
            f"{CHIPS[family]}; an image is for one chip: build it again"
        )
    if block.payload_bytes != PAYLOAD_BYTES:
        what = f"{block.payload_bytes} bytes of payload instead of {PAYLOAD_BYTES}"
        raise _damaged(name, index, count, what)
    is_in_flash = FLASH_START <= block.address < FLASH_END
    if not is_in_flash or block.address % PAYLOAD_BYTES:
        what = f"address {block.address:#010x} is no page of the flash"
        raise _damaged(name, index, count, what)


def _parts(blocks: list[_Block], name: str) -> Iterator[Part]:
    """The blocks' payloads, those that touch put together."""
    start, pieces = blocks[0].address, [blocks[0].data[:PAYLOAD_BYTES]]
    for index, block in enumerate(blocks[1:], 1):
        end = start + PAYLOAD_BYTES * len(pieces)
        if block.address < end:
            what = f"address {block.address:#010x} was written before"
            raise _damaged(name, index, len(blocks), what)
        if block.address > end:
            yield Part(start, b"".join(pieces))
            start, pieces = block.address, []
        pieces.append(block.data[:PAYLOAD_BYTES])
    yield Part(start, b"".join(pieces))
