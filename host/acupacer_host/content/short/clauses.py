"""What the parts of a line mean: sides, method, how often, how long, and the rest.

A part that means nothing here is a fault with what was read; the parts after it are read all
the same.
"""

from __future__ import annotations

import re

from . import words
from .draft import Draft, Length
from .tokens import NUMBER_MAX, OPENING, Token

POSSIBLE = (
    "possible: sides (left, right, both, alternate), a method (by hand, ball, two balls, "
    "balls, roller, gun, move), 3 × 10–40 s, hold 15 s, open 20–90 s, 5 rolls, spots 20 s, "
    'rest 10 s, and a "text" in quotes'
)
_SEPARATORS = (",", ";", ":", ".", "(", ")", "–", "/", "&", "!")
_SOURCE = re.compile(r"\s*(\w+)\s*[: ]\s*(\w+)\s*")
_ONCE_ONLY = (
    "method",
    "position",
    "short",
    "rest",
    "change",
    "ready",
    "gap",
    "window",
    "spots",
)


class Clauses:
    """Reads ``line``, cut into ``tokens``, into ``draft``. ``faults``: what could not be.

    ``told``: kinds of clauses that were read into ``draft`` before.
    """

    def __init__(
        self,
        line: str,
        tokens: tuple[Token, ...],
        draft: Draft | None = None,
        told: set[str] | None = None,
    ) -> None:
        self.draft = Draft() if draft is None else draft
        self.faults: list[str] = []
        self._line = line
        self._tokens = tokens
        self._at = 0
        self._told = set() if told is None else told
        self._not_read: list[int] = []

    # --- where a clause begins ----------------------------------------------------

    def begins(self, at: int) -> bool:
        """Whether a clause begins at token ``at``: there the words of a place end."""
        token = self._token(at)
        if token.kind in ("text", "sources"):
            return True
        phrase, _ = self._phrase(at)
        if phrase:
            return True
        if token.kind == "number":
            return self._begins_number(at)
        if token.kind != "word":
            return False
        number = self._token(at + 1).kind == "number"
        needs_number = token.says in words.TIMES or token.says in words.HOLDS + words.OPEN
        is_short = token.says in words.SHORT and self._token(at + 1).kind == "text"
        is_arms = token.says in words.ARMS and self._token(at + 1).says in words.SIDES
        return (needs_number and number) or is_short or is_arms

    def _begins_number(self, at: int) -> bool:
        after = self._token(at + 1)
        if after.kind == "word":
            told = words.TIMES_WORDS + words.ROLLS + words.UP_TO
            is_range = after.says not in words.UP_TO or self._token(at + 2).kind == "number"
            return (after.says in words.UNITS or after.says in told) and is_range
        signs = after.kind == "sign" and after.says in ("×", "–", "+")
        return signs and (after.says == "×" or self._token(at + 2).kind == "number")

    # --- reading ------------------------------------------------------------------

    def without(self, start: int, end: int) -> Clauses:
        """The same but for tokens ``start`` to before ``end``, which say where."""
        return Clauses(self._line, self._tokens[:start] + self._tokens[end:])

    def read(self) -> Draft:
        """Everything there is; what it says is in ``draft``."""
        while self._at < len(self._tokens):
            if self._take():
                self._tell_not_read()
        self._tell_not_read()
        return self.draft

    def _take(self) -> bool:
        """Take the clause, or separator, at hand; one token that is neither is not read."""
        token = self._token(self._at)
        if token.kind == "text":
            self._at += 1
            self.draft.texts.append(token.inside)
        elif token.kind == "sources":
            self._at += 1
            self._sources(token)
        elif token.kind == "number":
            return self._number()
        elif token.kind == "sign":
            return self._sign(token)
        else:
            return self._word(token)
        return True

    def _sign(self, token: Token) -> bool:
        self._at += 1
        if token.says in _SEPARATORS:
            return True
        self._not_read.append(self._at - 1)
        return False

    def _word(self, token: Token) -> bool:
        kind, length = self._phrase(self._at)
        if kind:
            self._at += length
            self._set(*words.PHRASES[kind])
        elif token.says in words.TIMES and self._has_number(1):
            self._at += 1
            self._timed(words.TIMES[token.says])
        elif token.says in words.OPEN and self._has_number(1):
            self._at += 1
            self._dose(True)
        elif token.says in words.SHORT and self._token(self._at + 1).kind == "text":
            self._at += 2
            self._set("short", self._token(self._at - 1).inside)
        elif token.says in words.ARMS and self._token(self._at + 1).says in words.SIDES:
            self._at += 1
            self.draft.arms = self._some_sides()
        elif token.says in words.PRESSURE:
            self._pressure()
        else:
            self._at += 1
            if token.says not in words.NOISE:
                self._not_read.append(self._at - 1)
                return False
        return True

    def _number(self) -> bool:
        """``3 ×`` with what is done so often; ``5 rolls``; ``4+2+4 s``; seconds."""
        number, after = self._token(self._at), self._token(self._at + 1)
        is_times = after.says == "×" or after.says in words.TIMES_WORDS
        ball = self._phrase(self._at)
        if ball[0]:  # 2 balls
            self._at += ball[1]
            self._set(*words.PHRASES[ball[0]])
        elif is_times and after.kind in ("sign", "word"):
            self._at += 2
            self._set("count", self._whole(number))
        elif after.says in words.ROLLS:
            self._at += 2
            self._set("count", self._whole(number))
            self.draft.is_rolled = True
        elif after.says == "+" and self._token(self._at + 3).says == "+":
            self._parts()
        elif self.begins(self._at) or self._is_told_how_long():
            self._dose(False)
        else:
            self._at += 1
            self._not_read.append(self._at - 1)
            return False
        return True

    def _is_told_how_long(self) -> bool:
        """Whether a bare number is seconds: behind ``3 ×`` or ``hold``."""
        before = [token.says for token in self._tokens[max(0, self._at - 3) : self._at]]
        return any(say == "×" or say in words.HOLDS + words.TIMES_WORDS for say in before)

    # --- parts of clauses ---------------------------------------------------------

    def _timed(self, kind: str) -> None:
        """Seconds behind the word that says what they are of."""
        length = self._length()
        if kind in ("spots", "window"):
            self._growth(length)
            self._set(kind, length)
        elif length.low_s != length.high_s:
            self.faults.append(f"{kind}: {length.low_s}–{length.high_s}: give one number")
        else:
            self._set(kind, length.low_s)

    def _dose(self, is_open: bool) -> None:
        length = self._length()
        after = self._token(self._at)
        is_after = after.says in words.AFTER and not self._has_number(1)
        if is_after and length.is_fixed:
            self._at += 1
            self._set(words.AFTER[after.says], length.low_s)
            return
        self._growth(length)
        if self.draft.length is not None:
            self.faults.append(f"how long is told twice: {self._shown(length)} too")
            return
        self.draft.length, self.draft.is_open = length, is_open

    def _length(self) -> Length:
        """``10``, ``10 s``, ``10–40 s``, ``1–1,5 min``; at a number."""
        low, low_unit = self._amount()
        dash = self._token(self._at)
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
        number, unit = self._token(self._at), self._token(self._at + 1)
        self._at += 1
        if unit.kind == "word" and unit.says in words.UNITS:
            self._at += 1
            return number, words.UNITS[unit.says]
        return number, 0

    def _growth(self, length: Length) -> None:
        """``+5 s every 3`` behind a length."""
        if self._token(self._at).says == "(" and self._token(self._at + 1).says == "+":
            self._at += 1
        if self._token(self._at).says == "+" and self._has_number(1):
            self._at += 1
            more, unit = self._amount()
            length.more_s = self._seconds(more, unit or 1)
        if self._token(self._at).says in words.EVERY and self._has_number(1):
            self._at += 2
            length.every = self._whole(self._token(self._at - 1))

    def _parts(self) -> None:
        """``4+2+4 s``: out, stay, back."""
        numbers = [self._token(self._at + shift) for shift in (0, 2, 4)]
        self._at += 5
        if self._token(self._at).says in words.UNITS:
            self._at += 1
        if any(number.kind != "number" for number in numbers):
            self.faults.append("a movement has three parts: out, stay and back, as 4+2+4 s")
            return
        self.draft.parts = tuple(map(self._whole, numbers))

    def _some_sides(self) -> tuple[str, ...]:
        found: list[str] = []
        while self._at < len(self._tokens):
            token = self._token(self._at)
            if token.says in words.SIDES and token.kind == "word":
                found += words.SIDES[token.says]
            elif token.says not in (",", "/", "and", "und", "then", "dann"):
                break
            self._at += 1
        return tuple(found)

    def _pressure(self) -> None:
        """``firm, then gentle``: words for the panel, as they stand."""
        start = self._at
        while self._token(self._at).says in words.PRESSURE | words.PRESSURE_LINKS | {","}:
            self._at += 1
        while self._token(self._at - 1).says not in words.PRESSURE:
            self._at -= 1
        text = self._line[self._tokens[start].start : self._tokens[self._at - 1].end]
        self.draft.texts.append(text)

    def _sources(self, token: Token) -> None:
        """``[hold article, text design]``."""
        for part in token.inside.split(","):
            match = _SOURCE.fullmatch(part)
            if match:
                self.draft.sources[match.group(1)] = match.group(2)
            else:
                self.faults.append(
                    f"[{part.strip()}]: write a field and its source, as [text article]"
                )

    # --- helpers ------------------------------------------------------------------

    def _set(self, kind: str, value: object) -> None:
        draft = self.draft
        if kind == "sides" and isinstance(value, tuple):
            draft.sides += value
            return
        if kind in _ONCE_ONLY or kind == "count":
            if kind in self._told:
                name = "how often" if kind == "count" else kind
                self.faults.append(f"{name} is told twice")
            self._told.add(kind)
        if kind == "method" and isinstance(value, tuple):
            draft.method, draft.balls = value
        else:
            setattr(draft, kind, value)

    def _tell_not_read(self) -> None:
        if self._not_read:
            first, last = self._tokens[self._not_read[0]], self._tokens[self._not_read[-1]]
            said = self._line[first.start : last.end]
            is_open = said[0] in OPENING
            what = "begins a quote that has no end" if is_open else "says nothing here"
            self.faults.append(f"“{said}” {what}{words.meant(first.says)}; {POSSIBLE}")
            self._not_read = []

    def _phrase(self, at: int) -> tuple[str, int]:
        """The longest phrase that begins at token ``at``, and how many tokens it has."""
        said = [token.says for token in self._tokens[at : at + words.PHRASE_WORDS]]
        for length in range(len(said), 0, -1):
            phrase = " ".join(said[:length])
            if phrase in words.PHRASES:
                return phrase, length
        return "", 0

    def _has_number(self, ahead: int) -> bool:
        return self._token(self._at + ahead).kind == "number"

    def _token(self, at: int) -> Token:
        if 0 <= at < len(self._tokens):
            return self._tokens[at]
        return Token("end", "", len(self._line), len(self._line))

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
        return int(seconds)

    def _tell_too_large(self, token: Token) -> None:
        if token.number >= NUMBER_MAX:
            self.faults.append(f"{token.says}: a number is below {NUMBER_MAX} everywhere")

    @staticmethod
    def _shown(length: Length) -> str:
        return "–".join(map(str, dict.fromkeys((length.low_s, length.high_s)))) + " s"
