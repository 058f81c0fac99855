"""The serial port to the laptop: never blocks, survives a port that comes and goes.

pyserial opens and configures the port (raw: no echo, no line editing); bytes are then
moved with plain non-blocking reads and writes, because pyserial's own non-blocking
write spins for ever when nobody reads. A port that fails in any way is closed and
opened again: after a USB replug the old handle stays dead under a living name.
"""

import os
import select
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import serial

PENDING_MAX_BYTES = 16_384  # waiting to be sent; a whole answer beyond it is dropped
STALE_S = 2.0  # nobody took a byte for this long: what waits is dropped
RETRY_FIRST_S = 0.1
RETRY_MAX_S = 2.0

# All the ways in which a vanished port shows itself.
PORT_ERRORS = (serial.SerialException, OSError, termios.error)


class Port(Protocol):
    """An open port."""

    def fileno(self) -> int:
        """Its non-blocking file descriptor."""

    def close(self) -> None:
        """Close it."""


def open_port(path: str, baud: int) -> Port:
    """Open the serial port at ``path``, raw, exclusive, non-blocking.

    Raises one of ``PORT_ERRORS`` when it is not there or in use.
    """
    port = serial.Serial(path, baud, timeout=0, write_timeout=0, exclusive=True)
    settings = termios.tcgetattr(port.fileno())
    settings[6][termios.VMIN] = 1  # so that an empty read can only mean: hung up
    termios.tcsetattr(port.fileno(), termios.TCSANOW, settings)
    return port


class SerialLink:
    """The link on a port that ``open_`` opens (see ``boards.board.Link``).

    ``open_`` is called again, with growing pauses, whenever the port failed.
    ``is_ready``: set by whoever waits on ``fd``; ``read`` clears it when drained.
    """

    def __init__(
        self, open_: Callable[[], Port], monotonic_s: Callable[[], float] = time.monotonic
    ) -> None:
        self.is_ready = True
        self.dropped_bytes = 0
        self._open = open_
        self._monotonic_s = monotonic_s
        self._port: Port | None = None
        self._fd = -1
        self._pending = bytearray()
        self._moved_s = 0.0
        self._pause_s = RETRY_FIRST_S
        self._retry_s = 0.0

    @property
    def fd(self) -> int:
        """The open port's descriptor, to wait on; -1 while there is no port."""
        return self._fd

    @property
    def has_pending(self) -> bool:
        """Bytes wait to be sent."""
        return bool(self._pending)

    def read(self, max_bytes: int) -> bytes:
        """Up to ``max_bytes`` that are waiting, else b"". Opens a port that is due."""
        if self._fd < 0 and not self._reopen():
            return b""
        if not self.is_ready:
            return b""
        try:
            data = os.read(self._fd, max_bytes)
        except BlockingIOError:
            self.is_ready = False
            return b""
        except OSError:
            self._fail()
            return b""
        if not data:
            self._fail()  # end of file: the other side hung up
            return b""
        self.is_ready = len(data) == max_bytes
        self._pause_s = RETRY_FIRST_S
        return data

    def write(self, data: bytes) -> None:
        """Send ``data``, or drop it whole when nobody reads. Blocks: never."""
        if self._fd < 0 or len(self._pending) + len(data) > PENDING_MAX_BYTES:
            self.dropped_bytes += len(data)
            return
        if not self._pending:
            self._moved_s = self._monotonic_s()
        self._pending += data
        self.flush()

    def flush(self) -> None:
        """Send what waits, as far as it goes. Blocks: never."""
        try:
            while self._pending and _is_writable(self._fd):
                sent = os.write(self._fd, self._pending)
                del self._pending[:sent]
                self._moved_s = self._monotonic_s()
        except BlockingIOError:
            pass
        except OSError:
            self._fail()
        if self._pending and self._monotonic_s() - self._moved_s > STALE_S:
            self.dropped_bytes += len(self._pending)
            self._pending.clear()

    def close(self) -> None:
        """Close the port for good."""
        self._fail()
        self._retry_s = float("inf")

    def _reopen(self) -> bool:
        now_s = self._monotonic_s()
        if now_s < self._retry_s:
            return False
        try:
            self._port = self._open()
            self._fd = self._port.fileno()
        except PORT_ERRORS:
            self._back_off(now_s)
            return False
        self.is_ready = True
        return True

    def _fail(self) -> None:
        """Close the port, forget what waited, try again after a pause."""
        port, self._port, self._fd = self._port, None, -1
        self._pending.clear()
        self._back_off(self._monotonic_s())
        if port is not None:
            with suppress(*PORT_ERRORS):  # it is gone, that is why we close it
                port.close()

    def _back_off(self, now_s: float) -> None:
        self._retry_s = now_s + self._pause_s
        self._pause_s = min(2 * self._pause_s, RETRY_MAX_S)


def _is_writable(fd: int) -> bool:
    return bool(select.select((), (fd,), (), 0)[1])
