"""The interface's words in the chosen language.

A language is one file: ``words_<code>.py`` with ``TEXT``, one ``key words`` pair per
line. One long string takes a fraction of the memory a dict would on a small board.
"""

LANGUAGES = ("en", "de")


class Words:
    """Words by key. ``language``: one of LANGUAGES; others fall back to English."""

    def __init__(self, language: str) -> None:
        if language == "de":
            from . import words_de as table
        else:
            from . import words_en as table  # type: ignore[no-redef]
        self._text = table.TEXT

    def say(self, key: str) -> str:
        """The words for ``key``; the key itself when the table lacks it."""
        start = self._text.find("\n" + key + " ")
        if start < 0:
            return key
        start += len(key) + 2
        return self._text[start : self._text.find("\n", start)]

    def has(self, key: str) -> bool:
        """Whether the table has words for ``key``."""
        return self._text.find("\n" + key + " ") >= 0
