"""What is drawn - letters, pictures, words - stays in one file on the flash.

The packer takes it out of the program: ``FlashPieces`` stands for ``resources.Pieces`` and
``FlashTable`` for ``resources.Table``. One file handle serves all of them, for as long as
the program runs. Memory holds where things begin and nothing of what they are.

A table is an index of buckets and then the buckets. A key's bucket is the last bits of its
CRC-32; the index has 3 bytes for each: where it begins in the table (2, low byte first)
and its length. A bucket is "key words" pairs with a newline before, between and after.
So finding words takes two small reads.
"""

from binascii import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE = "acupacer.dat"
ENTRY_BYTES = 3  # of a table's index
BLOCK_BYTES = 1024
# What the file has to be; filled in where it is made. 0: all is in the program itself.
LENGTH = 0
CRC = 0


class DataError(Exception):
    """The file is missing, damaged or of another version; the message says what to do."""


class FlashPieces:
    """Bytes of the file from ``at`` on (see ``core.resources.Pieces``)."""

    file: "Any" = None

    def __init__(self, at: int) -> None:
        self._at = at

    def read(self, at: int, length: int) -> bytes:
        """``length`` bytes from ``at`` on; zeros when the flash cannot be read.

        So a fault leaves gaps on the panel and never ends a session. Blocks: 0.1-0.3 ms.
        """
        try:
            file = self.file
            file.seek(self._at + at)
            data: bytes = file.read(length)
            if len(data) == length:
                return data
        except OSError:
            pass
        return bytes(length)


class FlashTable(FlashPieces):
    """Words by key (see ``core.resources.Table``). ``buckets``: a power of two."""

    def __init__(self, at: int, buckets: int) -> None:
        super().__init__(at)
        self._last = buckets - 1

    def find(self, key: str) -> "str | None":
        """The words for ``key``; None when there are none or the flash cannot be read.

        Blocks: some 0.5 ms.
        """
        wanted = key.encode()
        entry = self.read((crc32(wanted) & self._last) * ENTRY_BYTES, ENTRY_BYTES)
        bucket = self.read(entry[0] | entry[1] << 8, entry[2])
        start = bucket.find(b"\n" + wanted + b" ")
        if start < 0:
            return None
        start += len(wanted) + 2
        return bucket[start : bucket.find(b"\n", start)].decode()


def open_data() -> None:
    """Open the file for as long as the program runs, and check all of it.

    Raises DataError. Blocks: some 20 ms.
    """
    if not LENGTH:
        return
    try:
        file = open(FILE, "rb")
        is_right = _sum(file) == (LENGTH, CRC)
    except OSError:
        raise DataError(FILE + " is missing or cannot be read; run: acupacer flash")
    if not is_right:
        file.close()
        raise DataError(FILE + " is not this program's; run: acupacer flash")
    FlashPieces.file = file


def _sum(file: "Any") -> "tuple[int, int]":
    """Length and CRC-32 of all of ``file``."""
    length = found = 0
    block = bytearray(BLOCK_BYTES)
    while True:
        count = file.readinto(block)
        if not count:
            return length, found
        length += count
        found = crc32(memoryview(block)[:count], found)
