"""The schematic of one board, drawn with schemdraw."""

import re
from itertools import pairwise

import schemdraw
from hardware_pins import Board
from schemdraw import elements as elm

LEFT, EDGE = -4.4, 0.0  # the computer's box
# Height of each signal on the box's right edge, top to bottom.
HEIGHTS = {"5v": 11.6, "motor": 7.6, "buzzer": 4.3, "stop": 1.2, "next": -0.8, "start": -2.6,
           "3v3": -4.6, "sda": -5.6, "scl": -6.6, "panel_gnd": -7.6, "gnd": -9.2}  # fmt: skip
BUTTONS = {"stop": "STOP", "next": "NEXT", "start": "START/PAUSE"}


def draw_schematic(board: Board) -> str:
    """SVG text of the schematic."""
    schemdraw.use("svg")
    with schemdraw.Drawing(show=False) as drawing:
        drawing.config(fontsize=12, font="sans-serif", lw=1.6)
        _box(board)
        _motor(HEIGHTS["motor"], HEIGHTS["5v"])
        _buzzer(HEIGHTS["buzzer"])
        for role, name in BUTTONS.items():
            _button(HEIGHTS[role], name)
        _panel()
    return _for_both_schemes(drawing.get_imagedata("svg").decode("utf-8"))


def _for_both_schemes(svg: str) -> str:
    """A ground of its own, and pale lines on a dark one where the reader has it so."""
    x, y, width, height = re.search(r'viewBox="([^"]+)"', svg).group(1).split()
    rules = (
        ".paper{fill:#ffffff}@media (prefers-color-scheme:dark){.paper{fill:#12161b}"
        '[style*="stroke:black"]{stroke:#eef2f5 !important}'
        '[style*="fill:black"],text{fill:#eef2f5 !important}}'
    )
    ground = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" class="paper"/>'
    head, rest = svg.split(">", 1)
    return f"{head}>\n<style>{rules}</style>{ground}{rest}"


def _box(board: Board) -> None:
    """The computer with its pins."""
    elm.Rect(corner1=(LEFT, HEIGHTS["gnd"] - 1), corner2=(EDGE, HEIGHTS["5v"] + 1)).at((0, 0))
    middle = (LEFT + EDGE) / 2
    elm.Label().at((middle, HEIGHTS["5v"] + 1.2)).label(board.name, fontsize=15)
    for role, y in HEIGHTS.items():
        wire = board.wire(role)
        text = f"{wire.pin}  (contact {wire.contact})"
        elm.Label().at((EDGE - 0.15, y - 0.2)).label(text, halign="right")


def _line(*points: tuple[float, float]) -> None:
    for start, end in pairwise(points):
        elm.Line().endpoints(start, end)


def _motor(y: float, rail: float) -> None:
    """Driver transistor with its resistors, motor, flyback diode and capacitors."""
    collector = (7.0, y + 1.2)
    transistor = elm.BjtNpn(circle=True).anchor("collector").at(collector)
    elm.Label().at((8.4, y + 0.1)).label("2N2222")
    base, emitter = transistor.base, transistor.emitter
    _line((EDGE, y), (0.8, y))
    elm.Resistor().endpoints((0.8, y), (3.2, y)).label("470 Ω")
    _line((3.2, y), (4.4, y), (4.4, base.y), (base.x, base.y))
    elm.Dot().at((3.8, y))
    elm.Resistor().endpoints((3.8, y), (3.8, y - 1.9)).label("10 kΩ\npull-down", loc="bottom")
    elm.Ground().at((3.8, y - 1.9))
    _line((emitter.x, emitter.y), (emitter.x, y - 1.2))
    elm.Ground().at((emitter.x, y - 1.2))
    _line((EDGE, rail), (13.0, rail))
    low = collector[1]
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
    for role, name in (("3v3", "VCC"), ("sda", "SDA"), ("scl", "SCL"), ("panel_gnd", "GND")):
        y = HEIGHTS[role]
        _line((EDGE, y), (x, y))
        elm.Label().at((x + 0.15, y - 0.2)).label(name, halign="left")
    elm.Rect(corner1=(x, HEIGHTS["panel_gnd"] - 0.7), corner2=(end, HEIGHTS["3v3"] + 0.7)).at(
        (0, 0)
    )
    elm.Label().at(((x + end) / 2 + 0.7, HEIGHTS["sda"] - 0.8)).label("OLED\n128 × 64\nI²C")
    _line((EDGE, HEIGHTS["gnd"]), (2.4, HEIGHTS["gnd"]))
    elm.Ground().at((2.4, HEIGHTS["gnd"]))
