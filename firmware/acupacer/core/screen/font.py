"""Letters as columns of pixels: how wide a text is, where it breaks, which font fits.

A font is baked from a text sheet (firmware/art) into rows of bytes in the panel's own
layout, so that drawing a text is copying pieces of ``art.ART``.
"""

from . import glyphs
from .art import ART

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Sequence

    # rows, gap after each glyph, first glyph in ART, from one to the next, widths
    Baked = tuple[int, int, int, int, bytes]

# Places in a font: ASCII by its codes, then the accented letters of Latin-1, then
# glyphs.EXTRA. Places of ASCII's control characters hold UNKNOWN's picture.
FIRST, LAST = 0x20, 0x7E
LATIN_FIRST, LATIN_LAST = 0xC0, 0xFF
LATIN_SHIFT = 0xC0 - 0x80
EXTRA_FIRST = 0xC0
UNKNOWN = "?"  # drawn for a character fonts lack


def _place(character: str) -> int:
    """The place of ``character`` in every font; UNKNOWN's when fonts lack it."""
    code = ord(character)
    if FIRST <= code <= LAST:
        return code
    if LATIN_FIRST <= code <= LATIN_LAST:
        return code - LATIN_SHIFT
    index = glyphs.EXTRA.find(character)
    return ord(UNKNOWN) if index < 0 else index + EXTRA_FIRST


def _places(text: str) -> "Sequence[int]":
    """The place of each character of ``text``."""
    codes = text.encode()
    if len(codes) == len(text):  # ASCII, nearly always: places are codes
        return codes
    return [_place(character) for character in text]


def missing(text: str) -> str:
    """The characters of ``text`` the panel cannot draw, each once; "" when none.

    Routines with such characters are refused, so that no text ever shows holes.
    """
    unknown = ""
    for character in text:
        is_unknown = _place(character) == ord(UNKNOWN) and character != UNKNOWN
        if is_unknown and character not in unknown:
            unknown += character
    return unknown


class Font:
    """One proportional font. ``rows``: its height in pages of 8 px."""

    def __init__(self, baked: "Baked") -> None:
        self.rows, self._gap, self._at, self._step, self._widths = baked
        # A message is wrapped to see whether it fits, and again to be drawn.
        self._wrapped: "tuple[str, int, list[str]]" = ("", 0, [""])

    def width(self, text: str) -> int:
        """How many pixels ``text`` takes on one line, without the gap after it."""
        widths = self._widths
        width_px = -self._gap
        for place in _places(text):
            width_px += widths[place]
        return width_px

    def line(self, text: str) -> "list[bytes]":
        """``text`` as one bytes object per page row, top row first."""
        rows = self.rows
        pictures = self._pictures(text)
        if rows == 1:
            return [b"".join(pictures)]
        lines = []
        for row in range(rows):
            parts = []
            for picture in pictures:
                width = len(picture) // rows
                parts.append(picture[row * width : row * width + width])
            lines.append(b"".join(parts))
        return lines

    def _pictures(self, text: str) -> "list[bytes]":
        """Each character's bytes."""
        rows, widths, step, first = self.rows, self._widths, self._step, self._at
        pictures = []
        for place in _places(text):
            at = first + place * step
            pictures.append(ART[at : at + widths[place] * rows])
        return pictures

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
        room, space = width_px + self._gap, self._widths[FIRST]
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
            width = self._widths[_place(character)]
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
