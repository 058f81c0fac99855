"""A pty in the place of the serial port: the host opens its other end."""

import os
import pty
import tty


class PtyPort:
    """The device's end of a pty; ``path`` is what a host opens.

    The pty outlives every host that opens and closes it, because this side keeps the
    host's end open too.
    """

    def __init__(self) -> None:
        self._fd, self._host_fd = pty.openpty()
        tty.setraw(self._host_fd)  # no echo, no line editing, whoever opens it
        os.set_blocking(self._fd, False)
        self.path = os.ttyname(self._host_fd)

    def fileno(self) -> int:
        """The device's end, non-blocking."""
        return self._fd

    def close(self) -> None:
        """Nothing: a pty has no plug to lose, see ``end``."""

    def end(self) -> None:
        """Close both ends, at the end of the simulation."""
        os.close(self._fd)
        os.close(self._host_fd)
