"""Where each part is connected, for documents, pictures and their tests.

Pin numbers come from the boards' configuration; here is only what the configuration
does not know: which contact of the header or of the Pico carries which pin, and what
else is there (supply, ground).
"""

from dataclasses import dataclass

from acupacer.boards.pi.config import Config
from acupacer.boards.pico.config import Config as PicoConfig

# 40-pin header of every Raspberry Pi since the B+: contact of each BCM number.
PI_CONTACTS = {
    2: 3, 3: 5, 4: 7, 5: 29, 6: 31, 7: 26, 8: 24, 9: 21, 10: 19, 11: 23, 12: 32, 13: 33,
    16: 36, 17: 11, 18: 12, 19: 35, 20: 38, 21: 40, 22: 15, 23: 16, 24: 18, 25: 22, 26: 37,
    27: 13,
}  # fmt: skip
# Pico and Pico 2: contact of each GP number.
PICO_CONTACTS = {
    0: 1, 1: 2, 2: 4, 3: 5, 4: 6, 5: 7, 6: 9, 7: 10, 8: 11, 9: 12, 10: 14, 11: 15, 12: 16,
    13: 17, 14: 19, 15: 20, 16: 21, 17: 22, 18: 24, 19: 25, 20: 26, 21: 27, 22: 29, 26: 31,
    27: 32, 28: 34,
}  # fmt: skip


# Contacts that are ground.
PI_GROUNDS = (6, 9, 14, 20, 25, 30, 34, 39)
PICO_GROUNDS = (3, 8, 13, 18, 23, 28, 33, 38)


@dataclass(frozen=True)
class Wire:
    """One connection: what it is for, the pin's name, and the contact's number."""

    function: str
    pin: str
    contact: int


@dataclass(frozen=True)
class Board:
    """A computer to build on: its signals by role, its supply and its ground contacts."""

    name: str
    wires: dict[str, Wire]
    power: dict[str, Wire]
    grounds: tuple[int, ...]

    def wire(self, role: str) -> Wire:
        """The signal or the supply called ``role``. Raises KeyError for another."""
        return self.wires.get(role) or self.power[role]


def _pi() -> Board:
    config = Config()

    def wire(function: str, pin: int) -> Wire:
        return Wire(function, f"GPIO{pin}", PI_CONTACTS[pin])

    return Board(
        name="Raspberry Pi",
        wires={
            "sda": wire("panel SDA", config.pins()["panel SDA"]),
            "scl": wire("panel SCL", config.pins()["panel SCL"]),
            "start": wire("START/PAUSE button", config.buttons.start_pin),
            "next": wire("NEXT button", config.buttons.next_pin),
            "stop": wire("STOP button", config.buttons.stop_pin),
            "motor": wire("motor driver", config.motor.pin),
            "buzzer": wire("buzzer", config.buzzer.pin),
        },
        power={
            "3v3": Wire("panel supply", "3V3", 1),
            "5v": Wire("motor supply", "5V", 2),
            "gnd": Wire("ground", "GND", 6),
            "panel_gnd": Wire("panel ground", "GND", 9),
        },
        grounds=PI_GROUNDS,
    )


def _pico() -> Board:
    config = PicoConfig()

    def wire(function: str, name: str) -> Wire:
        pin = getattr(config, name)
        return Wire(function, f"GP{pin}", PICO_CONTACTS[pin])

    return Board(
        name="Raspberry Pi Pico",
        wires={
            "sda": wire("panel SDA", "sda_pin"),
            "scl": wire("panel SCL", "scl_pin"),
            "start": wire("START/PAUSE button", "start_pin"),
            "next": wire("NEXT button", "next_pin"),
            "stop": wire("STOP button", "stop_pin"),
            "motor": wire("motor driver", "motor_pin"),
            "buzzer": wire("buzzer", "buzzer_pin"),
        },
        power={
            "3v3": Wire("panel supply", "3V3", 36),
            "5v": Wire("motor supply", "VBUS", 40),
            "gnd": Wire("ground", "GND", 38),
            "panel_gnd": Wire("panel ground", "GND", 3),
        },
        grounds=PICO_GROUNDS,
    )


PI, PICO = _pi(), _pico()


def table(board: Board) -> list[str]:
    """The pin table of hardware/wiring.md, line by line."""
    lines = ["| function | pin | contact |", "|---|---|---|"]
    for wire in [*board.wires.values(), *board.power.values()]:
        lines.append(f"| {wire.function} | {wire.pin} | {wire.contact} |")
    return lines
