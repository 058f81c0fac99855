"""What the Pico's modules import and only a Pico has, so that any test may import them.

Contacts and outputs are ``fake_machine``'s; time stands still until a test moves it.
"""

import sys
import time
from types import ModuleType

import fake_machine
import micropython
import pytest
from acupacer_host.image import image_module

COUNTER = 1 << 30  # milliseconds after which the chip's counter begins again

fake_machine.install()
sys.modules["acupacer_image"] = image = ModuleType("acupacer_image")
exec(image_module.source("pico"), image.__dict__)
sys.modules["_acupacer"] = native = ModuleType("_acupacer")
native.read_into, native.write = lambda buffer: 0, len
micropython.kbd_intr = lambda code: None


class Ticks:
    """MicroPython's counters. ``now_ms``: the time, which only grows."""

    def __init__(self):
        self.now_ms = 1000

    def ticks_ms(self):
        return self.now_ms % COUNTER

    def ticks_us(self):
        return self.now_ms * 1000 % COUNTER

    def ticks_diff(self, later, earlier):
        return (later - earlier + COUNTER // 2) % COUNTER - COUNTER // 2

    def sleep_ms(self, ms):
        self.now_ms += ms


@pytest.fixture
def ticks(monkeypatch):
    made = Ticks()
    for name in ("ticks_ms", "ticks_us", "ticks_diff", "sleep_ms"):
        monkeypatch.setattr(time, name, getattr(made, name), raising=False)
    return made


@pytest.fixture
def world(ticks):
    """A Pico's contacts and outputs, as after power-up."""
    fake_machine.WORLD.__init__()
    return fake_machine.WORLD
