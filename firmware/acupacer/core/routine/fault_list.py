"""Collects what is wrong with a document, within bounded memory, and words it.

A fault is one line, ``place: what was found and what is allowed``. Both interpreters
word a fault the same, so nothing here depends on how they print numbers or Unicode.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable

_SHOWN_MAX_CHARS = 24


class FaultList:
    """Faults found so far: the first ``limit`` as text, the rest counted.

    The limit bounds the memory a hostile document can take on the device.
    """

    def __init__(self, limit: int) -> None:
        self.count = 0
        self._limit = limit
        self._texts: "list[str]" = []

    @property
    def is_full(self) -> bool:
        """True once further texts are only counted: do not spend work on them."""
        return self.count >= self._limit

    def add(self, place: str, text: str) -> None:
        """Note the faults at ``place``, for example ``routines[3].title``, one a line."""
        for line in text.split("\n"):
            if not self.is_full:
                self._texts.append("{}: {}".format(place, line))
            self.count += 1

    def texts(self) -> "list[str]":
        """The faults noted, in the order found, and a last line for those only counted."""
        if self.count <= self._limit:
            return list(self._texts)
        return self._texts + ["and {} more".format(self.count - self._limit)]


def shown(value: object) -> str:
    """A short plain-ASCII picture of a JSON value, at most 26 characters long."""
    if value is None:
        return "null"
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is int:
        return str(value) if abs(value) < 1000000000 else "a huge number"
    if type(value) is float:
        return "a decimal number"
    if type(value) is list:
        return "a list"
    return "an object" if isinstance(value, dict) else '"{}"'.format(plain(str(value)))


def plain(text: str) -> str:
    """The start of ``text`` with everything beyond printable ASCII as question marks."""
    kept = ""
    for char in text:
        if not " " <= char <= "~":
            # a surrogate pair is one character on one interpreter, two on the other
            char = "" if kept.endswith("?") else "?"
        kept += char
        if len(kept) > _SHOWN_MAX_CHARS:
            return kept[: _SHOWN_MAX_CHARS - 2] + ".."
    return kept


def suggestion(word: str, choices: "Iterable[str]") -> str:
    """``; did you mean x?`` for the choice that ``word`` misspells by a letter or two.

    "" when none is near. Takes some 20 comparisons per choice, so that hostile files
    cannot make it slow.
    """
    best, best_shared = "", 1
    for choice in choices:
        length = max(len(word), len(choice))
        if length > min(len(word), len(choice)) + 2:
            continue
        shared = shared_ends(word, choice)
        # two letters apart at most, and more alike than different
        if length - shared <= 2 and shared > best_shared and length <= shared * 2:
            best, best_shared = choice, shared
    return "; did you mean {}?".format(best) if best else ""


def shared_ends(word: str, choice: str) -> int:
    """How many letters both have in common at the start, and at the end besides."""
    length = min(len(word), len(choice))
    start = 0
    while start < length and word[start] == choice[start]:
        start += 1
    end = 0
    while end < length - start and word[-1 - end] == choice[-1 - end]:
        end += 1
    return start + end
