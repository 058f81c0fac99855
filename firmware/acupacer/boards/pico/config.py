"""Everything about one Pico that differs from another: ``config.json`` on its flash.

One flat JSON object, every name optional, for example

    {"product": true, "panel": "sh1106", "buzzer": "active"}

``SETTINGS`` is the whole truth: names, defaults, limits, explanations; docs/pico.md is
checked against it. Pins are GP numbers.
"""

import json

from ...core.errors import AcupacerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE = "config.json"
# GP0 and GP1 stay free for a debug UART, GP23-25 and 29 are wired on the board itself.
PINS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 26, 27, 28)

# name, default, allowed (a tuple of choices, or low and high in a list), explanation
SETTINGS = (
    ("id", "", None, "name on the link; empty: made from the chip's own number"),
    ("product", False, (False, True), "true: watchdog on, Ctrl-C off"),
    ("start_pin", 10, PINS, "START/PAUSE"),
    ("next_pin", 11, PINS, "NEXT"),
    ("stop_pin", 12, PINS, "STOP"),
    ("active_high", False, (False, True), "false: buttons to ground, pull-ups switched on"),
    ("motor_pin", 15, PINS, "driver input of the motor; keep its pull-down resistor"),
    ("motor_hz", 200, [50, 1000], "PWM frequency"),
    ("duty_cap_pct", 60, [10, 100], "full strength in percent: 60 for a 3 V motor on 5 V"),
    ("soft_start_ms", 30, [0, 60], "time to full duty, 0 for none"),
    ("pulse_cap_ms", 1000, [800, 2000], "no pulse is ever longer, whatever fails"),
    (
        "buzzer",
        "passive",
        ("passive", "active", "none"),
        "a bare piezo, or one that sounds alone",
    ),
    ("buzzer_pin", 16, PINS, "buzzer"),
    ("panel", "ssd1306", ("ssd1306", "sh1106", "none"), "sh1106 on most 1.3 inch panels"),
    ("sda_pin", 4, PINS, "panel data"),
    ("scl_pin", 5, PINS, "panel clock; the pin after sda_pin"),
    ("i2c_hz", 400000, (100000, 400000), "bus speed"),
    ("address", 60, (60, 61), "60 is 0x3C, 61 is 0x3D"),
    ("column_offset", -1, [-1, 4], "first visible column; -1: 0 for ssd1306, 2 for sh1106"),
    ("rotate_180", False, (False, True), "true: the panel is mounted upside down"),
    ("contrast_pct", 100, [1, 100], "brightness"),
)
PIN_NAMES = (
    "start_pin",
    "next_pin",
    "stop_pin",
    "motor_pin",
    "buzzer_pin",
    "sda_pin",
    "scl_pin",
)


class ConfigError(AcupacerError):
    """The configuration was refused; the message lists every fault."""

    code = "bad_config"


class Config:
    """One attribute for each name in ``SETTINGS``; ``values`` replace defaults unchecked."""

    def __init__(self, values: "dict[str, Any] | None" = None) -> None:
        for name, default, _, _ in SETTINGS:
            setattr(self, name, (values or {}).get(name, default))

    @property
    def i2c_bus(self) -> int:
        """Which of the chip's two I2C blocks the panel's pins belong to."""
        number: int = self.sda_pin  # type: ignore[attr-defined]
        return number // 2 % 2


def load(path: str = FILE) -> Config:
    """The configuration in the file at ``path``; the defaults when there is none.

    Raises ConfigError naming every fault. Blocks: a few ms.
    """
    try:
        with open(path) as source:
            text = source.read()
    except OSError:
        return Config()
    return parse(text)


def parse(text: str) -> Config:
    """The configuration in ``text``; see ``load``."""
    try:
        values = json.loads(text)
    except ValueError:
        raise ConfigError("config.json: not JSON")
    if not isinstance(values, dict):
        raise ConfigError("config.json: has to be an object: {...}")
    faults = []
    known = [setting[0] for setting in SETTINGS]
    for name in sorted(values):
        if name not in known:
            faults.append("{}: unknown; allowed: {}".format(name, ", ".join(known)))
    for name, default, allowed, _ in SETTINGS:
        fault = _fault(values.get(name, default), default, allowed)
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
