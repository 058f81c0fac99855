"""Runs a device on a board until it is told to end, and ends it safely.

Whatever happens (a signal, an exception, an order of the core), motor and buzzer are
low before anything else is done, and stay low.
"""

import gc
import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ...core.device import Device
from ...core.screen.safety_screens import ErrorView
from ...core.screen.views import View
from ..loop import Loop
from .board import PiBoard

Watch = Callable[[int, list[object], list[object]], None]

LOG = logging.getLogger("acupacer")

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
FAULT_VIEW = ErrorView("error_internal")
SWITCH_S = 0.001  # other threads never keep the pacing loop waiting longer than this
SHOW_S = 0.5  # at most this long is spent on a last word on the panel


class Runner:
    """One board with one device after another on it (a reset makes a new one).

    ``make_device``: called at the start and after each reset. ``watch``: see ``Loop``.
    """

    def __init__(
        self, board: PiBoard, make_device: Callable[[], Device], watch: Watch | None = None
    ) -> None:
        self.board = board
        self._make_device = make_device
        self._watch = watch
        self._stopped = ""
        self.loop = self._new_loop()

    @contextmanager
    def catching_signals(self) -> Iterator[None]:
        """Have SIGTERM, SIGINT and SIGHUP end ``run`` safely within a with block.

        Outside the main thread, which alone gets signals, it changes nothing.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._on_signal) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def run(self) -> int:
        """Pace until stopped; the exit code: 0 stopped or switched off, 1 a fault.

        Outputs are low when it returns, and also when it raises. A fault is logged and
        shown; the caller ends the process and whoever started it starts it again.
        """
        sys.setswitchinterval(SWITCH_S)
        gc.collect()
        gc.freeze()  # what is loaded by now stays: later collections are short
        try:
            while self.loop.run() == "reset" and not self._stopped:
                self.renew()
        except Exception:
            return self.fail()
        finally:
            self.board.shut()
        return 0

    def fail(self) -> int:
        """Within an exception handler: outputs low, then log and show; the exit code."""
        self.board.shut()
        LOG.exception("fault: motor and buzzer are off")
        self._say(FAULT_VIEW)
        return 1

    def renew(self) -> None:
        """Start afresh with a new device, as after power-up, told what the old one was."""
        self.board.renew()
        self.loop = self._new_loop()

    def stop(self, reason: str) -> None:
        """End ``run`` soon. Callable from any thread and from a signal handler."""
        self._stopped = reason
        self.loop.stop(reason)
        self.board.wake()

    def _new_loop(self) -> Loop:
        return Loop(self._make_device(), self.board, self._watch)

    def _on_signal(self, number: int, frame: object) -> None:
        self.board.shut()
        self.stop(signal.Signals(number).name)

    def _say(self, view: View) -> None:
        """Leave a last word on the panel, if it answers. Blocks: up to ``SHOW_S``."""
        panel, device = self.board.panel, self.loop.device
        until_s = time.monotonic() + SHOW_S
        try:
            device.painter.show(view)
            while time.monotonic() < until_s:
                panel.poll(self.board.clock.now_ms())
                window = device.next_window(panel.max_bytes) if panel.can_take() else None
                if window is not None:
                    panel.draw(window)
                elif panel.can_take():
                    return
                else:
                    time.sleep(0.002)
        except Exception:
            LOG.exception("the panel could not be told")
