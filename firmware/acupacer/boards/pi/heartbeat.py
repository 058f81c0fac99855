"""Tells systemd that the pacing loop lives (the sd_notify protocol, a few datagrams).

The loop itself beats: should it hang, the beats stop, systemd ends the process and runs
the unit's ExecStopPost, which drives the outputs low.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress

BEATS_PER_TIMEOUT = 4


class Heartbeat:
    """Says READY at the first beat, then WATCHDOG four times per watchdog timeout.

    ``environ``: where systemd puts NOTIFY_SOCKET and WATCHDOG_USEC. Without the first
    nothing is ever sent, without the second only READY and STOPPING are.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        path = environ.get("NOTIFY_SOCKET", "")
        self._path = "\0" + path[1:] if path.startswith("@") else path
        timeout_us = environ.get("WATCHDOG_USEC", "")
        self._every_ms = (
            int(timeout_us) // 1000 // BEATS_PER_TIMEOUT if timeout_us.isdecimal() else 0
        )
        self._due_ms: int | None = 0
        self._is_ready = False
        self._socket = self._open() if path else None

    def beat(self, now_ms: int) -> None:
        """The loop has come round; call it in every pass. Blocks: never."""
        if self._socket is None or self._due_ms is None or now_ms < self._due_ms:
            return
        self._send(b"WATCHDOG=1" if self._is_ready else b"READY=1")
        self._is_ready = True
        self._due_ms = now_ms + self._every_ms if self._every_ms else None

    def end(self) -> None:
        """The process is about to end on purpose. Blocks: never."""
        self._send(b"STOPPING=1")
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _open(self) -> socket.socket:
        opened = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        opened.setblocking(False)
        return opened

    def _send(self, message: bytes) -> None:
        if self._socket is not None:
            with suppress(OSError):  # a beat that is lost is followed by the next
                self._socket.sendto(message, self._path)
