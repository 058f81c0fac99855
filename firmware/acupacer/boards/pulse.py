"""Pulses on one output, motor or buzzer: soft start, cap, hold; the same on every board.

A board gives each output its pin and a timer. Rules:

* No pulse outlasts its cap. The pacing loop ends an overlong one (``service``); should the
  loop hang, the board's timer cuts it. Either way nothing is driven again until the core
  has said off, and ``was_capped`` has the loop tell the core.
* Off is the pin first and bookkeeping later.
* Whatever cuts may come in the middle of any line here: a timer, an interrupt, a handler
  of signals. It raises its flag, then puts the pin low; so a pin that was just driven is
  looked at again. Only a thread has to wait its turn (``CutTimer.lock``).

It runs on CPython and MicroPython. ``hold_low`` allocates nothing: hard interrupts call it.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import Protocol

    class PulsePin(Protocol):
        """One way of driving an output pin; low from its constructor on."""

        def on(self, level: int) -> None:
            """Drive at ``level`` (percent or Hz, as the actuator's contract says)."""

        def off(self) -> None:
            """Pin low now, whatever drives it. Never raises. Blocks: never."""

    class CutTimer(Protocol):
        """Ends a pulse at its cap even if the loop never comes back."""

        @property
        def lock(self) -> "AbstractContextManager[object]":
            """Whoever holds it is not interrupted by a thread."""

        def start(self, cap_ms: int, cut: "Callable[[object], None]") -> None:
            """Call ``cut``, with anything, ``cap_ms`` from now; forget an earlier start."""

        def stop(self) -> None:
            """Do not call it; fine when nothing was started."""

        def is_over(self) -> bool:
            """Asked within ``cut``, with the lock: the start it was called for still holds."""


RAMP_STEPS = 4  # equal steps of a soft start, the last one at full level


class NoLock:
    """For timers that are no threads: they are over before the program goes on."""

    def __enter__(self) -> None:
        """Nothing to wait for."""

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Nothing to give back."""


class NoPin:
    """No part fitted: nothing to drive."""

    def on(self, level: int) -> None:
        """Nothing happens."""

    def off(self) -> None:
        """Nothing happens."""


class PulseActuator:
    """Pulses of ``name`` (motor or tone) on one pin (see ``boards.board.Actuator``).

    ``cap_ms``: the longest a pulse may last. ``soft_start_ms``: 0 for none, else the time to
    full level in four equal steps. ``on_cap``: called with (name, cap_ms) once a pulse was
    cut, the pin low and the lock free by then; it may come from the timer.
    """

    def __init__(
        self,
        name: str,
        pin: "PulsePin",
        cap_ms: int,
        timer: "CutTimer",
        soft_start_ms: int = 0,
        on_cap: "Callable[[str, int], None] | None" = None,
    ) -> None:
        self.name = name
        self.due_ms: int | None = None
        self.level = 0
        self.was_capped = False
        self._pin = pin
        self._cap_ms = cap_ms
        self._step_ms = soft_start_ms // (RAMP_STEPS - 1)
        self._timer = timer
        self._lock = timer.lock
        self._on_cap = on_cap
        self._cut_at_cap = self._take_timer  # made once: interrupts may not allocate
        self._since_ms = 0
        self._is_shut = False
        self._is_cut = False
        self._is_held_low = False

    def set(self, level: int, now_ms: int) -> None:
        """Drive at ``level``; 0 is off. Blocks: never."""
        with self._lock:
            if level == 0:
                if self.level:
                    self._put_low()
                self._is_cut = False
            elif not (self._is_shut or self._is_cut):
                self._begin(level, now_ms)

    def service(self, now_ms: int) -> None:
        """Go on with a soft start, end a pulse that reached the cap. Blocks: never."""
        is_over = False
        with self._lock:
            if self.level == 0:
                self.due_ms = None
            elif now_ms - self._since_ms >= self._cap_ms:
                is_over = True
                self._cut()
            else:
                self._ramp(now_ms)
        if is_over:
            self._tell_cap()

    def low(self) -> None:
        """Off at once, before anything else; callable from a signal handler."""
        with self._lock:
            self._put_low()

    def shut(self) -> None:
        """As ``low``, and stays off: later ``set`` calls do nothing."""
        self._is_shut = True
        self.low()

    def hold_low(self) -> None:
        """Off, whatever is set, until ``let_go``. Callable from a hard interrupt."""
        self._is_held_low = True
        self._pin.off()

    def let_go(self) -> None:
        """The next pulse is driven again; the present one stays cut."""
        self._is_held_low = False
        if self.level:
            self.due_ms = self._since_ms + self._cap_ms  # its soft start does not go on

    def _begin(self, level: int, now_ms: int) -> None:
        was_on = self.level > 0
        self.level = level
        if not was_on:
            self._since_ms = now_ms
            self._timer.start(self._cap_ms, self._cut_at_cap)  # before the pin is driven
        self._ramp(now_ms)

    def _ramp(self, now_ms: int) -> None:
        """Write the level this far into the pulse and say when to look again."""
        step = RAMP_STEPS
        if self._step_ms:
            step = min((now_ms - self._since_ms) // self._step_ms + 1, RAMP_STEPS)
        if not self._is_held_low:
            self._pin.on(max(1, self.level * step // RAMP_STEPS))
        next_ms = self._cap_ms if step == RAMP_STEPS else step * self._step_ms
        self.due_ms = self._since_ms + next_ms
        # Whatever cuts may have come in the middle of that.
        if self._is_cut or self._is_shut or not self.level:
            self._put_low()
        elif self._is_held_low:
            self._pin.off()

    def _take_timer(self, _: object) -> None:
        """The cap is reached and the loop has not ended the pulse."""
        with self._lock:
            is_over = self.level > 0 and self._timer.is_over()
            if is_over:
                self._cut()
        if is_over:
            self._tell_cap()

    def _cut(self) -> None:
        self._is_cut = True
        self._put_low()
        self.was_capped = True

    def _tell_cap(self) -> None:
        # Not within the lock: who is told may wait for others, as a log does.
        if self._on_cap is not None:
            self._on_cap(self.name, self._cap_ms)

    def _put_low(self) -> None:
        self._pin.off()
        self.level = 0
        self.due_ms = None
        self._timer.stop()
