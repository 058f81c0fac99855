"""Milliseconds since power-up that never wrap, from the chip's wrapping counter."""

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """The board's time (see ``boards.board.Clock``).

    ``ticks_us``, ``ticks_diff``: as in MicroPython's ``time``; tests give their own. The
    counter wraps every 18 minutes, so somebody has to ask at least every 8: the loop
    asks many times a second.
    """

    def __init__(
        self,
        ticks_us: "Callable[[], int] | None" = None,
        ticks_diff: "Callable[[int, int], int] | None" = None,
    ) -> None:
        self._ticks_us = ticks_us or time.ticks_us  # type: ignore[attr-defined]
        self._ticks_diff = ticks_diff or time.ticks_diff  # type: ignore[attr-defined]
        self._last_us = self._ticks_us()
        self._ms = 0
        self._part_us = 0

    def now_ms(self) -> int:
        """Milliseconds since the start. Blocks: never."""
        now_us = self._ticks_us()
        part_us = self._part_us + self._ticks_diff(now_us, self._last_us)
        self._last_us = now_us
        self._ms += part_us // 1000
        self._part_us = part_us % 1000
        return self._ms

    def error_us(self, at_ms: int) -> int:
        """Now minus ``at_ms``, in microseconds. Blocks: never."""
        return (self.now_ms() - at_ms) * 1000 + self._part_us
