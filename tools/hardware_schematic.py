"""The schematic of one board, drawn with schemdraw."""

import re
from itertools import pairwise

import schemdraw
from hardware_pins import Board, Wire
from schemdraw import elements as elm

LEFT, EDGE = -4.4, 0.0  # the computer's box
# Height of each signal on the box's right edge, top to bottom.
HEIGHTS = {"5v": 11.6, "motor": 7.6, "buzzer": 4.3, "stop": 1.2, "next": -0.8, "start": -2.6,
           "3v3": -4.6, "sda": -5.6, "scl": -6.6, "gnd": -7.6}  # fmt: skip
BUTTONS = {"stop": "STOP", "next": "NEXT", "start": "START/PAUSE"}


def draw_schematic(board: Board) -> str:
    """SVG text of the schematic."""
    schemdraw.use("svg")
    with schemdraw.Drawing(show=False) as drawing:
        drawing.config(fontsize=12, font="sans-serif", lw=1.6, bgcolor="white")
        _box(board)
        _motor(HEIGHTS["motor"], HEIGHTS["5v"])
        _buzzer(HEIGHTS["buzzer"])
        for role, name in BUTTONS.items():
            _button(HEIGHTS[role], name)
        _panel()
    return _on_white(drawing.get_imagedata("svg").decode("utf-8"))


def _on_white(svg: str) -> str:
    """A white ground, so that it can be read on a dark page."""
    x, y, width, height = re.search(r'viewBox="([^"]+)"', svg).group(1).split()
    ground = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="white"/>'
    head, rest = svg.split(">", 1)
    return f"{head}>\n{ground}{rest}"


def _box(board: Board) -> None:
    """The computer with its pins."""
    elm.Rect(corner1=(LEFT, HEIGHTS["gnd"] - 1), corner2=(EDGE, HEIGHTS["5v"] + 1)).at((0, 0))
    middle = (LEFT + EDGE) / 2
    elm.Label().at((middle, HEIGHTS["5v"] + 1.2)).label(board.name, fontsize=15)
    for role, y in HEIGHTS.items():
        wire: Wire = board.wires.get(role) or board.power[role]
        text = f"{wire.pin}  (contact {wire.contact})"
        elm.Label().at((EDGE - 0.15, y - 0.2)).label(text, halign="right")


def _line(*points: tuple[float, float]) -> None:
    for start, end in pairwise(points):
        elm.Line().endpoints(start, end)


def _motor(y: float, rail: float) -> None:
    """Driver transistor with its resistors, motor, flyback diode and capacitors."""
    drain = (7.0, y + 1.2)
    transistor = elm.NFet().anchor("drain").at(drain).reverse()
    elm.Label().at((8.2, y + 0.1)).label("AO3400")
    gate, source = transistor.gate, transistor.source
    _line((EDGE, y), (0.8, y))
    elm.Resistor().endpoints((0.8, y), (3.2, y)).label("100 Ω")
    _line((3.2, y), (gate.x, y), (gate.x, gate.y))
    elm.Dot().at((3.8, y))
    elm.Resistor().endpoints((3.8, y), (3.8, y - 1.9)).label("100 kΩ\npull-down", loc="bottom")
    elm.Ground().at((3.8, y - 1.9))
    _line((source.x, source.y), (source.x, y - 1.2))
    elm.Ground().at((source.x, y - 1.2))
    _line((EDGE, rail), (13.0, rail))
    low = drain[1]
    _line((5.2, low), (9.0, low))
    elm.Capacitor().endpoints((5.2, rail), (5.2, low)).label("100 nF", loc="top")
    elm.Motor().endpoints((7.0, rail), (7.0, low)).label("ERM\n3 V", loc="bottom", ofst=0.15)
    elm.Diode().endpoints((9.0, low), (9.0, rail)).label("1N5819", loc="bottom")
    for x, height in ((5.2, rail), (7.0, rail), (9.0, rail), (7.0, low), (11.6, rail)):
        elm.Dot().at((x, height))
    elm.Capacitor(polar=True).endpoints((11.6, rail), (11.6, low)).label("100 µF", loc="bottom")
    elm.Ground().at((11.6, low))


def _buzzer(y: float) -> None:
    _line((EDGE, y), (0.8, y))
    elm.Resistor().endpoints((0.8, y), (3.2, y)).label("100 Ω")
    speaker = elm.Speaker().at((4.6, y)).anchor("in1").label("piezo disc", loc="right")
    _line((3.2, y), (4.6, y))
    end = speaker.in2
    _line((end.x, end.y), (end.x - 0.4, end.y), (end.x - 0.4, end.y - 0.25))
    elm.Ground().at((end.x - 0.4, end.y - 0.25))


def _button(y: float, name: str) -> None:
    _line((EDGE, y), (3.6, y))
    elm.Button().endpoints((3.6, y), (6.2, y)).label(name)
    elm.Ground().at((6.2, y))
    if name == "STOP":
        elm.Dot().at((1.6, y))
        elm.Resistor().endpoints((1.6, y), (1.6, y + 1.6)).label(
            "10 kΩ\n(optional)", loc="bottom"
        )
        elm.Vdd().at((1.6, y + 1.6)).label("3V3", loc="right")


def _panel() -> None:
    """The OLED module: four wires."""
    x, end = 5.0, 9.6
    for role, name in (("3v3", "VCC"), ("sda", "SDA"), ("scl", "SCL"), ("gnd", "GND")):
        y = HEIGHTS[role]
        _line((EDGE, y), (x, y))
        elm.Label().at((x + 0.15, y - 0.2)).label(name, halign="left")
    elm.Rect(corner1=(x, HEIGHTS["gnd"] - 0.7), corner2=(end, HEIGHTS["3v3"] + 0.7)).at((0, 0))
    elm.Label().at(((x + end) / 2 + 0.7, HEIGHTS["sda"] - 0.8)).label("OLED\n128 × 64\nI²C")
    elm.Dot().at((2.4, HEIGHTS["gnd"]))
    elm.Ground().at((2.4, HEIGHTS["gnd"]))
