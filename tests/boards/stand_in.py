"""A device with a fixed programme in the core's place: exact tests of the board alone."""

import threading
import time

from acupacer.core import events
from acupacer.core.device import Device
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.views import View


class StandInLink:
    """What the virtual clock asks of the link."""

    is_open = False


class StandIn:
    """Orders ``programme`` [(at_ms, [effects])]; records what it is told.

    ``answers``: input type -> effects ordered whenever such an input comes.
    """

    def __init__(self, programme=(), answers=None):
        self.programme = sorted(programme, key=lambda entry: entry[0])
        self.answers = answers or {}
        self.next_ms = 0
        self.painter = Painter()
        self.link = StandInLink()
        self.view = View()
        self.inputs = []
        self.steps = []

    def step(self, now_ms, inputs):
        self.steps.append(now_ms)
        self.inputs += [(now_ms, event) for event in inputs]
        effects = []
        for event in inputs:
            effects += self.answers.get(type(event), [])
        while self.programme and self.programme[0][0] <= now_ms:
            effects += self.programme.pop(0)[1]
        for effect in effects:
            if isinstance(effect, events.ShowView):
                self.painter.show(effect.view)
            if isinstance(effect, Exception):
                raise effect
        for event in inputs:
            if isinstance(event, events.PanelChanged) and event.is_found:
                self.painter.forget()
        self.next_ms = self.programme[0][0] if self.programme else now_ms + 1000
        return effects

    draw = Device.draw

    def next_window(self, max_bytes):
        return self.painter.next_window(max_bytes)

    def inputs_of(self, kind):
        return [(at_ms, event) for at_ms, event in self.inputs if isinstance(event, kind)]


def pulse(at_ms, length_ms, duty_pct=100, tone_hz=0):
    """A programme's two entries for one pulse."""
    on = [events.SetMotor(duty_pct, at_ms)]
    off = [events.SetMotor(0, at_ms + length_ms)]
    if tone_hz:
        on.append(events.SetTone(tone_hz, at_ms))
        off.append(events.SetTone(0, at_ms + length_ms))
    return [(at_ms, on), (at_ms + length_ms, off)]


def run_until(simulator, holds, patience_s=60):
    """Run in real time until ``holds()``, or for ``patience_s``; the exit code."""

    def stop():
        until_s = time.monotonic() + patience_s
        while not holds() and time.monotonic() < until_s:
            time.sleep(0.005)
        simulator.stop()

    stopping = threading.Thread(target=stop)
    stopping.start()
    code = simulator.run()
    stopping.join()
    return code
