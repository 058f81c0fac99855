"""Board clocks for CPython: the real one, the real one scaled, and a virtual one."""

import time


class RealClock:
    """Monotonic time since construction.

    ``speed``: how many device milliseconds pass in a real one; 1 is real time. At any
    other speed edge errors are not measured (they would be scaled too).
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._start_ns = time.monotonic_ns()

    def now_ms(self) -> int:
        """Device milliseconds since the start. Blocks: never."""
        if self.speed == 1:
            return (time.monotonic_ns() - self._start_ns) // 1_000_000
        return int((time.monotonic_ns() - self._start_ns) * self.speed) // 1_000_000

    def error_us(self, at_ms: int) -> "int | None":
        """Now minus ``at_ms`` in microseconds; None when time is scaled."""
        if self.speed != 1:
            return None
        return (time.monotonic_ns() - self._start_ns) // 1000 - at_ms * 1000

    def seconds_until(self, at_ms: int) -> float:
        """Real seconds until device time ``at_ms``; negative when it has passed."""
        return at_ms / self.speed / 1000 - (time.monotonic_ns() - self._start_ns) / 1e9


class VirtualClock:
    """Stands still until ``advance``: the simulator's script moves it."""

    def __init__(self) -> None:
        self._now_ms = 0

    def now_ms(self) -> int:
        """Device milliseconds since the start. Blocks: never."""
        return self._now_ms

    def error_us(self, at_ms: int) -> "int | None":
        """None: nothing is measured on a clock that stands still."""
        return None

    def seconds_until(self, at_ms: int) -> float:
        """0: nobody sleeps in virtual time."""
        return 0.0

    def advance(self, to_ms: int) -> None:
        """Move on to ``to_ms``; ValueError when that is in the past."""
        if to_ms < self._now_ms:
            raise ValueError(f"time cannot go back from {self._now_ms} to {to_ms} ms")
        self._now_ms = to_ms
