"""The heap of the emulated chip, read from its memory: the program does not notice.

MicroPython's allocation table says of each block of 16 bytes, in two bits, whether it is
free. The table is found by what its description has to look like.
"""

import struct
from collections import namedtuple

BLOCK_BYTES = 16
BLOCKS_A_BYTE = 4  # of the table
RAM = 0x20000000
# As in MicroPython's mp_state_mem_area_t: where the table is, how many bytes long, where
# the table of finalisers is, where the blocks begin and where they end.
AREA = struct.Struct("<5I")
LONG_HEAP = 65536  # shorter ones are not meant

Look = namedtuple("Look", "free_bytes largest_bytes")


class Heap:
    """The heap of ``chip``, which has to be running already."""

    def __init__(self, chip):
        self._ram = chip.mcu.sram
        self._table, self._length = self._find()

    def look(self):
        """(free, largest free block) in bytes, now; garbage counts as used."""
        table = bytes(self._ram[self._table : self._table + self._length])
        free = "".join([FREE[byte] for byte in table])
        runs = free.replace("x", " ").split()
        return Look(free.count(".") * BLOCK_BYTES, max(map(len, runs), default=0) * BLOCK_BYTES)

    def _find(self):
        ram = bytes(self._ram)
        for at in range(0, len(ram) - AREA.size, 4):
            table, length, finalisers, pool, end = AREA.unpack_from(ram, at)
            if (
                RAM <= table < finalisers <= pool < end <= RAM + len(ram)
                and end - pool == length * BLOCKS_A_BYTE * BLOCK_BYTES >= LONG_HEAP
            ):
                return table - RAM, length
        raise AssertionError("no heap is found: the chip has not started MicroPython")


FREE = [
    "".join(["x" if byte >> shift & 3 else "." for shift in (0, 2, 4, 6)])
    for byte in range(256)
]
