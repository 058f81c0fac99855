"""What screens draw with: texts, numbers, blocks, pictures, marks and key hints.

A screen orders what it is made of; each order is a small piece of work, done later by
``work``. So a slow board can look at buttons and cues between two pieces. A canvas
remembers the texts ordered (``lines``) and where the parts are that change every second,
so that a tick redraws only those. Places are given as ``x`` in pixels and ``row`` in pages
of 8 px.
"""

from . import pictures
from .art import ART
from .font import SMALL, Font, fit
from .raster import Raster

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, Sequence

    from .words import Words

    Picture = tuple[int, int, int]  # see ``pictures``
    # rows, width of a digit, where the digits are in ART, colon
    Numerals = tuple[int, int, int, Picture]

WIDTH, ROWS = 128, 8
LEFT, CENTER, RIGHT = 0, 1, 2
DIGITS_GAP_PX = 3

KEYS = {
    "start": (pictures.KEY_START, "START"),
    "next": (pictures.KEY_NEXT, "NEXT"),
    "stop": (pictures.KEY_STOP, "STOP"),
}

KEY_WIDTH = 10  # a key's picture and the space after it

# A progress block, one row high: filled 5 px, empty a thin line.
BLOCK_FULL, BLOCK_EMPTY = b"\x7c", b"\x10"


def width_of(picture: "Picture") -> int:
    """How many pixels ``picture`` is wide."""
    return picture[1]


def _read(picture: "Picture") -> "tuple[int, int, bytes | bytearray]":
    """Width, rows and bytes of ``picture``."""
    at, width, rows = picture
    size = width * rows
    if at < pictures.PACKED:
        return width, rows, ART[at : at + size]
    data = bytearray(size)
    to = 0
    while to < size:  # so many zeros, so many bytes that follow, those bytes
        to += ART[at]
        length = ART[at + 1]
        data[to : to + length] = ART[at + 2 : at + 2 + length]
        to += length
        at += 2 + length
    return width, rows, data


class Number:
    """Digits on the canvas that change: where they are and what they say."""

    def __init__(self, x: int, row: int, numerals: "Numerals", line: int) -> None:
        self.x, self.row, self.numerals, self.line = x, row, numerals, line
        self.text = ""


class Blocks:
    """A progress bar of equal blocks: where it is and how many are full."""

    def __init__(self, row: int, unit: int, count: int) -> None:
        self.row, self.unit, self.count = row, unit, count
        self.full = 0


class Canvas(Raster):
    """A raster with the vocabulary the screens are written in."""

    def __init__(self, words: "Words") -> None:
        super().__init__(WIDTH, ROWS * 8)
        self.words = words
        self.is_large = False
        self.part = 0  # which page of what a view says, and of how many
        self.parts = 1
        self._numbers: "dict[str, Number]" = {}
        self.start()

    def start(self) -> None:
        """Begin a new screen: nothing lit, nothing ordered, nothing remembered."""
        self._orders: "list[tuple[Callable[..., None], tuple[object, ...]]]" = [
            (self.clear, ())
        ]
        self.lines: "list[str]" = []
        self._blocks = Blocks(0, 1, 0)
        self.parts = 1
        self.is_clipped = False  # a text did not fit its place

    @property
    def has_work(self) -> bool:
        """Something ordered is not drawn yet."""
        return bool(self._orders)

    def work(self) -> None:
        """Draw the next piece of what was ordered. Blocks: a Pico some ms."""
        job, arguments = self._orders.pop(0)
        job(*arguments)

    def _order(self, job: "Callable[..., None]", *arguments: object) -> None:
        self._orders.append((job, arguments))

    def say(self, key: str, *values: object) -> str:
        """The words for ``key`` in the chosen language, ``{}`` filled with ``values``."""
        text = self.words.say(key)
        return text.format(*values) if values else text

    def translated(self, text: str) -> str:
        """``text`` of a routine, in the chosen language where that has it."""
        return self.words.translated(text)

    # --- texts --------------------------------------------------------------------

    def text(
        self, x: int, row: int, text: str, width: int, font: Font = SMALL, align: int = LEFT
    ) -> None:
        """One line of ``text`` in a box ``width`` px wide."""
        if text:
            self.lines.append(text)
        self._order(self._line, x, row, text, width, font, align)

    def box(
        self,
        x: int,
        row: int,
        text: str,
        width: int,
        rows: int,
        fonts: "Sequence[Font]" = (SMALL,),
        align: int = LEFT,
    ) -> int:
        """``text`` wrapped into a box, in the first font that fits; returns rows used.

        ``fonts``: the largest first.
        """
        if text:
            self.lines.append(text)
        font, lines = fit(text, width, rows, fonts)
        if len(lines) * font.rows > rows:
            self.is_clipped = True
        for index, line in enumerate(lines[: rows // font.rows]):
            self._order(self._line, x, row + index * font.rows, line, width, font, align)
        return len(lines) * font.rows

    def _line(self, x: int, row: int, text: str, width: int, font: Font, align: int) -> None:
        spare = width - font.width(text)
        if spare < 0:
            self.is_clipped = True
        else:
            x += spare * align // 2
            width -= spare
        for data in font.line(text):
            self.put(x, row, data[:width])
            row += 1

    # --- pictures -----------------------------------------------------------------

    def picture(self, x: int, row: int, picture: "Picture", is_mirrored: bool = False) -> None:
        """Copy ``picture``, left and right exchanged if mirrored."""
        self._order(self._copy, x, row, picture, is_mirrored)

    def paste(self, x: int, row: int, data: bytes) -> None:
        """Copy bytes, as ``put`` does, in turn."""
        self._order(self.put, x, row, data)

    def cut(self, x: int, row: int, data: bytes) -> None:
        """Darken the pixels of ``data``, in turn."""
        self._order(self.remove, x, row, data)

    def _copy(self, x: int, row: int, picture: "Picture", is_mirrored: bool = False) -> None:
        width, rows, data = _read(picture)
        for index in range(rows):
            part = data[index * width : (index + 1) * width]
            if is_mirrored:
                part = bytes(reversed(part))
            self.put(x, row + index, part)

    def mark(self, x: int, y: int) -> None:
        """A target around the pixel (x, y), with a dark rim to stand out from lines."""
        self._order(self._stamp, x - 5, y - 5, pictures.MARK_ROUND, self.remove)
        self._order(self._stamp, x - 4, y - 4, pictures.MARK, self.add)

    def _stamp(
        self,
        x: int,
        y: int,
        picture: "Picture",
        change: "Callable[[int, int, bytearray], None]",
    ) -> None:
        width, _, data = _read(picture)
        shift = y % 8
        for part in range(3):
            shifted = bytearray(width)
            for index in range(width):
                bits = (data[index] | data[width + index] << 8) << shift
                shifted[index] = bits >> (8 * part) & 255
            if any(shifted):
                change(x, y // 8 + part, shifted)

    def plate(self, row: int, height: int = 16) -> None:
        """Light and dark exchanged over two rows, ``height`` px of them, corners cut."""
        self._order(self._exchange, row, height)

    def dim(self, row: int) -> None:
        """Every other pixel of two rows dark: what stands there does not count yet."""
        for part in (row, row + 1):
            self.cut(0, part, b"\x55\xaa" * (WIDTH // 2))

    def _exchange(self, row: int, height: int) -> None:
        page = self.page
        lower = (1 << (height - 8)) - 1
        at = row * WIDTH
        for index in range(at, at + WIDTH):
            page[index] ^= 255
            page[index + WIDTH] ^= lower
        for x in (0, WIDTH - 1):
            self.remove(x, row, b"\x01")
            self.remove(x, row + 1, bytes([lower ^ lower >> 1]))

    # --- what changes every second ------------------------------------------------

    def number(self, name: str, x: int, row: int, numerals: "Numerals", text: str) -> None:
        """Draw digits and colons that ``set_number`` can later change by ``name``."""
        self._numbers[name] = Number(x, row, numerals, len(self.lines))
        self.lines.append("")
        self.set_number(name, text)

    def set_number(self, name: str, text: str) -> None:
        """Change a number; only characters that differ are copied.

        ``text``: digits and colons, always as long as the first, with spaces in front
        of short numbers.
        """
        self._order(self._change_number, name, text)

    def _change_number(self, name: str, text: str) -> None:
        number = self._numbers[name]
        old = number.text
        if text == old:
            return
        number.text = text
        self.lines[number.line] = text.strip()
        rows, width, digits, colon = number.numerals
        x = number.x
        for index in range(len(text)):
            character = text[index]
            if character == ":":
                if not old:
                    self._copy(x, number.row, colon)
                x += width_of(colon) + DIGITS_GAP_PX
                continue
            if not old or old[index] != character:
                self._digit(x, number.row, rows, width, digits, character)
            x += width + DIGITS_GAP_PX

    def _digit(
        self, x: int, row: int, rows: int, width: int, digits: int, character: str
    ) -> None:
        at = digits + (ord(character) - 48) * rows * width
        for index in range(rows):
            look = bytes(width) if character == " " else ART[at : at + width]
            self.put(x, row + index, look)
            at += width

    def blocks(self, row: int, unit: int, whole: int) -> None:
        """An empty progress bar over ``whole``, one block for each ``unit`` of it."""
        count = max((whole + unit - 1) // unit, 1)
        self._blocks = Blocks(row, unit, count)
        self._order(self._empty_blocks, count)

    def set_blocks(self, part: int) -> None:
        """Fill the bar up to ``part``; only blocks that change are copied."""
        self._order(self._change_blocks, part)

    def _empty_blocks(self, count: int) -> None:
        for index in range(count):
            self._block(index, BLOCK_EMPTY)

    def _change_blocks(self, part: int) -> None:
        blocks = self._blocks
        want = min(max(part, 0) // blocks.unit, blocks.count)
        while blocks.full < want:
            self._block(blocks.full, BLOCK_FULL)
            blocks.full += 1
        while blocks.full > want:
            blocks.full -= 1
            self._block(blocks.full, BLOCK_EMPTY)

    def _block(self, index: int, look: bytes) -> None:
        count = self._blocks.count
        x = index * (WIDTH + 2) // count
        end = (index + 1) * (WIDTH + 2) // count - 2
        self.put(x, self._blocks.row, look * (end - x))

    # --- hints --------------------------------------------------------------------

    def hints(
        self, row: int, pairs: "Sequence[tuple[str, str]]", x: int = 0, corner: str = ""
    ) -> None:
        """What the keys do, side by side: pairs of key name and words key.

        ``corner``: a text at the right edge, such as the page.
        """
        texts = [self.say(word) for _, word in pairs]
        widths = [SMALL.width(text) for text in texts]
        corner_width = SMALL.width(corner) if corner else 0
        spare = WIDTH - x - corner_width - sum(widths) - KEY_WIDTH * len(pairs)
        gap = spare // len(pairs)
        if spare < 0:
            self.is_clipped = True
        for index in range(len(pairs)):
            picture, label = KEYS[pairs[index][0]]
            self.lines.append(label + ": " + texts[index])
            self.picture(x, row, picture)
            place = x + KEY_WIDTH
            self._order(self._line, place, row, texts[index], widths[index], SMALL, LEFT)
            x += KEY_WIDTH + widths[index] + gap
        if corner:
            self.text(WIDTH - corner_width, row, corner, corner_width)
