"""Pins of motor and buzzer, and the buttons, on the header or in gpiozero's imitation.

The motor is always driven active high: its driver has a pull-down, so a pin that is
an input (at boot, after a crash with strict_gpiod) is a motor that is off. How long a pin
may be driven is ``boards.pulse``'s business.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from gpiozero import InputDevice, PWMOutputDevice

from .header import Header, HeaderContacts, Hear


class Output(Protocol):
    """A pin that is driven; low from its constructor on."""

    def pulse(self, hz: int, share: float) -> None:
        """PWM of ``hz``, high for ``share`` (0.0-1.0, neither) of each period."""

    def high(self) -> None:
        """High without a break."""

    def low(self) -> None:
        """Low at once, PWM stopped."""


class GpiozeroOutput:
    """An ``Output`` on any of gpiozero's pin factories."""

    def __init__(self, pin: int, factory: Any) -> None:
        self._device = PWMOutputDevice(pin, frequency=None, pin_factory=factory)

    def pulse(self, hz: int, share: float) -> None:
        """PWM of ``hz``, high for ``share`` of each period."""
        if self._device.frequency != hz:
            self._device.frequency = hz
        self._device.value = share

    def high(self) -> None:
        """High without a break."""
        self._device.pin.frequency = None
        self._device.pin.state = 1

    def low(self) -> None:
        """Stop the PWM, then write a plain 0: the order in which 0 lasts."""
        self._device.pin.frequency = None
        self._device.pin.state = 0


def open_output(pin: int, factory: Any) -> Output:
    """A pin as an output, low. ``factory``: a ``Header``, or one of gpiozero's."""
    return factory.output(pin) if isinstance(factory, Header) else GpiozeroOutput(pin, factory)


def open_contacts(
    pins: Sequence[tuple[int, int]],
    active_high: bool,
    factory: Any,
    wake: Callable[[], None] = lambda: None,
) -> "PinButtons | HeaderContacts":
    """Pins as contacts, (bit, pin) each. ``factory``: as for ``open_output``."""
    if isinstance(factory, Header):
        return factory.contacts(pins, active_high)
    return PinButtons(pins, active_high, factory, wake)


class MotorPin:
    """PWM at a fixed frequency, or none at full duty; 100 percent is the duty cap.

    ``duty_cap_pct``: what the motor may get at most (60 for a 3 V motor on 5 V).
    """

    def __init__(self, pin: int, pwm_hz: int, duty_cap_pct: int, factory: Any = None) -> None:
        self._cap_pct = duty_cap_pct
        self._pwm_hz = pwm_hz
        self._output = open_output(pin, factory)

    def on(self, level: int) -> None:
        """Drive at ``level`` percent of the duty cap, 1-100."""
        if level * self._cap_pct == 10_000:
            self._output.high()
        else:
            self._output.pulse(self._pwm_hz, level * self._cap_pct / 10_000)

    def off(self) -> None:
        """Pin low now, PWM stopped."""
        self._output.low()


class PassiveBuzzerPin:
    """A piezo disc that sounds at the frequency of the pin, half duty."""

    def __init__(self, pin: int, factory: Any = None) -> None:
        self._output = open_output(pin, factory)

    def on(self, level: int) -> None:
        """Sound at ``level`` Hz."""
        self._output.pulse(level, 0.5)

    def off(self) -> None:
        """Silent."""
        self._output.low()


class ActiveBuzzerPin:
    """A buzzer with its own oscillator: on or off, the frequency is its own."""

    def __init__(self, pin: int, factory: Any = None) -> None:
        self._output = open_output(pin, factory)

    def on(self, level: int) -> None:
        """Sound; ``level`` in Hz cannot be chosen on this part."""
        self._output.high()

    def off(self) -> None:
        """Silent."""
        self._output.low()


class PinButtons:
    """Contacts on one of gpiozero's pin factories, read as levels.

    ``pins``: (bit, pin) each. ``active_high`` False: contacts to ground with the pull-up on
    (the usual way). ``wake``: called at every edge, from any thread. ``hear``: see
    ``header.HeaderContacts``.
    """

    fd = -1  # edges come by ``wake``
    has_more = False

    def __init__(
        self,
        pins: Sequence[tuple[int, int]],
        active_high: bool,
        factory: Any = None,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        pull_up = not active_high
        self._contacts = [
            (bit, InputDevice(pin, pull_up=pull_up, pin_factory=factory)) for bit, pin in pins
        ]
        self._active_high = active_high
        self._wake = wake
        self.hear: Hear | None = None
        # Kept here: gpiozero has only weak references to them.
        self._takers = [partial(self._take_edge, bit) for bit, _ in pins]
        for (_, contact), take_edge in zip(self._contacts, self._takers, strict=True):
            contact.pin.edges = "both"
            contact.pin.when_changed = take_edge

    def _take_edge(self, bit: int, ticks: float, state: int) -> None:
        if self.hear is not None:
            self.hear(bit, bool(state) == self._active_high, None)
        self._wake()  # what the level is by then, the loop looks up

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
