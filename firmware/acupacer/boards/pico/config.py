"""Everything about one Pico that differs from another: ``config.json`` on its flash.

One flat JSON object, every name optional, for example

    {"product": true, "panel": "sh1106", "buzzer": "active"}

docs/maker/pico.md explains every name; ``config_check`` says what is allowed,
``config_text`` how it is written. Both are needed only where there is such a file.
"""

from errno import ENODEV, ENOENT

from ...core.errors import AcupacerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE = "config.json"
FILE_MAX_BYTES = 4096
# Pins are GP numbers.
DEFAULTS = (
    ("id", ""),
    ("product", False),
    ("start_pin", 10),
    ("next_pin", 11),
    ("stop_pin", 12),
    ("active_high", False),
    ("motor_pin", 15),
    ("motor_hz", 200),
    ("duty_cap_pct", 60),
    ("soft_start_ms", 30),
    ("pulse_cap_ms", 1000),
    ("buzzer", "passive"),
    ("buzzer_pin", 16),
    ("panel", "ssd1306"),
    ("sda_pin", 4),
    ("scl_pin", 5),
    ("i2c_hz", 400000),
    ("address", 60),
    ("column_offset", -1),
    ("rotate_180", False),
    ("contrast_pct", 100),
)


class ConfigError(AcupacerError):
    """The configuration was refused; each line of the message is a fault."""

    code = "bad_config"


class Config:
    """One attribute for each name in ``DEFAULTS``; ``values`` replace them unchecked."""

    id: str
    product: bool
    start_pin: int
    next_pin: int
    stop_pin: int
    active_high: bool
    motor_pin: int
    motor_hz: int
    duty_cap_pct: int
    soft_start_ms: int
    pulse_cap_ms: int
    buzzer: str
    buzzer_pin: int
    panel: str
    sda_pin: int
    scl_pin: int
    i2c_hz: int
    address: int
    column_offset: int
    rotate_180: bool
    contrast_pct: int

    def __init__(self, values: "dict[str, Any] | None" = None) -> None:
        for name, default in DEFAULTS:
            setattr(self, name, (values or {}).get(name, default))

    @property
    def i2c_bus(self) -> int:
        """Which of the chip's two I2C blocks the panel's pins belong to."""
        return self.sda_pin // 2 % 2


def load(path: str = FILE) -> Config:
    """The configuration in the file at ``path``; the defaults when there is none.

    Raises ConfigError naming every fault, each in a line of its own with its place.
    Blocks: a few ms.
    """
    try:
        with open(path, "rb") as source:
            data = source.read(FILE_MAX_BYTES + 1)
    except OSError as error:
        if error.args[0] in (ENOENT, ENODEV):  # no file, or nothing that could hold one
            return Config()
        raise ConfigError("config.json: cannot be read; delete it and copy it anew")
    from .config_check import parse

    return parse(data)
