"""Runs a program that takes long; nobody waits for more than 3 s without a line.

    python3 firmware/deploy/patience.py [--pip] COMMAND...

``--pip``: of what pip says a line for each package, and one when all are there.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

QUIET_S = 2.5  # with what it takes to begin, less than 3 s
INSTALLING = "3 of 3: putting them in place"  # the last stage of the Makefile's set-up

Say = Callable[[str], None]


def show(text: str) -> None:
    """A line on standard output, at once."""
    print(text, flush=True)


def whole(line: str) -> str | None:
    """Every line as it is."""
    return line


def of_pip(line: str) -> str | None:
    """What is worth saying of a line of pip's; None: nothing."""
    if line.startswith("Collecting "):
        return f"    fetching {re.split(r'[^A-Za-z0-9._-]', line.split()[1])[0]}"
    return INSTALLING if line.startswith("Installing collected packages") else None


def dots(waited_s: int) -> str:
    """That it still runs, after so many seconds."""
    return f"    ... {waited_s} s"


class Patience:
    """Says lines, and how long it takes whenever none came for ``quiet_s``.

    ``sign``: makes that line of the seconds since the beginning; ``now_s``: a clock that only
    grows.
    """

    def __init__(
        self,
        say: Say = show,
        sign: Callable[[int], str] = dots,
        quiet_s: float = QUIET_S,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say, self._sign, self._quiet_s, self._now_s = say, sign, quiet_s, now_s
        self._begun_s = self._said_s = now_s()

    def say(self, text: str) -> None:
        """Say a line."""
        self._say(text)
        self._said_s = self._now_s()

    def left_s(self) -> float:
        """How long the silence may go on; 0: a sign of life is due."""
        return max(0.0, self._said_s + self._quiet_s - self._now_s())

    def mind(self) -> None:
        """Give a sign of life if one is due."""
        if not self.left_s():
            self.say(self._sign(round(self._now_s() - self._begun_s)))


def run(
    command: Sequence[str],
    heard: Callable[[str], str | None] = whole,
    patience: Patience | None = None,
    **options: Any,
) -> int:
    """Run ``command``; its exit code. Blocks: until it has ended.

    ``heard``: what to say of a line of its output, None: nothing. ``options``: as for
    ``subprocess.Popen``; standard error goes its own way unless they say otherwise.
    """
    patience = patience or Patience()
    lines: Queue[str | None] = Queue()
    options = {"stdout": subprocess.PIPE, "text": True, "errors": "replace", **options}
    with subprocess.Popen(command, **options) as process:
        Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
        while True:
            try:
                line = lines.get(timeout=patience.left_s())
            except Empty:
                patience.mind()
                continue
            if line is None:
                return process.wait()
            text = heard(line.rstrip())
            if text is not None:
                patience.say(text)


def _read(source: IO[str] | None, lines: "Queue[str | None]") -> None:
    for line in source or ():
        lines.put(line)
    lines.put(None)


def main(arguments: Sequence[str]) -> int:
    """Run the command that the arguments are; its exit code."""
    is_pip = arguments[:1] == ["--pip"]
    return run(arguments[is_pip:], of_pip if is_pip else whole)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
