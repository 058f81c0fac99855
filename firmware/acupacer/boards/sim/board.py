"""A simulated device: the Pi board's own code on mock pins, an emulated panel, a pty."""

import fcntl
import os
import select
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from ...core.device import Device
from ...core.events import PanelChanged, ShowView
from ..clock import RealClock, VirtualClock
from ..loop import Loop
from ..pi import config as pi_config
from ..pi.board import Parts, PiBoard
from ..pi.runner import Runner, Watch
from .panel import CONTROLLERS, EmulatedI2C
from .pins import Fingers, make_factory
from .pty_port import PtyPort
from .script import Step
from .trace import Sink, Trace
from .wall_clock import SimWallClock

MODEL = "simulator"
VIRTUAL_BOOT_ID = "00000001"  # the same each time: virtual runs repeat exactly
FRAME_WAIT_S = 2.0  # real time given to the rest of a frame or upload


@dataclass(frozen=True)
class SimOptions:
    """How to simulate.

    ``speed``: device time per real time. ``is_virtual``: time moves only by the script.
    ``state_dir``: the card's files; None: a folder that is deleted at the end.
    ``factory_routines``: the built-in routines' file; None: the packaged one.
    ``config``: a Pi's configuration to imitate (its folder and port are not used).
    """

    speed: float = 1.0
    is_virtual: bool = False
    state_dir: Path | None = None
    factory_routines: Path | None = None
    config: pi_config.Config = field(default_factory=pi_config.Config)


class FolderInUse(Exception):
    """Another simulator keeps its card in this folder; end it or name another folder."""


class Simulator:
    """A device with fingers on its buttons and eyes on its panel.

    ``make``: makes the device; None: ``pi.devices.make_device``, tests give a stand-in.
    ``sink``: gets every record of the trace; ``watch``: every step (see ``Loop``).
    Close it at the end.
    """

    def __init__(
        self,
        options: SimOptions = SimOptions(),
        sink: Sink | None = None,
        make: Callable[..., Device] | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.options = options
        self._watcher = watch
        self._temporary = None if options.state_dir else tempfile.mkdtemp(prefix="acupacer-")
        self._lock = _alone_in(options.state_dir) if options.state_dir else -1
        self.config = self._imitate(options.config)
        self.clock = VirtualClock() if options.is_virtual else RealClock(options.speed)
        self.trace = Trace(self.clock.now_ms, sink or (lambda record: None))
        self.factory = make_factory()
        self._pty = PtyPort()
        self.port = self._pty.path
        self.panel = CONTROLLERS[self._controller()]()
        self.bus = EmulatedI2C(self.panel, self.config.panel.address)
        self.wall_clock = SimWallClock(self.clock.now_ms, not options.is_virtual)
        self.board = PiBoard(self.config, self.clock, self._parts())
        self._watch_pins()
        self.fingers = Fingers(self.factory, self.config)
        self.recovered = self.board.store.recover()
        self.runner = Runner(self.board, lambda: self._make(make), self._watch)

    @property
    def dev_id(self) -> str:
        """The device's name on the link."""
        return self.config.device.id

    @property
    def link_fd(self) -> int:
        """Readable when a host has sent something."""
        return self._pty.fileno()

    @property
    def device(self) -> Device:
        """The core's device that runs now (a reset makes a new one)."""
        return self._loop.device

    # --- time ---------------------------------------------------------------------

    def run(self) -> int:
        """Pace in real or scaled time until ``stop``; the exit code of ``Runner.run``."""
        return self.runner.run()

    def stop(self, reason: str = "quit") -> None:
        """End ``run``. Callable from any thread."""
        self.runner.stop(reason)

    @property
    def ended(self) -> str:
        """Why the device ended, or an empty string while it runs."""
        return self.runner.loop.ended

    def advance(self, ms: int) -> None:
        """Virtual time only: let ``ms`` pass, from deadline to deadline.

        Time never moves while a frame or upload is half received: the rest is waited
        for, 2 s of real time at most.
        """
        clock = self.clock
        if not isinstance(clock, VirtualClock):
            raise TypeError("real time advances by itself")
        end_ms = clock.now_ms() + ms
        while True:
            self.settle()
            if self.ended or clock.now_ms() >= end_ms:
                return
            clock.advance(min(max(self._loop.due_ms(), clock.now_ms()), end_ms))

    def settle(self) -> None:
        """Virtual time only: do all there is to do now, link included."""
        until_s = time.monotonic() + FRAME_WAIT_S
        while not self.ended:
            if self._turn() or self._has_bytes(0):
                continue
            left_s = until_s - time.monotonic()
            if not self._is_link_open() or left_s <= 0 or not self._has_bytes(left_s):
                return
            until_s = time.monotonic() + FRAME_WAIT_S

    def do(self, step: Step) -> None:
        """Carry out a script's step other than wait and quit."""
        if step.verb == "press":
            self.fingers.press(step.value)
        elif step.verb == "release":
            self.fingers.release(step.value)
        elif step.verb == "clock":
            self.wall_clock.set(step.value, step.offset_min, [])
        elif step.verb == "panel":
            self.plug_panel(bool(step.value))

    def plug_panel(self, is_plugged: bool) -> None:
        """Pull the panel's plug (its RAM is lost) or put it back."""
        if self.bus.is_plugged and not is_plugged:
            self.bus.power_cycle()
        self.bus.is_plugged = is_plugged

    def close(self) -> None:
        """Outputs low, ports and folder gone. Blocks: briefly."""
        self.board.close(darken=False)
        self._trace_pins()
        self._pty.end()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    # --- inside -------------------------------------------------------------------

    @property
    def _loop(self) -> Loop:
        return self.runner.loop

    def _turn(self) -> bool:
        is_step = bool(self._loop.turn())
        if self.ended == "reset":
            self.runner.renew()
        return is_step

    def _has_bytes(self, timeout_s: float) -> bool:
        link = self.board.link
        if link.has_pending:
            link.flush()
        link.is_ready = bool(select.select((self.link_fd,), (), (), timeout_s)[0])
        return bool(link.is_ready)

    def _is_link_open(self) -> bool:
        return bool(self._loop.device.link.is_open)

    def _make(self, make: Callable[..., Device] | None) -> Device:
        if make is None:
            from ..pi.devices import make_device

            make = partial(make_device, write_ms=0)  # this folder does not wear
        boot_id = VIRTUAL_BOOT_ID if self.options.is_virtual else ""
        has_tone = self.config.buzzer.kind != "none"
        return make(pi_config.device_id(self.config), MODEL, boot_id, has_tone)

    def _imitate(self, config: pi_config.Config) -> pi_config.Config:
        folder = str(self.options.state_dir or self._temporary)
        device = replace(config.device, id=config.device.id or "simulator", state_dir=folder)
        return replace(config, device=device)

    def _controller(self) -> str:
        name = self.config.panel.controller
        return name if name in CONTROLLERS else "ssd1306"

    def _parts(self) -> Parts:
        return Parts(
            pin_factory=self.factory,
            open_i2c=lambda: self.bus,
            open_port=lambda: self._pty,
            wall_clock=self.wall_clock,
            factory=self.options.factory_routines,
        )

    def _watch_pins(self) -> None:
        for pin in self._output_pins():
            pin.on_change = lambda level: self._trace_pins()

    def _output_pins(self) -> tuple[Any, Any]:
        motor = self.factory.pin(self.config.motor.pin)
        return motor, self.factory.pin(self.config.buzzer.pin)

    def _trace_pins(self) -> None:
        """Trace what the pins do now: the level that was ordered, where one is driven."""
        motor, tone = self._output_pins()
        self.trace.motor(self.board.motor.level if motor.state else 0)
        self.trace.tone(self.board.tone.level if tone.state else 0)

    def _watch(self, now_ms: int, inputs: list[object], effects: list[object]) -> None:
        for event in inputs:
            if isinstance(event, PanelChanged):
                self.trace.panel(event.is_found)
        views = [effect.view for effect in effects if isinstance(effect, ShowView)]
        if views:
            self.trace.screen(views[-1].screen, self._loop.device.painter.lines())
        if self._watcher is not None:
            self._watcher(now_ms, inputs, effects)


def _alone_in(folder: Path) -> int:
    """Keep ``folder`` for this process; the file descriptor that holds it.

    Raises FolderInUse when another process has it. Blocks: never.
    """
    fd = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(fd)
        raise FolderInUse(f"{folder}: in use by another simulator") from error
    return fd
