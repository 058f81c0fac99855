"""Draws docs/pictures/what_it_is.svg: the box in one hand, the motor on the other wrist.

The parts are those of hardware/wiring.md; the panel's page is one that the device drew.
"""

from picture_of_session import record
from svg_picture import Picture, Point

BOX = (206, 106, 208, 330)  # x, y, width, height
WRIST = (640, 470)
DRAWN = 650  # height of the drawing; the legend is below
# Where each number stands, and what it means.
LEGEND: tuple[tuple[Point, str], ...] = (
    ((432, 122), "panel: where, and how long"),
    ((322, 276), "START: begin, pause, go on"),
    ((324, 352), "NEXT: more; held: enough"),
    ((332, 414), "STOP: ends all at once"),
    ((286, 406), "buzzer: the beat to hear"),
    ((690, 522), "motor: the beat to feel"),
    ((520, 590), "plug: a tug parts it"),
    ((110, 76), "USB: power, or the laptop"),
)
# Fingers, thumb and palm as thick lines: (path, thickness).
HOLDING_BEHIND = (
    ("M92 700C120 600 190 500 280 430", 124),
    ("M270 250L300 420", 190),
)
HOLDING_FINGERS = tuple(
    (f"M{BOX[0] + BOX[2] + 6} {y}C{BOX[0] + BOX[2] + 14} {y - 2} 424 {y} 404 {y + 3}", 38)
    for y in (206, 252, 298, 342)
)
HOLDING_THUMB = (("M196 462C150 420 176 350 256 318", 50),)
THUMB_ROOT = ((190, 468, 30), (216, 474, 34))  # where the thumb's outline ends: x, y, radius
OPEN_HAND = (
    ("M640 720L640 440", 112),
    ("M600 420L602 330", 56),
    ("M680 420L678 330", 56),
    ("M640 420L640 330", 70),
    ("M588 330L572 200", 37),
    ("M626 320L620 160", 39),
    ("M664 320L668 172", 38),
    ("M697 336L716 218", 34),
    ("M590 420C556 396 536 366 520 322", 42),
)


def draw_device() -> Picture:
    """The picture."""
    title = (
        "A small box in one hand, with a panel, three buttons and a buzzer; a wire leads to "
        "the motor in a strap on the other wrist; a USB cable feeds it"
    )
    picture = Picture(800, DRAWN + 204, title)
    picture.text((30, 46), "A box, a wire, a strap", 30, is_bold=True)
    picture.add(f'<clipPath id="edge"><rect width="800" height="{DRAWN}"/></clipPath>')
    picture.add('<g clip-path="url(#edge)">')
    _draw_limb(picture, HOLDING_BEHIND)
    _draw_limb(picture, OPEN_HAND)
    picture.add("</g>")
    _draw_strap(picture)
    _draw_cable(picture)
    _draw_box(picture)
    _draw_limb(picture, HOLDING_FINGERS)
    _draw_limb(picture, HOLDING_THUMB)
    for x, y, r in THUMB_ROOT:
        picture.circle((x, y), r, "skin")
    _draw_legend(picture)
    return picture


def _draw_limb(picture: Picture, lines: tuple[tuple[str, float], ...]) -> None:
    """One outline round all of them: the thicker ones of the edge first."""
    for path, thickness in lines:
        picture.path(path, "", "skin_edge", thickness + 5)
    for path, thickness in lines:
        picture.path(path, "", "skin", thickness)


def _draw_box(picture: Picture) -> None:
    x, y = BOX[:2]
    picture.rect(BOX, "box", "box_edge", 3, 20)
    board, _ = record()
    in_a_hold_ms = board.begin_of("rest") - 900
    picture.page((x + 21, y + 26), board.page_at(in_a_hold_ms), 1.3)
    picture.circle((x + 78, y + 192), 34, "start", "box_edge", 3)
    picture.path(f"M{x + 68} {y + 175}v34l28 -17z", "white")
    picture.circle((x + 152, y + 222), 22, "next", "box_edge", 3)
    picture.path(f"M{x + 143} {y + 213}v18l10 -9zM{x + 153} {y + 213}v18l10 -9z", "white")
    picture.rect((x + 144, y + 274, 44, 40), "stop", "box_edge", 3, 6)
    picture.rect((x + 158, y + 286, 16, 16), "white", corner=2)
    for row in range(3):
        for column in range(3):
            picture.circle((x + 30 + 12 * column, y + 280 + 12 * row), 3.4, "black")


def _draw_strap(picture: Picture) -> None:
    """A band round the wrist, the motor in it, and the wire with its plug."""
    x, y = WRIST
    picture.path(f"M{x - 66} {y}q66 22 132 0l0 52q-66 22 -132 0z", "strap", "box_edge", 3)
    picture.circle((x, y + 36), 21, "metal", "metal_edge", 3)
    picture.circle((x, y + 36), 5, "metal_edge")
    for reach in (34, 46):
        for side in (-1, 1):
            at, to = x + side * reach, x + side * (reach + 5)
            picture.path(f"M{at} {y + 20}Q{to} {y + 36} {at} {y + 52}", "", "glow", 4)
    start: Point = (BOX[0] + BOX[2] - 60, BOX[1] + BOX[3])
    wire = (
        f"M{start[0]} {start[1]}C{start[0]} {start[1] + 90} 420 600 492 560"
        f"S{x - 100} {y + 36} {x - 22} {y + 36}"
    )
    picture.path(wire, "", "casing", 11)
    picture.path(wire, "", "motor", 7)
    picture.add('<g transform="rotate(-30 480 566)">')
    picture.rect((458, 555, 44, 22), "black", "casing", 2, 4)
    picture.line([(480, 555), (480, 577)], "casing", 2)
    picture.add("</g>")


def _draw_cable(picture: Picture) -> None:
    x, y = BOX[:2]
    picture.path(f"M{x + 60} {y}C{x + 60} {y - 50} 180 84 120 100S40 150 30 190", "", "soft", 8)
    picture.rect((x + 46, y - 22, 28, 24), "metal", "metal_edge", 2, 4)


def _draw_legend(picture: Picture) -> None:
    """A number at each part, and what the numbers mean."""
    picture.line([(30, DRAWN + 14), (770, DRAWN + 14)], "line", 2)
    for number, (at, words) in enumerate(LEGEND, start=1):
        row, column = (number - 1) % 4, (number - 1) // 4
        here = (46 + column * 392, DRAWN + 48 + row * 42)
        for place in (at, here):
            picture.circle(place, 15, "paper", "ink", 2.5)
            picture.text(
                (place[0], place[1] + 7), str(number), 20, "ink", "middle", is_bold=True
            )
        picture.text((here[0] + 26, here[1] + 8), words, 21)
