"""The three contacts on ``machine.Pin``; STOP is watched by an interrupt as well.

START and NEXT are levels that the loop looks at. STOP puts the outputs low at the instant
of its contact, whatever the program is doing, and a press of it is never lost between two
looks.
"""

import time

from machine import Pin

from ...core.events import NEXT, START, STOP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..pulse import PulseActuator
    from .config import Config

# Open for less long is a contact that bounces (as core.input.buttons.SETTLED_MS).
BOUNCE_MS = 60


class StopContact:
    """STOP, from power-up on. ``outputs``: what a press holds low until it was told.

    ``is_pressed``: since it was last told. ``is_blind``: interrupts may come late, as flash
    that is written holds them all up for some 50 ms and more; a press may be over by then.
    """

    def __init__(self, config: "Config") -> None:
        self.is_pressed = self.is_blind = False
        self.outputs: "tuple[PulseActuator, ...]" = ()
        self._closed = 1 if config.active_high else 0
        self._was_closed = False
        self._opened_ms = time.ticks_ms() - BOUNCE_MS  # type: ignore[attr-defined]
        self._pin = contact(config.stop_pin, config)
        edges = Pin.IRQ_FALLING | Pin.IRQ_RISING
        # A hard interrupt comes even while a module is read, or memory is tidied up; so it
        # must not allocate anything.
        self._pin.irq(handler=self._take_edge, trigger=edges, hard=True)
        self._take_edge(self._pin)  # it may be closed already

    def is_closed(self) -> bool:
        """The contact as it is now. Blocks: never."""
        return self._pin.value() == self._closed  # type: ignore[no-any-return]

    def told(self) -> None:
        """The core knows of the press: outputs are its own again."""
        self.is_pressed = False
        for output in self.outputs:
            output.let_go()
        if self.is_pressed:  # again, in the middle of this
            for output in self.outputs:
                output.hold_low()

    def _take_edge(self, pin: "Any") -> None:
        now_ms = time.ticks_ms()  # type: ignore[attr-defined]
        was_closed = self._was_closed
        self._was_closed = is_closed = pin.value() == self._closed
        if was_closed:  # it is open, or closed again after an instant: a bounce
            self._opened_ms = now_ms
            return
        open_ms = time.ticks_diff(now_ms, self._opened_ms)  # type: ignore[attr-defined]
        if not is_closed:  # again: a spark that was over before this ran
            if not self.is_blind:
                return
            self._opened_ms = now_ms
        if not 0 <= open_ms < BOUNCE_MS:  # below 0: for days, the counter went round
            self.is_pressed = True
            for output in self.outputs:
                output.hold_low()


class PinButtons:
    """The three contacts, read as levels (see ``boards.board.Buttons``)."""

    def __init__(self, config: "Config", stop: StopContact) -> None:
        self._stop = stop
        self._closed = 1 if config.active_high else 0
        self._start = contact(config.start_pin, config)
        self._next = contact(config.next_pin, config)
        self._is_stop_told = False
        self._may_tell: "Callable[[], bool] | None" = None

    def hold_back_stop(self, may_tell: "Callable[[], bool]") -> None:
        """Let STOP count as open until ``may_tell()``: then it goes down if it was pressed."""
        self._may_tell = may_tell

    def read(self) -> int:
        """START | NEXT | STOP bits of the contacts closed now. Blocks: never.

        STOP counts as closed, once, when it was pressed since it was last read.
        """
        pressed = 0
        if self._start.value() == self._closed:
            pressed = START
        if self._next.value() == self._closed:
            pressed |= NEXT
        if self._may_tell is not None:
            if not self._may_tell():
                return pressed
            self._may_tell = None
        return pressed | STOP if self._read_stop() else pressed

    def _read_stop(self) -> bool:
        stop = self._stop
        if not stop.is_pressed:
            self._is_stop_told = stop.is_closed()
        elif self._is_stop_told:
            # It opened and closed again between two looks: first it is seen open.
            self._is_stop_told = False
        else:
            stop.told()
            self._is_stop_told = True
        return self._is_stop_told


def contact(number: int, config: "Config") -> "Any":
    """A button's pin with the pull that its wiring needs."""
    return Pin(number, Pin.IN, Pin.PULL_DOWN if config.active_high else Pin.PULL_UP)
