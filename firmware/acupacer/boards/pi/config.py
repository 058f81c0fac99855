"""Everything about one device that differs from another: one TOML file, typed.

The dataclasses below are the whole truth: names, defaults, limits and explanations.
``acupacer-device config --print-defaults`` prints them as a file to start from.
"""

import hashlib
import re
import tomllib
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from ...core.errors import AcupacerError

DEFAULT_PATH = Path("/etc/acupacer/config.toml")
# ID EEPROM 0/1 and the header's UART 14/15 stay free; 2-27 are on the header.
PINS = tuple(pin for pin in range(2, 28) if pin not in (14, 15))
# What a unit of systemd takes as it stands, in one word and on one line.
FOLDER = re.compile(r"""/[^\s\x00-\x1f\x7f-\x9f%"'\\]*""")
PWM_CHOICES = ("auto", "software", "hardware")


class ConfigError(AcupacerError):
    """The configuration was refused; the message lists every fault with its place."""

    code = "bad_config"


def _setting(default: Any, about: str, **limits: Any) -> Any:
    """A dataclass field with its explanation, and its limits.

    Those are ``low`` and ``high``, ``choices``, or the ``pattern`` of a text with what is
    ``wrong`` of another one, in words.
    """
    return field(default=default, metadata={"about": about, **limits})


def _pin(default: int, about: str) -> Any:
    return _setting(default, f"{about} (BCM number)", choices=PINS)


@dataclass(frozen=True)
class DeviceSection:
    """Who this device is and where it keeps its files."""

    id: str = _setting(
        "",
        "name on the link; empty: made from this computer's own number",
        pattern=re.compile(r"[\w.-]{0,32}"),
        wrong="is not 1 to 32 letters, digits, dots, hyphens or underscores",
    )
    state_dir: str = _setting(
        "/var/lib/acupacer",
        "folder for routines, history and settings",
        pattern=FOLDER,
        wrong="is no folder for the service: begin with /, and use no blanks, quotes, "
        "% or backslashes",
    )


@dataclass(frozen=True)
class ButtonsSection:
    """The three buttons."""

    start_pin: int = _pin(5, "START/PAUSE")
    next_pin: int = _pin(6, "NEXT")
    stop_pin: int = _pin(16, "STOP")
    active_high: bool = _setting(False, "false: buttons to ground, pull-ups switched on")


@dataclass(frozen=True)
class MotorSection:
    """The vibration motor behind its driver transistor."""

    pin: int = _pin(18, "driver input; keep its pull-down resistor")
    pwm_hz: int = _setting(200, "PWM frequency", low=50, high=1000)
    duty_cap_pct: int = _setting(
        60, "full strength in percent of the supply: 60 for 3 V on 5 V", low=10, high=100
    )
    soft_start_ms: int = _setting(30, "time to full duty, 0 for none", low=0, high=60)
    pulse_cap_ms: int = _setting(
        1000, "no pulse is ever longer, whatever fails", low=800, high=2000
    )
    pwm: str = _setting(
        "auto", "auto: the Pi's own PWM where its overlay is on", choices=PWM_CHOICES
    )


@dataclass(frozen=True)
class BuzzerSection:
    """The sounder."""

    pin: int = _pin(13, "buzzer")
    kind: str = _setting(
        "passive",
        "passive: a bare piezo; active: sounds by itself",
        choices=("passive", "active", "none"),
    )
    pwm: str = _setting("auto", "for a passive one, as for the motor", choices=PWM_CHOICES)


@dataclass(frozen=True)
class PanelSection:
    """The 128 x 64 OLED panel on I2C."""

    controller: str = _setting(
        "ssd1306",
        "sh1106 on most 1.3 inch panels",
        choices=("ssd1306", "sh1106", "none"),
    )
    i2c_bus: int = _setting(1, "N of /dev/i2c-N", low=0, high=255)
    address: int = _setting(0x3C, "0x3C or 0x3D", choices=(0x3C, 0x3D))
    column_offset: int = _setting(
        -1, "first visible column; -1: 0 for ssd1306, 2 for sh1106", low=-1, high=4
    )
    rotate_180: bool = _setting(False, "true: the panel is mounted upside down")
    contrast_pct: int = _setting(100, "brightness", low=1, high=100)


@dataclass(frozen=True)
class SerialSection:
    """The serial link to the laptop."""

    port: str = _setting("/dev/ttyGS0", "USB gadget /dev/ttyGS0 or UART /dev/serial0")
    baud: int = _setting(
        115200, "for a UART; USB ignores it", choices=(9600, 57600, 115200, 230400, 460800)
    )


@dataclass(frozen=True)
class ClockSection:
    """Time of day."""

    set_system: bool = _setting(False, "true: the host may set this computer's clock too")


@dataclass(frozen=True)
class Config:
    """One device's configuration; every section has working defaults."""

    device: DeviceSection = field(default_factory=DeviceSection)
    buttons: ButtonsSection = field(default_factory=ButtonsSection)
    motor: MotorSection = field(default_factory=MotorSection)
    buzzer: BuzzerSection = field(default_factory=BuzzerSection)
    panel: PanelSection = field(default_factory=PanelSection)
    serial: SerialSection = field(default_factory=SerialSection)
    clock: ClockSection = field(default_factory=ClockSection)

    def pins(self) -> dict[str, int]:
        """BCM number of every pin in use, by role. I2C's own pins 2 and 3 included."""
        return {
            "panel SDA": 2,
            "panel SCL": 3,
            "buttons.start_pin": self.buttons.start_pin,
            "buttons.next_pin": self.buttons.next_pin,
            "buttons.stop_pin": self.buttons.stop_pin,
            "motor.pin": self.motor.pin,
            "buzzer.pin": self.buzzer.pin,
        }


def load(path: Path) -> Config:
    """The configuration in the TOML file at ``path``.

    Raises ConfigError naming the file and every fault: syntax, unknown sections and
    keys (with those allowed), wrong types, values out of range, one pin used twice.
    """
    try:
        # Opening a pipe would wait for somebody to write into it.
        if path.exists() and not path.is_file():
            raise ConfigError(f"{path}: is no file")
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: brackets within brackets, too deep to be read") from error
    except ValueError as error:  # no TOML, no UTF-8, a number without end
        raise ConfigError(f"{path}: not TOML: {error}") from error
    return parse(document, str(path))


def parse(document: dict[str, Any], place: str) -> Config:
    """The configuration in ``document``; ``place`` names it in messages. See ``load``."""
    faults: list[str] = []
    sections = {}
    known = {entry.name: entry for entry in fields(Config)}
    for name, table in document.items():
        if name not in known:
            faults.append(f"[{name}]: unknown section; allowed: {', '.join(known)}")
        elif not isinstance(table, dict):
            faults.append(f"{name}: is a section, write [{name}]")
        else:
            sections[name] = _section(known[name].default_factory, name, table, faults)
    if not faults:
        config = Config(**sections)
        faults = _shared_pins(config)
        if not faults:
            return config
    raise ConfigError("\n".join(f"{place}: {fault}" for fault in faults))


def _section(kind: Any, name: str, table: dict[str, Any], faults: list[str]) -> Any:
    known = {entry.name: entry for entry in fields(kind)}
    values = {}
    for key, value in table.items():
        if key not in known:
            faults.append(f"{name}.{key}: unknown key; allowed: {', '.join(known)}")
            continue
        fault = _fault(known[key], value)
        if fault:
            faults.append(f"{name}.{key}: {fault}")
        values[key] = value
    return kind(**values) if not faults else None


def _fault(setting: "Field[Any]", value: Any) -> str:
    """What is wrong with ``value``, or an empty string."""
    limits = setting.metadata
    if type(value) is not type(setting.default):
        return f"{value!r} is not {_TYPE_NAMES[type(setting.default)]}"
    if "choices" in limits and value not in limits["choices"]:
        return f"{value!r} is not one of {', '.join(map(str, limits['choices']))}"
    if "low" in limits and not limits["low"] <= value <= limits["high"]:
        return f"{value} is outside {limits['low']}-{limits['high']}"
    if "pattern" in limits and not limits["pattern"].fullmatch(value):
        return f"{value!r} {limits['wrong']}"
    return ""


_TYPE_NAMES = {str: "text in quotes", int: "a whole number", bool: "true or false"}


def _shared_pins(config: Config) -> list[str]:
    used: dict[int, str] = {}
    faults = []
    for role, pin in config.pins().items():
        if pin in used:
            faults.append(f"{role}: pin {pin} is already {used[pin]}")
        used[pin] = role
    return faults


def defaults_toml() -> str:
    """A TOML file of every setting with its default, limits and explanation."""
    lines = ["# acupacer device configuration; every line may be left out"]
    for section in fields(Config):
        kind: Any = section.default_factory
        lines += ["", f"# {kind.__doc__}", f"[{section.name}]"]
        for setting in fields(kind):
            lines.append(f"# {setting.metadata['about']}{_limits_text(setting)}")
            lines.append(f"{setting.name} = {_toml(setting.name, setting.default)}")
    return "\n".join(lines) + "\n"


def _limits_text(setting: "Field[Any]") -> str:
    limits = setting.metadata
    if "low" in limits:
        return f"; {limits['low']}-{limits['high']}"
    if "choices" in limits and limits["choices"] is not PINS and setting.name != "address":
        return f"; {', '.join(map(str, limits['choices']))}"
    return f"; {limits['allowed']}" if "allowed" in limits else ""


def _toml(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if name == "address":
        return f"0x{value:02X}"
    return f'"{value}"' if isinstance(value, str) else str(value)


def device_id(
    config: Config,
    cpuinfo: Path = Path("/proc/cpuinfo"),
    machine_id: Path = Path("/etc/machine-id"),
) -> str:
    """This device's name on the link: configured, or the same at every start.

    From the Pi's serial number, else from the machine id (hashed: that one is meant to
    stay private), else ``pi-unknown``.
    """
    if config.device.id:
        return config.device.id
    for line in _text(cpuinfo).splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "Serial" and value.strip().strip("0"):
            return "pi-" + value.strip()[-8:]
    text = _text(machine_id).strip()
    if text:
        return "pi-" + hashlib.sha256(b"acupacer" + text.encode()).hexdigest()[:8]
    return "pi-unknown"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
