"""A 128 x 64 pixel picture as terminal characters, every pixel kept.

Half blocks: one column and two rows a character (128 x 32). Braille: two columns and
four rows a character (64 x 16), for small terminals. Both keep the panel's shape.
"""

Rows = list[list[bool]]
COLUMNS_HALF = 128
COLUMNS_BRAILLE = 64

_HALF_BLOCKS = " ▀▄█"  # upper pixel counts 1, lower 2
_BRAILLE = 0x2800
# Bit of each dot of a braille character, by row and column (Unicode 2800-28FF).
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def half_blocks(rows: Rows) -> list[str]:
    """Lines of half-block characters; half as many lines as pixel rows."""
    return [
        "".join(
            _HALF_BLOCKS[top + 2 * bottom] for top, bottom in zip(upper, lower, strict=True)
        )
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def braille(rows: Rows) -> list[str]:
    """Lines of braille characters; a quarter as many lines as pixel rows."""
    lines = []
    for y in range(0, len(rows), 4):
        block = rows[y : y + 4]
        lines.append("".join(_braille_at(block, x) for x in range(0, len(block[0]), 2)))
    return lines


def _braille_at(block: Rows, x: int) -> str:
    bits = 0
    for row, dots in zip(block, _DOTS, strict=True):
        for column, dot in enumerate(dots):
            if row[x + column]:
                bits |= dot
    return chr(_BRAILLE + bits)
