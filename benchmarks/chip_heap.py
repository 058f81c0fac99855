"""MicroPython's heap on the emulated chip, read from outside: the program notices nothing.

The heap is blocks of 16 bytes. A table holds two bits for each: free, head of an object,
its tail, or marked; marks are there while garbage is collected, and only then. Where table
and blocks lie stands in a structure in RAM that is found by how its parts fit together.
"""

import struct

RAM_START = 0x20000000
BLOCK_BYTES = 16
BLOCKS_PER_BYTE = 4
LEAST_TABLE_BYTES = 1024
FREE, HEAD, TAIL, MARK = range(4)

CODES = [[byte >> shift & 3 for shift in (0, 2, 4, 6)] for byte in range(256)]
FREE_IN = bytes(codes.count(FREE) for codes in CODES)
MARKED = bytes(byte for byte in range(256) if MARK in CODES[byte])
IS_FREE = ["".join(".#"[code != FREE] for code in codes) for codes in CODES]


class Heap:
    """The heap of ``chip``, whose program runs already."""

    def __init__(self, chip):
        self._ram = chip.mcu.sram
        self._at, self._bytes = self._find()

    @property
    def _table(self):
        return bytes(self._ram[self._at : self._at + self._bytes])

    @property
    def size(self):
        """Bytes in all."""
        return self._bytes * BLOCKS_PER_BYTE * BLOCK_BYTES

    def free(self):
        """Bytes that are free now; garbage is not."""
        return sum(self._table.translate(FREE_IN)) * BLOCK_BYTES

    def largest(self):
        """Bytes of the largest free piece."""
        text = "".join(map(IS_FREE.__getitem__, self._table))
        return max(map(len, text.split("#"))) * BLOCK_BYTES

    def is_collecting(self):
        """Garbage is being collected."""
        table = self._table
        return len(table.translate(None, MARKED)) < len(table)

    def _find(self):
        """Where the table is in RAM, and its length in bytes."""
        words = struct.unpack(f"<{len(self._ram) // 4}I", self._ram)
        for index, length in enumerate(words):
            if length < LEAST_TABLE_BYTES or length * BLOCKS_PER_BYTE > len(self._ram):
                continue
            table, finalisers, start, end = (
                words[index - 1],
                *words[index + 1 : index + 4],
            )
            blocks_bytes = length * BLOCKS_PER_BYTE * BLOCK_BYTES
            is_heap = table + length <= finalisers < start and end - start == blocks_bytes
            if is_heap and table > RAM_START:
                return table - RAM_START, length
        raise LookupError("no heap of MicroPython in RAM")


class HeapWatch:
    """Looks at the heap at each ``look``.

    ``least_free``: bytes, garbage not counted as free. ``least_largest``: the largest free
    piece when it was smallest, right after a collection. ``collections``: [began, ended] of
    each, in ms of the chip's clock.
    """

    def __init__(self, chip):
        self._chip = chip
        self.heap = Heap(chip)
        self.least_free = self.heap.size
        self.least_left = self.heap.size  # after a collection
        self.least_largest = self.heap.size
        self.collections = []
        self._is_inside = False

    def look(self):
        """Look now; at least each ms or collections are missed."""
        now_ms = self._chip.now_ms
        if self.heap.is_collecting():
            if not self._is_inside:
                self.collections.append([now_ms, now_ms])
            self.collections[-1][1] = now_ms
            self._is_inside = True
            return
        free = self.heap.free()
        self.least_free = min(self.least_free, free)
        if self._is_inside:
            self._is_inside = False
            self.least_left = min(self.least_left, free)
            self.least_largest = min(self.least_largest, self.heap.largest())
