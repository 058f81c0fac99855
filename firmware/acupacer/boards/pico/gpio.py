"""Motor and buzzer on ``machine.Pin`` and ``machine.PWM``.

Should the loop hang, a timer ends an overlong pulse (between two bytecodes; beyond that
there is the product's watchdog), and a press of STOP holds the outputs low by an
interrupt: how they get on is in ``boards.pulse``. The motor is driven active high: its
driver has a pull-down, so a pin that is an input (at power-up, in reset) is a motor that
is off.
"""

from machine import PWM, Pin, Timer

from ..pulse import NoLock, NoPin, PulseActuator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..pulse import PulsePin
    from .config import Config

    OnCap = Callable[[str, int], None]

FULL_DUTY = 65535


class OutputPin:
    """An output that is 0 unless a PWM drives it; low from the constructor on."""

    def __init__(self, number: int) -> None:
        self._pin = Pin(number, Pin.OUT, value=0)
        self._pwm: "Any" = None

    def off(self) -> None:
        """Pin low now: taking it from the PWM does not wait for the period to end."""
        self._pin.init(Pin.OUT, value=0)
        self._pwm = None

    def drive(self, hz: int, duty: int) -> None:
        """PWM of ``hz`` with ``duty`` of 65535."""
        # An interrupt may call ``off`` in the middle of this.
        pwm = self._pwm
        if pwm is None:
            pwm = self._pwm = PWM(self._pin)
        pwm.freq(hz)
        pwm.duty_u16(duty)


class MotorPin(OutputPin):
    """PWM at a fixed frequency; 100 percent is the duty cap."""

    def __init__(self, number: int, pwm_hz: int, duty_cap_pct: int) -> None:
        OutputPin.__init__(self, number)
        self._pwm_hz = pwm_hz
        self._cap_pct = duty_cap_pct

    def on(self, level: int) -> None:
        """Drive at ``level`` percent of the duty cap, 1-100."""
        self.drive(self._pwm_hz, FULL_DUTY * level * self._cap_pct // 10000)


class PassiveBuzzerPin(OutputPin):
    """A piezo disc that sounds at the frequency of the pin, half duty."""

    def on(self, level: int) -> None:
        """Sound at ``level`` Hz."""
        self.drive(level, FULL_DUTY // 2)


class ActiveBuzzerPin(OutputPin):
    """A buzzer with its own oscillator: on or off, the frequency is its own."""

    def on(self, level: int) -> None:
        """Sound; ``level`` in Hz cannot be chosen on this part."""
        self._pin.init(Pin.OUT, value=1)


class CutTimer:
    """A ``pulse.CutTimer`` that cuts between two bytecodes, whatever the program does."""

    lock = NoLock()

    def __init__(self) -> None:
        self._timer = Timer()

    def start(self, cap_ms: int, cut: "Callable[[object], None]") -> None:
        """Call ``cut`` ``cap_ms`` from now. Blocks: never."""
        self._timer.init(mode=Timer.ONE_SHOT, period=cap_ms, callback=cut)

    def stop(self) -> None:
        """Do not call it."""
        self._timer.deinit()

    def is_over(self) -> bool:
        """Always: it calls at once, or not at all."""
        return True


def make_motor(config: "Config", on_cap: "OnCap | None" = None) -> PulseActuator:
    """The configured motor, low. ``on_cap``: see ``PulseActuator``."""
    pin = MotorPin(config.motor_pin, config.motor_hz, config.duty_cap_pct)
    cap_ms, soft_start_ms = config.pulse_cap_ms, config.soft_start_ms
    return PulseActuator("motor", pin, cap_ms, CutTimer(), soft_start_ms, on_cap)


def make_tone(config: "Config", on_cap: "OnCap | None" = None) -> PulseActuator:
    """The configured buzzer, silent. ``on_cap``: see ``PulseActuator``."""
    return PulseActuator(
        "tone", _buzzer_pin(config), config.pulse_cap_ms, CutTimer(), on_cap=on_cap
    )


def _buzzer_pin(config: "Config") -> "PulsePin":
    if config.buzzer == "none":
        return NoPin()
    kind = ActiveBuzzerPin if config.buzzer == "active" else PassiveBuzzerPin
    return kind(config.buzzer_pin)
