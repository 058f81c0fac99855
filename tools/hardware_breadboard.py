"""A breadboard-style picture of one board: parts, and each wire in its own colour."""

from collections.abc import Iterable
from html import escape

from hardware_pins import PI, Board, Wire

WIDTH, HEIGHT = 1180, 760
PITCH = 17  # px between contacts and between holes
COLOURS = {
    "5v": "#d62828", "3v3": "#f77f00", "gnd": "#222222", "sda": "#1d6fb8", "scl": "#7b2cbf",
    "start": "#2a9d3c", "next": "#c9a227", "stop": "#c2185b", "motor": "#00838f",
    "buzzer": "#8d5524",
}  # fmt: skip
METAL = "#9a9a9a"
# Text that stays readable over holes.
HALO = {"paint_order": "stroke", "stroke": "#f4f1ea", "stroke_width": "4"}
BADGE = {"paint_order": "stroke", "stroke": "#1b7f4b", "stroke_width": "6"}
COLUMNS = 40
HOLE_X, HOLE_Y = 455, 100  # upper left corner of the breadboard's holes
GROUND_RAIL, SUPPLY_RAIL = HOLE_Y + 14 * PITCH, HOLE_Y + 16 * PITCH
CONTACT_Y = 90  # of the first contact
# Signals that reach the breadboard from below: column, nearest first.
FROM_BELOW = {"buzzer": 2, "start": 12, "next": 16, "stop": 20, "motor": 24}
# The panel's contacts: column and the row in which the wire ends.
PANEL = {"gnd": (2, 5), "3v3": (4, 4), "scl": (6, 3), "sda": (8, 2)}

Point = tuple[float, float]


class Picture:
    """Collects SVG elements."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def add(self, element: str) -> None:
        """One element, as SVG text."""
        self._parts.append(element)

    def rect(self, x: float, y: float, w: float, h: float, fill: str, **more: str) -> None:
        """A rectangle with rounded corners."""
        extra = "".join(f' {k.replace("_", "-")}="{v}"' for k, v in more.items())
        self.add(
            f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="5" fill="{fill}"{extra}/>'
        )

    def circle(self, x: float, y: float, r: float, fill: str, stroke: str = "none") -> None:
        """A disc."""
        self.add(f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="{stroke}"/>')

    def text(self, x: float, y: float, words: str, size: int = 13, **more: str) -> None:
        """One line of text."""
        extra = "".join(f' {k.replace("_", "-")}="{v}"' for k, v in more.items())
        self.add(f'<text x="{x}" y="{y}" font-size="{size}"{extra}>{escape(words)}</text>')

    def wire(
        self, points: Iterable[tuple[float, float]], colour: str, width: float = 4
    ) -> None:
        """A wire along ``points``, with a light edge where it crosses others."""
        path = " ".join(f"{x},{y}" for x, y in points)
        for stroke, thickness in (("white", width + 3), (colour, width)):
            self.add(
                f'<polyline points="{path}" fill="none" stroke="{stroke}" '
                f'stroke-width="{thickness}" stroke-linejoin="round" stroke-linecap="round"/>'
            )

    def svg(self) -> str:
        """The whole picture."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">\n'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n'
        )
        return head + "\n".join(self._parts) + "\n</svg>\n"


def hole(column: int, row: int) -> Point:
    """Centre of a hole: rows 1-5 are the upper half, 6-10 the lower; a column is one node."""
    gap = 1.5 * PITCH if row > 5 else 0
    return HOLE_X + (column - 1) * PITCH, HOLE_Y + (row - 1) * PITCH + gap


def rail(column: int, role: str) -> Point:
    """Centre of a hole of the ground or the 5 V rail."""
    return hole(column, 1)[0], GROUND_RAIL if role == "gnd" else SUPPLY_RAIL


def draw_breadboard(board: Board) -> str:
    """SVG text of the picture."""
    picture = Picture()
    contacts = _draw_pi(picture) if board is PI else _draw_pico(picture)
    _draw_holes(picture)
    _draw_wires(picture, board, contacts)
    _draw_panel(picture)
    for role, name in (("start", "START"), ("next", "NEXT"), ("stop", "STOP")):
        _draw_button(picture, name, FROM_BELOW[role], COLOURS[role])
    _draw_buzzer(picture)
    _draw_driver(picture)
    _draw_list(picture, board)
    return picture.svg()


def _draw_pi(picture: Picture) -> dict[int, Point]:
    """A Pi with its header upright on the right edge, contact 1 on top."""
    picture.rect(20, 50, 250, 400, "#1b7f4b")
    picture.text(40, 85, "Raspberry Pi", 18, fill="white", font_weight="bold")
    picture.text(40, 107, "contact 1 on top, odd", 12, fill="white")
    picture.text(40, 123, "numbers in the left row", 12, fill="white")
    picture.rect(204, CONTACT_Y - 14, 46, 20 * PITCH + 11, "#20242a")
    return {
        contact: ((217 if contact % 2 else 237), CONTACT_Y + (contact - 1) // 2 * PITCH)
        for contact in range(1, 41)
    }


def _draw_pico(picture: Picture) -> dict[int, Point]:
    """A Pico from above, USB at the bottom: contacts 20-1 on the right, 21-40 on the left."""
    bottom = CONTACT_Y + 19 * PITCH
    picture.rect(90, CONTACT_Y - 20, 150, 20 * PITCH + 23, "#1b7f4b")
    picture.rect(140, bottom + 2, 50, 30, "#c0c4c8", stroke="#888888")
    picture.text(165, bottom + 22, "USB", 12, text_anchor="middle")
    picture.text(165, 200, "Pico", 18, fill="white", font_weight="bold", text_anchor="middle")
    picture.text(165, 220, "from above", 12, fill="white", text_anchor="middle")
    found: dict[int, Point] = {}
    for row in range(20):
        found[20 - row] = (230, CONTACT_Y + row * PITCH)
        found[21 + row] = (100, CONTACT_Y + row * PITCH)
    return found


def _draw_holes(picture: Picture) -> None:
    """The breadboard: two halves of five rows, and two rails below."""
    left, width = HOLE_X - PITCH, (COLUMNS + 1) * PITCH
    picture.rect(left, HOLE_Y - PITCH, width, 18.6 * PITCH, "#f4f1ea", stroke="#c9c4b8")
    for row in range(1, 11):
        for column in range(1, COLUMNS + 1):
            picture.circle(*hole(column, row), 2.6, "#b8b2a4")
    for role, name in (("gnd", "GND"), ("5v", "5 V")):
        for column in range(1, COLUMNS + 1):
            picture.circle(*rail(column, role), 2.6, "#b8b2a4")
        x, y = rail(COLUMNS, role)
        picture.add(
            f'<line x1="{HOLE_X}" x2="{x}" y1="{y - 9}" y2="{y - 9}" '
            f'stroke="{COLOURS[role]}" stroke-width="1.5"/>'
        )
        picture.text(x + 16, y + 4, name, 12, fill=COLOURS[role], font_weight="bold")


def _draw_wires(picture: Picture, board: Board, contacts: dict[int, Point]) -> None:
    """From every contact in use to its place on the breadboard."""
    roles = [*PANEL, "5v", *FROM_BELOW]
    by_height = sorted(roles, key=lambda role: contacts[_wire(board, role).contact][1])
    for lane, role in enumerate(by_height):
        number = _wire(board, role).contact
        start = contacts[number]
        lane_x = 425 - 14 * lane
        points = [start, *_exit(board, number, start, lane)]
        points += [(lane_x, points[-1][1]), *_arrive(role, lane_x)]
        for x, y in (start, points[-1]):
            picture.circle(x, y, 5, COLOURS[role])
        picture.wire(points, COLOURS[role])
        picture.circle(*start, 5, "#e0c060", COLOURS[role])

    for role in roles:
        number = _wire(board, role).contact
        at = _number_at(board, contacts[number])
        picture.text(*at, str(number), 11, fill="white", text_anchor="middle", **BADGE)


def _wire(board: Board, role: str) -> Wire:
    return board.wires.get(role) or board.power[role]


def _number_at(board: Board, start: Point) -> Point:
    """Where a contact's number is written: beside it, on the board."""
    is_left = start[0] < (225 if board is PI else 165)
    if board is PI:
        return (start[0] - 24, start[1] + 4) if is_left else (start[0] + 24, start[1] + 4)
    return (start[0] + 16, start[1] + 4) if is_left else (start[0] - 16, start[1] + 4)


def _exit(board: Board, number: int, start: Point, lane: int) -> list[Point]:
    """How a wire leaves the computer: between the rows of a header, or round a Pico."""
    x, y = start
    if board is PI:
        return [(x, y + PITCH / 2), (260, y + PITCH / 2)] if number % 2 else []
    if number <= 20:
        return []
    side, under = 84 - 9 * (lane % 6), CONTACT_Y + 20 * PITCH + 40 + 9 * lane
    return [(side, y), (side, under)]


def _arrive(role: str, lane_x: float) -> list[Point]:
    """From the wire's lane, which is upright at ``lane_x``, to the breadboard."""
    if role in PANEL and role != "gnd":
        end = hole(*PANEL[role])
        return [(lane_x, end[1]), end]
    if role in ("gnd", "5v"):
        end = rail(1, role)
        return [(lane_x, end[1]), end]
    order = list(FROM_BELOW).index(role)
    column = FROM_BELOW[role]
    below = SUPPLY_RAIL + 50 + 14 * order
    end = hole(column, 10)
    return [(lane_x, below), (end[0], below), end]


def _draw_panel(picture: Picture) -> None:
    x = hole(1, 1)[0]
    picture.rect(x - 12, 6, 156, 72, "#16324f")
    picture.rect(x + 4, 12, 124, 46, "#05070a", stroke="#4a90c0")
    picture.text(x + 66, 40, "OLED 128 × 64", 13, fill="#9fd3ff", text_anchor="middle")
    for role, name in (("gnd", "GND"), ("3v3", "VCC"), ("scl", "SCL"), ("sda", "SDA")):
        at = hole(PANEL[role][0], 1)
        picture.text(at[0], 73, name, 10, fill="white", text_anchor="middle")
        picture.wire([(at[0], 79), at], METAL, 3)
    ground = hole(*PANEL["gnd"])
    picture.wire([ground, (hole(1, 5)[0], ground[1]), rail(1, "gnd")], COLOURS["gnd"], 3)


def _draw_button(picture: Picture, name: str, column: int, colour: str) -> None:
    """A button across the gap: its left legs are the signal, its right ones ground."""
    left, right = hole(column, 5), hole(column + 2, 6)
    middle = (left[0] + right[0]) / 2
    picture.rect(left[0] - 8, left[1] - 4, 50, right[1] - left[1] + 8, "#3a3f47")
    picture.circle(middle, (left[1] + right[1]) / 2, 12, colour)
    picture.text(
        middle, left[1] - 10, name, 12, text_anchor="middle", font_weight="bold", **HALO
    )
    picture.wire([hole(column + 2, 8), rail(column + 2, "gnd")], COLOURS["gnd"], 3)


def _draw_buzzer(picture: Picture) -> None:
    """A piezo disc behind its resistor."""
    _resistor(picture, hole(2, 8), hole(5, 8), "100 Ω")
    x, y = (hole(5, 6)[0] + hole(8, 6)[0]) / 2, hole(5, 6)[1] - 6
    for column in (5, 8):
        picture.wire([hole(column, 7), (x, y)], METAL, 2)
    picture.circle(x, y, 20, "#d4a437", "#8a6a1a")
    picture.circle(x, y, 12, "#efe6c8")
    picture.text(x + 24, y + 14, "piezo", 11, **HALO)
    picture.wire([hole(8, 9), rail(8, "gnd")], COLOURS["gnd"], 3)


def _resistor(picture: Picture, start: Point, end: Point, name: str) -> None:
    """A resistor along or across the rows."""
    picture.wire([start, end], METAL, 2)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if start[1] == end[1]:
        picture.rect(x - 14, y - 5, 28, 10, "#d9b382", stroke="#8a6a3a")
        picture.text(x, y + 17, name, 11, text_anchor="middle", **HALO)
    else:
        picture.rect(x - 5, y - 14, 10, 28, "#d9b382", stroke="#8a6a3a")
        picture.text(x - 9, y + 4, name, 11, text_anchor="end", **HALO)


def _draw_driver(picture: Picture) -> None:
    """Transistor with gate, source and drain in columns of their own, and what is round it."""
    gate, drain = hole(27, 6), hole(31, 6)
    picture.rect(gate[0] - 10, gate[1] - 8, drain[0] - gate[0] + 20, 16, "#2a2d33")
    for column, name in ((27, "G"), (29, "S"), (31, "D")):
        x, y = hole(column, 6)
        picture.text(x, y + 4, name, 11, fill="white", text_anchor="middle")
    picture.text(gate[0] - 10, gate[1] - 14, "AO3400", 12, font_weight="bold", **HALO)
    _resistor(picture, hole(24, 8), hole(27, 8), "100 Ω")
    _resistor(picture, hole(27, 10), rail(27, "gnd"), "100 k")
    picture.wire([hole(29, 8), rail(29, "gnd")], COLOURS["gnd"], 3)
    _draw_motor(picture)
    picture.wire([hole(35, 10), rail(35, "5v")], COLOURS["5v"], 3)
    _draw_storage(picture)


def _draw_motor(picture: Picture) -> None:
    """Motor, diode and capacitor between the drain's column and the 5 V column."""
    _, y = hole(31, 9)
    x1, x2 = hole(31, 9)[0], hole(35, 9)[0]
    picture.wire([hole(31, 9), hole(35, 9)], METAL, 2)
    picture.rect(x1 + 18, y - 6, 32, 12, "#30343a")
    picture.rect(x1 + 40, y - 6, 5, 12, "#e8e8e8")  # the band: cathode, towards 5 V
    picture.text(x2 + 12, y + 4, "1N5819, band to 5 V", 11, **HALO)
    y = hole(31, 8)[1]
    picture.wire([hole(31, 8), hole(35, 8)], METAL, 2)
    picture.circle((x1 + x2) / 2, y - 1, 7, "#e09a3a", "#9a6a1a")
    picture.text(x2 + 12, y + 4, "100 nF", 11, **HALO)
    top = 52
    picture.wire([hole(31, 7), (x1 + 22, hole(31, 7)[1]), (x1 + 22, top)], "#607d8b", 3)
    picture.wire([hole(35, 7), (x2, top)], COLOURS["5v"], 3)
    middle = (x1 + 22 + x2) / 2
    picture.circle(middle, 40, 30, "#c8ccd0", "#777777")
    picture.circle(middle, 40, 5, "#555555")
    picture.text(middle + 38, 36, "motor (ERM, 3 V)", 12)
    picture.text(middle + 38, 52, "at the wrist or ankle", 11)


def _draw_storage(picture: Picture) -> None:
    """The electrolytic capacitor across the rails."""
    plus, minus = rail(38, "5v"), rail(37, "gnd")
    x, y = plus[0] + 26, plus[1] + 26
    picture.wire([minus, (minus[0], y), (x - 10, y)], METAL, 2)
    picture.wire([plus, (plus[0], y - 10), (x - 10, y - 10)], METAL, 2)
    picture.circle(x, y - 4, 15, "#27408b")
    picture.text(x + 10, y + 28, "100 µF, + to 5 V", 11, text_anchor="end")


def _draw_list(picture: Picture, board: Board) -> None:
    """Every wire in words, in three columns."""
    picture.text(20, 596, "Wires", 14, font_weight="bold")
    entries = [(role, wire) for role, wire in (board.power | board.wires).items()]
    for index, (role, wire) in enumerate(entries):
        x, y = 20 + index % 3 * 380, 622 + index // 3 * 26
        picture.wire([(x, y - 4), (x + 34, y - 4)], COLOURS[role])
        picture.text(x + 44, y, f"{wire.function}: {wire.pin}, contact {wire.contact}", 13)
    picture.text(
        20,
        740,
        "The five holes of a half column are one node; so is each rail.",
        12,
        fill="#555555",
    )
