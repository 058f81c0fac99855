"""Motor and buzzer of a Pi: which pin drives each, and what cuts its pulses."""

import logging
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpiozero import Device

from ..clock import RealClock, VirtualClock
from ..pulse import NoPin, PulseActuator
from .config import Config
from .cut_timer import LoopTimer, PulseGuard
from .gpio import ActiveBuzzerPin, MotorPin, PassiveBuzzerPin
from .header import Header
from .pwm import SYS, HardwareBuzzerPin, HardwareMotorPin, hardware_or_software, open_channel

if TYPE_CHECKING:
    from ..pulse import CutTimer, PulsePin
    from .board import Parts

LOG = logging.getLogger("acupacer")

GUARD_MIN_S = 0.25  # sped up, the guard thread does not watch closer than this


class Outputs:
    """Motor and buzzer: the first thing made and the first thing made safe."""

    def __init__(self, config: Config, clock: RealClock | VirtualClock, parts: "Parts") -> None:
        self.factory = parts.pin_factory or pin_factory()
        self._guard = None if isinstance(clock, VirtualClock) else PulseGuard()
        cap_ms = config.motor.pulse_cap_ms
        self.motor = PulseActuator(
            "motor",
            _motor(config, parts, self.factory),
            cap_ms,
            self._timer(cap_ms, clock),
            config.motor.soft_start_ms,
            on_cap=_log_cap,
        )
        self.tone = PulseActuator(
            "tone",
            _buzzer(config, parts, self.factory),
            cap_ms,
            self._timer(cap_ms, clock),
            on_cap=_log_cap,
        )

    def shut(self) -> None:
        """Both low at once and for good, whatever one of them raises."""
        try:
            self.motor.shut()
        finally:
            self.tone.shut()

    def stay_awake(self, is_wanted: bool) -> None:
        """Whether cues may come: then pulses begin at once."""
        if isinstance(self.factory, Header):
            self.factory.stay_awake(is_wanted)

    def close(self) -> None:
        """End the guard thread and give the pins back, after ``shut``."""
        if self._guard is not None:
            self._guard.close()
        if isinstance(self.factory, Header):
            self.factory.close()

    def _timer(self, cap_ms: int, clock: RealClock | VirtualClock) -> "CutTimer":
        """What cuts one output's pulses without the loop."""
        if self._guard is None or isinstance(clock, VirtualClock):
            return LoopTimer()
        return self._guard.timer(max(cap_ms / 1000 / clock.speed, GUARD_MIN_S))


def pin_factory() -> Any:
    """The header, or what GPIOZERO_PIN_FACTORY names in its place (mock, for one).

    Raises OSError, or a kind of its own, when it cannot be had.
    """
    if os.environ.get("GPIOZERO_PIN_FACTORY", "lgpio") == "lgpio":
        return Header()
    Device.ensure_pin_factory()
    return Device.pin_factory


def _log_cap(name: str, cap_ms: int) -> None:
    LOG.error("%s: a pulse did not end within %d ms and was cut off", name, cap_ms)


def _motor(config: Config, parts: "Parts", factory: Any) -> "PulsePin":
    motor = config.motor

    def by_software() -> "PulsePin":
        return MotorPin(motor.pin, motor.pwm_hz, motor.duty_cap_pct, factory)

    root = _sys_root(parts)
    if root is None:
        return by_software()
    return hardware_or_software(
        "motor.pwm",
        motor.pwm,
        partial(open_channel, motor.pin, root),
        lambda channel: HardwareMotorPin(channel, motor.pwm_hz, motor.duty_cap_pct),
        by_software,
    )


def _buzzer(config: Config, parts: "Parts", factory: Any) -> "PulsePin":
    buzzer = config.buzzer
    if buzzer.kind == "none":
        return NoPin()
    if buzzer.kind == "active":
        return ActiveBuzzerPin(buzzer.pin, factory)

    def by_software() -> "PulsePin":
        return PassiveBuzzerPin(buzzer.pin, factory)

    root = _sys_root(parts)
    if root is None:
        return by_software()
    open_ = partial(open_channel, buzzer.pin, root)
    return hardware_or_software("buzzer.pwm", buzzer.pwm, open_, HardwareBuzzerPin, by_software)


def _sys_root(parts: "Parts") -> Path | None:
    """Where hardware PWM may be looked for: never on a real Pi with pins that are mock."""
    return SYS if parts.sys_root is None and parts.pin_factory is None else parts.sys_root
