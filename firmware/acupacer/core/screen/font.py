"""Letters as columns of pixels: how wide a text is, where it breaks, which font fits.

A font is baked from a text sheet (firmware/art) into bytes in the panel's own layout. Letters
with marks are not in it: they are put together here, from letter and mark.
"""

from ..text import alphabet
from . import glyphs
from .art import ART

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Sequence

    # rows, gap after each glyph, first glyph in ART, widths with the gap, and where each
    # glyph begins, as two bytes, low one first
    Baked = tuple[int, int, int, bytes, bytes]

# Places in a font: marks, ASCII by its codes, then what is drawn whole. That of a letter with
# a mark is the letter's and, times PLAIN, the mark's.
PLAIN = 256
SPACE = 0x20
UNKNOWN = "?"  # drawn for a character fonts lack

# How tall letters make room for a mark, by a font's rows: the pixel rows that only tall ones
# have; then for marks above and below which of a letter's rows move by 2, 1 and 0, how far up
# all go then, and which rows of the mark are drawn. A row that is in none is left out.
ROOM = {
    1: (0x03, (0x01, 0x1C, 0xC0, 0, 0xFF), (0, 0x1F, 0xC0, 1, 0xFF)),
    2: (0x0F, (0x0E, 0x1E0, 0xFC00, 0, 0x03), (0, 0, 0xFFFF, 0, 0xFFFF)),
}


def _place(character: str) -> int:
    """The place of ``character`` in every font; UNKNOWN's when fonts lack it."""
    if alphabet.FIRST <= character <= alphabet.LAST:
        return ord(character)
    index = 2 * alphabet.number(character)
    if index < 0:
        return ord(UNKNOWN)
    return glyphs.PARTS[index] + PLAIN * glyphs.PARTS[index + 1]


def _places(text: str) -> "Sequence[int]":
    """The place of each character of ``text``."""
    codes = text.encode()
    if len(codes) == len(text):  # ASCII, nearly always: places are codes
        return codes
    return [_place(character) for character in text]


class Font:
    """One proportional font. ``rows``: its height in pages of 8 px."""

    def __init__(self, baked: "Baked") -> None:
        self.rows, self._gap, self._at, self._widths, self._starts = baked
        # A message is wrapped to see whether it fits, and again to be drawn.
        self._wrapped: "tuple[str, int, list[str]]" = ("", 0, [""])

    def width(self, text: str) -> int:
        """How many pixels ``text`` takes on one line, without the gap after it."""
        widths = self._widths
        width_px = -self._gap
        for place in _places(text):
            width_px += widths[place] if place < PLAIN else self._marked_px(place)
        return width_px

    def _marked_px(self, place: int) -> int:
        """The width of a letter with a mark, with the gap."""
        return max(self._widths[place % PLAIN], self._widths[place // PLAIN])

    def line(self, text: str) -> "list[bytes]":
        """``text`` as one bytes object per page row, top row first."""
        rows = self.rows
        pictures = [self._picture(place) for place in _places(text)]
        gap = bytes(self._gap)
        lines = []
        for row in range(rows):
            parts = []
            for picture in pictures:
                width = len(picture) // rows
                parts.append(picture[row * width : row * width + width])
            lines.append(gap.join(parts + [b""]))
        return lines

    def _picture(self, place: int) -> bytes:
        """A character's bytes."""
        if place >= PLAIN:
            return self._marked(place % PLAIN, place // PLAIN)
        starts = self._starts
        at = self._at + starts[2 * place] + (starts[2 * place + 1] << 8)
        return ART[at : at + (self._widths[place] - self._gap) * self.rows]

    def _marked(self, place: int, mark: int) -> bytes:
        """The bytes of a letter with the mark over or under its middle."""
        letter, sign = self._columns(place), self._columns(mark)
        tall, above, below = ROOM[self.rows]
        by_2, by_1, by_0, back, drawn = above if mark < glyphs.CEDILLA else below
        if any([column & tall for column in letter]):
            letter = [
                ((column & by_2) << 2 | (column & by_1) << 1 | column & by_0) >> back
                for column in letter
            ]
            if mark != glyphs.RING:
                sign = [column & drawn for column in sign]
        width = max(len(letter), len(sign))
        columns = [0] * width
        spare = width - len(sign)
        for at, part in (
            ((width - len(letter)) // 2, letter),
            (spare if mark == glyphs.OGONEK else spare // 2, sign),
        ):
            for index in range(len(part)):
                columns[at + index] |= part[index]
        picture = bytes([column & 255 for column in columns])
        return picture if self.rows == 1 else picture + bytes([c >> 8 for c in columns])

    def _columns(self, place: int) -> "list[int]":
        """A glyph as columns of all its rows, the topmost pixel in bit 0."""
        picture = self._picture(place)
        if self.rows == 1:
            return list(picture)
        width = len(picture) // 2
        return [picture[x] | picture[width + x] << 8 for x in range(width)]

    def wrap(self, text: str, width_px: int, most: int) -> "list[str]":
        """``text`` as lines no wider than ``width_px``, broken between words.

        When that takes more than ``most`` lines, lines are filled to the brim instead,
        which needs the fewest.
        """
        lines = self.by_words(text, width_px)
        if len(lines) > most:
            lines = self._by_letters(text, width_px)
        return lines

    def by_words(self, text: str, width_px: int) -> "list[str]":
        """``text`` as lines broken between words; a word wider than a line is cut.

        The list is shared: do not change it.
        """
        if self._wrapped[:2] != (text, width_px):
            self._wrapped = (text, width_px, self._by_words(text, width_px))
        return self._wrapped[2]

    def _by_words(self, text: str, width_px: int) -> "list[str]":
        lines = []
        line, used = "", 0  # pixels with the last gap
        room, space = width_px + self._gap, self._widths[SPACE]
        for word in text.split(" "):
            needs = self.width(word) + self._gap
            if line and used + space + needs <= room:
                line += " " + word
                used += space + needs
                continue
            if line:
                lines.append(line)
            line, used = word, needs
            if needs > room:
                pieces = self._by_letters(word, width_px)
                lines += pieces[:-1]
                line = pieces[-1]
                used = self.width(line) + self._gap
        return lines + [line]

    def _by_letters(self, text: str, width_px: int) -> "list[str]":
        lines = []
        line, left = "", width_px + self._gap
        for character in text:
            width = self.width(character) + self._gap
            if width > left:
                lines.append(line)
                line, left = "", width_px + self._gap
                if character == " ":
                    continue
            line += character
            left -= width
        return lines + [line]


class TallFont(Font):
    """A font one page high, drawn twice as high: large, and as narrow as it was."""

    # Four pixels on top of each other as eight.
    _TWICE = b"\x00\x03\x0c\x0f\x30\x33\x3c\x3f\xc0\xc3\xcc\xcf\xf0\xf3\xfc\xff"

    def __init__(self, baked: "Baked") -> None:
        super().__init__(baked)
        self._low = Font(baked)
        self.rows = 2

    def line(self, text: str) -> "list[bytes]":
        """``text`` as two bytes objects, top row first."""
        data, twice = self._low.line(text)[0], self._TWICE
        upper = bytes([twice[byte & 15] for byte in data])
        return [upper, bytes([twice[byte >> 4] for byte in data])]


SMALL = Font(glyphs.SMALL)
TALL = TallFont(glyphs.SMALL)
MEDIUM = Font(glyphs.MEDIUM)


def fit(
    text: str, width_px: int, rows: int, fonts: "Sequence[Font]"
) -> "tuple[Font, list[str]]":
    """The first of ``fonts`` in which ``text`` fits ``width_px`` by ``rows`` pages.

    Give the largest first. Returns it with the lines to draw; when none fits, the last
    font with all the lines it takes.
    """
    for font in fonts:
        lines = font.by_words(text, width_px)
        if len(lines) * font.rows <= rows:
            return font, lines
    font = fonts[-1]
    return font, font.wrap(text, width_px, rows // font.rows)
