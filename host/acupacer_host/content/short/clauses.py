"""What the parts of a line mean: sides, method, how often, how long, and the rest.

A part that means nothing here is a fault with what was read; the parts after it are read all
the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import words
from .draft import Draft, Length
from .tokens import NUMBER_MAX, OPENING, Token, token_at

POSSIBLE = (
    "possible: sides (left, right, both, alternate), a method (by hand, ball, two balls, "
    "balls, roller, gun, move), 3 × 10–40 s, hold 15 s, open 20–90 s, 5 rolls, spots 20 s, "
    'rest 10 s, and a "text" in quotes'
)
_PASSED = words.NOISE | frozenset(",;:.()–/&!")
_SOURCE = re.compile(r"\s*(\w+)\s*[: ]\s*(\w+)\s*")


def begins(found: tuple[Token, ...], at: int) -> bool:
    """Whether a clause begins at token ``at``: there the words of a place end."""
    return _reads(found, at) is not None


def read(line: str, found: tuple[Token, ...], draft: Draft) -> list[str]:
    """Read ``found``, tokens of ``line``, into ``draft``; what could not be read.

    What ``draft`` has already is told twice when it comes again.
    """
    reader = _Reader(line, found, draft)
    reader.read()
    return reader.faults


class _Reader:
    """Reads clause after clause; where a clause begins, ``_reads`` says what reads it."""

    def __init__(self, line: str, found: tuple[Token, ...], draft: Draft) -> None:
        self.faults: list[str] = []
        self._draft = draft
        self._line = line
        self._tokens = found
        self._at = 0
        self._not_read: list[int] = []

    def read(self) -> None:
        while self._at < len(self._tokens):
            if self._take():
                self._tell_not_read()
        self._tell_not_read()

    def _take(self) -> bool:
        """Take the clause, or separator, at hand; one token that is neither is not read."""
        token = self._token()
        reads = _reads(self._tokens, self._at)
        if reads is None and token.says in words.PRESSURE:
            reads = _Reader.pressure
        elif reads is None and token.says in words.ROLLS and self._has_number(1):
            reads = _Reader.rolled
        elif reads is None and token.kind == "number" and self._is_told_how_long():
            reads = _Reader.seconds
        if reads is not None:
            reads(self)
            return True
        self._at += 1
        if token.says in _PASSED:
            return True
        self._not_read.append(self._at - 1)
        return False

    def _is_told_how_long(self) -> bool:
        """Whether a bare number is seconds: behind ``3 ×`` or ``hold``."""
        before = [token.says for token in self._tokens[max(0, self._at - 3) : self._at]]
        return any(say == "×" or say in words.HOLDS + words.TIMES_WORDS for say in before)

    # --- clauses, each from its first token on ------------------------------------

    def phrase(self) -> None:
        said = phrase_at(self._tokens, self._at)
        self._at += words.PHRASES[said]
        draft = self._draft
        if said in words.SIDES:
            draft.sides += words.SIDES[said]
            draft.both = said if said in (*words.BOTH, *words.BOTH_SIDES) else draft.both
        elif said in words.METHODS:
            self._once("method", draft.method)
            draft.method, draft.balls = words.METHODS[said]
        elif said in words.POSITIONS:
            self._once("position", draft.position)
            draft.position = words.POSITIONS[said]
        elif said in words.STAYING:
            draft.staying = words.STAYING[said]
        elif said in words.ONCE:
            self._often(words.ONCE[said])
        else:
            draft.in_turn = True

    def text(self) -> None:
        self._draft.texts.append(self._next().inside)

    def sources(self) -> None:
        """``[hold article, text design]``."""
        for part in self._next().inside.split(","):
            match = _SOURCE.fullmatch(part)
            if match:
                self._draft.sources[match.group(1)] = match.group(2)
            else:
                self.faults.append(
                    f"[{part.strip()}]: write a field and its source, as [text article]"
                )

    def times(self) -> None:
        """``3 ×``."""
        number, _ = self._next(), self._next()
        self._often(self._whole(number))

    def rolls(self) -> None:
        """``5 rolls``."""
        self.times()
        self._draft.is_rolled = True

    def rolled(self) -> None:
        """``rolls``, with a number or minutes behind it."""
        self._at += 1
        self._draft.is_rolled = True
        if not _reads(self._tokens, self._at):
            self._often(self._whole(self._next()))

    def parts(self) -> None:
        """``4+2+4 s``: out, stay, back."""
        numbers = [self._token(shift) for shift in (0, 2, 4)]
        self._at += 5
        if self._token().says in words.UNITS:
            self._at += 1
        if any(number.kind != "number" for number in numbers):
            self.faults.append("a movement has three parts: out, stay and back, as 4+2+4 s")
            return
        self._draft.parts = tuple(map(self._whole, numbers))

    def seconds(self) -> None:
        """``10–40 s`` that say no more, or ``10 s rest``."""
        length = self._length()
        after = self._token()
        if after.says in words.AFTER and not self._has_number(1) and length.is_fixed:
            self._at += 1
            self._time(words.AFTER[after.says], length)
        else:
            self._how_long(length, is_open=False)

    def hold(self) -> None:
        """``hold``: the number behind it is read next."""
        self._at += 1

    def open(self) -> None:
        """``open 20–90 s``."""
        self._at += 1
        self._how_long(self._length(), is_open=True)

    def timed(self) -> None:
        """``rest 10 s``."""
        kind = words.TIMES[self._next().says]
        self._time(kind, self._length())

    def grown(self) -> None:
        """``spots 15–30 s``."""
        kind = words.FREE_TIME[self._next().says]
        length = self._length()
        self._growth(length)
        self._once(kind, self._draft.free_time.get(kind))
        self._draft.free_time[kind] = length

    def short(self) -> None:
        self._at += 1
        self._once("short", self._draft.short)
        self._draft.short = self._next().inside

    def arms(self) -> None:
        self._at += 1
        self._draft.arms = self._some_sides()

    def pressure(self) -> None:
        """``firm, then gentle``: words for the panel, as they stand."""
        start = self._at
        while self._token().says in words.PRESSURE | words.PRESSURE_LINKS | {","}:
            self._at += 1
        while self._token(-1).says not in words.PRESSURE:
            self._at -= 1
        text = self._line[self._tokens[start].start : self._token(-1).end]
        self._draft.texts.append(text)

    # --- parts of clauses ---------------------------------------------------------

    def _how_long(self, length: Length, is_open: bool) -> None:
        self._growth(length)
        if self._draft.length is not None:
            self.faults.append(f"how long is told twice: {length.words()} too")
            return
        self._draft.length, self._draft.is_open = length, is_open

    def _time(self, kind: str, length: Length) -> None:
        if length.low_s != length.high_s:
            self.faults.append(f"{kind}: {length.low_s}–{length.high_s}: give one number")
            return
        self._once(kind, self._draft.times.get(kind))
        self._draft.times[kind] = length.low_s

    def _often(self, count: int) -> None:
        self._once("how often", self._draft.count)
        self._draft.count = count

    def _once(self, name: str, before: object) -> None:
        if before is not None:
            self.faults.append(f"{name} is told twice")

    def _length(self) -> Length:
        """``10``, ``10 s``, ``10–40 s``, ``1–1,5 min``; at a number."""
        low, low_unit = self._amount()
        dash = self._token()
        is_range = dash.says in ("–", *words.UP_TO) and self._has_number(1)
        if not is_range:
            low_s = self._seconds(low, low_unit or 1)
            return Length(low_s, low_s)
        self._at += 1
        high, high_unit = self._amount()
        unit = high_unit or low_unit or 1
        return Length(
            self._seconds(low, low_unit or unit),
            self._seconds(high, unit),
            0 if low.number == high.number and (low_unit or unit) == unit else None,
        )

    def _amount(self) -> tuple[Token, int]:
        """The number at hand, and its unit in seconds, 0 when it has none."""
        number, unit = self._token(), self._token(1)
        self._at += 1
        if unit.kind == "word" and unit.says in words.UNITS:
            self._at += 1
            return number, words.UNITS[unit.says]
        return number, 0

    def _growth(self, length: Length) -> None:
        """``+5 s every 3`` behind a length."""
        if self._token().says == "(" and self._token(1).says == "+":
            self._at += 1
        if self._token().says == "+" and self._has_number(1):
            self._at += 1
            more, unit = self._amount()
            length.more_s = self._seconds(more, unit or 1)
        if self._token().says in words.EVERY and self._has_number(1):
            self._at += 2
            length.every = self._whole(self._token(-1))

    def _some_sides(self) -> tuple[str, ...]:
        found: list[str] = []
        while self._at < len(self._tokens):
            token = self._token()
            if token.says in words.SIDES and token.kind == "word":
                found += words.SIDES[token.says]
            elif token.says not in (",", "/", "and", "und", "then", "dann"):
                break
            self._at += 1
        return tuple(found)

    # --- helpers ------------------------------------------------------------------

    def _tell_not_read(self) -> None:
        if self._not_read:
            first, last = self._tokens[self._not_read[0]], self._tokens[self._not_read[-1]]
            said = self._line[first.start : last.end]
            is_open = said[0] in OPENING
            what = "begins a quote that has no end" if is_open else "says nothing here"
            fault = f"“{said}” {what}{words.meant(first.says)}; {POSSIBLE}"
            if example := words.example(self._line[first.start : first.end]):
                fault = f"“{said}” lacks its number; for example: {example}"
            self.faults.append(fault)
            self._not_read = []

    def _has_number(self, ahead: int) -> bool:
        return self._token(ahead).kind == "number"

    def _token(self, ahead: int = 0) -> Token:
        return token_at(self._tokens, self._at + ahead)

    def _next(self) -> Token:
        """The token at hand, which is taken."""
        self._at += 1
        return self._token(-1)

    def _whole(self, token: Token) -> int:
        if token.number != int(token.number):
            self.faults.append(f"{token.says}: a whole number, please, as 3")
        self._tell_too_large(token)
        return int(token.number)

    def _seconds(self, token: Token, unit: int) -> int:
        seconds = token.number * unit
        if seconds != int(seconds):
            self.faults.append(f"{token.says}: whole seconds, please, as 3 s")
        self._tell_too_large(token)
        return min(int(seconds), NUMBER_MAX)

    def _tell_too_large(self, token: Token) -> None:
        if token.number >= NUMBER_MAX:
            self.faults.append(f"{token.says}: a number is below {NUMBER_MAX} everywhere")


# A word that begins a clause -> what stands behind it there, and what reads both.
_BEGIN: dict[str, tuple[str, Callable[[_Reader], None]]] = {
    **dict.fromkeys(words.TIMES, ("number", _Reader.timed)),
    **dict.fromkeys(words.FREE_TIME, ("number", _Reader.grown)),
    **dict.fromkeys(words.HOLDS, ("number", _Reader.hold)),
    **dict.fromkeys(words.OPEN, ("number", _Reader.open)),
    **dict.fromkeys(words.SHORT, ("text", _Reader.short)),
    **dict.fromkeys(words.ARMS, ("side", _Reader.arms)),
}
_ALONE = {"text": _Reader.text, "sources": _Reader.sources}


def _reads(found: tuple[Token, ...], at: int) -> Callable[[_Reader], None] | None:
    """What reads the clause that begins at token ``at``; None: none begins there."""
    token, after, behind, last = (token_at(found, at + shift) for shift in range(4))
    if phrase_at(found, at):
        return _Reader.phrase
    if token.kind != "number":
        needs, reads = _BEGIN.get(token.says, ("", None))
        is_there = needs == after.kind or (needs == "side" and after.says in words.SIDES)
        return reads if is_there else _ALONE.get(token.kind)
    if after.says == "×" or after.says in words.TIMES_WORDS:
        return _Reader.times
    if after.says in words.ROLLS:
        return _Reader.rolls
    is_more = after.says in ("–", "+", *words.UP_TO) and behind.kind == "number"
    if is_more and after.says == last.says == "+":
        return _Reader.parts
    return _Reader.seconds if is_more or after.says in words.UNITS else None


def phrase_at(found: tuple[Token, ...], at: int) -> str:
    """The longest phrase that begins at token ``at``, or ""."""
    said = [token.says for token in found[at : at + words.PHRASE_WORDS]]
    phrases = (" ".join(said[:length]) for length in range(len(said), 0, -1))
    return next((phrase for phrase in phrases if phrase in words.PHRASES), "")
