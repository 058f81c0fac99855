"""What motor and buzzer did lately: a strip to look at, and the cues it spells."""

from ...core.cue import cues

SHORT_MAX_MS = 250  # S is 80-180 ms with all motor kinds, L 400-750 ms
# A gap longer than this ends a cue: 180 ms with the slowest motor, between the two
# groups of the one cue that has two 450 ms.
GAP_MS = 200
GROUP_GAP_MS = 460
_TWO_GROUPS = cues.BY_NAME["switch_side"]
_NAMES = {(cue.pattern.replace("-", ""), cue.tone_hz): cue.name for cue in cues.CUES}


class Signal:
    """One output's level over time. Times are device milliseconds, levels any number."""

    def __init__(self) -> None:
        self.level = 0
        self._changes: list[tuple[int, int]] = [(0, 0)]

    def change(self, t_ms: int, level: int) -> None:
        """The output went to ``level`` at ``t_ms``."""
        self.level = level
        self._changes.append((t_ms, level))
        del self._changes[:-500]

    def strip(self, now_ms: int, columns: int, column_ms: int) -> list[bool]:
        """Oldest first: whether it was on at any time within each column."""
        start_ms = now_ms - columns * column_ms
        lit = [False] * columns
        ends = [t_ms for t_ms, _ in self._changes[1:]] + [now_ms]
        for (t_ms, level), end_ms in zip(self._changes, ends, strict=True):
            if level and end_ms > start_ms:
                first = max(0, (t_ms - start_ms) // column_ms)
                last = min(columns - 1, (end_ms - 1 - start_ms) // column_ms)
                lit[first : last + 1] = [True] * (last + 1 - first)
        return lit


class CueLog:
    """Spells pulses back into cues: S and L, and the name where the tone tells it."""

    def __init__(self) -> None:
        self._on: dict[str, int] = {}
        self._begin_ms = 0
        self._end_ms = 0
        self._letters = ""
        self._tone_hz = 0
        self._done: list[tuple[int, str, str]] = []

    def take(self, record: dict[str, object]) -> None:
        """Take a record of the trace in."""
        for key in ("motor_pct", "tone_hz"):
            if key in record:
                self._edge(key, int(str(record["t_ms"])), int(str(record[key])))

    def finished(self, now_ms: int) -> list[tuple[int, str, str]]:
        """The cues that are over, each once, as (began_ms, letters, name or "")."""
        self._close(now_ms)
        found, self._done = self._done, []
        return found

    def _edge(self, key: str, t_ms: int, level: int) -> None:
        if level:
            self._close(t_ms)
            if not self._letters and not self._on:
                self._begin_ms, self._tone_hz = t_ms, 0
            self._on[key] = t_ms
            if key == "tone_hz":
                self._tone_hz = level
            return
        began_ms = self._on.pop(key, t_ms)
        if not self._on:
            self._end_ms = t_ms
            self._letters += "S" if t_ms - began_ms <= SHORT_MAX_MS else "L"

    def _close(self, now_ms: int) -> None:
        """End the cue when the silence since its last pulse is too long to go on."""
        is_half = self._letters == "SS" and self._tone_hz in (0, _TWO_GROUPS.tone_hz)
        gap_ms = GROUP_GAP_MS if is_half else GAP_MS
        if not self._letters or self._on or now_ms - self._end_ms <= gap_ms:
            return
        name = _NAMES.get((self._letters, self._tone_hz), "")
        self._done.append((self._begin_ms, self._letters, name))
        self._letters = ""
