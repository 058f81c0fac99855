"""Pressure points: what is known of each, and how people spell it.

A point is its WHO code, however it is written. What several points are called is
``ambiguous``: it is told, never guessed. Nothing here was reviewed by a clinician.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from acupacer.core.routine.points import Spot
from acupacer.core.text import folding

from . import fact_sources

# The source keys of a point's facts. A number or caution has one of its own.
SOURCES = {
    "who": "WHO standard point locations and names, in our own words",
    "article": fact_sources.SOURCES["article"],
    "selfcare": "public self-care pages",
    "anatomy": fact_sources.SOURCES["anatomy"],
    "tradition": fact_sources.SOURCES["tradition"],
    "usage": "how the point is written in books and on pages",
    "design": fact_sources.SOURCES["design"],
}


@dataclass(frozen=True)
class Wording:
    """A text in the languages the catalogue has."""

    english: str
    german: str


@dataclass(frozen=True)
class Place:
    """A pressure point. ``spellings``: all there are, the code first.

    ``label`` and ``find`` fit the panel. ``avoid_when``: flags of the safety answers.
    ``methods``: those that may press there, by the region, or fewer.
    ``spot``: its picture and its mark on the left side. ``sources``: a key of ``SOURCES``
    for each fact, by the fact's name in the file.
    """

    code: str
    names: Wording
    pinyin: str
    spellings: tuple[str, ...]
    region: str
    label: Wording
    find: Wording
    landmark: Wording
    said_to_ease: Wording
    caution: Wording | None
    avoid_when: tuple[str, ...]
    methods: tuple[str, ...]
    spot: Spot
    sides: tuple[str, ...]
    sources: dict[str, str]

    @property
    def picture(self) -> str:
        """The panel's picture of the body that shows it."""
        return self.spot.picture


@dataclass(frozen=True)
class Found:
    """What a text names: one place; else what it may mean and where it means that.

    Neither: it names no known place. ``meanings``: by code, or by words for what is no
    point.
    """

    place: Place | None
    meanings: dict[str, str]


def fold(text: str) -> str:
    """``text`` as spellings are compared: small letters and digits, nothing else.

    Accents go, but the dots of German vowels become an e: Dü3 is not Du3.
    """
    return re.sub(r"[^a-z0-9]", "", _plain(text))


def _plain(text: str) -> str:
    """``text`` in small letters without accents, its blanks and signs kept."""
    if text.isascii():  # nearly every spelling, and each word of a file is asked about
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    spelt_out = re.sub("([aou])\u0308", r"\1e", apart)
    plain = (letter for letter in spelt_out if not unicodedata.combining(letter))
    return "".join(folding.letters(letter) or letter for letter in plain)


# Between two names, never within one: brackets, commas and the like.
_NAMES_END = re.compile(r"[^\w\s.'’‐‑–°-]+")
_WORDS = re.compile(r"[a-z0-9]+")


class Catalogue:
    """All places by code, and by every spelling."""

    def __init__(self, places: list[Place], ambiguous: dict[str, dict[str, str]]) -> None:
        """``ambiguous``: what is spelt so -> its meanings -> where it has them."""
        self.places = {place.code: place for place in places}
        self.ambiguous = ambiguous
        self._index = {
            fold(spelling): {place.code: ""} for place in places for spelling in place.spellings
        }
        self._index |= {fold(spelling): means for spelling, means in ambiguous.items()}
        # Words that a spelling may be apart in: LI 4 is two, Leg Three Miles three.
        self._most_words = 2 + max(len(spelling.split()) for spelling in self.spellings())
        self._folded: list[tuple[list[str], list[str]]] = []

    def spellings(self) -> list[str]:
        """Every spelling as it is written."""
        known = [spelling for place in self.places.values() for spelling in place.spellings]
        return [*known, *self.ambiguous]

    def find(self, text: str) -> Found:
        """What ``text`` names, alone or in a sentence: ``LI-4 (Hegu)``, ``Dü 3 links``.

        Two spellings explain each other: ``P7 (Lieque)`` is LU7.
        """
        mentions = list(self._mentions(text))
        if not mentions:
            return Found(None, {})
        shared = set(mentions[0])
        for means in mentions[1:]:
            shared &= set(means)
        meanings: dict[str, str] = {}
        for means in mentions:
            for meaning, where in means.items():
                if not shared or meaning in shared:
                    meanings[meaning] = meanings.get(meaning) or where
        only = next(iter(meanings)) if len(meanings) == 1 else ""
        return Found(self.places[only], {}) if only in self.places else Found(None, meanings)

    def beside(self, text: str) -> list[str]:
        """The words of ``text``, folded, that belong to no spelling."""
        return [said for said, means in self._read(text) if means is None]

    def _mentions(self, text: str) -> list[dict[str, str]]:
        """The meanings of each spelling in ``text``, the longest ones it can be read as."""
        return [means for _, means in self._read(text) if means is not None]

    def _read(self, text: str) -> Iterable[tuple[str, dict[str, str] | None]]:
        """``text`` in spellings with their meanings, and words that are none, with None."""
        for part in _NAMES_END.split(_plain(text)):
            words = _WORDS.findall(part)
            at = 0
            while at < len(words):
                for end in range(min(len(words), at + self._most_words), at, -1):
                    said = "".join(words[at:end])
                    if self._index.get(said):
                        yield said, self._index[said]
                        at = end
                        break
                else:
                    yield words[at], None
                    at += 1

    def search(self, text: str) -> list[Place]:
        """Places in which every word of ``text`` occurs, in any language; names first."""
        words = list(filter(None, map(fold, text.split())))
        if not self._folded:  # folding takes longer than looking
            self._folded = [_folded(place) for place in self.places.values()]
        ranked = []
        for place, (names, said) in zip(self.places.values(), self._folded, strict=True):
            in_names = [_occurs(word, names) for word in words]
            in_texts = [_occurs(word, said) for word in words]
            if words and all(map(max, in_names, in_texts)):
                ranked.append((not all(in_names), place))
        return [place for _, place in sorted(ranked, key=lambda pair: pair[0])]


def _folded(place: Place) -> tuple[list[str], list[str]]:
    """The words of its names, and of what is said of it."""
    texts = (place.label, place.find, place.landmark, place.said_to_ease)
    said = " ".join(f"{text.english} {text.german}" for text in texts)
    names = [*place.spellings, *" ".join(place.spellings).split()]
    return list(map(fold, names)), list(map(fold, said.split()))


def _occurs(word: str, among: Iterable[str]) -> bool:
    """Whether a short ``word`` begins one of them, or a longer one is part of one."""
    return any(word in one if len(word) > 3 else one.startswith(word) for one in among)
