"""A device with a fixed programme in the core's place: exact tests of the board alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from acupacer.core import events
from acupacer.core.device import Device
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.views import View

if TYPE_CHECKING:
    from acupacer.core.screen.raster import Window

# What is ordered when; an Exception is raised instead.
Programme = list[tuple[int, list[Any]]]


class StandInLink:
    """What the virtual clock asks of the link."""

    is_open = False


class StandIn:
    """Orders ``programme`` [(at_ms, [effects])]; records what it is told.

    ``answers``: input type -> effects ordered whenever such an input comes.
    """

    def __init__(
        self,
        programme: Iterable[tuple[int, list[Any]]] = (),
        answers: dict[type, list[Any]] | None = None,
    ) -> None:
        self.programme: Programme = sorted(programme, key=lambda entry: entry[0])
        self.answers = answers or {}
        self.next_ms = 0
        self.painter = Painter()
        self.link = StandInLink()
        self.view = View()
        self.session: object = None
        self.inputs: list[tuple[int, object]] = []
        self.steps: list[int] = []

    def step(self, now_ms: int, inputs: list[object]) -> list[object]:
        self.steps.append(now_ms)
        self.inputs += [(now_ms, event) for event in inputs]
        effects: list[Any] = []
        for event in inputs:
            effects += self.answers.get(type(event), [])
        while self.programme and self.programme[0][0] <= now_ms:
            effects += self.programme.pop(0)[1]
        for effect in effects:
            if isinstance(effect, events.ShowView):
                view: Any = effect.view
                self.painter.show(view)
            if isinstance(effect, Exception):
                raise effect
        for event in inputs:
            if isinstance(event, events.PanelChanged) and event.is_found:
                self.painter.forget()
        self.next_ms = self.programme[0][0] if self.programme else now_ms + 1000
        return effects

    def took(self, ms: int) -> None:
        """It has no work to be measured."""

    draw = Device.draw

    def next_window(self, max_bytes: int) -> Window | None:
        return self.painter.next_window(max_bytes)

    def inputs_of(self, kind: type) -> list[tuple[int, Any]]:
        return [(at_ms, event) for at_ms, event in self.inputs if isinstance(event, kind)]


def pulse(at_ms: int, length_ms: int, duty_pct: int = 100, tone_hz: int = 0) -> Programme:
    """A programme's two entries for one pulse."""
    on: list[Any] = [events.SetMotor(duty_pct, at_ms)]
    off: list[Any] = [events.SetMotor(0, at_ms + length_ms)]
    if tone_hz:
        on.append(events.SetTone(tone_hz, at_ms))
        off.append(events.SetTone(0, at_ms + length_ms))
    return [(at_ms, on), (at_ms + length_ms, off)]


def run_until(simulator: Any, holds: Callable[[], object], patience_s: float = 60) -> int:
    """Run in real time until ``holds()``, or for ``patience_s``; the exit code."""

    def stop() -> None:
        until_s = time.monotonic() + patience_s
        while not holds() and time.monotonic() < until_s:
            time.sleep(0.005)
        simulator.stop()

    stopping = threading.Thread(target=stop)
    stopping.start()
    code: int = simulator.run()
    stopping.join()
    return code
