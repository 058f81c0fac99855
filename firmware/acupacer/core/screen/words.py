"""The interface's words in the chosen language.

A language is one file: ``words_<code>.py`` with its ``NAME`` and the table ``WORDS``. What a
cue, a setting or a point is called stands in its row, for the languages known there; the
table of a language may have it as well, and then that counts.
"""

from .. import settings
from ..cue import cues
from ..languages import CODES
from ..routine import points
from ..text import wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..text.wording import Wording


class Words:
    """Words by key. ``language``: one of ``languages.CODES``, for others English."""

    def __init__(self, language: str) -> None:
        self.language = language if language in CODES else CODES[0]
        self._table = table(self.language)

    def say(self, key: str) -> str:
        """The words for ``key``; the key itself when there are none."""
        text = self._find(key)
        return key if text is None else text

    def pick(self, texts: "Wording") -> str:
        """The text of a file in this language, or what there is."""
        return wording.pick(texts, self.language)

    def has(self, key: str) -> bool:
        """Whether there are words for ``key``."""
        return self._find(key) is not None

    def _find(self, key: str) -> "str | None":
        if key in self._table:
            return self._table[key]
        language = self.language
        text = cues.word(key, language) or settings.word(key, language)
        return text or points.word(key, language)


def table(language: str) -> "dict[str, str]":
    """The table of ``language``, one of ``languages.CODES``.

    It is made when it is first asked for: few devices need two.
    """
    module = __import__("words_" + language, globals(), None, ("WORDS",), 1)
    words: "dict[str, str]" = module.WORDS
    return words
