"""MicroPython's heap on the emulated chip, looked at each millisecond.

Blocks are marked while garbage is collected, and only then: so each collection is seen.
"""

from rp2040_heap import BLOCK_BYTES, Heap

RAM_BYTES = 264 * 1024
FREE, MARK = 0, 3
CODES = [[byte >> shift & 3 for shift in (0, 2, 4, 6)] for byte in range(256)]
FREE_IN = bytes(codes.count(FREE) for codes in CODES)
MARKED = bytes(byte for byte in range(256) if MARK in CODES[byte])


class MarkedHeap(Heap):
    """``Heap`` with what can be seen of it quickly."""

    @property
    def table(self):
        """Two bits for each block."""
        return bytes(self._ram[self._table : self._table + self._length])

    def free(self):
        """Bytes that are free now; garbage is not."""
        return sum(self.table.translate(FREE_IN)) * BLOCK_BYTES

    def is_collecting(self):
        """Garbage is being collected."""
        table = self.table
        return len(table.translate(None, MARKED)) < len(table)


class HeapWatch:
    """Looks at the heap at each ``look``.

    ``least_free``: bytes, garbage not counted as free; ``least_left``: right after a
    collection, and ``least_largest``: the largest free block then. ``collections``: [began,
    ended] of each, in ms of the chip's clock.
    """

    def __init__(self, chip):
        self._chip = chip
        self._heap = MarkedHeap(chip)
        self.least_free = self._heap.free()
        self.least_left = self.least_largest = RAM_BYTES  # until one was made
        self.collections = []
        self._is_inside = False

    def look(self):
        """Look now; at least each ms or collections are missed."""
        now_ms = self._chip.now_ms
        if self._heap.is_collecting():
            if not self._is_inside:
                self.collections.append([now_ms, now_ms])
            self.collections[-1][1] = now_ms
            self._is_inside = True
            return
        free = self._heap.free()
        self.least_free = min(self.least_free, free)
        if self._is_inside:
            self._is_inside = False
            self.least_left = min(self.least_left, free)
            self.least_largest = min(self.least_largest, self._heap.look().largest_bytes)
