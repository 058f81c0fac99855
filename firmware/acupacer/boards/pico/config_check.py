"""Reads ``config.json`` and says what is wrong with its values (see ``config``)."""

from ...core.routine.fault_list import plain, shown, suggestion
from .config import DEFAULTS, FILE_MAX_BYTES, Config, ConfigError
from .config_text import ConfigText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator

ID_MAX_CHARS = 64  # it is part of greetings on the link
# GP0 and GP1 stay free for a debug UART, GP23-25 and 29 are wired on the board itself.
PINS = tuple(range(2, 23)) + (26, 27, 28)
# Contact at the board's edge -> the GP number there, for those that are no PINS themselves.
CONTACTS = {24: 18, 25: 19, 29: 22, 31: 26, 32: 27, 34: 28}
# Addresses as printed on some panels, with the write bit that the bus adds.
_WITH_WRITE_BIT = {
    0x78: "0x78 is 0x3C written with its write bit: write 60 or 0x3C",
    0x7A: "0x7A is 0x3D written with its write bit: write 61 or 0x3D",
}

# name -> allowed: a tuple of choices, or low and high in a list
ALLOWED: "dict[str, Any]" = {
    "motor_hz": [50, 1000],
    "duty_cap_pct": [10, 100],
    "soft_start_ms": [0, 60],
    "pulse_cap_ms": [800, 2000],
    "buzzer": ("passive", "active", "none"),
    "panel": ("ssd1306", "sh1106", "none"),
    "i2c_hz": (100000, 400000),
    "address": (60, 61),
    "column_offset": [-1, 4],
    "contrast_pct": [1, 100],
}
_NAMES = [name for name, _ in DEFAULTS]
_DEFAULT: "dict[str, Any]" = dict(DEFAULTS)
PIN_NAMES = tuple([name for name in _NAMES if name.endswith("_pin")])


def parse(data: bytes) -> Config:
    """The configuration in ``data``; see ``config.load``."""
    if len(data) > FILE_MAX_BYTES:
        raise ConfigError("config.json: longer than {} bytes".format(FILE_MAX_BYTES))
    text = ConfigText(data)
    places: "dict[str, int]" = {}
    values: "dict[str, Any]" = {}
    harmless_count = 0  # faults that leave no doubt about the pins
    for name_at, name, value_at, value in text.pairs():
        if name not in _DEFAULT:
            cure = suggestion(plain(name).lower(), _NAMES)
            cure = cure or "; allowed: " + ", ".join(_NAMES)
            text.note(name_at, "{} is unknown{}".format(shown(name), cure))
        elif name in places:
            first = text.line(places[name])
            text.note(name_at, "{} is here again, first in line {}".format(shown(name), first))
        else:
            places[name] = value_at
            fault = _fault(name, value)
            if fault:
                text.note(value_at, "{}: {}".format(name, fault))
                harmless_count += name not in PIN_NAMES
            else:
                values[name] = value
    config = Config(values)
    if text.faults.count == harmless_count:
        for one, other, fault in _pin_faults(config):
            text.note(max(places.get(one, 0), places.get(other, 0)), one + ": " + fault)
    if text.faults.count:
        raise ConfigError("\n".join(text.faults.texts()))
    return config


def _fault(name: str, value: "Any") -> str:
    """What is wrong with one value and what to write, or an empty string."""
    default, allowed = _DEFAULT[name], ALLOWED.get(name)
    if type(value) is not type(default):  # True == 1: a comparison would let it pass
        if type(value) is str:
            return "{} is text; write {} without quotes".format(shown(value), _wanted(name))
    elif name in PIN_NAMES:
        return "" if value in PINS else _no_pin(value)
    elif name == "address" and value in _WITH_WRITE_BIT:
        return _WITH_WRITE_BIT[value]
    elif name == "id":
        if len(value) <= ID_MAX_CHARS and min(value + " ") == " ":
            return ""
        return "at most {} characters, and printable ones".format(ID_MAX_CHARS)
    elif type(allowed) is list and allowed[0] <= value <= allowed[1]:
        return ""
    elif type(allowed) is not list and value in (allowed or (False, True)):
        return ""
    word = plain(str(value, "utf-8")) if type(value) is bytes else shown(value)
    return "{} does not fit; write {}".format(word, _wanted(name))


def _wanted(name: str) -> str:
    """What to write for ``name``."""
    allowed = ALLOWED.get(name)
    if name == "address":
        return "60 or 0x3C"
    if name in PIN_NAMES:
        return "a GP number"
    if type(allowed) is list:
        return "{} to {}".format(allowed[0], allowed[1])
    if name == "id":
        return "text in quotes"
    return " or ".join([shown(choice) for choice in allowed or (True, False)])


def _no_pin(number: int) -> str:
    hint = "; write 2 to 22 or 26 to 28"
    if number in CONTACTS:
        hint = " (the pin's number on the board's edge? GP{} is pin {})"
        hint = hint.format(CONTACTS[number], number)
    return shown(number) + " is no GP number a wire can go to" + hint


def _pin_faults(config: Config) -> "Iterator[tuple[str, str, str]]":
    """For pins that do not go together: two names, and what is wrong with the first."""
    used: "dict[int, str]" = {}
    for name in PIN_NAMES:
        pin = getattr(config, name)
        if pin in used:
            yield name, used[pin], "GP{} is {} already".format(pin, used[pin])
        used[pin] = name
    if config.sda_pin % 2 or config.scl_pin != config.sda_pin + 1:
        fault = "the I2C blocks need an even sda_pin and the pin after it"
        yield "scl_pin", "sda_pin", fault
    motor, buzzer = config.motor_pin, config.buzzer_pin
    if motor // 2 % 8 == buzzer // 2 % 8:
        fault = "shares its PWM slice with motor_pin; choose another"
        yield "buzzer_pin", "motor_pin", fault
