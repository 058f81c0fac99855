"""What a terminal shows for a letter that it lacks: one alike, of the same width."""

from __future__ import annotations

import codecs

ALIKE = str.maketrans("█▀▄■▌▐░▒▓·•–—−…→←↑↓▶◀“”„‘’×✓", "#'.######.*---.><^v><\"\"\"''xv")
BRAILLE, DOTS = 0x2800, 0x100
ERRORS = "alike"  # for ``errors`` of a text stream


def alike(error: UnicodeError) -> tuple[str, int]:
    """An error handler for ``codecs``: letters that cannot be encoded, by such that can."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_plain, lacking)), error.end


def _plain(letter: str) -> str:
    if BRAILLE <= ord(letter) < BRAILLE + DOTS:
        return " " if ord(letter) == BRAILLE else "#"
    plain = letter.translate(ALIKE)
    return plain if plain.isascii() else "?"


codecs.register_error(ERRORS, alike)
