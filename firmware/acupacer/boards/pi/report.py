"""The file that ``acupacer-device selftest --report`` writes: a board as it was seen to work.

Text for people, with four lines for what no program can see, and as its last line the same in
JSON for programs. It says nothing of who made it: no history, no answers, no names of the
computer, of the user or of the device.
"""

import json
import os
import platform
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from ... import __version__
from .config import Config
from .finding import Finding
from .machine import Machine
from .selftest import SelfTest

FORMAT, FORMAT_VERSION = "acupacer board report", 1
LIBRARIES = ("gpiozero", "lgpio", "adafruit-circuitpython-ssd1306", "pyserial")
YOURS = ("motor", "transistor", "panel and buttons", "supply")
HEAD = (
    "Made by acupacer-device selftest. Read it, say after the colons what you used, then send",
    "it if you like: others see which boards work. It tells nothing of you.",
)

ROOM_BYTES = 64 * 1024  # more than a report has


class ReportFile:
    """A file with room on the disk for a report before there is one; close it.

    ``file`` gets it whole or stays as it was. What is no file but a terminal or the like is
    written to as it is. The constructor raises OSError when there is no room, or no right.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._part: Path | None = None
        if file.exists() and not file.is_file():
            return
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        self._part = Path(name)
        try:
            with os.fdopen(handle, "wb") as part:
                os.fchmod(handle, 0o644)
                _write(part, b"\n" * ROOM_BYTES)
        except OSError:
            self.close()
            raise

    def write(self, data: bytes) -> None:
        """Put ``data`` there. Raises OSError. Blocks: until it is safe on the disk."""
        if self._part is None:
            self.file.write_bytes(data)
            return
        with self._part.open("r+b") as part:
            _write(part, data)
        os.replace(self._part, self.file)

    def close(self) -> None:
        """Give back the room that is not used."""
        if self._part is not None:
            self._part.unlink(missing_ok=True)


def _write(part: BinaryIO, data: bytes) -> None:
    part.write(data)
    part.truncate()
    part.flush()
    os.fsync(part.fileno())


def compose(
    test: SelfTest, findings: Sequence[Finding], config: Config, machine: Machine
) -> bytes:
    """The report's bytes. ``findings``: those of ``check``, from before the test."""
    system = system_facts(machine)
    about = [f"{name + ':':12}{', '.join(words)}" for name, words in system.items()]
    checked = [
        f"  {finding.verdict:12}{finding.about:10}{finding.found}" for finding in findings
    ]
    tested = [
        f"  {verdict:12}{name:10}{line}".rstrip()
        for name, verdict in test.verdicts.items()
        for verdict, name, line in _rows(name, verdict, lines_of(test, name))
    ]
    facts = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "system": system,
        "wiring": _wiring(config),
        "check": [[found.verdict, found.about, found.found] for found in findings],
        "selftest": test.verdicts,
        "measured": figures(test),
    }
    parts = [
        [f"{FORMAT} {FORMAT_VERSION}", *HEAD],
        [f"{name + ':':20}".rstrip() for name in YOURS],
        about,
        ["check", *checked],
        ["selftest", *tested],
    ]
    text = "\n\n".join("\n".join(part) for part in parts)
    return _without_home(f"{text}\n\n{json.dumps(facts)}\n").encode()


def system_facts(machine: Machine) -> dict[str, list[str]]:
    """Which computer, system and versions these are."""
    os_name = ""
    for line in machine.read("/etc/os-release").splitlines():
        name, _, value = line.partition("=")
        if name == "PRETTY_NAME":
            os_name = value.strip("\"'")
    libraries = [f"{name} {_version(name)}" for name in LIBRARIES]
    return {
        "board": [machine.read("/proc/device-tree/model") or "unknown"],
        "system": [os_name or "unknown", platform.release(), platform.machine()],
        "acupacer": [__version__, f"Python {platform.python_version()}", *libraries],
    }


def lines_of(test: SelfTest, name: str) -> list[str]:
    """What was measured of one part, for people."""
    if name == "panel" and test.picture_us:
        return [f"a whole picture in {test.picture_us / 1000:.1f} ms"]
    if name == "jumper":
        return [test.pulses.words()]
    if name == "waits":
        return [test.waits.words()]
    if name in test.bounces and test.bounces[name].held_ms:
        return test.bounces[name].lines()
    return []


def figures(test: SelfTest) -> dict[str, object]:
    """What was measured, for programs."""
    return {
        "picture_us": test.picture_us,
        "pulses": test.pulses.figures(),
        "waits": test.waits.figures(),
        "bounces": {name: bounces.figures() for name, bounces in test.bounces.items()},
    }


def _rows(name: str, verdict: str, lines: list[str]) -> list[tuple[str, str, str]]:
    """A part's row, and those that go on with it."""
    first, *more = lines or [""]
    return [(verdict, name, first), *(("", "", line) for line in more)]


def _wiring(config: Config) -> dict[str, object]:
    """What is wired how; not where files are, nor what the device is called."""
    sections = ("buttons", "motor", "buzzer", "panel", "serial")
    return {name: asdict(getattr(config, name)) for name in sections}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _without_home(text: str) -> str:
    """A folder of the user's own is called ``~``: its path has the user's name."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text
