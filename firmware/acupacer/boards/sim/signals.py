"""What motor and buzzer did lately: a strip to look at, and the cues it spells."""

from ..decoder import FeltCue, decode, silence_ms
from ..pulse_log import PulseLog


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
    """Reads pulses back into cues while they come."""

    def __init__(self) -> None:
        self._log = PulseLog()

    def take(self, record: dict[str, object]) -> None:
        """Take a record of the trace in."""
        t_ms = int(str(record["t_ms"]))
        if "motor_pct" in record:
            self._log.motor(t_ms, int(str(record["motor_pct"])))
        elif "tone_hz" in record:
            self._log.tone(t_ms, int(str(record["tone_hz"])))

    def finished(self, now_ms: int) -> list[FeltCue]:
        """The cues that are over, each once."""
        pulses = self._log.pulses
        if not pulses or self._log.is_on:
            return []
        if now_ms - pulses[-1].end_ms <= silence_ms(pulses[-1].tone_hz):
            return []
        self._log.pulses = []
        return decode(pulses)
