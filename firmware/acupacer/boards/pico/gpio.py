"""Motor and buzzer on ``machine.Pin`` and ``machine.PWM``.

No pulse outlasts its cap: the pacing loop ends an overlong one, and should the loop
hang, a timer does (between two bytecodes; beyond that there is the product's watchdog).
A press of STOP holds the outputs low by an interrupt. Off means 0 on the pin first and
bookkeeping later. The motor is driven active high: its driver has a pull-down, so a pin
that is an input (at power-up, in reset) is a motor that is off.
"""

from machine import PWM, Pin, Timer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .config import Config

RAMP_STEPS = 4  # equal steps of a soft start, the last one at full level
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


class NoPin:
    """No part fitted: nothing to drive."""

    def on(self, level: int) -> None:
        """Nothing happens."""

    def off(self) -> None:
        """Nothing happens."""


class PulseActuator:
    """Pulses on one pin, with soft start and a cap (see ``boards.board.Actuator``).

    ``cap_ms``: the longest a pulse may last; after a cut nothing is driven until the core
    has said off. ``soft_start_ms``: 0 for none, else time to full level in four steps.
    """

    def __init__(self, pin: "Any", cap_ms: int, soft_start_ms: int = 0) -> None:
        self.due_ms: "int | None" = None
        self.level = 0
        self.cuts = 0
        self._pin = pin
        self._cap_ms = cap_ms
        self._step_ms = soft_start_ms // (RAMP_STEPS - 1)
        self._since_ms = 0
        self._is_shut = False
        self._is_cut = False
        self._is_held_low = False
        self._timer = Timer()
        self._on_timer = self._take_timer  # made once: a timer may not allocate

    def set(self, level: int, now_ms: int) -> None:
        """Drive at ``level``; 0 is off. Blocks: never."""
        if level == 0:
            self._end()
            self._is_cut = False
        elif not (self._is_shut or self._is_cut):
            self._begin(level, now_ms)

    def service(self, now_ms: int) -> None:
        """Go on with a soft start, end a pulse that reached the cap. Blocks: never."""
        if self.level == 0:
            self.due_ms = None
        elif now_ms - self._since_ms >= self._cap_ms:
            self._cut()
        else:
            self._ramp(now_ms)

    def low(self) -> None:
        """Off at once, before anything else."""
        self._pin.off()
        self._forget()

    def hold_low(self) -> None:
        """Off, whatever is set, until ``let_go``. Callable from an interrupt."""
        self._is_held_low = True
        self._pin.off()

    def let_go(self) -> None:
        """The next level is driven again; the present pulse stays cut."""
        self._is_held_low = False
        if self.level:
            self.due_ms = self._since_ms + self._cap_ms  # its soft start does not go on

    def shut(self) -> None:
        """As ``low``, and stays off: later ``set`` calls do nothing."""
        self._is_shut = True
        self.low()

    def _begin(self, level: int, now_ms: int) -> None:
        was_on = self.level > 0
        self.level = level
        if not was_on:
            self._since_ms = now_ms
        self._ramp(now_ms)
        if not was_on:
            self._timer.init(mode=Timer.ONE_SHOT, period=self._cap_ms, callback=self._on_timer)

    def _ramp(self, now_ms: int) -> None:
        """Write the level this far into the pulse and say when to look again."""
        step = RAMP_STEPS
        if self._step_ms:
            step = min((now_ms - self._since_ms) // self._step_ms + 1, RAMP_STEPS)
        if not self._is_held_low:
            self._pin.on(max(1, self.level * step // RAMP_STEPS))
        # STOP or the timer may have come in the middle of that.
        if self._is_held_low or not self.level:
            self._pin.off()
        next_ms = self._cap_ms if step == RAMP_STEPS else step * self._step_ms
        self.due_ms = self._since_ms + next_ms

    def _take_timer(self, _: object) -> None:
        """The cap is reached and the loop has not ended the pulse."""
        if self.level:
            self._cut()

    def _cut(self) -> None:
        self._end()
        self._is_cut = True
        self.cuts += 1

    def _end(self) -> None:
        if self.level:
            self._pin.off()
        self._forget()

    def _forget(self) -> None:
        self._timer.deinit()
        self.level = 0
        self.due_ms = None


def make_motor(config: "Config") -> PulseActuator:
    """The configured motor, low."""
    pin = MotorPin(config.motor_pin, config.motor_hz, config.duty_cap_pct)
    return PulseActuator(pin, config.pulse_cap_ms, config.soft_start_ms)


def make_tone(config: "Config") -> PulseActuator:
    """The configured buzzer, silent."""
    if config.buzzer == "none":
        return PulseActuator(NoPin(), config.pulse_cap_ms)
    kind = ActiveBuzzerPin if config.buzzer == "active" else PassiveBuzzerPin
    return PulseActuator(kind(config.buzzer_pin), config.pulse_cap_ms)
