"""The interface's words in the chosen language.

A language is one file: ``words_<code>.py`` with its ``NAME``, its ``WORDS``, each key before
its words, and, as ``TEXTS``, what the factory routines say: found by the English texts
(``factory_texts``), so that a routine is the same in every language. Tuples of texts lie in a
Pico's flash, where a dict would be made in memory. What a cue, a setting or a point is called
stands in its row, for the languages known there; the words of a language may have it as well,
and then that counts.
"""

from .. import settings
from ..cue import cues
from ..languages import CODES
from ..routine import points
from ..text import wording
from .factory_texts import ENGLISH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..routine.places import Place
    from ..text.wording import Wording


class Words:
    """Words by key. ``language``: one of ``languages.CODES``, for others English."""

    def __init__(self, language: str) -> None:
        self.language = language if language in CODES else CODES[0]
        self._words = words_of(self.language)
        self._texts = texts(self.language)

    def say(self, key: str) -> str:
        """The words for ``key``; the key itself when there are none."""
        text = self._find(key)
        return key if text is None else text

    def pick(self, texts: "Wording") -> str:
        """The text of a file in this language, or what there is."""
        return wording.pick(texts, self.language)

    def of_place(self, place: "Place", kind: str) -> str:
        """Its ``kind``, region, find or caution, in this language; "" when it has none."""
        if place.is_built_in:
            return self.say(kind + "_" + place.id)
        texts = {"region": place.label, "find": place.find, "caution": place.caution}
        return self.pick(texts[kind])

    def has(self, key: str) -> bool:
        """Whether there are words for ``key``."""
        return self._find(key) is not None

    def translated(self, text: str) -> str:
        """``text`` of a factory routine in this language; any other as it is."""
        if self._texts and text in ENGLISH:
            return self._texts[ENGLISH.index(text)]
        return text

    def _find(self, key: str) -> "str | None":
        at = _place(self._words, key)
        if at >= 0:
            return self._words[at + 1]
        language = self.language
        text = cues.word(key, language) or settings.word(key, language)
        return text or points.word(key, language)


def _place(words: "tuple[str, ...]", key: str) -> int:
    """Where ``key`` stands as a key; -1: it is none, though it may be the words of one."""
    at = 0
    try:
        while True:
            at = words.index(key, at)
            if at % 2 == 0:
                return at
            at += 1
    except ValueError:
        return -1


def words_of(language: str) -> "tuple[str, ...]":
    """The words of ``language``, one of ``languages.CODES``, each behind its key.

    Imported when it is first asked for: few devices need two.
    """
    words: "tuple[str, ...]" = _module(language).WORDS
    return words


def texts(language: str) -> "tuple[str, ...]":
    """What ``language`` makes of each of ``factory_texts.ENGLISH``; English has nothing."""
    own: "tuple[str, ...]" = getattr(_module(language), "TEXTS", ())
    return own


def _module(language: str) -> "Any":
    return __import__("words_" + language, globals(), None, ("WORDS",), 1)
