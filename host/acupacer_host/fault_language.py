"""Faults and notes in the user's language: translated last, for display.

Everything else works with the English ones: devices, JSON, whoever looks for a place in them.
A text is taken apart by the templates of ``faults_de``. What is filled in stays as it is, for
it may be the user's own, but where the template says that it is one of our words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from .language import WORDS

_LINKS = (" or ", " and ")
# What the keys of words of ours begin with, which are no templates.
_LINE, _FIELD, _VALUE = ": ", ", ", "="
_CLOSING = {'"': '"', "“": "”", "'": "'", "[": "]"}
_COLUMN = "column "
# What is said of a key that a user made up, whatever is in it: it ends where this begins.
_UNKNOWN = ": unknown key"
_OF_KEYS = (_UNKNOWN, ": is no language's code, ", ": no field of a step")


def spoken(faults: Iterable[str], name: str = "") -> list[str]:
    """``faults`` or notes, as the core and this program word them, for people.

    ``name``: what stands before each, as that of a file does, with a colon; it stays.
    """
    table = tables().get(WORDS.language)
    return [table.said(fault, name) if table else fault for fault in faults]


def line_of(fault: str) -> int:
    """The line that an English ``fault`` without a name begins with; 0: it names none."""
    word, number, _ = _counted(fault)
    return int(number) if word == "line" else 0


@cache
def tables() -> dict[str, Table]:
    """By language what translates into it; made when first asked for."""
    from .faults_de import FAULTS

    return {"de": Table(FAULTS)}


class Table:
    """Translates by ``words``: templates by the English ones, filled in in the same order.

    English holes: ``{}`` is filled in as it is, ``{=}`` with a value or a text of ours,
    ``{,}`` with a word of places, ``{|}`` with names that ``or`` and ``and`` link.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        holed = [key for key in words if "{" in key and key[:1] not in ":,="]
        self._templates = [_Template(key) for key in sorted(holed, key=_weight)]

    def said(self, text: str, name: str = "") -> str:
        """``text`` in the language, or as it is where no template fits."""
        before = f"{name}: " if name and text.startswith(f"{name}: ") else ""
        text = text[len(before) :]
        for end in _place_ends(text):
            at = end + 2 if end else 0
            what = self._whole(text[at:])
            if what:
                is_own = text.startswith(_UNKNOWN, end)
                place = text[:end] if is_own else self._place(text[:end])
                return f"{before}{place}{text[end:at]}{what}"
        return before + text

    def _found(self, text: str) -> tuple[str, str, list[str]]:
        """The template by which all of ``text`` is said, its holes' kinds, what fills them."""
        if text in self._words and text[:1] not in ":,=":
            return text, "", []
        for template in self._templates:
            values = template.filled(text)
            if values and (template.parts[0] or self._may_begin(values[0])):
                return template.key, template.kinds, values
        return "", "", []

    def _may_begin(self, value: str) -> bool:
        """Whether a text of ours may begin with it: else it is a place, and more."""
        is_quoted = value[-1:] == _CLOSING.get(value[:1])
        is_ours = _FIELD + value in self._words or self._ours(value) != value
        return is_quoted or is_ours or not (" " in value or ":" in value)

    def _whole(self, text: str) -> str:
        key, kinds, values = self._found(text)
        made = self._words.get(key, "").split("{}")
        for at, value in enumerate(values):
            made[at] += self._filling(value, kinds[at])
        return "".join(made)

    def _filling(self, value: str, kind: str) -> str:
        if kind == "=":
            return self._ours(value)
        if kind == ",":
            return self._words.get(_FIELD + value, value)
        for link in _LINKS if kind == "|" else ():
            value = value.replace(link, self._words[link])
        return value

    def _ours(self, value: str) -> str:
        if value[:1] == "[":
            return "[" + ", ".join(map(self._ours, value[1:-1].split(", "))) + "]"
        said = self._words.get(_VALUE + value) or self._whole(value.removeprefix("; "))
        return ("; " if value[:2] == "; " else "") + said if said else WORDS.tell(value)

    def _place(self, place: str) -> str:
        """``line 3, knee, hold``; what a user may have called so stays."""
        word, number, behind = _counted(place)
        if not word:
            return self._words.get(_LINE + place, place)
        line = self._words[f"{_LINE}{word} {{}}"].replace("{}", number)
        sign, behind = behind[:2], behind[2:]
        end = 0 if self._fields(behind) else _called_end(behind) + 2
        called, behind = behind[:end], behind[end:]
        return line + sign + called + (self._fields(behind) or behind)

    def _fields(self, words: str) -> str:
        """``hold, from`` or ``column X``; "" for what has other words."""
        if words.startswith(_COLUMN):
            return self._words[f"{_FIELD}{_COLUMN}{{}}"].replace("{}", words[len(_COLUMN) :])
        said = [self._field(word) for word in words.split(_FIELD)]
        return _FIELD.join(said) if all(said) else ""

    def _field(self, word: str) -> str:
        name, _, number = word.partition(" ")
        counted = self._words.get(f"{_FIELD}{name} {{}}", "") if number.isdigit() else ""
        return counted.replace("{}", number) or self._words.get(_FIELD + word, "")


def _weight(key: str) -> tuple[bool, int, str]:
    """What says more of a text that is one of ours comes first, then what has more words."""
    return not key.startswith("{=};"), -len(key), key


class _Template:
    """An English template. ``parts``: what stands around its holes, ``kinds``: a sign each."""

    def __init__(self, key: str) -> None:
        pieces = key.replace("{}", "{ }").split("{")
        self.key = key
        self.kinds = ""
        self.parts = [""]
        for at, piece in enumerate(pieces):
            if at and piece[1:2] == "}":
                self.kinds += piece[0]
                self.parts.append(piece[2:])
            else:
                self.parts[-1] += "{" * bool(at) + piece

    def filled(self, text: str) -> list[str]:
        """What stands in ``text`` in its holes; nothing where it does not fit."""
        parts = self.parts
        last = len(text) - len(parts[-1])
        if not (text.startswith(parts[0]) and text.endswith(parts[-1])):
            return []
        values = []
        at = len(parts[0])
        for part in parts[1:-1]:
            # What is quoted ends with its last quote.
            closing = "" if at else _CLOSING.get(text[:1], "")
            end = text.rfind(closing + part) + len(closing) if closing else -1
            end = end if end > 0 else text.find(part, at)
            if end < 0:
                return []
            values.append(text[at:end])
            at = end + len(part)
        return [*values, text[at:last]] if at <= last else []


def _counted(place: str) -> tuple[str, str, str]:
    """``line``, its number, and what is behind it, of ``line 3, knee``; "" thrice of others."""
    word, _, behind = place.partition(" ")
    number = behind.partition(":")[0].partition(",")[0]
    if word not in ("line", "row", "byte") or not number.isdigit():
        return "", "", ""
    return word, number, behind[len(number) :]


def _place_ends(text: str) -> Iterator[int]:
    """Where a place may end in ``text``, the likeliest first; 0: it begins with none."""
    for sign in _OF_KEYS:
        if sign in text:
            yield text.rindex(sign)
    behind = _counted(text)[2]
    called = _called_end(behind[2:]) if behind.startswith(', "') else 0
    if not called:
        yield 0
    end = text.find(": ", len(text) - len(behind) + called if called else 0)
    while end >= 0:
        yield end
        end = text.find(": ", end + 2)


def _called_end(text: str) -> int:
    """Where what a line calls its place ends, with which ``text`` begins."""
    if text[:1] != '"':
        return (text + _FIELD).index(_FIELD)
    at = 1
    while text[at : at + 1] not in ('"', ""):
        at += 2 if text[at] == "\\" else 1
    return at + 1
