"""How a command that looks at a device for long lends its port to a short one.

The holder listens on a Unix socket named after the port. Who finds the port taken connects and
waits for a byte: the port is closed now. It is lent until that connection ends, however it
ends. Where there are no such sockets (Windows), no port is lent.
"""

from __future__ import annotations

import os
import select
import socket
from contextlib import suppress
from pathlib import Path
from types import TracebackType

ANSWER_S = 5.0  # so long the holder may take to end what it asked the device


class Lender:
    """Can be asked for ``port`` while it is a context, which is as long as it has that open."""

    def __init__(self, port: str) -> None:
        self._path = _path(port)
        self._listener: socket.socket | None = None
        self._borrower: socket.socket | None = None

    def __enter__(self) -> Lender:
        if hasattr(socket, "AF_UNIX"):
            with suppress(OSError):
                self._listen()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        if self._listener is not None:
            with suppress(OSError):
                self._path.unlink()
            self._listener.close()
            self._listener = None

    def is_asked(self) -> bool:
        """Whether somebody waits for the port. Blocks: never."""
        if self._listener is not None and self._borrower is None:
            with suppress(BlockingIOError):
                self._borrower, _ = self._listener.accept()
        return self._borrower is not None

    def lend(self) -> None:
        """The port is closed: lend it. Blocks: until the borrower is done with it."""
        if self._borrower is None:
            return
        borrower, self._borrower = self._borrower, None
        with borrower, suppress(OSError):  # it may be gone
            borrower.setblocking(True)
            borrower.send(b"\n")
            borrower.recv(1)

    def _listen(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path.unlink(missing_ok=True)  # of a holder that was killed
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self._path))
        listener.listen()
        listener.setblocking(False)
        self._listener = listener


def borrow(port: str) -> socket.socket | None:
    """The loan of a port that another command holds, to be closed when done; None: not lent.

    Blocks: ``ANSWER_S`` at most.
    """
    loan = _connected(_path(port)) if hasattr(socket, "AF_UNIX") else None
    if loan is None:
        return None
    with suppress(OSError):
        if select.select([loan], [], [], ANSWER_S)[0] and loan.recv(1):
            return loan
    loan.close()
    return None


def _connected(path: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        return None
    return connection


def _path(port: str) -> Path:
    from platformdirs import user_cache_path

    return (
        user_cache_path("acupacer")
        / "ports"
        / os.path.realpath(port).strip("/").replace("/", "-")
    )
