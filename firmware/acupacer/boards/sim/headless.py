"""The simulator without a screen: a script in, a trace out.

Standard output: first a line with the serial port, then the trace (docs/developer/trace.md).
Standard input: the script (see ``script``). Standard error: what was wrong with it.
"""

import io
import os
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from . import script
from .board import SimOptions, Simulator
from .trace import as_line

OK, FAILED, USAGE = 0, 1, 2
TYPED_MS = 50  # a line this late was typed or sent by hand: its waits count from now


def run_headless(
    options: SimOptions,
    source: TextIO | None = None,
    out: TextIO | None = None,
    announce: Callable[[Simulator], None] = lambda simulator: None,
) -> int:
    """Simulate until the script quits or ends; returns the exit code.

    0: ended as told; 1: the device failed; 2: the script had lines that are no command
    (each is named on standard error and skipped). ``source`` and ``out``: standard
    input and output. ``announce``: is told of the simulator before it begins. In real
    time an empty input (``< /dev/null``) is no script: the device runs until a signal
    ends it. Blocks: until then.
    """
    run = _Run(options, source or sys.stdin or io.StringIO(), out or sys.stdout)
    try:
        announce(run.simulator)
        return run.virtual() if options.is_virtual else run.real()
    finally:
        run.simulator.close()


class _Run:
    """One headless run."""

    def __init__(self, options: SimOptions, source: TextIO, out: TextIO) -> None:
        self._source = source
        self._out = out
        self._number = 0
        self._faults = 0
        self._due_ms = 0
        self.simulator = Simulator(options, self._print)
        self._print({"port": self.simulator.port, "dev_id": self.simulator.dev_id})
        for line in self.simulator.recovered:
            print(line, file=sys.stderr)

    def virtual(self) -> int:
        """Time moves by the script only; the link is served while the script is silent."""
        try:
            self._follow()
        except Exception:
            return self.simulator.runner.fail()
        return self._code(OK)

    def _follow(self) -> None:
        simulator = self.simulator
        simulator.settle()
        for line in self._lines(self._serve_until_readable):
            for step in self._parse(line):
                if step.verb == "quit" or simulator.ended:
                    return
                simulator.do(step)
                simulator.advance(step.value if step.verb == "wait" else 0)

    def real(self) -> int:
        """The device paces in this thread, the script acts from another."""
        threading.Thread(target=self._play, name="script", daemon=True).start()
        with self.simulator.runner.catching_signals():
            return self._code(self.simulator.run())

    def _play(self) -> None:
        for line in self._lines(lambda fd: None):
            for step in self._parse(line):
                if step.verb == "quit":
                    self.simulator.stop()
                    return
                if step.verb == "wait":
                    self._wait(step.value)
                else:
                    self.simulator.do(step)
        if self._number:
            self.simulator.stop()

    def _wait(self, ms: int) -> None:
        """Sleep on the device's clock; a piped script's waits do not add up lateness."""
        clock = self.simulator.clock
        if clock.now_ms() - self._due_ms > TYPED_MS:
            self._due_ms = clock.now_ms()
        self._due_ms += ms
        time.sleep(max(0.0, clock.seconds_until(self._due_ms)))

    def _parse(self, line: str) -> list[script.Step]:
        self._number += 1
        try:
            return script.parse(line)
        except script.ScriptError as error:
            self._faults += 1
            print(f"line {self._number}: {error}", file=sys.stderr, flush=True)
            return []

    def _code(self, code: int) -> int:
        return code or (USAGE if self._faults else OK)

    def _lines(self, wait: Callable[[int], None]) -> Iterator[str]:
        """The script's lines; ``wait``: returns once there is something to read.

        Reads the file itself, past Python's buffer: a thread that waits inside that
        buffer would keep the process from ending.
        """
        try:
            fd = self._source.fileno()
        except OSError:  # not a file: a test's StringIO
            yield from self._source
            return
        rest = b""
        while True:
            wait(fd)
            data = os.read(fd, 4096)
            *lines, rest = (rest + data).split(b"\n")
            if not data and rest:
                lines.append(rest)
            for line in lines:
                yield line.decode("utf-8", "replace")
            if not data:
                return

    def _serve_until_readable(self, fd: int) -> None:
        """Serve the link at the present instant while the script is silent."""
        while True:
            ready = select.select((fd, self.simulator.link_fd), (), ())[0]
            if self.simulator.link_fd in ready:
                self.simulator.settle()
            if fd in ready:
                return

    def _print(self, record: dict[str, object]) -> None:
        try:
            self._out.write(as_line(record) + "\n")
            self._out.flush()
        except (BrokenPipeError, ValueError):
            self._leave()

    def _leave(self) -> None:
        """Whoever read the trace is gone: end quietly."""
        self._out = open(os.devnull, "w")  # noqa: SIM115
        self.simulator.stop("unread")
