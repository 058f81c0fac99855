"""Pulses of motor and buzzer, out of the changes of their lines."""

from collections import namedtuple

# Motor or buzzer was on; tone_hz: 0 when it was the motor alone.
Pulse = namedtuple("Pulse", ("start_ms", "end_ms", "tone_hz"))


class PulseLog:
    """Makes pulses of the changes of motor and buzzer. ``pulses``: those that are over."""

    def __init__(self) -> None:
        self.pulses: "list[Pulse]" = []
        self._levels = [0, 0]
        self._start_ms = 0
        self._tone_hz = 0

    @property
    def is_on(self) -> bool:
        """A pulse is running."""
        return any(self._levels)

    def motor(self, at_ms: int, duty_pct: int) -> None:
        """The motor went to ``duty_pct``; 0: off."""
        self._change(at_ms, 0, duty_pct)

    def tone(self, at_ms: int, freq_hz: int) -> None:
        """The buzzer went to ``freq_hz``; 0: silent."""
        self._change(at_ms, 1, freq_hz)

    def _change(self, at_ms: int, output: int, level: int) -> None:
        was_on = self.is_on
        self._levels[output] = level
        if self.is_on and not was_on:
            self._start_ms, self._tone_hz = at_ms, 0
        self._tone_hz = self._tone_hz or self._levels[1]
        if was_on and not self.is_on:
            self.pulses.append(Pulse(self._start_ms, at_ms, self._tone_hz))
