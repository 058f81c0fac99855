"""Pins of motor and buzzer, and the buttons, on gpiozero.

The motor is always driven active high: its driver has a pull-down, so a pin that is
an input (at boot, after a crash with strict_gpiod) is a motor that is off. How long a pin
may be driven is ``boards.pulse``'s business.
"""

from typing import Any

from gpiozero import InputDevice, PWMOutputDevice

from ...core.events import NEXT, START, STOP


class MotorPin:
    """PWM at a fixed frequency; 100 percent is the duty cap.

    ``duty_cap_pct``: what the motor may get at most (60 for a 3 V motor on 5 V).
    """

    def __init__(self, pin: int, pwm_hz: int, duty_cap_pct: int, factory: Any = None) -> None:
        self._cap_pct = duty_cap_pct
        self._pwm_hz = pwm_hz
        self._device = PWMOutputDevice(pin, frequency=None, pin_factory=factory)

    def on(self, level: int) -> None:
        """Drive at ``level`` percent of the duty cap, 1-100."""
        if self._device.frequency is None:
            self._device.frequency = self._pwm_hz
        self._device.value = level * self._cap_pct / 10_000

    def off(self) -> None:
        """Pin low now, PWM stopped.

        (A new duty would wait for the period to end, and lgpio's PWM goes on with a spike
        per period at duty 0.)
        """
        _drive_low(self._device)


class PassiveBuzzerPin:
    """A piezo disc that sounds at the frequency of the pin, half duty."""

    def __init__(self, pin: int, factory: Any = None) -> None:
        self._device = PWMOutputDevice(pin, frequency=None, pin_factory=factory)

    def on(self, level: int) -> None:
        """Sound at ``level`` Hz."""
        self._device.frequency = level
        self._device.value = 0.5

    def off(self) -> None:
        """Silent, and no PWM running: 2 kHz of idle software PWM would cost the CPU."""
        _drive_low(self._device)


class ActiveBuzzerPin:
    """A buzzer with its own oscillator: on or off, the frequency is its own."""

    def __init__(self, pin: int, factory: Any = None) -> None:
        self._device = PWMOutputDevice(pin, frequency=None, pin_factory=factory)

    def on(self, level: int) -> None:
        """Sound; ``level`` in Hz cannot be chosen on this part."""
        self._device.value = 1

    def off(self) -> None:
        """Silent."""
        _drive_low(self._device)


def _drive_low(device: PWMOutputDevice) -> None:
    """Stop the PWM, then write a plain 0: the order in which 0 lasts."""
    device.pin.frequency = None
    device.pin.state = 0


class PinButtons:
    """The three contacts, read as levels.

    ``active_high`` False: contacts to ground with the pull-up on (the usual way).
    Polled on purpose: no callbacks, which one exception would silence for good.
    """

    def __init__(
        self, start: int, next_: int, stop: int, active_high: bool, factory: Any = None
    ) -> None:
        pull_up = not active_high
        self._contacts = [
            (bit, InputDevice(pin, pull_up=pull_up, pin_factory=factory))
            for bit, pin in ((START, start), (NEXT, next_), (STOP, stop))
        ]

    def read(self) -> int:
        """START | NEXT | STOP bits of the contacts closed now. Blocks: never."""
        pressed = 0
        for bit, contact in self._contacts:
            if contact.is_active:
                pressed |= bit
        return pressed

    def close(self) -> None:
        """Give the pins back."""
        for _, contact in self._contacts:
            contact.close()
