"""The circuit on the breadboard as data: parts, their legs, wires, and in which step they come.

A place is a contact of the computer ("contact 12"), a hole of the breadboard ("a4": column
and row), a hole of a rail ("L-4", "R+9": left or right, ground or 5 V, row) or a leg of the
panel ("panel SDA"). Pictures, the guide's lists and the tests all read it here. ``nets``
works out what is joined.
"""

from collections.abc import Iterable
from typing import NamedTuple

from hardware_pins import PI, Board

ROWS = 30
LEFT_HALF, RIGHT_HALF = "abcde", "fghij"
RAILS = ("L-", "L+", "R-", "R+")
PANEL_LEGS = ("GND", "VCC", "SCL", "SDA")


class Wire(NamedTuple):
    """A jumper wire. ``role``: its colour and what it is for."""

    role: str
    start: str
    end: str


class Part(NamedTuple):
    """``kind``: how it is drawn, ``value``: what is printed on it or its name.

    ``legs``: leg -> place.
    """

    kind: str
    value: str
    legs: dict[str, str]


class Step(NamedTuple):
    """What is put in, and how one sees that it is right.

    ``takes_out``: kinds of parts of the step before that go out again.
    """

    name: str
    title: str
    wires: tuple[Wire, ...]
    parts: tuple[Part, ...]
    check: tuple[str, ...]
    takes_out: tuple[str, ...] = ()


def at(board: Board, role: str) -> str:
    """The place of the board's contact for ``role``."""
    return f"contact {board.wire(role).contact}"


def _button(role: str, row: int) -> Part:
    """Across the gap: its two legs in a row are joined, a press joins the two rows."""
    legs = {"1": f"d{row}", "2": f"g{row}", "3": f"d{row + 2}", "4": f"g{row + 2}"}
    return Part("button", role, legs)


BUTTONS = {"start": 12, "next": 17, "stop": 26}  # upper row of each
LED = Part("led", "LED", {"long": "g9", "short": "g8"})
LED_RESISTOR = Part("resistor", "1 kΩ", {"1": "f8", "2": "f5"})
MOTOR = Part("motor", "motor", {"plus": "R+6", "minus": "j5"})
DRIVER = (
    Part("transistor", "2N2222", {"E": "g3", "B": "g4", "C": "g5"}),
    Part("resistor", "470 Ω", {"1": "c4", "2": "f4"}),
    Part("resistor", "10 kΩ", {"1": "h4", "2": "R-4"}),
    Part("diode", "1N5819", {"plain": "h5", "band": "h9"}),
    Part("capacitor", "100 nF", {"1": "i5", "2": "i9"}),
    Part("electrolytic", "100 µF", {"plus": "R+13", "minus": "R-13"}),
)
BUZZER = (
    Part("resistor", "100 Ω", {"1": "c22", "2": "g22"}),
    Part("piezo", "piezo", {"1": "j22", "2": "R-24"}),
)


def steps(board: Board) -> tuple[Step, ...]:
    """The build, in order."""
    checks = PI_CHECKS if board is PI else PICO_CHECKS

    def wire(role: str, end: str) -> Wire:
        return Wire(role, at(board, role), end)

    panel = ("panel_gnd", "3v3", "scl", "sda")
    return (
        Step(
            "supply",
            "Ground and 5 V",
            (wire("gnd", "L-2"), Wire("gnd", "L-30", "R-30"), wire("5v", "R+1")),
            (),
            checks["supply"],
        ),
        Step(
            "panel",
            "The panel",
            tuple(
                wire(role, f"panel {leg}") for role, leg in zip(panel, PANEL_LEGS, strict=True)
            ),
            (Part("panel", "OLED", {leg: f"panel {leg}" for leg in PANEL_LEGS}),),
            checks["panel"],
        ),
        Step(
            "buttons",
            "Three buttons",
            tuple(
                made
                for role, row in BUTTONS.items()
                for made in (
                    wire(role, f"a{row}"),
                    Wire("gnd", f"L-{row + 2}", f"a{row + 2}"),
                )
            ),
            tuple(_button(role, row) for role, row in BUTTONS.items()),
            checks["buttons"],
        ),
        Step("buzzer", "The buzzer", (wire("buzzer", "a22"),), BUZZER, checks["buzzer"]),
        Step(
            "driver",
            "The driver, with a light",
            (wire("motor", "a4"), Wire("gnd", "R-3", "j3"), Wire("5v", "R+9", "j9")),
            (*DRIVER, LED, LED_RESISTOR),
            checks["driver"],
        ),
        Step(
            "motor",
            "The motor",
            (),
            (MOTOR,),
            checks["motor"],
            takes_out=("led", LED_RESISTOR.value),
        ),
    )


CHECK = "sudo -u acupacer acupacer-device check"
# The service holds the pins, after every start of the computer.
FREE = "sudo systemctl stop acupacer"
SELFTEST = "sudo -u acupacer LG_WD=/tmp acupacer-device selftest"
# Whenever it starts, the program calls with its first screen: one long, one short.
DARK = "switch on: the light is DARK until the panel lights up,"
PI_CHECKS = {
    "supply": (CHECK, "says: ok power"),
    "panel": (CHECK, "says: ok panel, answers at 0x3C"),
    "buttons": (FREE, SELFTEST, "asks for one button after the other, and says: ok"),
    "buzzer": (FREE, SELFTEST, "you hear a low beep, then a high one"),
    "driver": (
        DARK,
        "then one long, one short",
        FREE,
        SELFTEST,
        "it lights twice, brighter the second time",
    ),
    "motor": (
        FREE,
        SELFTEST,
        "you feel two pulses, the second stronger; the panel stays",
        "steady, and at the end it says: all parts work",
    ),
}
PICO_CHECKS = {
    "supply": ("plug in, and on the laptop run", "acupacer info", "says: raspberry-pi-pico"),
    "panel": ("plug in: it asks you to press STOP",),
    "buttons": (
        "plug in, press STOP: the panel goes on",
        "NEXT and START answer the questions that follow",
    ),
    "buzzer": ("plug in: you hear one long, one short",),
    "driver": (DARK, "then one long, one short"),
    "motor": (
        "plug in: not the slightest twitch until the panel lights up,",
        "then you feel one long, one short",
    ),
}


def is_out(part: Part, step: Step) -> bool:
    """Whether ``step`` takes ``part`` out again."""
    return part.kind in step.takes_out or part.value in step.takes_out


def built(board: Board, name: str) -> tuple[list[Wire], list[Part]]:
    """All that is in place after the step called ``name``."""
    wires: list[Wire] = []
    parts: list[Part] = []
    for step in steps(board):
        parts = [part for part in parts if not is_out(part, step)]
        wires += step.wires
        parts += step.parts
        if step.name == name:
            break
    return wires, parts


def node(place: str) -> str:
    """What ``place`` is joined to by the breadboard itself: a half row, a rail or itself."""
    if place[:2] in RAILS:
        return place[:2]
    if place[0] in LEFT_HALF and place[1:].isdigit():
        return f"left {place[1:]}"
    if place[0] in RIGHT_HALF and place[1:].isdigit():
        return f"right {place[1:]}"
    return place


def nets(wires: Iterable[Wire], parts: Iterable[Part]) -> list[set[str]]:
    """What is joined by wires, by the breadboard and inside buttons that nobody presses.

    A set a net: its contacts, and legs as "value leg".
    """
    joined: list[set[str]] = []

    def join(*places: str) -> None:
        touched = [net for net in joined if net & set(places)]
        for net in touched:
            joined.remove(net)
        joined.append(set(places).union(*touched))

    for wire in wires:
        join(node(wire.start), node(wire.end))
    for part in parts:
        for leg, place in part.legs.items():
            join(node(place), f"{part.value} {leg}")
        if part.kind == "button":
            for one, other in (("1", "2"), ("3", "4")):
                join(f"{part.value} {one}", f"{part.value} {other}")
    return joined
