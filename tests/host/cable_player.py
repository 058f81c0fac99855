"""The page's side of ``page.cable``, without a page: over a line in this process.

``calls``: what it called, with the time, for an interpreter that is to answer the same.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import datetime
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from acupacer.core.device_config import Capacities
from acupacer_host import errors
from acupacer_host.page import cable
from cli_rig import Port
from fake_link_device import FakeLine
from link_fake import Bench

EPOCH_S = 1_769_900_400.0  # the time of ``Port``'s clock
MOST_ORDERS = 5000  # of one operation
BERLIN = ZoneInfo("Europe/Berlin")


def document(*ids: str, rest_s: int = 5) -> str:
    """Routines of one step each."""
    step = {"method": "hands", "point": "LI4", "hold": 9, "rest_s": rest_s}
    routines = [{"id": name, "title": name.upper(), "steps": [step]} for name in ids]
    whole = {"format": "acupacer-routines", "version": 2, "routines": routines}
    return json.dumps(whole, separators=(",", ":"))


def offset_min(minutes: int) -> int:
    offset = datetime.fromtimestamp(minutes * 60, BERLIN).utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a browser in Berlin tell the zone."""
    module = ModuleType("_acupacer_browser")
    module.offset_min = offset_min  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "_acupacer_browser", module)


class Player:
    """A device, a line to it (``line``: see ``FakeLine``) and a port that is open."""

    def __init__(self, is_own: bool = False, **line: Any) -> None:
        self.is_own = int(is_own)  # the page's own device
        self.port = Port()
        self.bench = Bench(self.port, Capacities(buf_size=4096, can_inflate=True))
        self.calls: list[tuple[str, str, list[Any]]] = []
        self.answers: list[str] = []
        self.progress: list[tuple[int, int]] = []
        self.busy: list[int] = []
        self.on_news: Any = None
        self.number = 0  # of the line
        self.plug(**line)

    def plug(self, **line: Any) -> None:
        """Another line to the same device."""
        self.line = FakeLine(self.bench, **line)
        self.number += 1
        self._call("plug", 7, self.is_own)

    def store(self, data: bytes) -> None:
        """Let the device have ``data`` as its routines."""
        self.bench.store.files["routines.json"] = data
        self.port.sha = hashlib.sha256(data).digest()

    @property
    def stored(self) -> bytes:
        """The routines the device has."""
        return self.bench.store.files["routines.json"]

    def run(self, name: str, value: Any = None, language: str = "en") -> dict[str, Any]:
        """The operation's answer, or what ``outcome`` says of its error."""
        text = value if isinstance(value, str) else json.dumps(value)
        order = self._begin(name, text, language)
        order = self.finish(order)
        assert order in ("done", "failed")
        self.calls.append(("cable", "outcome", [self.number]))
        self.answers.append(cable.outcome(self.number))
        told: dict[str, Any] = json.loads(self.answers[-1])
        found: dict[str, Any] = told.get("answer", told)
        return found

    def finish(self, order: str) -> str:
        """Follow the orders until the operation is over."""
        for _ in range(MOST_ORDERS):
            if order in ("done", "failed"):
                return order
            order = self._follow(order)
        raise AssertionError(f"no end: {order[:40]}")

    def give_up(self) -> str:
        """The user does; the next order."""
        return self._call("give_up")

    def _begin(self, name: str, value: str, language: str) -> str:
        return self._call("begin", name, value, language)

    def _follow(self, order: str) -> str:
        verb, _, value = order.partition(" ")
        try:
            if verb == "write":
                self.line.write(bytes.fromhex(value))
                return self._call("written")
            if verb == "pause":
                self.line.sleep(int(value) / 1000)
                return self._call("timed_out")
            assert verb == "read", order
            data = self.line.read(int(value) / 1000)
            return self._call("received", data.hex()) if data else self._call("timed_out")
        except errors.TransportGone:
            return self._call("gone")

    def _call(self, name: str, *values: Any) -> str:
        now_s = round(self.line.now_s(), 4)
        given = [self.number, now_s, *values]
        self.calls.append(("cable", name, given))
        self.answers.append(getattr(cable, name)(*given))
        order, *news = self.answers[-1].split("\n")
        for line in news:
            self._hear(line)
        return order

    def _hear(self, line: str) -> None:
        kind, *numbers = line.split()
        if kind == "progress":
            self.progress.append((int(numbers[0]), int(numbers[1])))
        else:
            self.busy.append(int(numbers[0]))
        if self.on_news is not None:
            self.on_news()
