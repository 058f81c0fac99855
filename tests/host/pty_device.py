"""A device behind a real pseudo-terminal, served by a thread, for unmodified clients."""

from __future__ import annotations

import os
import select
import threading
import time
import tty
from contextlib import suppress

from link_fake import Bench


class PtyDevice:
    """``path`` is the port to open. Use as a context; ``unplug`` closes it early."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self._master, slave = os.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        self._slave = slave  # kept open: a pty without a slave gives EIO to its master
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> PtyDevice:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.unplug()

    def unplug(self) -> None:
        """Close both ends, as pulling the cable does."""
        if self._thread.is_alive():
            os.write(self._wake_write, b"x")
            self._thread.join()
        for number in (self._master, self._slave, self._wake_read, self._wake_write):
            with suppress(OSError):
                os.close(number)

    def _serve(self) -> None:
        start_s = time.monotonic()
        while True:
            ready, _, _ = select.select([self._master, self._wake_read], [], [], self._wait_s())
            if self._wake_read in ready:
                return
            self.bench.now_ms = int((time.monotonic() - start_s) * 1000)
            self.bench.sent = b""
            self.bench.feed(os.read(self._master, 512) if self._master in ready else b"")
            self.bench.run()
            if self.bench.sent:
                os.write(self._master, self.bench.sent)

    def _wait_s(self) -> float | None:
        next_ms = self.bench.link.next_ms
        return None if next_ms is None else max(0.0, (next_ms - self.bench.now_ms) / 1000)
