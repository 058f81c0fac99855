"""The serial port: finding it, opening it, and one error for every way it can die."""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from socket import socket
from typing import Any, Protocol
from urllib.parse import urlsplit

import serial

from ..errors import NoDevice, PortError, SeveralDevices, TransportGone
from .port_holder import holder_of
from .port_loan import borrow

_Errors = tuple[type[Exception], ...]

try:
    import termios

    _GONE: _Errors = (serial.SerialException, OSError, termios.error)
except ImportError:  # Windows
    _GONE = (serial.SerialException, OSError)

# pyserial takes URLs apart and lets through what comes of a wrong one.
_CANNOT_OPEN: _Errors = (*_GONE, ValueError, LookupError, TypeError)

PORT_VARIABLE = "ACUPACER_PORT"
PRODUCT = "acupacer"
# USB ids of ports worth asking "who are you": the Linux gadget, MicroPython on a Pico.
USB_IDS = {(0x1D6B, 0x0104), (0x2E8A, 0x0005)}
BAUD = 115200
LOADER_BAUD = 1200  # never this: boards take it as "enter the bootloader"
ON_NETWORK = ("socket", "rfc2217")
POLL_S = 0.05  # longest wait in one read call, and between two looks at a port that is taken
HAND_OVER_S = 1.0  # so long a port may be taken by who is about to lend it
WRITE_BYTES = 512  # at once: a slow line must have taken them before the time is over
WRITE_TIMEOUT_S = 5.0  # for those; at 2,400 baud they take 2.1 s


class Transport(Protocol):
    """What the client needs: a pipe of bytes and a clock that fits it."""

    name: str

    def write(self, data: bytes) -> None:
        """Write all of ``data``; raises TransportGone."""

    def read(self, timeout_s: float) -> bytes:
        """What has come in, waiting at most about ``timeout_s``; b"" when nothing did."""

    def now_s(self) -> float:
        """Seconds on a clock that only grows."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def close(self) -> None:
        """Close the port; harmless when it is closed or gone."""


class SerialTransport:
    """A pyserial port as a Transport. Made by ``open_transport``."""

    now_s = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)

    def __init__(self, port: Any, name: str, loan: socket | None = None) -> None:
        self._port = port
        self._loan = loan
        self.name = name

    def write(self, data: bytes) -> None:
        """Write all of ``data``. Blocks: until the system took it, at most 5 s for 512 B."""
        try:
            for at in range(0, len(data), WRITE_BYTES):
                self._port.write(data[at : at + WRITE_BYTES])
        except _GONE as error:
            raise self._gone(error) from error

    def read(self, timeout_s: float) -> bytes:
        """Bytes that came in. Blocks: ``timeout_s`` at most, to within 50 ms."""
        end_s = self.now_s() + timeout_s
        try:
            while True:
                data: bytes = self._port.read(1)
                if data:
                    data += self._port.read(self._port.in_waiting)
                    return data
                if self.now_s() >= end_s:
                    return b""
        except _GONE as error:
            raise self._gone(error) from error

    def close(self) -> None:
        """Close the port; harmless when it is closed or gone."""
        with suppress(*_GONE):  # nothing may be left to close
            self._port.close()
        if self._loan is not None:
            self._loan.close()

    def _gone(self, error: Exception) -> TransportGone:
        self.close()
        return TransportGone(
            f"{self.name}: the connection broke ({error}); plug the device in again, "
            "then repeat the command: it goes on safely"
        )


def open_transport(url: str) -> SerialTransport:
    """Open a port by path (/dev/ttyACM0, COM3) or pyserial URL (socket://host:port).

    A path may name the baud rate of a UART: /dev/ttyUSB0@9600 (115200 otherwise).
    For this program alone where the system can do that; ``acupacer watch`` lends it meanwhile.
    Raises PortError saying what to do. Blocks: as long as opening takes, and for a port that is
    taken ``HAND_OVER_S`` besides; nothing is sent yet.
    """
    _check_address(url)
    try:
        port, loan = _open_or_borrow(*_path_and_baud(url))
    except _CANNOT_OPEN as error:
        raise PortError(f"{url}: {_why_not(url, error)}") from error
    return SerialTransport(port, url, loan)


def _open_or_borrow(path: str, baud: int) -> tuple[Any, socket | None]:
    """The port, and the loan when it is lent.

    One that is taken is asked for again: ``acupacer watch`` cannot be asked while it takes a
    port or gives it back, and another command may be faster.
    """
    loan = None
    ends_s = time.monotonic() + HAND_OVER_S
    while True:
        try:
            return _open(path, baud), loan
        except _CANNOT_OPEN as error:
            if loan is not None:
                loan.close()
            loan = borrow(path) if _is_in_use(error) else None
            if loan is None:
                if not _is_in_use(error) or time.monotonic() >= ends_s:
                    raise
                time.sleep(POLL_S)


def _open(path: str, baud: int) -> Any:
    port = serial.serial_for_url(
        path,
        baudrate=baud,
        timeout=POLL_S,
        write_timeout=WRITE_TIMEOUT_S,
        exclusive=True,
    )
    port.reset_input_buffer()
    return port


def _path_and_baud(url: str) -> tuple[str, int]:
    """``/dev/ttyUSB0@9600`` taken apart; a URL is left as it is."""
    path, at, rate = url.rpartition("@")
    if not at or not rate.isdigit() or "://" in url:
        return url, BAUD
    if int(rate) == LOADER_BAUD:
        raise PortError(f"{url}: {rate} baud would put many boards into their loader")
    return path, int(rate)


def _check_address(url: str) -> None:
    """Raises PortError for a URL of the network that lacks its host or its port."""
    scheme = url.partition("://")[0]
    if scheme not in ON_NETWORK or not url.startswith(f"{scheme}://"):
        return
    try:
        address = urlsplit(url)
        is_whole = bool(address.hostname and address.port)
    except ValueError:  # the port is no number up to 65535
        is_whole = False
    if not is_whole:
        raise PortError(f"{url}: name host and port, as {scheme}://localhost:7000")


def _why_not(url: str, error: Exception) -> str:
    """Why a port did not open and what to do about it."""
    number = getattr(error, "errno", None)
    text = str(error)  # Windows' errors carry no number of their own
    if number == errno.EACCES:
        return "no permission; join the port's group (dialout on Debian) or run acupacer doctor"
    if _is_in_use(error):
        holder = holder_of(url) or "another program"
        return f"{holder} has this port open; end that and try again"
    if number in _ABSENT or "FileNotFoundError" in text:
        return "no such port; acupacer devices lists those that exist"
    if number in _NO_PORT or f"({errno.ENOTTY}, " in text:
        return "is not a serial port; acupacer devices lists those that exist"
    return f"cannot be opened ({text.removeprefix(f'Could not open port {url}: ')})"


def _is_in_use(error: Exception) -> bool:
    number, text = getattr(error, "errno", None), str(error)
    return number in _IN_USE or "exclusively lock" in text or "Access is denied" in text


_IN_USE = (errno.EBUSY, errno.EAGAIN)
_NO_PORT = (errno.ENOTTY, errno.EISDIR)
_ABSENT = (errno.ENOENT, errno.ENODEV, errno.ENXIO)


@dataclass(frozen=True)
class Candidate:
    """A port that may lead to a device. ``path`` opens it; the rest is for people."""

    path: str
    product: str
    serial_number: str


def candidates(ports: Iterable[object] | None = None) -> list[Candidate]:
    """Ports whose USB ids or product name look like a device, by path.

    ``ports``: pyserial's list of ports (None: the machine's). Nothing is opened.
    """
    if ports is None:
        from serial.tools.list_ports import comports

        ports = comports()
    likely = [port for port in ports if _is_candidate(port)]
    return sorted((_candidate(port) for port in likely), key=lambda port: port.path)


def _is_candidate(port: object) -> bool:
    product = str(getattr(port, "product", None) or "").lower()
    usb_ids = (getattr(port, "vid", None), getattr(port, "pid", None))
    return PRODUCT in product or usb_ids in USB_IDS


def _candidate(port: object) -> Candidate:
    return Candidate(
        str(getattr(port, "device", "")),
        str(getattr(port, "product", None) or ""),
        str(getattr(port, "serial_number", None) or ""),
    )


def choose_port(
    named: str | None,
    answers: Callable[[str], bool],
    ports: Iterable[object] | None = None,
) -> str:
    """The port to use: the one named, else that of the one device connected.

    ``answers(path)``: whether a device is behind a candidate. ``ports``: as for
    ``candidates``. Raises NoDevice or SeveralDevices.
    """
    if named:
        return named
    paths = [port.path for port in candidates(ports) if answers(port.path)]
    if not paths:
        start_one = "" if sys.platform == "win32" else ", or start one with acupacer simulate"
        raise NoDevice(
            "no device found; plug it in, name its port with --port or ACUPACER_PORT"
            f"{start_one} (acupacer doctor looks for the reason)"
        )
    if len(paths) > 1:
        raise SeveralDevices(paths)
    return paths[0]
