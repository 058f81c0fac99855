"""Which place the words of a line mean, and the lines that define one's own places.

``@ upper back: upper_back, "between the shoulder blades"`` begins with what it is called. A
place that is called as its region is needs no such line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acupacer.core.routine import fields, known_places

from ..catalogue import catalogue
from . import words
from .clauses import begins, phrase_at
from .tokens import Token, token_at, tokens, unquoted

DEFINITION = '@ upper back: upper_back, "between the shoulder blades"'
_TEXTS = {
    "find": "find",
    "label": "label",
    "caution": "caution",
    "mind": "caution",
    "vorsicht": "caution",
}
_POSSIBLE = (
    'possible: a region (upper_back, calf ...), a "text" on how to find it, label "...", '
    'caution "...", avoid pregnancy, picture hip at 20/24, left, right or both, source selfcare'
)

_ARM = ("hand", "wrist", "forearm", "elbow")


def auto_id(name: str) -> str:
    """The id of a place that says none: its words, as records call it."""
    return known_places.identity(name)[:24].strip("-")


class Places:
    """The places a text defines, and those it names that need no definition."""

    def __init__(self) -> None:
        self.definitions: list[dict[str, Any]] = []
        self.lines: list[int] = []
        self.notes: list[str] = []
        self._by_id: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

    def define(self, made: dict[str, Any], line: int) -> None:
        """Take in a definition."""
        self.definitions.append(made)
        self.lines.append(line)
        self._by_id.setdefault(known_places.identity(made["id"]), made["id"])
        self._by_name.setdefault(known_places.identity(made.get("name", "")), made["id"])

    def has(self, id_: str) -> bool:
        """Whether a place of that id is defined."""
        return any(made["id"] == id_ for made in self.definitions)

    def is_on_arm(self, step: Mapping[str, Any]) -> bool:
        """Whether it is on an arm, where nobody presses both at once with two hands."""
        known = catalogue().places.get(step.get("point", ""))
        own = (made for made in self.definitions if made["id"] == step.get("place"))
        region = known.region if known else next(own, {}).get("region")
        return region in _ARM

    def meant(self, said: str, is_quoted: bool, line: int) -> tuple[dict[str, str], str]:
        """The field of a step that says where, and a fault or "".

        In quotes words are no region: they are taken as they stand.
        """
        known_by = known_places.identity(said)
        own = self._by_id.get(known_by) or self._by_name.get(known_by)
        if own and known_by not in known_places.CODES:
            return {"place": own}, ""
        code, fault = point_called(said)
        if code or fault:
            return ({"point": code} if code else {"area": said}), fault
        region = "" if is_quoted else words.region_called(said)
        if not region:
            return {"area": said}, ""
        self.define({"id": auto_id(said), "name": said, "region": region}, line)
        return {"place": auto_id(said)}, ""


def point_called(said: str) -> tuple[str, str]:
    """The code of the point that ``said`` names, and a fault; "" twice: it names none."""
    known = catalogue()
    found = known.find(said)
    if found.place is None:
        if not found.meanings:
            return "", ""
        meanings = " or ".join(found.meanings)
        return "", f"“{said}” may mean {meanings}: write the one you mean"
    beside = known.beside(said)
    code = found.place.code
    if beside:
        return "", (
            f"“{said}” names {code} and says “{' '.join(beside)}” besides"
            f'{words.meant(beside[0])}: write {code} alone, with the rest as a "text", or call '
            "the place something else"
        )
    return code, ""


def region_of(code: str) -> str:
    """The region of a known point."""
    return catalogue().places[code].region


def definition(line: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The place that ``line``, what stands behind ``@``, defines; and faults."""
    found = tokens(line)
    colon = next((at for at, token in enumerate(found) if token.says == ":"), -1)
    if colon <= 0:
        return None, [f"a place is called something, then a colon; for example: {DEFINITION}"]
    name, given = _name_and_id(line, found[:colon])
    reader = _Definition(line, found[colon + 1 :])
    made = {"id": given or auto_id(name), "name": name} | reader.read()
    return made, reader.faults


def _name_and_id(line: str, found: tuple[Token, ...]) -> tuple[str, str]:
    """``Knot in the neck (neck-knot)``: what it is called, and its id or ""."""
    end = found[-1].end
    given = ""
    if found[-1].says == ")" and any(token.says == "(" for token in found):
        start = max(at for at, token in enumerate(found) if token.says == "(")
        given = line[found[start].end : found[-1].start].strip()
        end = found[start].start
    return unquoted(line[:end]), given


class _Definition:
    """Reads what stands behind the colon."""

    def __init__(self, line: str, found: tuple[Token, ...]) -> None:
        self.faults: list[str] = []
        self._line = line
        self._tokens = found
        self._at = 0

    def read(self) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while self._at < len(self._tokens):
            token = self._token()
            if token.says in (",", ";", "(", ")") and token.kind == "sign":
                self._at += 1
            elif not self._take(token, made):
                self.faults.append(f"“{self._raw(token)}” says nothing here; {_POSSIBLE}")
                self._at += 1
        order = [row.name for row in fields.PLACE]
        return {key: made[key] for key in order if key in made}

    def _take(self, token: Token, made: dict[str, Any]) -> bool:
        if token.kind == "text":
            self._at += 1
            return self._put(made, "find", token.inside)
        region, length = self._longest(words.REGIONS)
        if region and token.says != "picture":
            self._at += length
            return self._put(made, "region", region)
        if token.says in _TEXTS and self._token(1).kind == "text":
            self._at += 2
            return self._put(made, _TEXTS[token.says], self._token(-1).inside)
        if token.says in ("avoid", "notwith", "meiden"):
            return self._avoid(made)
        if token.says in ("picture", "bild"):
            return self._picture(made)
        if token.says in words.SIDES:
            return self._sides(made)
        if token.says in ("source", "quelle") and self._token(1).kind == "word":
            self._at += 2
            return self._put(made, "source", self._raw(self._token(-1)))
        return False

    def _put(self, made: dict[str, Any], key: str, value: Any) -> bool:
        if key in made:
            self.faults.append(f"{key.replace('_', ' ')} is told twice")
        made[key] = value
        return True

    def _avoid(self, made: dict[str, Any]) -> bool:
        self._at += 1
        flags = []
        while (found := self._longest(words.FLAGS))[1]:
            flags.append(found[0])
            self._at += found[1]
        return bool(flags) and self._put(made, "avoid_when", flags)

    def _picture(self, made: dict[str, Any]) -> bool:
        """``picture hip at 20/24``."""
        self._at += 1
        self._put(made, "picture", self._raw(self._token()))
        self._at += 1
        if self._token().says == "at":
            numbers = [self._token(shift) for shift in (1, 3)]
            if self._token(2).says == "/" and all(each.kind == "number" for each in numbers):
                self._put(made, "mark", [int(each.number) for each in numbers])
                self._at += 4
                return True
            return False
        return True

    def _sides(self, made: dict[str, Any]) -> bool:
        sides: list[str] = []
        while self._token().says in (*words.SIDES, ",", "und", "and", "/"):
            if self._token().says == "," and self._token(1).says not in words.SIDES:
                break
            sides += words.SIDES.get(self._token().says, ())
            self._at += 1
        return self._put(made, "sides", sides)

    def _longest(self, phrases: dict[str, str]) -> tuple[str, int]:
        """The value of the longest of ``phrases`` that begins here, and its tokens."""
        said = [words.folded(self._raw(self._token(shift))) for shift in range(2)]
        for phrase, length in ((" ".join(said), 2), (said[0], 1)):
            if phrase in phrases:
                return phrases[phrase], length
        return "", 0

    def _raw(self, token: Token) -> str:
        return self._line[token.start : token.end]

    def _token(self, shift: int = 0) -> Token:
        return token_at(self._tokens, self._at + shift)


def split(line: str) -> tuple[str, bool, tuple[Token, ...]]:
    """The words of a line that say where, whether they are quoted, and the rest of it.

    ``left knee 3 × 10 s``: a side may come first.
    """
    found = tokens(line)
    start = 0
    while (side := phrase_at(found, start)) in words.SIDES:
        start += words.PHRASES[side]
    if start < len(found) and found[start].kind == "text":
        return found[start].inside, True, found[:start] + found[start + 1 :]
    end = start
    while end < len(found) and not begins(found, end):
        end += 1
    if end == start:
        return "", False, found
    said = line[found[start].start : found[end - 1].end].rstrip(" \t,;:–-")
    return said, False, found[:start] + found[end:]
