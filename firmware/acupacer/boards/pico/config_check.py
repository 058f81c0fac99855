"""Reads ``config.json`` and says what is wrong with it (see ``config``)."""

import json

from .config import DEFAULTS, Config, ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# GP0 and GP1 stay free for a debug UART, GP23-25 and 29 are wired on the board itself.
PINS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 26, 27, 28)
_YES_NO = (False, True)

# name -> allowed: a tuple of choices, or low and high in a list
ALLOWED: "dict[str, Any]" = {
    "product": _YES_NO,
    "start_pin": PINS,
    "next_pin": PINS,
    "stop_pin": PINS,
    "active_high": _YES_NO,
    "motor_pin": PINS,
    "motor_hz": [50, 1000],
    "duty_cap_pct": [10, 100],
    "soft_start_ms": [0, 60],
    "pulse_cap_ms": [800, 2000],
    "buzzer": ("passive", "active", "none"),
    "buzzer_pin": PINS,
    "panel": ("ssd1306", "sh1106", "none"),
    "sda_pin": PINS,
    "scl_pin": PINS,
    "i2c_hz": (100000, 400000),
    "address": (60, 61),
    "column_offset": [-1, 4],
    "rotate_180": _YES_NO,
    "contrast_pct": [1, 100],
}
PIN_NAMES = (
    "start_pin",
    "next_pin",
    "stop_pin",
    "motor_pin",
    "buzzer_pin",
    "sda_pin",
    "scl_pin",
)


def parse(text: str) -> Config:
    """The configuration in ``text``; see ``config.load``."""
    try:
        values = json.loads(text)
    except ValueError:
        raise ConfigError("config.json: not JSON")
    if not isinstance(values, dict):
        raise ConfigError("config.json: has to be an object: {...}")
    faults = []
    known = [name for name, _ in DEFAULTS]
    for name in sorted(values):
        if name not in known:
            faults.append("{}: unknown; allowed: {}".format(name, ", ".join(known)))
    for name, default in DEFAULTS:
        fault = _fault(values.get(name, default), default, ALLOWED.get(name))
        if fault:
            faults.append("{}: {}".format(name, fault))
    if not faults:
        config = Config(values)
        faults = _pin_faults(config)
        if not faults:
            return config
    raise ConfigError("\n".join(["config.json: " + fault for fault in faults]))


def _fault(value: "Any", default: "Any", allowed: "Any") -> str:
    """What is wrong with one value, or an empty string."""
    # True == 1: the type has to match as well.
    if type(value) is not type(default):
        return "{!r} is not of the kind of {!r}".format(value, default)
    if isinstance(allowed, list) and not allowed[0] <= value <= allowed[1]:
        return "{} is outside {}-{}".format(value, allowed[0], allowed[1])
    if isinstance(allowed, tuple) and value not in allowed:
        return "{!r} is not one of {}".format(value, ", ".join([str(item) for item in allowed]))
    return ""


def _pin_faults(config: Config) -> "list[str]":
    faults = []
    used: "dict[int, str]" = {}
    for name in PIN_NAMES:
        pin = getattr(config, name)
        if pin in used:
            faults.append("{}: GP{} is {} already".format(name, pin, used[pin]))
        used[pin] = name
    if config.sda_pin % 2 or config.scl_pin != config.sda_pin + 1:  # type: ignore[attr-defined]
        faults.append("scl_pin: the I2C blocks need an even sda_pin and the pin after it")
    motor, buzzer = config.motor_pin, config.buzzer_pin  # type: ignore[attr-defined]
    if motor // 2 % 8 == buzzer // 2 % 8:
        faults.append("buzzer_pin: shares its PWM slice with motor_pin; choose another")
    return faults
