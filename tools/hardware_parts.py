"""How each part looks on the breadboard, its legs in their holes."""

from hardware_bench import PANEL_H, PANEL_W, PANEL_X, PITCH, Bench
from hardware_circuit import PANEL_LEGS, Part
from svg_picture import Picture, Point

MARGIN_X = 760  # labels of parts beside the board
NAMES = {"start": "START", "next": "NEXT", "stop": "STOP"}


def draw_part(picture: Picture, bench: Bench, part: Part) -> None:
    """One part, with its name where there is room for it."""
    legs = {leg: bench.point(place) for leg, place in part.legs.items()}
    DRAW[part.kind](picture, bench, part, legs)


def _lead(picture: Picture, *points: Point) -> None:
    """A part's bare wire."""
    picture.line(points, "metal_edge", 5)
    picture.line(points, "metal", 3)


def _side_label(picture: Picture, y: float, words: str, target: Point) -> None:
    """Words beside the board and a line to what they name."""
    picture.line([(MARGIN_X - 4, y - 7), target], "leader", 2)
    picture.text((MARGIN_X, y), words, 21)


def _draw_button(picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]) -> None:
    """Twelve millimetres square, across the gap; legs in the same row are joined inside."""
    x, y = (legs["1"][0] + legs["4"][0]) / 2, (legs["1"][1] + legs["4"][1]) / 2
    for left, right in (("1", "2"), ("3", "4")):
        _lead(picture, legs[left], legs[right])
    picture.rect((x - 46, y - 50, 92, 100), "box", "black", 2, 8)
    if part.value == "stop":
        picture.rect((x - 27, y - 27, 54, 54), "stop", "black", 2, 6)
    else:
        picture.circle((x, y), 30, part.value, "black", 2)
    for point in legs.values():
        picture.circle(point, 5, "metal", "metal_edge", 1.5)
    name = NAMES[part.value]
    picture.rect((x + 64, y - 15, 72, 30), "bread", corner=3)
    picture.text((x + 100, y + 8), name, 21, "bread_ink", "middle", is_bold=True)


def _draw_resistor(picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]) -> None:
    (x1, y1), (x2, y2) = legs["1"], legs["2"]
    _lead(picture, (x1, y1), (x2, y2))
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    if y1 == y2:
        picture.rect((x - 26, y - 9, 52, 18), "body", "body_edge", 2, 8)
    else:
        picture.rect((x - 9, y - 20, 18, 40), "body", "body_edge", 2, 8)
    if part.value == "10 kΩ":
        _side_label(picture, bench.top + 27, part.value, (x + 18, y - 4))
    elif part.value == "1 kΩ":
        picture.rect((x - 82, y - 14, 66, 28), "bread", corner=3)
        picture.text((x - 49, y + 7), part.value, 21, "bread_ink", "middle")
    else:
        picture.rect((x - 106, y - 37, 68, 25), "bread", corner=3)
        picture.text((x - 72, y - 17), part.value, 21, "bread_ink", "middle")


def _draw_transistor(
    picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]
) -> None:
    """Seen from above: the flat side to the left."""
    x, y = legs["B"]
    picture.path(
        f"M{x - 14} {y - 36}V{y + 36}h8C{x + 34} {y + 36} {x + 34} {y - 36} {x - 6} {y - 36}z",
        "black",
        "metal",
        2,
    )
    for leg in ("E", "B", "C"):
        picture.text((x + 4, legs[leg][1] + 7), leg, 19, "white", "middle", is_bold=True)
    picture.rect((x - 38, y - 78, 90, 26), "bread", corner=3)
    picture.text((x + 7, y - 58), part.value, 21, "bread_ink", "middle")


def _draw_diode(picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]) -> None:
    """The band is at the lower end."""
    (x, y1), (_, y2) = legs["plain"], legs["band"]
    _lead(picture, (x, y1), (x, y2))
    middle = (y1 + y2) / 2
    picture.rect((x - 9, middle - 22, 18, 44), "black", "metal", 1.5, 3)
    picture.rect((x - 9, middle + 9, 18, 8), "white", corner=1)
    y = bench.top + 8.4 * PITCH
    _side_label(picture, y, part.value, (x + 8, middle + 12))


def _draw_capacitor(picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]) -> None:
    (x, y1), (_, y2) = legs["1"], legs["2"]
    _lead(picture, (x, y1), (x, y2))
    middle = (y1 + y2) / 2 - 8
    picture.circle((x, middle), 12, "ceramic", "brass_edge", 2)
    y = bench.top + 9.8 * PITCH
    _side_label(picture, y, part.value, (x, y2 - 10))


def _draw_electrolytic(
    picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]
) -> None:
    """A can; the pale stripe is minus."""
    (x1, y1), (x2, y2) = legs["minus"], legs["plus"]
    x, y = (x1 + x2) / 2, y1 + 34
    _lead(picture, (x1, y1), (x - 11, y))
    _lead(picture, (x2, y2), (x + 11, y))
    picture.rect((x - 24, y - 14, 48, 56), "can", "black", 2, 8)
    picture.rect((x - 24, y - 14, 14, 56), "metal", "black", 1, 6)
    picture.text((x - 17, y + 22), "\u2212", 20, "black", "middle", is_bold=True)
    _side_label(picture, y + 22, part.value, (x + 24, y + 15))


def _draw_led(picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]) -> None:
    """In the motor's place while the driver is tried: its long leg is the lower one."""
    (x, y1), (_, y2) = legs["short"], legs["long"]
    _lead(picture, (x, y1), (x, y2))
    at = (x - 2, (y1 + y2) / 2)
    picture.circle(at, 16, "5v", "black", 2)
    picture.path(f"M{at[0] - 13} {at[1] - 9}H{at[0] + 13}", "", "black", 3)
    picture.rect((x - 82, y2 - 4, 66, 28), "bread", corner=3)
    picture.text((x - 49, y2 + 17), part.value, 21, "bread_ink", "middle")


def _draw_motor(picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]) -> None:
    plus, minus = legs["plus"], legs["minus"]
    at = (808.0, (plus[1] + minus[1]) / 2 + 2)
    for role, leg in (("motor", minus), ("5v", plus)):
        picture.wire(role, [leg, (at[0] - 20, leg[1])], 4)
        picture.circle(leg, 5, role, "casing", 1.5)
    picture.circle(at, 36, "metal", "metal_edge", 3)
    picture.circle(at, 8, "metal_edge")
    picture.text((at[0], at[1] - 46), part.value, 21, "ink", "middle")


def _draw_piezo(picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]) -> None:
    one, other = legs["1"], legs["2"]
    at = (806.0, (one[1] + other[1]) / 2)
    for leg, role in ((one, "buzzer"), (other, "gnd")):
        picture.wire(role, [leg, (at[0] - 20, leg[1])], 4)
        picture.circle(leg, 5, role, "casing", 1.5)
    picture.circle(at, 38, "brass", "brass_edge", 3)
    picture.circle(at, 23, "white", "brass_edge", 2)
    picture.text((at[0], at[1] + 64), "piezo", 21, "ink", "middle")


def _draw_panel(picture: Picture, bench: Bench, part: Part, legs: dict[str, Point]) -> None:
    x, y = PANEL_X, bench.panel_y - 10
    picture.rect((x, y, PANEL_W, PANEL_H), "blue_pcb", "line", 2, 8)
    for leg in PANEL_LEGS:
        at = legs[leg]
        picture.circle(at, 7, "pad", "brass_edge", 2)
    picture.rect((x + 12, y + 46, PANEL_W - 24, PANEL_H - 56), "glass", "line", 2, 4)
    picture.text((x + PANEL_W / 2, y + 88), "128 \u00d7 64", 22, "lit", "middle")
    for leg in PANEL_LEGS:
        picture.text((legs[leg][0], y + 40), leg, 20, "white", "middle")


DRAW = {
    "button": _draw_button,
    "resistor": _draw_resistor,
    "transistor": _draw_transistor,
    "diode": _draw_diode,
    "capacitor": _draw_capacitor,
    "electrolytic": _draw_electrolytic,
    "led": _draw_led,
    "motor": _draw_motor,
    "piezo": _draw_piezo,
    "panel": _draw_panel,
}
