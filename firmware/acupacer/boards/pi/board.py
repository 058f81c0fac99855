"""The Raspberry Pi board: all roles put together, and the wait.

The simulator builds the very same board with mock pins, an emulated panel and a pty
in place of the hardware (``Parts``).
"""

import logging
import os
import select
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...core.events import NEXT, START, STOP
from ..clock import RealClock, VirtualClock
from ..panel import NoPanel, OledPanel
from ..worker import InlineWorker, ThreadWorker, Worker
from .config import Config
from .gpio import open_contacts
from .outputs import Outputs

if TYPE_CHECKING:
    from typing import Protocol

    from ..board import WallClock as WallClockRole
    from ..panel import Driver
    from .gpio import PinButtons
    from .header import HeaderContacts
    from .heartbeat import Heartbeat
    from .serial_link import Port, SerialLink
    from .store import FileLayer, Store

    class WallClock(WallClockRole, Protocol):
        """One that outlives a device: a restart by the host makes a new one."""

        def renew(self) -> None:
            """A new device takes over: tell it the time once more."""


GUARD_MS = 3  # a window or 512 link bytes take less than this on a slow Pi


@dataclass
class Parts:
    """What stands in for hardware; None is the real thing.

    ``pin_factory``: one of gpiozero's; ``open_i2c``: returns a bus with ``writeto``;
    ``open_port``: returns the link's port; ``wall_clock``: a ``WallClock``;
    ``store_layer``: a ``store.FileLayer``; ``factory``: the built-in routines' file;
    ``heartbeat``: a ``heartbeat.Heartbeat`` that every ``wait`` beats; ``sys_root``: in
    place of /sys for hardware PWM, which mock pins without it never use.
    """

    pin_factory: Any = None
    open_i2c: Callable[[], Any] | None = None
    open_port: "Callable[[], Port] | None" = None
    wall_clock: "WallClock | None" = None
    store_layer: "FileLayer | None" = None
    factory: Path | None = None
    heartbeat: "Heartbeat | None" = None
    sys_root: Path | None = None


LOG = logging.getLogger("acupacer")


class PiBoard:
    """A board on the header's pins, I2C and a serial port (see ``boards.board.Board``).

    Outputs are driven 0 before anything slow is imported or opened. Use one instance
    per process and ``close`` it; ``shut`` makes the outputs safe at any time, from any
    thread or signal handler.
    """

    contacts_wake = True

    def __init__(
        self,
        config: Config,
        clock: RealClock | VirtualClock | None = None,
        parts: Parts | None = None,
    ) -> None:
        parts = parts or Parts()
        self.config = config
        self.clock = clock or RealClock()
        self._is_virtual = isinstance(self.clock, VirtualClock)
        self.guard_ms = self.link_guard_ms = 0 if self._is_virtual else GUARD_MS
        self._heartbeat = parts.heartbeat
        self.outputs = Outputs(config, self.clock, parts)
        self.motor, self.tone = self.outputs.motor, self.outputs.tone
        self._wake_fd, self._woken_fd = _pipe()
        self.buttons = self._make_buttons(self.outputs.factory)
        self.store = self._make_store(parts)
        self._panel_worker: Worker | None = None
        self.panel = self._make_panel(parts)
        self.link = self._make_link(parts)
        self.wall_clock = parts.wall_clock or self._make_wall_clock()

    def wait(self, until_ms: int, with_link: bool) -> None:
        """Sleep until ``until_ms``, a contact's edge, a worker's result, a byte on the link."""
        if self._heartbeat is not None:
            self._heartbeat.beat(self.clock.now_ms())
        timeout_s = self.clock.seconds_until(until_ms)
        self.outputs.stay_awake(self.panel.is_lit)
        if timeout_s <= 0 or self.buttons.has_more:
            return
        link = self.link
        reads = [self._wake_fd]
        if self.buttons.fd >= 0:
            reads.append(self.buttons.fd)
        writes = []
        if link.fd >= 0:
            if with_link:
                reads.append(link.fd)
            if link.has_pending:
                writes.append(link.fd)
        readable, _, _ = select.select(reads, writes, (), timeout_s)
        if self._wake_fd in readable:
            os.read(self._wake_fd, 512)
        if link.fd in readable:
            link.is_ready = True
        if link.has_pending:
            link.flush()

    def wake(self) -> None:
        """End a ``wait`` now. Callable from any thread and from a signal handler."""
        with suppress(OSError):  # full: a wake-up is already waiting
            os.write(self._woken_fd, b"w")

    def warn(self, text: str) -> None:
        """Put a line into the system's journal."""
        LOG.warning(text)

    def renew(self) -> None:
        """A new device takes over, with this board as it is.

        Whatever a role tells on change only is told once more. Blocks: never.
        """
        self.panel.renew()
        self.wall_clock.renew()
        self.store.renew()

    def shut(self) -> None:
        """Motor and buzzer low at once and for good."""
        self.outputs.shut()

    def close(self, darken: bool = True) -> None:
        """Outputs low, then everything else; ``darken`` False leaves the panel as it is.

        Blocks: up to some 3 s if hardware hangs.
        """
        self.shut()
        self._close_panel(darken)
        self.store.close()
        self.link.close()
        self.buttons.close()
        self.outputs.close()
        fds = (self._wake_fd, self._woken_fd)
        self._wake_fd = self._woken_fd = -1  # first: a worker may still call ``wake``
        for fd in fds:
            with suppress(OSError):
                os.close(fd)

    def _close_panel(self, darken: bool) -> None:
        """Finish what was handed over, then darken the panel. Blocks: up to 0.5 s."""
        if darken:
            self.panel.set_contrast(0)
        if self._panel_worker is not None:
            self._panel_worker.close(0.5)

    # --- making the roles ---------------------------------------------------------

    def _worker(self, name: str) -> Worker:
        return InlineWorker() if self._is_virtual else ThreadWorker(name, self.wake)

    def _make_buttons(self, factory: Any) -> "PinButtons | HeaderContacts":
        buttons = self.config.buttons
        pins = (buttons.start_pin, buttons.next_pin, buttons.stop_pin)
        contacts = list(zip((START, NEXT, STOP), pins, strict=True))
        return open_contacts(contacts, buttons.active_high, factory, self.wake)

    def _make_store(self, parts: Parts) -> "Store":
        from .store import Store

        folder = Path(self.config.device.state_dir)
        factory = parts.factory or built_in_routines()
        return Store(folder, factory, self._worker("store"), parts.store_layer)

    def _make_panel(self, parts: Parts) -> OledPanel | NoPanel:
        from .panel import WorkerCarrier

        panel = self.config.panel
        if panel.controller == "none":
            return NoPanel()
        open_i2c = parts.open_i2c or self._open_i2c
        opened: list[Any] = []

        def open_driver() -> "Driver":
            from .oled import open_driver

            if not opened:
                opened.append(open_i2c())
            return open_driver(
                panel.controller,
                opened[0],
                panel.address,
                panel.column_offset,
                panel.rotate_180,
            )

        self._panel_worker = self._worker("panel")
        return OledPanel(WorkerCarrier(open_driver, self._panel_worker), panel.contrast_pct)

    def _open_i2c(self) -> Any:
        from .oled import LinuxI2C

        return LinuxI2C(self.config.panel.i2c_bus)

    def _make_link(self, parts: Parts) -> "SerialLink":
        from .serial_link import SerialLink, open_port

        serial = self.config.serial
        return SerialLink(parts.open_port or partial(open_port, serial.port, serial.baud))

    def _make_wall_clock(self) -> "WallClock":
        from .wall_clock import WallClock

        return WallClock(self.config.clock.set_system)


def built_in_routines() -> Path:
    """The routines file that comes with the package."""
    return Path(str(files("acupacer_data") / "routines.json"))


def _pipe() -> tuple[int, int]:
    """A pipe whose ends never block."""
    read_fd, write_fd = os.pipe()
    os.set_blocking(read_fd, False)
    os.set_blocking(write_fd, False)
    return read_fd, write_fd
