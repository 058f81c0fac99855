"""Each computer from above, to scale: its sockets, its card slot and all forty contacts."""

from typing import NamedTuple

from hardware_pins import PI, PICO, Board
from svg_picture import Picture, Point

WIDTH = 860
PIN_MM = 2.54
NAMES = {
    "sda": "panel SDA", "scl": "panel SCL", "start": "START", "next": "NEXT", "stop": "STOP",
    "motor": "motor driver", "buzzer": "buzzer", "3v3": "panel 3.3 V", "5v": "5 V, motor",
    "gnd": "ground", "panel_gnd": "panel ground",
}  # fmt: skip


class Socket(NamedTuple):
    """At an edge: ``along`` its middle, from the top or from the left; mm."""

    edge: str
    along: float
    length: float
    depth: float
    words: str


class Outline(NamedTuple):
    """A computer with its header upright: ``wide`` and ``tall`` in mm."""

    file: str
    title: str
    board: Board
    wide: float
    tall: float
    first: float  # from the upper edge to the first row of contacts
    sockets: tuple[Socket, ...]
    words: tuple[str, ...]  # how to find contact 1


ZERO = Outline(
    "header_zero.svg",
    "Raspberry Pi Zero, Zero W, Zero 2 W",
    PI,
    30,
    65,
    8.37,
    (
        Socket("top", 16.9, 12, 4, "card slot"),
        Socket("left", 12.4, 11.2, 6, "HDMI"),
        Socket("left", 41.4, 8, 5, "USB"),
        Socket("left", 54, 8, 5, "PWR"),
        Socket("bottom", 15, 17, 3, "camera"),
    ),
    (
        "Card slot on top, contacts on the right: contact 1 is then",
        "the upper left one. The cable goes to USB, not to PWR.",
    ),
)
FULL = Outline(
    "header_pi.svg",
    "Raspberry Pi 4 and 5",
    PI,
    56,
    85,
    8.37,
    (
        Socket("top", 28, 12, 3, "card slot, below"),
        Socket("left", 11.2, 9, 6, "power"),
        Socket("left", 26, 7, 6, "HDMI"),
        Socket("left", 39.5, 7, 6, "HDMI"),
        Socket("bottom", 10, 14, 15, "USB or"),
        Socket("bottom", 28, 14, 15, "network"),
        Socket("bottom", 46, 14, 15, "sockets"),
    ),
    (
        "Big sockets below, contacts on the right: contact 1 is then",
        "the upper left one. A Pi 2 or 3 has the same contacts.",
    ),
)
SMALL = Outline(
    "header_pico.svg",
    "Raspberry Pi Pico and Pico 2",
    PICO,
    21,
    51,
    1.37,
    (Socket("bottom", 10.5, 8, 5, "USB"),),
    (
        "USB socket below, the chip towards you: contact 1 is then",
        "the lowest one on the right, contact 40 the lowest left.",
    ),
)
OUTLINES = (ZERO, FULL, SMALL)


def draw_header(outline: Outline) -> Picture:
    """The picture of one computer."""
    is_pico = outline.board is PICO
    scale = (28 if outline is FULL else 32) / PIN_MM
    wide, tall = outline.wide * scale, outline.tall * scale
    left = (WIDTH - wide) / 2 if is_pico else {30: 130, 56: 24}[outline.wide]
    top = 128.0
    height = top + tall + (80 if is_pico else 40) + 2 * 34 + 34
    title = f"{outline.title} from above, every contact numbered"
    picture = Picture(WIDTH, height, title)
    picture.text((28, 50), outline.title, 30, is_bold=True)
    picture.rect((left, top, wide, tall), "green_pcb", "line", 2, 14 if not is_pico else 5)
    if is_pico:
        picture.rect((WIDTH / 2 - 44, top + tall / 2 - 44, 88, 88), "black", "metal", 2, 6)
        picture.text((WIDTH / 2, top + tall / 2 + 8), "chip", 22, "white", "middle")
    else:
        for x in (left + 3.5 * scale, left + wide - 3.5 * scale):
            for y in (top + 3.5 * scale, top + 61.5 * scale):
                picture.circle((x, y), 1.4 * scale, "paper", "pad", 3)
    for socket in outline.sockets:
        _draw_socket(picture, socket, (left, top), tall, scale)
    wires = outline.board.wires | outline.board.power
    roles = {wire.contact: role for role, wire in wires.items()}
    for contact in range(1, 41):
        if is_pico:
            x, y = _pico_pad(contact, (left, top), wide, outline.first, scale)
        else:
            x = left + wide - 3.5 * scale + (-16 if contact % 2 else 16)
            y = top + outline.first * scale + (contact - 1) // 2 * PIN_MM * scale
        role = roles.get(contact, "")
        _draw_pad(picture, contact, (x, y), role, is_pico, _words(outline.board, role))
    for number, line in enumerate(outline.words):
        picture.text((28, height - 68 + number * 34), line, 22)
    return picture


def _pico_pad(contact: int, corner: Point, wide: float, first: float, scale: float) -> Point:
    row = 20 - contact if contact <= 20 else contact - 21
    x = corner[0] + wide - 20 if contact <= 20 else corner[0] + 20
    return x, corner[1] + first * scale + row * PIN_MM * scale


def _draw_pad(
    picture: Picture, contact: int, at: Point, role: str, is_pico: bool, words: str
) -> None:
    """A contact; if it is used, with what it is for beside it."""
    x, y = at
    colour = "gnd" if role == "panel_gnd" else role
    half = 19 if is_pico else 15
    corner = 0 if contact == 1 else 6
    picture.rect(
        (x - half, y - 11.5, 2 * half, 23),
        "pad" if role else "pad_idle",
        colour,
        3.5,
        corner,
    )
    picture.text((x, y + 6.5), str(contact), 18, "black", "middle", is_bold=True)
    if not role:
        return
    is_left = contact > 20 if is_pico else bool(contact % 2)
    if is_left:
        picture.text(
            (x - 28, y + 8), words, 22, "ink" if is_pico else "white", "end", is_bold=True
        )
    else:
        picture.text((x + 30, y + 8), words, 22, "ink", is_bold=True)


def _words(board: Board, role: str) -> str:
    """What a contact is for; on a Pico with the name that is printed on it, too."""
    if not role or board is not PICO:
        return NAMES.get(role, "")
    return f"{NAMES[role]}, {board.wire(role).pin}"


def _draw_socket(
    picture: Picture, socket: Socket, corner: Point, tall: float, scale: float
) -> None:
    """A metal box that stands over its edge a little."""
    left, top = corner
    along, length, depth = (value * scale for value in socket[1:4])
    over = 10
    if socket.edge == "left":
        box = (left - over, top + along - length / 2, depth + over, length)
        at = (left + (depth - over) / 2, top + along + 7)
    elif socket.edge == "top":
        box = (left + along - length / 2, top - over, length, depth)
        at = (left + along, top - over - 8)
    else:
        box = (left + along - length / 2, top + tall - depth + over, length, depth)
        at = (left + along, top + tall - depth / 2 + over + 8)
    picture.rect(box, "metal", "metal_edge", 2, 4)
    colour = "soft" if socket.edge == "top" else "black"
    picture.text(at, socket.words, 20, colour, "middle", is_bold=True)
