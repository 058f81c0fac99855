"""The interface's words in the chosen language.

A language is one file: ``words_<code>.py`` with ``TEXT``, one ``key words`` pair per
line. One long string takes a fraction of the memory a dict would on a small board.
"""

from . import words_de, words_en
from .resources import Table

LANGUAGES = ("en", "de")
ENGLISH = Table(words_en.TEXT)
GERMAN = Table(words_de.TEXT)


class Words:
    """Words by key. ``language``: one of LANGUAGES; others fall back to English."""

    def __init__(self, language: str) -> None:
        self._table = GERMAN if language == "de" else ENGLISH

    def say(self, key: str) -> str:
        """The words for ``key``; the key itself when the table lacks it."""
        found = self._table.find(key)
        return key if found is None else found

    def has(self, key: str) -> bool:
        """Whether the table has words for ``key``."""
        return self._table.find(key) is not None
