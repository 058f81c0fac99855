"""What fingers did and what was felt: contacts, and pulses as docs/user/cues.md has them."""

from __future__ import annotations

SETTLED_MS = 60  # a level seen so long counts
FIRM_MS = 30  # no shorter contact leads to pressure
LONG_MS = 800
SHORT_MOST_MS, LONG_LEAST_MS = 250, 300  # S is 96 to 180 ms, L 400 to 750
PULSES_KEPT = 1000  # ten minutes of a pause with much fumbling
SPLIT_MS = 225  # between two pulses of a group at most 180 ms, between two cues at least 290
PATTERNS = {
    "press": ("L", 2000),
    "release": ("SSL", 1200),
    "switch_side": ("SS-SS", 1500),
    "next_point": ("LL", 1700),
    "window": ("LSS", 2400),
}


class Broken(AssertionError):
    """A rule was broken. ``rule``: which."""

    def __init__(self, rule: str, *facts: object) -> None:
        super().__init__(rule + ": " + " ".join(map(str, facts)))
        self.rule = rule


def must(holds: object, rule: str, *facts: object) -> None:
    """Raise ``Broken`` unless ``holds``."""
    if not holds:
        raise Broken(rule, *facts)


class Contact:
    """One button's raw contact."""

    def __init__(self) -> None:
        self.is_closed = False
        self.edge_ms = self._since_ms = -1000  # since_ms: when this chain of edges began
        self._had_firm = self._had_long = False  # in this chain of edges

    def change(self, is_closed: bool, now_ms: int) -> bool:
        """Note a level; whether it is a press beyond doubt: closed after a steady while."""
        if is_closed == self.is_closed:
            return False
        lasted_ms = now_ms - self.edge_ms
        is_clean = is_closed and lasted_ms >= SETTLED_MS
        if is_clean:
            self._had_firm = self._had_long = False
            self._since_ms = now_ms
        elif not is_closed:
            self._had_firm = self._had_firm or lasted_ms >= FIRM_MS
            self._had_long = self._had_long or lasted_ms >= LONG_MS
        self.is_closed, self.edge_ms = is_closed, now_ms
        return is_clean

    def is_firm(self, now_ms: int) -> bool:
        """A finger pressed it now, or let it go just now."""
        return self._lasts(now_ms, FIRM_MS) or (self._is_fresh(now_ms) and self._had_firm)

    def is_long(self, now_ms: int) -> bool:
        """It was, or is, down for a long press."""
        return self._lasts(now_ms, LONG_MS) or (self._is_fresh(now_ms) and self._had_long)

    def may_be_long(self, now_ms: int) -> bool:
        """It is, if a contact that bounces is one press from its first edge on."""
        is_chain_long = self.is_closed and now_ms - self._since_ms >= LONG_MS
        return is_chain_long or self.is_long(now_ms)

    def is_touched(self, now_ms: int) -> bool:
        """It is down, or was let go just now."""
        return self.is_closed or self._is_fresh(now_ms)

    def is_untouched(self, now_ms: int, ms: int) -> bool:
        """It is up, and has been for ``ms``."""
        return not self.is_closed and now_ms - self.edge_ms > ms

    def _lasts(self, now_ms: int, ms: int) -> bool:
        return self.is_closed and now_ms - self.edge_ms >= ms

    def _is_fresh(self, now_ms: int) -> bool:
        return not self.is_closed and now_ms - self.edge_ms <= SETTLED_MS


class Line:
    """Motor and buzzer together: ``pulses``, (start_ms, end_ms, tone_hz) of the last ones."""

    def __init__(self) -> None:
        self.levels = {"motor": 0, "tone": 0}
        self.on_ms = 0
        self.pulses: list[tuple[int, int, int]] = []
        self._tone_hz = 0

    @property
    def is_on(self) -> bool:
        return any(self.levels.values())

    def change(self, name: str, level: int, now_ms: int) -> None:
        was_on = self.is_on
        self.levels[name] = level
        if self.is_on and not was_on:
            self.on_ms, self._tone_hz = now_ms, 0
        self._tone_hz = self._tone_hz or self.levels["tone"]
        if was_on and not self.is_on and now_ms > self.on_ms:
            self.pulses.append((self.on_ms, now_ms, self._tone_hz))
            del self.pulses[:-PULSES_KEPT]

    def has_played(self, cue: str, since_ms: int) -> bool:
        """Whether ``cue`` was felt or heard, whole, since then."""
        pattern, tone_hz = PATTERNS[cue]
        text = ""
        last_ms = since_ms
        for start_ms, end_ms, heard_hz in self.pulses:
            if start_ms < since_ms or heard_hz not in (0, tone_hz):
                continue
            gap_ms = start_ms - last_ms
            text += "" if not text or gap_ms <= SPLIT_MS else "-" if gap_ms <= 470 else " "
            text += "S" if end_ms - start_ms <= SHORT_MOST_MS else "L"
            last_ms = end_ms
        if "-" in pattern:
            return pattern in text
        return pattern in text.replace("-", " ").split()
