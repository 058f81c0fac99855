"""What the Pico's board uses of MicroPython, for CPython: modules, names, unbuffered files."""

import gc
import io
import select
import signal
import sys
import time
import traceback
from types import ModuleType


class Poll:
    """``select.poll()`` with ``ipoll``."""

    def __init__(self, plain=select.poll):
        self._poll = plain()

    def register(self, file, events):
        self._poll.register(file, events)

    def ipoll(self, ms):
        return self._poll.poll(ms)


class FrameBuffer:
    """Draws a bar where ``framebuf`` would draw a letter."""

    def __init__(self, page, width, height, form):
        self._page, self._width = page, width

    def text(self, text, x, y):
        for index, letter in enumerate(text):
            if letter != " ":
                self._page[y // 8 * self._width + x + 8 * index] = 0x7E


class Lines:
    """A FIFO's lines, each read only once it is asked for: ``poll`` knows of the others."""

    def __init__(self, path):
        self._file = open(path, "rb", buffering=0)
        self.fileno = self._file.fileno

    def readline(self):
        return self._file.readline().decode()


def print_exception(error, file=None):
    """``sys.print_exception``."""
    traceback.print_exception(error, file=file or sys.stdout)


def install(trace, control):
    """Have the names in place; the files at ``trace`` and ``control``, opened."""
    time.ticks_us = lambda: time.monotonic_ns() // 1000
    time.ticks_ms = lambda: time.monotonic_ns() // 1000000
    time.ticks_diff = lambda later, earlier: later - earlier
    time.sleep_ms = lambda ms: time.sleep(ms / 1000)
    select.poll = Poll
    sys.print_exception = print_exception
    gc.threshold = lambda allocated: None
    # Ctrl-C ends it as it ends MicroPython, also where the tests run in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.modules["framebuf"] = module = ModuleType("framebuf")
    module.FrameBuffer, module.MONO_VLSB = FrameBuffer, 0
    sys.modules["micropython"] = module = ModuleType("micropython")
    module.kbd_intr = lambda code: None
    sys.stdin = io.TextIOWrapper(open(0, "rb", buffering=0, closefd=False))
    out = open(1, "wb", buffering=0, closefd=False)
    sys.stdout = io.TextIOWrapper(out, write_through=True)
    return open(trace, "a", buffering=1), Lines(control)
