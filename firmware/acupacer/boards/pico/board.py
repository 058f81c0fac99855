"""The Pico: all roles put together, and the wait.

Everything runs in the one loop: there are no threads. What takes time does so in small
pieces between which the loop looks at the buttons: one window, one store job, 64 bytes.
"""

import gc

from ... import __version__
from ..panel import NoPanel, OledPanel
from . import faults, gpio
from .buttons import PinButtons, StopContact
from .clock import Clock
from .oled import Oled, open_bus
from .panel import DirectCarrier
from .store import Store
from .usb_link import UsbLink
from .wall_clock import WallClock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ...core.device import Device
    from ..board import Clock as ClockRole
    from .config import Config

GUARD_MS = 10  # a window, or a piece of drawing
LINK_GUARD_MS = 40  # as many link bytes as are read at once, taken apart
WRITE_CLEAR_MS = 1000  # no cue within this time: flash may be written
# Garbage is collected where there is time, so that memory never runs out where there is
# none: a collection takes some 6 ms, and 50 ms before an edge are to be free of it, unless a
# host is heard.
SWEEP_MS = 250  # between two collections
SWEEP_CLEAR_MS = 60  # no cue within this time: one may be made
# A host that asks without a break fills memory within 250 ms, which is less than some cues
# last: while one is heard a collection is made more often, in the middle of a pulse, too.
HOST_SWEEP_MS = 100
EDGE_CLEAR_MS = 25  # nothing is due within this time: one made then delays nothing
# While the store is read memory fills within 200 ms.
LOADING_SWEEP_MS = 150
# Outside sessions one is made after so much garbage as well, wherever that is: what is made
# meanwhile and stays, as a push's index, lies close together, and memory stays in one piece.
HOME_GARBAGE_BYTES = 14336


class PicoBoard:
    """A board on ``machine`` (see ``boards.board.Board``). Outputs are low from the start.

    ``clock``: tests give their own. ``folder``: where the files are, see ``Store``.
    ``lit``: the panel if it shows the first screen already. ``stop``: the STOP contact if it
    is watched already.

    To be set: ``device`` before the loop runs; where there are any, ``watchdog``, fed in every
    wait, and ``on_prompt``, called when a host asks for MicroPython's prompt outside a session.
    """

    device: "Device"
    guard_ms = GUARD_MS
    link_guard_ms = LINK_GUARD_MS
    contacts_wake = False  # they are only looked at; STOP's edge puts the outputs low

    def __init__(
        self,
        config: "Config",
        clock: "ClockRole | None" = None,
        folder: str = "",
        lit: "Oled | None" = None,
        stop: "StopContact | None" = None,
    ) -> None:
        self.motor = gpio.make_motor(config, self._note_cap)
        self.tone = gpio.make_tone(config, self._note_cap)
        self.clock = clock or Clock()
        stop = stop or StopContact(config)
        stop.outputs = (self.motor, self.tone)
        self._stop = stop
        self.buttons = PinButtons(config, stop)
        self.panel: "OledPanel | NoPanel" = NoPanel()
        if config.panel != "none":
            carrier = DirectCarrier(lit or Oled(open_bus(config), config))
            self.panel = OledPanel(carrier, config.contrast_pct, is_lit=lit is not None)
        self.link = UsbLink()
        self.store = Store(folder, self._may_write)
        self.wall_clock = WallClock()
        self.watchdog: "Any" = None
        self.on_prompt: "Callable[[], None] | None" = None
        # Whose pulse was cut, until that is in the file.
        self._is_capped = {"motor": False, "tone": False}
        self._has_capped = False
        self._warnings: "list[str]" = []  # until they are in the file
        self._swept_ms = 0
        self._is_at_home = False

    def wait(self, until_ms: int, with_link: bool) -> None:
        """Sleep until ``until_ms``, a store job that may be done, or a byte on the link."""
        self._stop.is_blind = False
        if self.watchdog:
            self.watchdog.feed()
        if self.link.wants_prompt:
            self.link.wants_prompt = False  # heard in a session it is not obeyed after it
            if self.on_prompt and not self.device.session:
                self.on_prompt()
        if self._is_at_home != (self.device.is_loaded and self.device.session is None):
            self._is_at_home = not self._is_at_home
            gc.threshold(HOME_GARBAGE_BYTES if self._is_at_home else -1)  # type: ignore[attr-defined]
        if (self._has_capped or self._warnings) and self._is_at_home and self._may_write():
            self._keep_told()
        now_ms = self.clock.now_ms()
        if self._wants_sweep(now_ms):
            self._swept_ms = now_ms
            gc.collect()
            now_ms = self.clock.now_ms()
        if until_ms > now_ms and not self.store.is_ready:
            self.link.wait(until_ms - now_ms, with_link)

    def hold_back_stop(self) -> None:
        """The STOP check is lit already: the core hears of STOP once it can answer it."""
        self.buttons.hold_back_stop(lambda: self.device.state != "starting")

    def warn(self, text: str) -> None:
        """This board's journal is the fault file: there it goes, once there is time."""
        if text not in self._warnings:
            self._warnings.append(text)

    def shut(self) -> None:
        """Motor and buzzer low at once and for good."""
        self.motor.shut()
        self.tone.shut()

    def _note_cap(self, name: str, cap_ms: int) -> None:
        """From the timer, maybe: only remember it."""
        self._is_capped[name] = self._has_capped = True

    def _keep_told(self) -> None:
        """Put one of them beside the faults, for ``acupacer doctor``. Blocks: tens of ms."""
        if self._has_capped:
            names = [name for name in sorted(self._is_capped) if self._is_capped[name]]
            told = ", ".join(names) + ": a pulse did not end within its cap and was cut off"
            self._has_capped = self._is_capped["motor"] = self._is_capped["tone"] = False
        else:
            told = self._warnings.pop(0)
        faults.keep(__version__, self.clock.now_ms() // 1000, told)
        self._stop.is_blind = False
        self.device.config.fault_bytes = faults.size_bytes()

    def _wants_sweep(self, now_ms: int) -> bool:
        device, is_heard = self.device, self.device.link.is_heard
        sweep_ms = SWEEP_MS if device.is_loaded else LOADING_SWEEP_MS
        if now_ms - self._swept_ms < (HOST_SWEEP_MS if is_heard else sweep_ms):
            return False
        if self._free_ms(now_ms) >= SWEEP_CLEAR_MS:
            return True
        return is_heard and device.next_ms - now_ms >= EDGE_CLEAR_MS

    def _may_write(self) -> bool:
        now_ms = self.clock.now_ms()
        may_write = self.device.is_quiet and self._free_ms(now_ms) >= WRITE_CLEAR_MS
        self._stop.is_blind = may_write  # until the next wait; the store writes at once
        return may_write

    def _free_ms(self, now_ms: int) -> int:
        """How long from now on no cue sounds or is due, in ms."""
        device = self.device
        if not device.player.is_idle:
            return 0
        return device.session.free_ms(now_ms) if device.session else WRITE_CLEAR_MS
