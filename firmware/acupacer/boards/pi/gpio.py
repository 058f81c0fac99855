"""Motor, buzzer and buttons on gpiozero.

Safety lives here, under everything else: no pulse outlasts its cap. The pacing loop
ends an overlong pulse itself; should the loop hang, ``PulseGuard`` does it from a
thread of its own. Off means 0 on the pin first and bookkeeping later.

The motor is always driven active high: its driver has a pull-down, so a pin that is
an input (at boot, after a crash with strict_gpiod) is a motor that is off.
"""

import threading
import time
from typing import Any, Protocol

from gpiozero import InputDevice, PWMOutputDevice

from ...core.events import NEXT, START, STOP

RAMP_STEPS = 4  # equal steps of a soft start, the last one at full level


class Pin(Protocol):
    """One way of driving an output pin."""

    def on(self, level: int) -> None:
        """Drive at ``level`` (percent or Hz, as the actuator's contract says)."""

    def off(self) -> None:
        """Pin low, at the latest one PWM period from now."""

    def low(self) -> None:
        """Pin low now, PWM stopped."""


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
        """Pin low now, PWM stopped: lgpio's goes on with a spike per period at duty 0."""
        _drive_low(self._device)

    def low(self) -> None:
        """Pin low now, PWM stopped (a new duty would wait for the period to end)."""
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

    def low(self) -> None:
        """Pin low now."""
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

    def low(self) -> None:
        """Pin low now."""
        _drive_low(self._device)


class NoPin:
    """No part fitted: nothing to drive."""

    def on(self, level: int) -> None:
        """Nothing happens."""

    def off(self) -> None:
        """Nothing happens."""

    def low(self) -> None:
        """Nothing happens."""


def _drive_low(device: PWMOutputDevice) -> None:
    """Stop the PWM, then write a plain 0: the order in which 0 lasts."""
    device.pin.frequency = None
    device.pin.state = 0


class PulseActuator:
    """Pulses on one pin, with soft start and a cap (see ``boards.board.Actuator``).

    ``soft_start_ms``: 0 for none, else the time to full level in four equal steps.
    ``cap_ms``: the longest a pulse may last; after a cut nothing is driven until the
    core has said off. ``guard``: cuts on the real clock too; None in virtual time.
    ``cap_s``: the same cap in real seconds, when device time is scaled.
    """

    def __init__(
        self,
        pin: Pin,
        cap_ms: int,
        soft_start_ms: int = 0,
        guard: "PulseGuard | None" = None,
        cap_s: float | None = None,
    ) -> None:
        self.due_ms: int | None = None
        self.level = 0
        self.cuts = 0
        self._pin = pin
        self._cap_ms = cap_ms
        self._soft_start_ms = soft_start_ms
        self._guard = guard
        self._cap_s = cap_ms / 1000 if cap_s is None else cap_s
        self._lock = threading.RLock()  # re-entrant: a signal handler may interrupt us
        self._is_shut = False
        self._is_cut = False
        self._since_ms = 0
        self.ends_s: float | None = None
        if guard is not None:
            guard.watch(self)

    def set(self, level: int, now_ms: int) -> None:
        """Drive at ``level``; 0 is off. Blocks: never."""
        with self._lock:
            if level == 0:
                self._end()
                self._is_cut = False
            elif not (self._is_shut or self._is_cut):
                self._begin(level, now_ms)

    def service(self, now_ms: int) -> None:
        """Go on with a soft start, end a pulse that reached the cap. Blocks: never."""
        with self._lock:
            if self.level == 0:
                self.due_ms = None
            elif now_ms - self._since_ms >= self._cap_ms:
                self._cut()
            else:
                self._ramp(now_ms)

    def cut_overlong(self, now_s: float) -> None:
        """End the pulse if it has outlasted the cap on the real clock."""
        with self._lock:
            if self.ends_s is not None and now_s >= self.ends_s:
                self._cut()

    def low(self) -> None:
        """Off at once, before anything else; callable from a signal handler."""
        with self._lock:
            self._pin.low()
            self._forget()

    def shut(self) -> None:
        """As ``low``, and stays off: later ``set`` calls do nothing."""
        self._is_shut = True
        self.low()

    def _begin(self, level: int, now_ms: int) -> None:
        was_on = self.level > 0
        self.level = level
        if was_on:
            self._ramp(now_ms)
            return
        self._since_ms = now_ms
        self._ramp(now_ms)
        self.ends_s = time.monotonic() + self._cap_s
        if self._guard is not None:
            self._guard.expect()

    def _ramp(self, now_ms: int) -> None:
        """Write the level this far into the pulse and say when to look again."""
        on_ms = now_ms - self._since_ms
        step_ms = self._soft_start_ms // (RAMP_STEPS - 1)
        step = RAMP_STEPS if step_ms == 0 else min(on_ms // step_ms + 1, RAMP_STEPS)
        self._pin.on(max(1, self.level * step // RAMP_STEPS))
        next_ms = self._cap_ms if step == RAMP_STEPS else step * step_ms
        self.due_ms = self._since_ms + next_ms

    def _cut(self) -> None:
        self._end()
        self._is_cut = True
        self.cuts += 1

    def _end(self) -> None:
        if self.level:
            self._pin.off()
        self._forget()

    def _forget(self) -> None:
        self.level = 0
        self.due_ms = None
        self.ends_s = None


class PulseGuard:
    """A thread that ends overlong pulses even when the pacing loop hangs.

    Sleeps until the earliest end of a running pulse; idle it costs nothing.
    """

    def __init__(self) -> None:
        self._actuators: list[PulseActuator] = []
        self._begun = threading.Event()
        self._is_open = True
        self._thread = threading.Thread(target=self._run, name="pulse-guard", daemon=True)
        self._thread.start()

    def watch(self, actuator: PulseActuator) -> None:
        """Look after ``actuator`` from now on."""
        self._actuators.append(actuator)

    def expect(self) -> None:
        """A pulse has begun. Blocks: never."""
        self._begun.set()

    def close(self) -> None:
        """End the thread (outputs are low by then). Blocks: a moment."""
        self._is_open = False
        self._begun.set()
        self._thread.join(1)

    def _run(self) -> None:
        while self._is_open:
            ends = [a.ends_s for a in self._actuators if a.ends_s is not None]
            timeout_s = max(0.0, min(ends) - time.monotonic()) if ends else None
            self._begun.wait(timeout_s)
            self._begun.clear()
            for actuator in self._actuators:
                actuator.cut_overlong(time.monotonic())


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
