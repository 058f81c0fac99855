"""Which way round each part goes, and what a breadboard and a button join inside."""

from svg_picture import Picture

WIDTH, CELL_W, CELL_H, TOP, LEFT = 860, 402, 300, 78, 22
TITLE = "Which way round"


def draw_ways_round() -> Picture:
    """Six parts, two beside each other."""
    picture = Picture(
        WIDTH,
        TOP + 3 * CELL_H + 14,
        "What a breadboard joins, and which way round button, transistor, diode, capacitor "
        "and light go",
    )
    picture.text((28, 48), TITLE, 32, is_bold=True)
    for number, draw in enumerate(
        (_draw_holes, _draw_button, _draw_transistor, _draw_turned, _draw_diode, _draw_long)
    ):
        x, y = LEFT + number % 2 * (CELL_W + 12), TOP + number // 2 * CELL_H
        picture.rect((x, y, CELL_W, CELL_H - 12), "card", "line", 2, 10)
        draw(picture, x, y)
    return picture


def _head(picture: Picture, x: float, y: float, title: str, *lines: str) -> None:
    picture.text((x + 18, y + 36), title, 24, is_bold=True)
    for number, line in enumerate(lines):
        below = y + CELL_H - 12 - 16 - (len(lines) - 1 - number) * 30
        picture.text((x + 18, below), line, 21, "soft")


def _leg(picture: Picture, x: float, y: float, length: float) -> None:
    picture.line([(x, y), (x, y + length)], "metal_edge", 8)
    picture.line([(x, y), (x, y + length)], "metal", 5)


def _draw_holes(picture: Picture, x: float, y: float) -> None:
    _head(picture, x, y, "Holes", "five in a row are joined,", "and each rail, top to bottom")
    picture.rect((x + 30, y + 56, 352, 150), "bread", "bread_edge", 2, 6)
    picture.rect((x + 219, y + 62, 24, 138), "bread_edge", corner=3)
    for row in range(5):
        here = y + 78 + row * 27
        if row == 2:
            picture.rect((x + 92, here - 10, 120, 20), "motor", corner=10)
            picture.rect((x + 252, here - 10, 120, 20), "start", corner=10)
        for column in range(5):
            picture.circle((x + 104 + column * 24, here), 5, "hole")
            picture.circle((x + 264 + column * 24, here), 5, "hole")
    picture.rect((x + 44, y + 64, 20, 134), "sda", corner=10)
    for row in range(5):
        picture.circle((x + 54, y + 78 + row * 27), 5, "hole")


def _draw_button(picture: Picture, x: float, y: float) -> None:
    _head(
        picture,
        x,
        y,
        "Button",
        "legs in one row are joined;",
        "a press joins the two rows",
    )
    left, top = x + 151, y + 66
    for row, role in ((30, "motor"), (94, "start")):
        picture.line([(left - 60, top + row), (left + 160, top + row)], role, 9)
    picture.rect((left, top, 100, 124), "box", "box_edge", 2, 8)
    picture.circle((left + 50, top + 62), 30, "metal", "black", 2)
    for row in (30, 94):
        for end in (left - 60, left + 160):
            picture.circle((end, top + row), 9, "metal", "metal_edge", 2)


def _to92(picture: Picture, x: float, y: float, words: str, legs: str) -> None:
    """The flat side seen from the front, legs down."""
    for number, leg in enumerate(legs):
        here = x - 34 + number * 34
        _leg(picture, here, y + 84, 52)
        picture.text((here, y + 162), leg, 26, "ink", "middle", is_bold=True)
    picture.path(f"M{x - 54} {y + 86}v-62q0 -20 20 -20h68q20 0 20 20v62z", "black", "metal", 2)
    picture.text((x, y + 54), words, 19, "white", "middle")


def _draw_transistor(picture: Picture, x: float, y: float) -> None:
    _head(
        picture,
        x,
        y,
        "2N2222A, PN2222A",
        "flat side to you: E B C;",
        "on the board: flat side left",
    )
    _to92(picture, x + 201, y + 52, "2N2222", "EBC")


def _draw_turned(picture: Picture, x: float, y: float) -> None:
    _head(
        picture,
        x,
        y,
        "BC337, P2N2222A",
        "flat side to you: C B E;",
        "on the board: flat side right",
    )
    _to92(picture, x + 201, y + 52, "BC337", "CBE")


def _draw_diode(picture: Picture, x: float, y: float) -> None:
    _head(picture, x, y, "Diode", "the band towards 5 V:", "row 9")
    here = y + 116
    picture.line([(x + 60, here), (x + 342, here)], "metal_edge", 8)
    picture.line([(x + 60, here), (x + 342, here)], "metal", 5)
    picture.rect((x + 126, here - 30, 150, 60), "black", "metal", 2, 8)
    picture.rect((x + 226, here - 30, 22, 60), "white", corner=1)
    picture.text((x + 330, here - 20), "5 V", 24, "5v", "middle", is_bold=True)


def _draw_long(picture: Picture, x: float, y: float) -> None:
    _head(picture, x, y, "100 \u00b5F, light", "the long leg is plus;", "the stripe is minus")
    top = y + 58
    _leg(picture, x + 92, top + 80, 46)
    _leg(picture, x + 128, top + 80, 68)
    picture.rect((x + 70, top, 80, 84), "can", "black", 2, 8)
    picture.rect((x + 70, top, 24, 84), "metal", "black", 1, 6)
    picture.text((x + 82, top + 50), "\u2212", 26, "black", "middle", is_bold=True)
    picture.text((x + 156, top + 146), "+", 28, "5v", "middle", is_bold=True)
    _leg(picture, x + 270, top + 80, 46)
    _leg(picture, x + 304, top + 80, 68)
    picture.path(f"M{x + 248} {top + 72}v-26q0 -42 39 -42t39 42v26z", "5v", "black", 2)
    picture.rect((x + 240, top + 70, 94, 16), "5v", "black", 2, 3)
    picture.text((x + 332, top + 146), "+", 28, "5v", "middle", is_bold=True)
