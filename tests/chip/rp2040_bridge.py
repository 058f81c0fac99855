"""The emulated chip's USB port as a pty, for the real command line."""

import contextlib
import mmap
import os
import pty
import struct
import subprocess
import sys
import time
import tty
from pathlib import Path

CLI = Path(__file__).with_name("rp2040_cli.py")
PIECE_MS = 5
PATIENCE_MS = 120_000  # of the chip's time
HOMES = ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME")


class Bridge:
    """Runs commands against ``chip``; what they keep is kept in ``home``.

    The chip runs while a command does, in small pieces; no piece takes less than its own
    time, or the chip would have waited for long while the command thinks for a moment.
    """

    def __init__(self, chip, home):
        self._chip = chip
        self._home = home
        self._clock_file = home / "chip-clock"

    def acupacer(self, *arguments):
        """What a command says, which has to end well."""
        self._clock_file.write_bytes(self._clock())
        with contextlib.ExitStack() as stack:
            master, port = self._open_pty(stack)
            shared = self._open_clock(stack)
            command = [
                sys.executable,
                CLI,
                self._clock_file,
                "--port",
                port,
                *map(str, arguments),
            ]
            process = stack.enter_context(
                subprocess.Popen(
                    command,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    env={**os.environ, **dict.fromkeys(HOMES, str(self._home))},
                )
            )
            stack.callback(process.kill)  # comes first: nothing may outlast a failure
            until_ms = self._chip.now_ms + PATIENCE_MS
            while process.poll() is None:
                assert self._chip.now_ms < until_ms, "the command does not end"
                self._run_piece(master, shared)
            said, complaint = process.communicate()
        assert process.returncode == 0, complaint
        return said

    def _open_pty(self, stack):
        master, slave = pty.openpty()
        stack.callback(os.close, master)
        stack.callback(os.close, slave)
        tty.setraw(slave)
        os.set_blocking(master, False)
        return master, os.ttyname(slave)

    def _open_clock(self, stack):
        file = stack.enter_context(self._clock_file.open("r+b"))
        return stack.enter_context(mmap.mmap(file.fileno(), 0))

    def _run_piece(self, master, shared):
        began_s = time.monotonic()
        with contextlib.suppress(BlockingIOError):
            self._chip.send(os.read(master, 4096))
        self._chip.run(PIECE_MS)
        data = self._chip.take()
        if data:
            os.write(master, data)
        shared[:] = self._clock()
        time.sleep(max(0.0, began_s + PIECE_MS / 1000 - time.monotonic()))

    def _clock(self):
        return struct.pack("d", self._chip.now_ms / 1000)
