"""Faults and notes in the user's language: translated last, for display.

Everything else works with the English ones: devices, JSON, whoever looks for a place in them.
A text is taken apart by the templates of ``faults_de``: what is filled in is translated as well
unless it is quoted, and what stands before a colon is a place that stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from .language import WORDS

_HOLE = "{}"
_LINKS = (" or ", " and ")
# Before what is filled in as it stands.
_AS_IT_IS = ("“", '"', "you mean ", "read: ")
_PLACE = ", "  # before a word that is one of places only


def spoken(faults: Iterable[str]) -> list[str]:
    """``faults`` or notes, as the core and this program word them, for people."""
    table = tables().get(WORDS.language)
    return [table.said(fault) if table else fault for fault in faults]


@cache
def tables() -> dict[str, Table]:
    """By language what translates into it; made when first asked for."""
    from .faults_de import FAULTS

    return {"de": Table(FAULTS)}


class Table:
    """Translates by ``words``: templates by the English ones, filled in in the same order."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        holed = sorted(filter(_is_template, words), key=_weight)
        self._parts = [(key.split(_HOLE), key) for key in holed]

    def said(self, text: str) -> str:
        """``text`` in the language, or as it is where no template fits."""
        found = self._whole(text)
        if found:
            return found
        at = _place_end(text)
        if at < 0:
            return text
        return f"{self._place(text[:at])}: {self.said(text[at + 2 :])}"

    def template(self, text: str) -> str:
        """The English template by which all of ``text`` is said, or ""."""
        if text in self._words:
            return text
        end = _place_end(text)
        for parts, key in self._parts:
            # What begins with a hole must not take the place for what is filled in.
            is_behind = end >= 0 and not parts[0] and text.find(parts[1]) > end
            if not is_behind and _filled(parts, text):
                return key
        return ""

    def _whole(self, text: str) -> str:
        key = self.template(text)
        if not key:
            return ""
        parts = key.split(_HOLE)
        made = self._words[key].split(_HOLE)
        for at, value in enumerate(_filled(parts, text)):
            made[at] += self._value(value, parts[at])
        return "".join(made)

    def _value(self, value: str, before: str) -> str:
        if before.endswith(_AS_IT_IS) or (value[:1] in '"“' and value[-1:] in '"”'):
            return value
        said = self._whole(value)
        if said:
            return said
        for link in _LINKS:
            value = value.replace(link, self._words[link])
        return value

    def _place(self, place: str) -> str:
        return _PLACE.join([self._part(part) for part in place.split(_PLACE)])

    def _part(self, part: str) -> str:
        """``line 3``, ``hold``; any other, which a user may have called so, as it is."""
        word, _, which = part.partition(" ")
        counted = self._words.get(f"{_PLACE}{word} {_HOLE}", "")
        if counted and (which.isdigit() or word == "column"):
            return counted.replace(_HOLE, which)
        return self._words.get(_PLACE + part, part)


def _is_template(key: str) -> bool:
    return _HOLE in key and not key.startswith(_PLACE)


def _weight(key: str) -> int:
    """What has more words of its own comes first."""
    return -len(key.replace(_HOLE, ""))


def _filled(parts: Sequence[str], text: str) -> list[str]:
    """What stands in ``text`` between ``parts``; nothing where they do not fit."""
    last = len(text) - len(parts[-1])
    if not (text.startswith(parts[0]) and text.endswith(parts[-1])):
        return []
    values = []
    at = len(parts[0])
    for part in parts[1:-1]:
        end = text.find(part, at)
        if end < 0:
            return []
        values.append(text[at:end])
        at = end + len(part)
    return [*values, text[at:last]] if at <= last else []


def _place_end(text: str) -> int:
    """Where the first ": " stands that is in no quotes, or -1."""
    at = text.find(": ")
    while at >= 0 and (
        text.count('"', 0, at) % 2 or text.count("“", 0, at) > text.count("”", 0, at)
    ):
        at = text.find(": ", at + 2)
    return at
