"""The interface's words in the chosen language.

A language is one file: ``words_<code>.py`` with the table ``WORDS``.
"""

LANGUAGES = ("en", "de")


class Words:
    """Words by key. ``language``: one of LANGUAGES; others fall back to English."""

    def __init__(self, language: str) -> None:
        # A table is made when its language is first chosen: few devices need two.
        if language == "de":
            from .words_de import WORDS
        else:
            from .words_en import WORDS
        self._words: "dict[str, str]" = WORDS

    def say(self, key: str) -> str:
        """The words for ``key``; the key itself when the table lacks it."""
        return self._words.get(key, key)

    def has(self, key: str) -> bool:
        """Whether the table has words for ``key``."""
        return key in self._words
