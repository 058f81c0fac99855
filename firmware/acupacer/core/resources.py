"""What is drawn from: bytes and words, asked for piece by piece.

Here they are in memory. Where memory is small they stay on the flash: the packer puts
``boards.pico.flash_data`` in the place of these two classes, with the same methods.
"""


class Pieces:
    """Bytes that are only ever read in pieces."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, at: int, length: int) -> bytes:
        """``length`` bytes from ``at`` on. Raises nothing; may block some 0.2 ms."""
        return self._data[at : at + length]


class Table:
    """Words by key. ``text``: "key words" pairs, a newline before, between and after."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, key: str) -> "str | None":
        """The words for ``key``, or None. Raises nothing; may block some 0.5 ms."""
        start = self._text.find("\n" + key + " ")
        if start < 0:
            return None
        start += len(key) + 2
        return self._text[start : self._text.find("\n", start)]
