"""The Pico's contacts, and STOP before the core can answer it."""

import sys
import time
from importlib import import_module

import pytest
from acupacer.boards.pico.config import Config
from acupacer.core.events import NEXT, STOP


@pytest.fixture
def contacts(monkeypatch):
    """A machine with contacts; what needs it is imported anew."""
    monkeypatch.setattr(time, "ticks_us", lambda: 0, raising=False)
    monkeypatch.setattr(
        time, "ticks_diff", lambda later, earlier: later - earlier, raising=False
    )
    for name in ("fake_machine", "acupacer.boards.pico.gpio"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    machine = import_module("fake_machine")
    monkeypatch.setitem(sys.modules, "machine", machine)
    gpio = import_module("acupacer.boards.pico.gpio")
    monkeypatch.delitem(sys.modules, "acupacer.boards.pico.gpio")
    return machine.WORLD, gpio.PinButtons(Config())


def test_without_more_ado_contacts_are_what_they_are(contacts):
    world, buttons = contacts
    assert buttons.read() == 0
    world.obey(["press", "12"])
    world.obey(["press", "11"])
    assert buttons.read() == STOP | NEXT


@pytest.mark.parametrize("was_pressed", [True, False])
def test_stop_pressed_before_is_told_once_when_it_can_be_answered(contacts, was_pressed):
    _, buttons = contacts
    can_answer = []
    buttons.hold_back_stop(was_pressed, lambda: bool(can_answer))
    assert buttons.read() == 0
    can_answer.append(True)
    assert buttons.read() == (STOP if was_pressed else 0)
    assert buttons.read() == 0


def test_stop_tapped_meanwhile_is_told_as_well_and_other_contacts_at_once(contacts):
    world, buttons = contacts
    can_answer = []
    buttons.hold_back_stop(False, lambda: bool(can_answer))
    world.obey(["press", "12"])
    world.obey(["press", "11"])
    assert buttons.read() == NEXT
    world.obey(["release", "12"])
    assert buttons.read() == NEXT
    can_answer.append(True)
    assert buttons.read() == NEXT | STOP
    assert buttons.read() == NEXT


def test_stop_still_down_when_it_can_be_answered_is_down(contacts):
    world, buttons = contacts
    can_answer = []
    buttons.hold_back_stop(True, lambda: bool(can_answer))
    world.obey(["press", "12"])
    assert buttons.read() == 0
    can_answer.append(True)
    assert [buttons.read(), buttons.read()] == [STOP, STOP]
    world.obey(["release", "12"])
    assert buttons.read() == 0
