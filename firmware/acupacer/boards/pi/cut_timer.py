"""Timers that cut an overlong pulse from a thread of their own: the loop may hang."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Cut = Callable[[object], None]


class PulseGuard:
    """The thread behind every ``ThreadTimer`` it gives out.

    Sleeps until the earliest end of a running pulse; idle it costs nothing.
    """

    def __init__(self) -> None:
        self._timers: list[ThreadTimer] = []
        self._has_begun = threading.Event()
        self._is_open = True
        self._thread = threading.Thread(target=self._run, name="pulse-guard", daemon=True)
        self._thread.start()

    def timer(self, cap_s: float) -> "ThreadTimer":
        """A timer for one output. ``cap_s``: its cap in real seconds, whatever device
        time does."""
        timer = ThreadTimer(cap_s, self._has_begun.set)
        self._timers.append(timer)
        return timer

    def close(self) -> None:
        """End the thread (outputs are low by then). Blocks: a moment."""
        self._is_open = False
        self._has_begun.set()
        self._thread.join(1)

    def _run(self) -> None:
        while self._is_open:
            ends = [timer.ends_s for timer in self._timers]
            running = [ends_s for ends_s in ends if ends_s is not None]
            timeout_s = max(0.0, min(running) - time.monotonic()) if running else None
            self._has_begun.wait(timeout_s)
            self._has_begun.clear()
            for timer in self._timers:
                timer.look()


class ThreadTimer:
    """A ``pulse.CutTimer`` on the real clock. ``ends_s``: when it cuts; None: it does not."""

    def __init__(self, cap_s: float, wake: Callable[[], None]) -> None:
        self.ends_s: float | None = None
        # Re-entrant: a signal handler may come while the same thread holds it.
        self.lock: AbstractContextManager[object] = threading.RLock()
        self._cap_s = cap_s
        self._wake = wake
        self._cut: Cut | None = None

    def start(self, cap_ms: int, cut: Cut) -> None:
        """Call ``cut`` from the thread once the cap is over. Blocks: never."""
        self._cut = cut
        self.ends_s = time.monotonic() + self._cap_s
        self._wake()

    def stop(self) -> None:
        """Do not call it."""
        self.ends_s = None

    def is_over(self) -> bool:
        """A pulse has outlasted the cap."""
        ends_s = self.ends_s
        return ends_s is not None and time.monotonic() >= ends_s

    def look(self) -> None:
        """In the thread: end the pulse if it has outlasted the cap."""
        if self._cut is not None and self.is_over():
            self._cut(self)


class LoopTimer:
    """None at all, in virtual time: nothing passes there but by the loop."""

    lock: AbstractContextManager[object] = nullcontext()

    def start(self, cap_ms: int, cut: Cut) -> None:
        """Nothing happens: ``PulseActuator.service`` ends the pulse."""

    def stop(self) -> None:
        """Nothing happens."""

    def is_over(self) -> bool:
        """Never."""
        return False
