"""The page buffer: pixels in the panel's own layout, and what to send of them.

A byte is eight pixels on top of each other, the topmost in bit 0; a row is 128 such
bytes, and eight rows make the 128x64 panel. Everything drawn is aligned to rows, so
drawing is copying bytes. ``Raster`` draws and remembers between which columns each row
may have changed; ``Windows`` compares those parts with what the panel last got.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    # x0, x1, page0, page1 (all inclusive)
    Rect = tuple[int, int, int, int]
    Window = tuple[int, int, int, int, bytes]

# Bits on the I2C bus: 9 per byte (8 and the acknowledge), 2 for start and stop. A
# window is one transaction of address, control byte and six command bytes, and one
# of address, control byte and the data.
BYTE_BITS = 9
WINDOW_BITS = (8 * BYTE_BITS + 2) + (2 * BYTE_BITS + 2)
# Unchanged bytes up to this many are cheaper sent along than left out.
GAP_BYTES = WINDOW_BITS // BYTE_BITS


class Raster:
    """A page buffer to draw in. ``flip`` 255 draws dark on lit (high contrast)."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.rows = height // 8
        self.page = bytearray(width * self.rows)
        self.flip = 0
        # Columns low <= x < high of each row may differ from what the panel has.
        self.low = [0] * self.rows
        self.high = [width] * self.rows

    def clear(self) -> None:
        """Everything dark (or lit, when flipped)."""
        self.page[:] = bytes([self.flip]) * len(self.page)
        self.touch_all()

    def touch_all(self) -> None:
        """Let the next comparison look everywhere."""
        self.low = [0] * self.rows
        self.high = [self.width] * self.rows

    def touch(self, x: int, end: int, row: int) -> None:
        """Columns ``x`` <= column < ``end`` of ``row`` may have changed."""
        if x < self.low[row]:
            self.low[row] = x
        if end > self.high[row]:
            self.high[row] = end

    def put(self, x: int, row: int, data: "bytes | bytearray") -> None:
        """Copy the bytes ``data`` into ``row`` from column ``x``; they must fit."""
        if self.flip:
            data = bytes([byte ^ 255 for byte in data])
        at = row * self.width + x
        end = x + len(data)
        self.page[at : at + len(data)] = data
        if x < self.low[row]:
            self.low[row] = x
        if end > self.high[row]:
            self.high[row] = end

    def add(self, x: int, row: int, data: "bytes | bytearray") -> None:
        """Light the pixels of ``data`` on top of what is there."""
        at = row * self.width + x
        page, flip = self.page, self.flip
        for index in range(len(data)):
            page[at + index] = ((page[at + index] ^ flip) | data[index]) ^ flip
        self.touch(x, x + len(data), row)

    def remove(self, x: int, row: int, data: "bytes | bytearray") -> None:
        """Darken the pixels of ``data``, leaving the others as they are."""
        at = row * self.width + x
        page, flip = self.page, self.flip
        for index in range(len(data)):
            page[at + index] = ((page[at + index] ^ flip) & ~data[index] & 255) ^ flip
        self.touch(x, x + len(data), row)


class Windows:
    """What the panel's memory holds, and the cheapest windows that bring it up to date.

    It writes nothing itself: every window handed out counts as sent. After a failed
    transfer call ``forget``, which makes everything be sent again.
    """

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self._panel = bytearray(len(raster.page))
        self._waiting: "list[Rect]" = []  # to be sent
        self._differing: "list[Rect]" = []  # what differs in the rows before ``_row``
        self._row = 0
        self.forget()

    def forget(self) -> None:
        """The panel's memory is unknown: send every byte, whatever it is."""
        self._waiting = [(0, self._raster.width - 1, 0, self._raster.rows - 1)]
        self._differing = []
        self._row = 0
        self._clean()

    def next(self, most_bytes: int) -> "Window | None":
        """The next window of at most ``most_bytes`` (at least 1), or None: up to date."""
        while self.compare():
            pass
        if not self._waiting:
            return None
        x0, x1, row0, row1 = self._waiting.pop(0)
        width = x1 - x0 + 1
        rows = most_bytes // width or 1
        if row0 + rows <= row1:
            self._waiting.insert(0, (x0, x1, row0 + rows, row1))
            row1 = row0 + rows - 1
        if width > most_bytes:
            self._waiting.insert(0, (x0 + most_bytes, x1, row0, row0))
            x1 = x0 + most_bytes - 1
        return self._take(x0, x1, row0, row1)

    def compare(self) -> bool:
        """Look at one more row that was touched; whether there was one.

        With all of them seen, what is to be sent is known. Blocks: a Pico 3 ms.
        """
        if self._waiting:
            return False
        raster = self._raster
        while self._row < raster.rows:
            row = self._row
            self._row += 1
            low, high = raster.low[row], raster.high[row]
            if low < high:
                raster.low[row], raster.high[row] = raster.width, 0
                self._compare_row(row, low, high)
                return True
        differing, self._differing, self._row = self._differing, [], 0
        if _bits(differing) > WINDOW_BITS + BYTE_BITS * len(raster.page):
            differing = [(0, raster.width - 1, 0, raster.rows - 1)]
        self._waiting = differing
        return False

    def _compare_row(self, row: int, low: int, high: int) -> None:
        page, panel = self._raster.page, self._panel
        at = row * self._raster.width
        if page[at + low : at + high] != panel[at + low : at + high]:
            for x0, x1 in _runs(page, panel, at, low, high):
                _join(self._differing, x0, x1, row)

    def _take(self, x0: int, x1: int, row0: int, row1: int) -> "Window":
        page, panel, width = self._raster.page, self._panel, self._raster.width
        parts = []
        for row in range(row0, row1 + 1):
            at = row * width
            part = page[at + x0 : at + x1 + 1]
            panel[at + x0 : at + x1 + 1] = part
            parts.append(part)
        return x0, x1, row0, row1, b"".join(parts)

    def _clean(self) -> None:
        raster = self._raster
        raster.low = [raster.width] * raster.rows
        raster.high = [0] * raster.rows


def _bits(rects: "list[Rect]") -> int:
    """What sending ``rects`` costs on the bus."""
    bits = 0
    for x0, x1, row0, row1 in rects:
        bits += WINDOW_BITS + BYTE_BITS * (x1 - x0 + 1) * (row1 - row0 + 1)
    return bits


def _runs(
    page: bytearray, panel: bytearray, at: int, low: int, high: int
) -> "list[tuple[int, int]]":
    """First and last column of each stretch that changed, bridging gaps not worth leaving."""
    runs = []
    first = last = -1
    for x in range(low, high):
        if page[at + x] != panel[at + x]:
            if first < 0:
                first = x
            elif x - last > GAP_BYTES + 1:
                runs.append((first, last))
                first = x
            last = x
    if first >= 0:
        runs.append((first, last))
    return runs


def _join(rects: "list[Rect]", x0: int, x1: int, row: int) -> None:
    """Add a run to the rectangle above it when that is cheaper than a window of its own."""
    for index in range(len(rects)):
        left, right, top, bottom = rects[index]
        if bottom != row - 1:
            continue
        new_left = left if left < x0 else x0
        new_right = right if right > x1 else x1
        area = (new_right - new_left + 1) * (row - top + 1)
        apart = (right - left + 1) * (row - top) + (x1 - x0 + 1)
        if area <= apart + GAP_BYTES:
            rects[index] = (new_left, new_right, top, row)
            return
    rects.append((x0, x1, row, row))
