"""A simulator in a process of its own, on virtual time, with a script and a trace."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import SimulatorFailed

PATIENCE_S = 60.0  # of real time; a demo takes a few seconds


class SimulatorProcess:
    """Made by ``running``. ``port``: the serial port; ``trace``: the records so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.trace: list[dict[str, Any]] = []
        self.port = str(self._record()["port"])

    def play(self, *lines: str) -> None:
        """Hand lines to the script (docs/developer/trace.md); returns at once."""
        if self._process.stdin is None:
            raise SimulatorFailed("the simulator takes no script")
        try:
            self._process.stdin.write("".join(line + "\n" for line in lines))
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise self._ended() from error

    def read_until(self, screen: str) -> None:
        """Take the trace in until ``screen`` shows. Raises SimulatorFailed."""
        while True:
            record = self._record()
            self.trace.append(record)
            if record.get("screen") == screen:
                return

    def quit(self) -> int:
        """End it, take in the rest of the trace; the exit code."""
        self.play("quit")
        # Not by ``communicate``: it reads past what was buffered for a line, and loses that.
        self.trace += [json.loads(line) for line in self._process.stdout or ()]
        return self._process.wait(PATIENCE_S)

    def _record(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise self._ended()
        record: dict[str, Any] = json.loads(line)
        return record

    def _ended(self) -> SimulatorFailed:
        return SimulatorFailed("the simulator ended, or did nothing for a minute; see above")


@contextmanager
def running() -> Iterator[SimulatorProcess]:
    """A simulator for the time of a with block; killed when it does not end by itself."""
    command = [sys.executable, "-m", "acupacer_host", "simulate", "--headless", "--virtual"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        watchdog = threading.Timer(PATIENCE_S, process.kill)
        watchdog.start()
        try:
            yield SimulatorProcess(process)
        finally:
            watchdog.cancel()
            process.kill()
