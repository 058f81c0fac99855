"""UF2, the form in which a Raspberry Pi Pico's loader takes a firmware image.

A file of blocks of 512 bytes: eight words, 256 bytes for the flash, zeros and a last word.
Numbers are those of the UF2 specification; the families are the chips'.
"""

from __future__ import annotations

import struct

from ..errors import BadImage

RP2040 = 0xE48B_FF56
RP2350 = 0xE48B_FF59

FLASH_START = 0x1000_0000  # where both chips show their flash
BLOCK_BYTES, PAYLOAD_BYTES = 512, 256

_BLOCK = "<8I476sI"
_FAMILY_AT, _PAYLOAD_AT = 28, 32
_MAGIC_0, _MAGIC_1, _MAGIC_END = 0x0A32_4655, 0x9E5D_5157, 0x0AB1_6F30
_HAS_FAMILY, _HAS_TAGS = 0x2000, 0x8000

# Erratum E10 of the RP2350: its loader takes a file's family from a first block of the
# family "absolute". The chip does not write that block: the tag behind its payload says so.
_E10_HEAD = (_HAS_FAMILY | _HAS_TAGS, 0x10FF_FF00, PAYLOAD_BYTES, 0, 2, 0xE48B_FF57)
_E10_DATA = b"\xef" * PAYLOAD_BYTES + b"\x04\xe3\x57\x99"
_E10_BLOCK = struct.pack(_BLOCK, _MAGIC_0, _MAGIC_1, *_E10_HEAD, _E10_DATA, _MAGIC_END)


def write(payload: bytes, family: int) -> bytes:
    """The UF2 file that puts ``payload`` at the start of the flash, its end zero-filled."""
    pieces = [payload[at : at + PAYLOAD_BYTES] for at in range(0, len(payload), PAYLOAD_BYTES)]
    blocks = [_block(number, len(pieces), family, it) for number, it in enumerate(pieces)]
    return (_E10_BLOCK if family == RP2350 else b"") + b"".join(blocks)


def read(data: bytes, name: str) -> tuple[int, bytes]:
    """The family and the payload of a UF2 file as ``write`` makes it; see ``Reader``."""
    reader = Reader(name, len(data))
    payload = reader.feed(data)
    return reader.end(), payload


class Reader:
    """A UF2 file as ``write`` makes it, checked as its bytes come in.

    ``size_bytes``: how long the whole file is. ``feed`` and ``end`` raise BadImage, with
    ``name``, for any other file. What is inside a payload cannot be checked: UF2 has no
    checksum.
    """

    def __init__(self, name: str, size_bytes: int) -> None:
        self._name = name
        self._count = (size_bytes + BLOCK_BYTES - 1) // BLOCK_BYTES
        self._rest = b""  # of a block that is not whole yet
        self._is_begun = False
        self._number = 0  # of the block that comes next
        self._family = 0

    def feed(self, data: bytes) -> bytes:
        """The payload of the blocks that ``data`` completes."""
        data = self._rest + data
        whole = len(data) - len(data) % BLOCK_BYTES
        self._rest = data[whole:]
        blocks = [data[at : at + BLOCK_BYTES] for at in range(0, whole, BLOCK_BYTES)]
        return b"".join([self._take(block) for block in blocks])

    def end(self) -> int:
        """The file is over: its family."""
        if self._rest or not self._is_begun:
            self._take(self._rest)
        if self._number < self._count:
            raise self._torn()
        return self._family

    def _take(self, block: bytes) -> bytes:
        if not self._is_begun:
            self._is_begun = True
            if not block.startswith(struct.pack("<I", _MAGIC_0)):
                raise BadImage(
                    f"{self._name}: is no firmware image; give the file whose name ends in .uf2"
                )
            if block == _E10_BLOCK and self._count > 1:
                self._count -= 1
                return b""
        if not self._number:
            self._family = int.from_bytes(block[_FAMILY_AT:_PAYLOAD_AT], "little")
        payload = block[_PAYLOAD_AT:][:PAYLOAD_BYTES]
        if block != _block(self._number, self._count, self._family, payload):
            raise self._torn()
        self._number += 1
        return payload

    def _torn(self) -> BadImage:
        return BadImage(
            f"{self._name}: is torn or damaged: block {self._number + 1} of {self._count} is "
            "not as an image of acupacer has it; build it or download it again"
        )


def _block(number: int, count: int, family: int, payload: bytes) -> bytes:
    """The block ``number``, from 0, of an image that begins where the flash does."""
    address = FLASH_START + PAYLOAD_BYTES * number
    head = (_HAS_FAMILY, address, PAYLOAD_BYTES, number, count, family)
    return struct.pack(_BLOCK, _MAGIC_0, _MAGIC_1, *head, payload, _MAGIC_END)
