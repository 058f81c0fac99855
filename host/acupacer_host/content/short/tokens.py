"""Cuts a line of the short form into words, numbers, signs and quoted texts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..places import fold

LINE_MAX = 10_000  # characters of a line or a cell: more than a step may have
NUMBER_MAX = 1_000_000  # larger ones are told as this

_folded = lru_cache(4096)(fold)

OPENING, CLOSING = '"“„«»', {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
_NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?([½¼¾])?|[½¼¾]")
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_WORD = re.compile(r"[^\W\d_](?:[\w'’]|-(?=\w))*\.?")
# Behind a number only: elsewhere an x is a letter.
_TIMES = re.compile(r"\s*(?:[×*]|[xX](?=[\s\d½¼¾]|$))")
_DASHES = "-–—−‐‑"
_PLAIN_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Token(NamedTuple):
    """A piece of a line, from ``start`` to before ``end``.

    ``kind``: word, number, sign, text (quoted) or sources (in square brackets). ``says``:
    folded of a word, "×", "–", "+" or the sign itself of a sign; ``inside``: what stands
    between quotes or brackets.
    """

    kind: str
    says: str
    start: int
    end: int
    number: float = 0.0
    inside: str = ""


_END = Token("end", "", 0, 0)


def token_at(found: tuple[Token, ...], at: int) -> Token:
    """The token at ``at``; where there is none, one of kind end that says nothing."""
    return found[at] if 0 <= at < len(found) else _END


@lru_cache(1024)
def tokens(line: str) -> tuple[Token, ...]:
    """The pieces of ``line``; a comment, from ``//`` on, is none."""
    found: list[Token] = []
    endless: set[str] = set()  # quotes that nothing ends from here on
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        if line.startswith("//", at):
            break
        token = _token(line, at, endless)
        found.append(token)
        at = token.end
        if token.kind == "number" and (match := _TIMES.match(line, at)):
            found.append(Token("sign", "×", match.end() - 1, match.end()))
            at = match.end()
    return tuple(found)


def _token(line: str, at: int, endless: set[str]) -> Token:
    if line[at] in OPENING and line[at] not in endless:
        if quoted := _quoted(line, at):
            return quoted
        endless.add(line[at])
    if line[at] == "[" and (end := line.find("]", at)) > 0:
        return Token("sources", "", at, end + 1, inside=line[at + 1 : end])
    if match := _NUMBER.match(line, at):
        whole, decimals, part = match.groups()
        number = float(f"{whole or 0}.{decimals or 0}")
        number += _PARTS.get(part or match.group(), 0.0)
        number = min(number, float(NUMBER_MAX))
        return Token("number", match.group(), at, match.end(), number)
    if match := _WORD.match(line, at):
        return Token("word", _folded(match.group()), at, match.end())
    sign = "–" if line[at] in _DASHES else line[at]
    return Token("sign", sign, at, at + 1)


def _quoted(line: str, at: int) -> Token | None:
    """The quoted text that begins at ``at``, None when it has no end."""
    if line[at] == '"' and (match := _PLAIN_QUOTED.match(line, at)):
        said = re.sub(r"\\(.)", r"\1", match.group(1))
        return Token("text", "", at, match.end(), inside=said)
    for end in range(at + 1, len(line)):
        if line[at] != '"' and line[end] in CLOSING[line[at]]:
            return Token("text", "", at, end + 1, inside=line[at + 1 : end])
    return None


def quoted(text: str) -> str:
    """``text`` so that it reads back as it is, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def unquoted(text: str) -> str:
    """What a whole cell or line says: a quoted text without its quotes, any other stripped."""
    bare = text.strip()
    found = _quoted(bare, 0) if bare and bare[0] in OPENING else None
    return found.inside if found and found.end == len(bare) else bare


def as_line(text: str) -> str:
    """``text`` as ``unquoted`` reads it back: in quotes only where it needs them."""
    return text if unquoted(text) == text else quoted(text)
