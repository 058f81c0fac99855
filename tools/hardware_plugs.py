"""The way without soldering: everything on plugs, a motor module that brings its own driver.

No buzzer: the ready ones with three contacts mostly sound while their input is low.
"""

from typing import NamedTuple

from hardware_bench import (
    PAD_PITCH,
    PI_LANES,
    PI_OVER,
    PICO_LEFT_LANES,
    PICO_UNDER,
    Bench,
    draw_computer,
)
from hardware_circuit import PANEL_LEGS, Part
from hardware_parts import NAMES, draw_part
from hardware_pins import PI, Board
from hardware_steps import colour_of, draw_sample
from svg_picture import Picture, Point

WIDTH = 860
MODULE_X = 450
PITCH_Y = 40  # between the plugs of one module
LEADING = 34
# Ground contacts of the buttons; each has one of its own.
PI_BUTTON_GROUNDS = {"start": 30, "next": 34, "stop": 39}
PICO_BUTTON_GROUNDS = {"start": 8, "next": 13, "stop": 18}


class Plug(NamedTuple):
    """A wire from ``contact`` to the plug ``name`` of ``module``."""

    role: str
    contact: int
    module: str
    name: str


def plugs(board: Board) -> list[Plug]:
    """Every wire, in the order in which they are put in."""
    grounds = PI_BUTTON_GROUNDS if board is PI else PICO_BUTTON_GROUNDS
    panel = zip(("panel_gnd", "3v3", "scl", "sda"), PANEL_LEGS, strict=True)
    motor = (("5v", "VCC"), ("gnd", "GND"), ("motor", "IN"))
    return [
        *(Plug(role, board.wire(role).contact, "panel", leg) for role, leg in panel),
        *(
            plug
            for role in ("start", "next", "stop")
            for plug in (
                Plug(role, board.wire(role).contact, role, "one"),
                Plug("gnd", grounds[role], role, "other"),
            )
        ),
        *(Plug(role, board.wire(role).contact, "motor", name) for role, name in motor),
    ]


# Height of each module's first plug above or below the first contact, and its plugs in order.
PI_MODULES = {
    "motor": (14, ("VCC", "GND", "IN")),
    "start": (220, ("other", "one")),
    "next": (350, ("one", "other")),
    "stop": (480, ("one", "other")),
}
PICO_MODULES = {
    "motor": (0, ("VCC", "GND", "IN")),
    "stop": (170, ("other", "one")),
    "next": (300, ("one", "other")),
    "start": (430, ("one", "other")),
}
# x of each wire's upright part.
PI_PLUG_LANES = {
    2: 270, 6: 292, 12: 314, 30: 212, 29: 232, 31: 252, 34: 272, 36: 292, 39: 312,
}  # fmt: skip
PICO_PLUG_LANES = {
    40: 412, 38: 396, 20: 380, 18: 364, 16: 348, 15: 332, 13: 316, 14: 300, 8: 316,
    3: 258, 7: 271, 6: 284,
}  # fmt: skip
PICO_OVER = {40: -60, 38: -44}


def draw_plugs(board: Board) -> Picture:
    """The whole device on plugs."""
    bench = Bench(board)
    wires = plugs(board)
    rows = (len(wires) + 1) // 2
    height = bench.bottom + 40 + rows * LEADING
    title = f"{board.name} with everything on plugs, no soldering"
    picture = Picture(WIDTH, height, title)
    picture.text((28, 48), "All on plugs", 32, is_bold=True)
    picture.text((WIDTH - 28, 46), board.name, 22, "soft", "end")
    used = {plug.contact: colour_of(plug.role) for plug in wires}
    draw_computer(picture, bench, used)
    for plug in wires:
        picture.wire(colour_of(plug.role), route(bench, plug), 6)
    panel = Part("panel", "OLED", {leg: f"panel {leg}" for leg in PANEL_LEGS})
    draw_part(picture, bench, panel)
    for module, (first, names) in _modules(bench).items():
        _draw_module(picture, module, names, bench.top + first)
    for index, plug in enumerate(wires):
        x, y = 28 + index // rows * 420, bench.bottom + 40 + index % rows * LEADING
        draw_sample(picture, (x, y - 8), colour_of(plug.role))
        picture.text((x + 42, y), f"contact {plug.contact} \u2192 {in_words(plug)}", 22)
    return picture


def in_words(plug: Plug) -> str:
    """Where it is put on."""
    if plug.module in NAMES:
        return f"{NAMES[plug.module]}, {plug.name} plug"
    return f"{plug.module} {plug.name}"


def _modules(bench: Bench) -> dict[str, tuple[int, tuple[str, ...]]]:
    return PI_MODULES if bench.is_pi else PICO_MODULES


def end_of(bench: Bench, plug: Plug) -> Point:
    """Where the wire meets its module."""
    if plug.module == "panel":
        return bench.point(f"panel {plug.name}")
    first, names = _modules(bench)[plug.module]
    return MODULE_X, bench.top + first + names.index(plug.name) * PITCH_Y


def route(bench: Bench, plug: Plug) -> list[Point]:
    """The corners of the wire's way."""
    start, end = bench.way_out(plug.contact), end_of(bench, plug)
    if bench.is_pi:
        return _pi_route(bench, plug, start, end)
    lane = PICO_PLUG_LANES.get(plug.contact, 0)
    if plug.contact in PICO_OVER:
        left, over = PICO_LEFT_LANES[plug.role], bench.top + PICO_OVER[plug.contact]
        return [start, (left, start[1]), (left, over), (lane, over), (lane, end[1]), end]
    if plug.module == "panel":
        lane = lane or PICO_LEFT_LANES[plug.role]
        under = bench.top + PICO_UNDER[plug.role]
        return [start, (lane, start[1]), (lane, under), (end[0], under), end]
    return [start, (lane, start[1]), (lane, end[1]), end]


def _pi_route(bench: Bench, plug: Plug, start: Point, end: Point) -> list[Point]:
    level = bench.pad(plug.contact)[1] + (PAD_PITCH / 2 if plug.contact % 2 else 0)
    first = [start, (start[0], level)] if plug.contact % 2 else [start]
    if plug.module == "panel":
        lane, over = PI_LANES[plug.role], bench.top + PI_OVER[plug.role]
        return [*first, (lane, level), (lane, over), (end[0], over), end]
    lane = PI_PLUG_LANES[plug.contact]
    return [*first, (lane, level), (lane, end[1]), end]


def _draw_module(picture: Picture, module: str, names: tuple[str, ...], y: float) -> None:
    """A motor module or a button, its plugs on the left."""
    height = (len(names) - 1) * PITCH_Y + 56
    if module == "motor":
        picture.rect((MODULE_X + 6, y - 28, 330, height), "blue_pcb", "line", 2, 8)
        for number, name in enumerate(names):
            picture.text((MODULE_X + 30, y + number * PITCH_Y + 8), name, 22, "white")
        middle = y - 28 + height / 2
        picture.circle((MODULE_X + 270, middle), 44, "metal", "metal_edge", 3)
        picture.circle((MODULE_X + 270, middle), 9, "metal_edge")
        for number, line in enumerate(("motor", "module")):
            picture.text((MODULE_X + 110, middle - 6 + number * 30), line, 22, "white")
    else:
        picture.rect((MODULE_X + 6, y - 28, 110, height), "box", "box_edge", 2, 10)
        at = (MODULE_X + 61, y - 28 + height / 2)
        if module == "stop":
            picture.rect((at[0] - 28, at[1] - 28, 56, 56), module, "black", 2, 7)
        else:
            picture.circle(at, 32, module, "black", 2)
        picture.text((MODULE_X + 136, at[1] + 9), NAMES[module], 26, is_bold=True)
    for number in range(len(names)):
        picture.rect((MODULE_X - 12, y + number * PITCH_Y - 9, 26, 18), "black", "metal", 2, 3)
