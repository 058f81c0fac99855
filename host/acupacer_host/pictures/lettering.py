"""Writing on pictures with the font that comes with Pillow, in more languages than it has.

That font has plain letters only; the marks of the others are drawn here. An ß is written ss.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

# A combining mark's strokes, each as points in percent of the letters' size: x from the middle
# of the letter, y from its top, or from its bottom if that is 0 or more. One point is a dot.
_Strokes = tuple[tuple[tuple[int, int], ...], ...]
MARKS: dict[str, _Strokes] = {
    "\u0300": (((5, -6), (-6, -17)),),  # grave
    "\u0301": (((-5, -6), (6, -17)),),  # acute
    "\u0302": (((-10, -7), (0, -17), (10, -7)),),  # circumflex
    "\u0303": (((-12, -9), (-4, -14), (4, -9), (12, -14)),),  # tilde
    "\u0308": (((-12, -13),), ((12, -13),)),  # diaeresis
    "\u0327": (((2, 0), (4, 7), (-5, 11)),),  # cedilla
}
_WIDTH = 9  # of a stroke, percent of the size


def write(
    draw: ImageDraw, x: float, y: float, words: str, size: int, colour: str = "#1c2526"
) -> None:
    """Put ``words`` with their upper left corner at (x, y), ``size`` px high."""
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    plain, marks = taken_apart(words)
    draw.text((x, y), plain, colour, font)
    for at, mark in marks:
        left, top, right, bottom = font.getbbox(plain[at])
        middle = x + font.getlength(plain[:at]) + (left + right) / 2
        for stroke in MARKS[mark]:
            points = [
                (middle + dx * size / 100, y + (top if dy < 0 else bottom) + dy * size / 100)
                for dx, dy in stroke
            ]
            _draw_stroke(draw, points, size * _WIDTH / 100, colour)


def taken_apart(words: str) -> tuple[str, list[tuple[int, str]]]:
    """Plain letters, and the marks as (number of the letter they belong to, mark)."""
    plain, marks = "", []
    for letter in unicodedata.normalize("NFD", words.replace("ß", "ss")):
        if letter in MARKS:
            marks.append((len(plain) - 1, letter))
        else:
            plain += letter
    return plain, marks


def _draw_stroke(
    draw: ImageDraw, points: list[tuple[float, float]], width: float, colour: str
) -> None:
    if len(points) == 1:
        [(x, y)], radius = points, width * 0.6
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
    else:
        draw.line(points, colour, round(width), "curve")
