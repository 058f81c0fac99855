"""The computer, the breadboard and the wires between them, as they lie on the table.

Where each place of the circuit is in the picture, and how a wire gets from one to the other
without hiding a contact's number.
"""

from itertools import pairwise

from hardware_circuit import LEFT_HALF, PANEL_LEGS, RIGHT_HALF, ROWS, Wire
from hardware_pins import PI, Board
from svg_picture import Picture, Point

WIDTH = 860
PITCH = 22  # px between two holes
PAD_PITCH = 32  # px between two contacts of the computer
COLUMN_X = {
    "L-": 360.0, "L+": 382.0, "a": 418.0, "b": 440.0, "c": 462.0, "d": 484.0, "e": 506.0,
    "f": 572.0, "g": 594.0, "h": 616.0, "i": 638.0, "j": 660.0, "R-": 696.0, "R+": 718.0,
}  # fmt: skip
BREAD_LEFT, BREAD_RIGHT = 340, 738
PANEL_X, PANEL_W, PANEL_H = 440, 230, 124
PANEL_PINS = {leg: PANEL_X + 40 + 50 * number for number, leg in enumerate(PANEL_LEGS)}
# Upright parts of the wires, from left to right: x of each.
PI_LANES = {
    "sda": 202, "scl": 216, "3v3": 230, "panel_gnd": 244, "5v": 262, "gnd": 280, "motor": 298,
    "start": 212, "next": 236, "buzzer": 260, "stop": 284,
}  # fmt: skip
PICO_LANES = {
    "motor": 290, "stop": 297, "next": 271, "start": 284, "buzzer": 316, "gnd": 330,
    "panel_gnd": 258, "scl": 271, "sda": 284,
}  # fmt: skip
SUPPLY_X = 744  # where the 5 V wire goes down, beside the board
PICO_LEFT_LANES = {"5v": 14, "gnd": 28, "buzzer": 42, "3v3": 42}
# Level parts beyond the top (or, on a Pico, below the bottom), counted from the first row.
PI_OVER = {"sda": -241, "scl": -229, "3v3": -217, "panel_gnd": -205, "5v": -58}
PICO_OVER = {"5v": -52, "gnd": -38, "buzzer": -24}
PICO_UNDER = {"sda": 683, "scl": 695, "panel_gnd": 707, "3v3": 719}


class Bench:
    """Geometry of the picture for one board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.is_pi = board is PI
        self.top = 316 if self.is_pi else 142  # y of row 1 and of the first contacts
        self.panel_y = self.top + (-182 if self.is_pi else 742)  # the panel's upper edge
        self.bottom = self.top + (690 if self.is_pi else 742 + PANEL_H + 16)

    def point(self, place: str) -> Point:
        """Centre of a hole, of a leg of the panel or of the way out of a contact."""
        word, _, rest = place.partition(" ")
        if word == "contact":
            return self.way_out(int(rest))
        if word == "panel":
            return PANEL_PINS[rest], self.panel_y
        column = place[:2] if place[0] in "LR" else place[0]
        row = int(place[len(column) :])
        return COLUMN_X[column], self.top + (row - 1) * PITCH

    def pad(self, contact: int) -> Point:
        """Centre of a contact of the computer."""
        if self.is_pi:
            row = (contact - 1) // 2
            return (116 if contact % 2 else 160), self.top + row * PAD_PITCH
        row = 20 - contact if contact <= 20 else contact - 21
        return (200 if contact <= 20 else 104), self.top + row * PAD_PITCH

    def way_out(self, contact: int) -> Point:
        """Where the wire of a contact begins."""
        x, y = self.pad(contact)
        if self.is_pi:
            return (x + 17, y + 11) if contact % 2 else (x + 20, y)
        return (244, y) if contact <= 20 else (60, y)

    def route(self, wire: Wire) -> list[Point]:
        """The corners of a wire's way."""
        end = self.point(wire.end)
        if not wire.start.startswith("contact"):
            return self._on_board(wire, end)
        start = self.point(wire.start)
        if self.is_pi:
            return self._from_header(wire, start, end)
        return self._from_pico(wire, start, end)

    def _on_board(self, wire: Wire, end: Point) -> list[Point]:
        start = self.point(wire.start)
        if start[1] == end[1] and start[0] < 400 < 600 < end[0]:  # from rail to rail
            low = start[1] + PITCH - 4
            return [start, (start[0], low), (end[0], low), end]
        return [start, end]

    def _from_header(self, wire: Wire, start: Point, end: Point) -> list[Point]:
        """Those of the inner row leave between two contacts of the outer one."""
        contact = int(wire.start.split()[1])
        level = self.pad(contact)[1] + (PAD_PITCH / 2 if contact % 2 else 0)
        lane = PI_LANES[wire.role]
        first = [start, (start[0], level)] if contact % 2 else [start]
        if wire.role in PI_OVER:
            over = self.top + PI_OVER[wire.role]
            down = _down(wire.role, over, end)
            return [*first, (lane, level), (lane, over), *down, end]
        return [*first, (lane, level), (lane, end[1]), end]

    def _from_pico(self, wire: Wire, start: Point, end: Point) -> list[Point]:
        """Those of the left side go round the top or the bottom."""
        role = wire.role
        points = [start]
        if role in PICO_LEFT_LANES:
            points.append((PICO_LEFT_LANES[role], start[1]))
        if role in PICO_UNDER:
            under = self.top + PICO_UNDER[role]
            lane = PICO_LEFT_LANES.get(role) or PICO_LANES[role]
            return [*points, (lane, start[1]), (lane, under), (end[0], under), end]
        if role in PICO_OVER:
            over = self.top + PICO_OVER[role]
            points.append((PICO_LEFT_LANES[role], over))
            if role == "5v":
                return [*points, *_down(role, over, end), end]
            lane = PICO_LANES[role]
            return [*points, (lane, over), (lane, end[1]), end]
        lane = PICO_LANES[role]
        return [*points, (lane, start[1]), (lane, end[1]), end]


def _down(role: str, over: float, end: Point) -> list[Point]:
    """From above to ``end``; 5 V comes from the side, so that it hides no sign of a rail."""
    if role == "5v":
        return [(SUPPLY_X, over), (SUPPLY_X, end[1])]
    return [(end[0], over)]


def draw_computer(picture: Picture, bench: Bench, in_use: dict[int, str]) -> None:
    """The computer with every contact's number; ``in_use``: contact -> colour."""
    if bench.is_pi:
        _draw_pi_edge(picture, bench)
    else:
        _draw_pico(picture, bench)
    for contact in range(1, 41):
        x, y = bench.pad(contact)
        fill = "pad" if contact in in_use else "pad_idle"
        corner = 0 if contact == 1 else 5
        picture.rect((x - 20, y - 11, 40, 22), fill, in_use.get(contact, ""), 3, corner)
        picture.text((x, y + 7), str(contact), 20, "black", "middle", is_bold=True)


def _draw_pi_edge(picture: Picture, bench: Bench) -> None:
    """The strip of a Pi that carries the header: the card's end on top."""
    top, height = bench.top - 34, 20 * PAD_PITCH + 36
    picture.path(
        f"M190 {top + 14}q0 -14 -14 -14H28l12 {height / 4}l-14 {height / 4}l14 {height / 4}"
        f"l-12 {height / 4}H176q14 0 14 -14z",
        "green_pcb",
        "line",
        2,
    )
    picture.rect((46, top - 14, 52, 26), "metal", "metal_edge", 2, 3)
    picture.text((24, top - 24), "card slot", 21, "soft")
    picture.text((24, top + height + 26), "USB end (Pi 4, 5)", 21, "soft")
    picture.path(f"M40 {bench.top}h42m-12 -9l12 9l-12 9", "", "white", 3)
    picture.text((40, bench.top + 34), "1", 22, "white", is_bold=True)


def _draw_pico(picture: Picture, bench: Bench) -> None:
    """A Pico in a breadboard of its own, USB downwards: contacts 1 to 20 on the right."""
    top, height = bench.top - 22, 20 * PAD_PITCH + 12
    picture.rect((48, top - 4, 210, height + 12), "bread", "bread_edge", 2, 6)
    for contact in range(1, 41):
        picture.circle(bench.way_out(contact), 4, "hole")
    picture.rect((80, top + 2, 144, height), "green_pcb", "line", 2, 6)
    picture.rect((122, top + height - 18, 60, 40), "metal", "metal_edge", 2, 4)
    picture.text((152, top + height + 10), "USB", 20, "black", "middle", is_bold=True)
    for word, row in (("P", 5), ("I", 6), ("C", 7), ("O", 8)):
        y = bench.top + row * PAD_PITCH + 8
        picture.text((152, y), word, 24, "white", "middle", is_bold=True)


def draw_breadboard(picture: Picture, bench: Bench) -> None:
    """The board with its holes, letters and row numbers."""
    top, left = bench.top - 46, BREAD_LEFT
    height = (ROWS - 1) * PITCH + 78
    picture.rect((left, top, BREAD_RIGHT - left, height), "bread", "bread_edge", 2, 8)
    picture.rect((522, top + 8, 34, height - 16), "bread_edge", corner=4)
    for rail, colour in (("L-", "sda"), ("L+", "5v"), ("R-", "sda"), ("R+", "5v")):
        x = COLUMN_X[rail] + (-11 if rail.endswith("-") else 11)
        picture.line([(x, bench.top), (x, bench.top + (ROWS - 1) * PITCH)], colour, 2.5)
        sign = "\u2212" if rail.endswith("-") else "+"
        picture.text((COLUMN_X[rail], bench.top - 20), sign, 24, colour, "middle", is_bold=True)
    for letter in LEFT_HALF + RIGHT_HALF:
        picture.text((COLUMN_X[letter], bench.top - 22), letter, 19, "bread_ink", "middle")
    for row in (1, *range(5, ROWS + 1, 5)):
        y = bench.top + (row - 1) * PITCH
        picture.text((400, y + 6), str(row), 18, "bread_ink", "middle")
    dots = "".join(
        f"M{x:g} {bench.top + row * PITCH}h0" for x in COLUMN_X.values() for row in range(ROWS)
    )
    picture.path(dots, "", "hole", 8)


def draw_wire(picture: Picture, bench: Bench, wire: Wire, is_new: bool) -> None:
    """A wire and, where it is plugged in, a dot."""
    points = bench.route(wire)
    role = "gnd" if wire.role == "panel_gnd" else wire.role
    corners = [points[0]]
    for before, here in pairwise(points):
        if here != before:
            corners.append(here)
    picture.wire(role, corners, 6, is_new)
    for place, end in ((wire.start, corners[0]), (wire.end, corners[-1])):
        if not place.startswith("contact") or not bench.is_pi:
            picture.circle(end, 6, role, "casing", 1.5)
