"""Mock pins that tell when they change, and fingers for the buttons."""

from collections.abc import Callable
from typing import Any

from gpiozero.pins.mock import MockFactory, MockPWMPin

from ...core.events import BUTTONS, NEXT, START, STOP
from ..pi.config import Config

BY_NAME = {name: bit for bit, name in BUTTONS}


class WatchedPin(MockPWMPin):  # type: ignore[misc]
    """A mock PWM pin that calls ``on_change`` whenever its level or duty changes."""

    on_change: Callable[[float], None] | None = None

    def _change_state(self, value: Any) -> bool:
        changed = bool(super()._change_state(value))
        if changed and self.on_change is not None:
            self.on_change(float(value))
        return changed


def make_factory() -> MockFactory:
    """A pin factory of its own, so that simulators do not share pins."""
    return MockFactory(pin_class=WatchedPin)


class Fingers:
    """Press and let go of the mock buttons, as contacts would."""

    def __init__(self, factory: MockFactory, config: Config) -> None:
        self._factory = factory
        self._active_high = config.buttons.active_high
        self._pins = {
            START: config.buttons.start_pin,
            NEXT: config.buttons.next_pin,
            STOP: config.buttons.stop_pin,
        }

    def press(self, button: int) -> None:
        """Close the contact of ``button`` (START, NEXT or STOP of ``core.events``)."""
        self._drive(button, self._active_high)

    def release(self, button: int) -> None:
        """Open the contact."""
        self._drive(button, not self._active_high)

    def _drive(self, button: int, level: bool) -> None:
        pin = self._factory.pin(self._pins[button])
        pin.drive_high() if level else pin.drive_low()
