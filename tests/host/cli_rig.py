"""Commands in this process, a device in this process, nothing of this machine touched."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from acupacer.core.device_config import Capacities
from acupacer.core.routine import document
from acupacer_host.cli import cli
from acupacer_host.device import clock, connection
from click.testing import CliRunner, Result
from fake_link_device import FakeLine, Inflater
from link_fake import Bench, FakePort

IDLE = {
    "state": "home",
    "routine": "",
    "method": "",
    "point": "",
    "area": "",
    "side": "",
    "step": 0,
    "steps": 0,
    "repetition": 0,
    "repetitions": 0,
    "remaining_s": 0,
    "routines": 8,
    "notice": "",
    "has_panel": True,
    "has_clock": True,
    "dropped": 0,
    "motor_capped": 0,
    "tone_capped": 0,
}
FLAGS = (
    "pregnancy",
    "hip_replacement",
    "anticoagulants",
    "osteoporosis",
    "reduced_sensation",
    "acute_injury",
)
SETTINGS = {
    "sound": True,
    "vibration": True,
    "strength": "high",
    "motor": "typical",
    "ticks": False,
    "long_press": 800,
    "language": "en",
    "inverted": False,
    "large": False,
}


DEVICE_NOW = datetime.fromisoformat("2026-02-01T00:00:00+01:00")  # as ``FakePort``'s


class Port(FakePort):
    """A device at home with every question answered no, unless a test says otherwise."""

    def __init__(self) -> None:
        super().__init__(document.Scanner, Inflater)
        self.now: dict[str, Any] = dict(IDLE)
        self.flags: dict[str, Any] = dict.fromkeys(FLAGS, False)
        self.choices: dict[str, Any] = dict(SETTINGS)
        self.takes_clock = True
        self.opens = "prompt"  # the state a routine's opening leads to

    def control(self, verb: str, argument: str) -> str:
        if verb == "open":
            self.now["state"] = self.opens
        reason: str = super().control(verb, argument)
        return reason

    def state(self) -> Any:
        return list(self.now.items())

    def profile(self) -> Any:
        return list(self.flags.items())

    def settings(self) -> Any:
        return list(self.choices.items())


class Rig:
    """``run("push", "x.json")`` runs a command against ``port``'s device."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self.port = Port()
        self.bench = Bench(self.port, Capacities(buf_size=4096, can_inflate=True))
        self.home = home
        self.lines: list[FakeLine] = []
        self.line: dict[str, Any] = {}  # what the next lines are like, see ``FakeLine``
        self.urls: list[str] = []  # the ports that were opened
        monkeypatch.setattr(connection, "open_transport", self._open)
        monkeypatch.setattr(clock, "now", lambda: DEVICE_NOW)
        for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"):
            monkeypatch.setenv(name, str(home))
        monkeypatch.delenv("ACUPACER_PORT", raising=False)
        monkeypatch.setenv("COLUMNS", "100")

    def _open(self, url: str) -> FakeLine:
        self.urls.append(url)
        self.lines.append(FakeLine(self.bench, **self.line))
        return self.lines[-1]

    @property
    def requests(self) -> int:
        """Frames the last command wrote."""
        return len(self.lines[-1].writes)

    def store(self, data: bytes) -> None:
        """Let the device have ``data`` as its routines."""
        self.bench.store.files["routines.json"] = data
        self.port.sha = hashlib.sha256(data).digest()

    def stored(self) -> bytes:
        return self.bench.store.files["routines.json"]

    def has_history(self, lines: list[bytes]) -> None:
        """Let the device have these history records."""
        self.bench.store.files["history.jsonl"] = b"".join(line + b"\n" for line in lines)

    def run(self, *arguments: str) -> Result:
        return self.run_unnamed("--port", "fake", *arguments)

    def run_unnamed(self, *arguments: str) -> Result:
        """As ``run``, with no port named."""
        result = CliRunner().invoke(cli, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result
