"""Which language the user reads, and what is said in it: the device's words, and our own.

What a program reads (JSON, CSV) is never translated.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from acupacer.core.screen.words import Words

from . import words_de

ENGLISH = "en"
TABLES: Mapping[str, Mapping[str, str]] = {"de": words_de.WORDS}
SPOKEN = (ENGLISH, *TABLES)  # here; the device may speak more
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts


class UserWords:
    """Words in ``language``, one of ``SPOKEN``; English where there are none in it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.of_device = Words(language)

    def say(self, key: str) -> str:
        """The device's words for ``key``; the key itself when there are none."""
        return self.of_device.say(key)

    def has(self, key: str) -> bool:
        """Whether the device has words for ``key``."""
        return self.of_device.has(key)

    def translated(self, text: str) -> str:
        """``text`` of a factory routine as the device says it; any other as it is."""
        return self.of_device.translated(text)

    def tell(self, english: str) -> str:
        """What this program says as ``english``; "{}" is left to be filled in."""
        return TABLES.get(self.language, {}).get(english, english)

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Speak another language meanwhile."""
        before = self.language
        self.language, self.of_device = language, Words(language)
        try:
            yield
        finally:
            self.language, self.of_device = before, Words(before)


def language_of(environ: Mapping[str, str]) -> str:
    """The user's language as POSIX systems are told it, if it is one of ours; else English."""
    locale = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    code = locale[:2].lower()
    return code if code in SPOKEN and not locale[2:3].isalpha() else ENGLISH


WORDS = UserWords(language_of(os.environ))
