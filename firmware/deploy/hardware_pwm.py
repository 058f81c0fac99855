"""The Pi's own PWM for motor and buzzer: boot lines, and what the unit has to know."""

from acupacer.boards.pi.config import Config
from acupacer.boards.pi.pwm import CHANNELS

SOC = "/sys/devices/platform/soc"
# The controller of the Zero and 1, of the Zero 2, 2 and 3, of the 4.
DEVICES = ("2020c000.pwm", "3f20c000.pwm", "fe20c000.pwm")
MARK = "dtoverlay=pwm"
_FUNCTIONS = {"a0": 4, "a5": 2}  # pinctrl's name -> the overlay's number


def wired_pins(config: Config) -> list[int]:
    """BCM numbers to be led to the PWM, the motor's first; none when it cannot be."""
    motor, buzzer = config.motor, config.buzzer
    if motor.pin not in CHANNELS or motor.pwm == "software":
        return []
    pins = [motor.pin]
    can = buzzer.kind == "passive" and buzzer.pwm != "software" and buzzer.pin in CHANNELS
    if can and CHANNELS[buzzer.pin][0] != CHANNELS[motor.pin][0]:
        pins.append(buzzer.pin)
    return pins


def unfit(config: Config, model: str) -> str:
    """Why there cannot be hardware PWM, or ""."""
    if any(name in model for name in ("Pi 5", "Compute Module 5")):
        return "--hardware-pwm: this model's PWM is another one; its pins are paced by software"
    if not wired_pins(config):
        return (
            f"--hardware-pwm: [motor] pin must be one of {', '.join(map(str, CHANNELS))} "
            'and pwm not "software"'
        )
    return ""


def boot_lines(config: Config) -> list[str]:
    """The overlay's lines for config.txt."""
    pins = wired_pins(config)
    name = "pwm-2chan" if len(pins) > 1 else "pwm"
    words = [
        f"pin{place}={pin},func{place}={_FUNCTIONS[CHANNELS[pin][1]]}"
        for place, pin in zip(("", "2"), pins, strict=False)
    ]
    return [
        "# motor and buzzer on hardware PWM (analogue audio would use the same)",
        f"dtoverlay={name},{','.join(words)}",
    ]


def writable() -> str:
    """What the unit has to leave writable below /sys."""
    return " ".join(f"-{SOC}/{name}" for name in DEVICES)


def wire(config: Config, pin: int) -> str:
    """An output pin as ``outputs-low`` wants it: with its channel where it has one."""
    return f"{pin}:{CHANNELS[pin][0]}" if pin in wired_pins(config) else str(pin)
