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
        self._folded: list[str] = []

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
        """Places in which every word of ``text`` occurs, in any language, articles left out.

        Those whose code has them come first, then names, then what is told of a place. Of a
        word for several, as in ``die Kniescheiben``, the one is meant as well.
        """
        folded = map(fold, text.split())
        words = [_forms(word) for word in folded if f" {word} " not in _ARTICLES]
        if not self._folded:  # folding takes longer than looking
            self._folded = [_folded(place) for place in self.places.values()]
        ranked = []
        for place, told in zip(self.places.values(), self._folded, strict=True):
            found = [[at for at in map(told.find, forms) if at >= 0] for forms in words]
            if found and all(found):
                ranked.append((sum(told.count("\n", 0, min(at)) for at in found), place))
        return [place for _, place in sorted(ranked, key=lambda pair: pair[0])]


def _folded(place: Place) -> str:
    """Its code, its names and what is told of it, a line each, a blank around each word."""
    texts = (place.label, place.find, place.landmark, place.said_to_ease)
    names = " ".join([*map(fold, place.spellings), *place.spellings])
    lines = [place.code, names, *(f"{text.english} {text.german}" for text in texts)]
    return "\n".join(f" {' '.join(map(fold, line.split()))} " for line in lines)


# Folded words that tell no place from another, a blank around each; no word is one of them.
_ARTICLES = "  a am an and at das dem den der des die im in mein my of on the und "


_STEM = 5  # letters from which on more ends of a word are left off
_SAME = {"ellenbogen": "ellbogen", "feet": "foot"}


def _forms(word: str) -> list[str]:
    """What is looked for where a folded ``word`` is said: it, and the one of several.

    A short word begins one of a text's, which have a blank around each; a longer one may be
    any part of one. Knees, calves, Zehen; Arme; Hände, Schulterblättern; Schmerzen.
    """
    one = _SAME.get(word, word).replace("lves", "lf")
    if one[-1] in "sn" and len(one) > 3:
        one = one[:-1]
    forms = [part if len(part) > 3 else " " + part for part in (word, one)]
    bare = one.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    stem = one.rstrip("e")
    if len(stem) > _STEM:  # pains of a back, edges of shins
        forms.append(" " + stem)
    elif bare == one:  # what is left of a blade is no bladder
        forms.append(f" {stem} ")
    if bare != one and len(bare) > 3:  # a toe is no to
        forms.append(" " + bare.rstrip("er"))
    return forms
