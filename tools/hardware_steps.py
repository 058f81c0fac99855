"""One picture a step: the table as it looks after it, what is new in full colour."""

from collections.abc import Iterable

from hardware_bench import (
    WIDTH,
    Bench,
    draw_breadboard,
    draw_computer,
    draw_wire,
)
from hardware_circuit import CHECK, FREE, SELFTEST, Part, Wire, built, is_out, steps
from hardware_parts import NAMES, draw_part
from hardware_pins import PI, Board
from svg_picture import Picture, Point

SIZE, LEADING = 22, 34  # of the lists


def draw_step(board: Board, number: int) -> Picture:
    """Step ``number``, counted from 1."""
    all_steps = steps(board)
    step = all_steps[number - 1]
    before_wires, before_parts = (
        built(board, all_steps[number - 2].name) if number > 1 else ([], [])
    )
    before_parts = [part for part in before_parts if not is_out(part, step)]
    bench = Bench(board)
    entries = list_of(step.wires, step.parts)
    rows = (len(entries) + 1) // 2
    height = bench.bottom + 24 + rows * LEADING + 20 + 44 + len(step.check) * LEADING + 26
    title = f"{board.name}, step {number} of {len(all_steps)}: {step.title}"
    picture = Picture(WIDTH, height, title)
    picture.text((28, 48), f"{number}  {step.title}", 32, is_bold=True)
    picture.text((WIDTH - 28, 46), board.name, 22, "soft", "end")
    draw_breadboard(picture, bench)
    draw_computer(picture, bench, contacts_of((*before_wires, *step.wires)))
    for wire in before_wires:
        draw_wire(picture, bench, wire, is_new=False)
    for part in before_parts:
        draw_part(picture, bench, part)
    for wire in step.wires:
        draw_wire(picture, bench, wire, is_new=True)
    for part in step.parts:
        draw_part(picture, bench, part)
    _draw_list(picture, bench.bottom + 24, entries)
    _draw_check(picture, bench.bottom + 24 + rows * LEADING + 14, step.check)
    return picture


def draw_driver() -> Picture:
    """The corner of the breadboard with the motor's driver, larger; the same on each board."""
    step = next(step for step in steps(PI) if step.name == "driver")
    bench = Bench(PI)
    whole = Picture(WIDTH, bench.bottom, "")
    draw_breadboard(whole, bench)
    for wire in step.wires:
        draw_wire(whole, bench, wire, is_new=True)
    for part in step.parts:
        draw_part(whole, bench, part)
    view = (392, bench.top - 40, 450, 380)
    tall = view[3] * (WIDTH - 44) / view[2]
    picture = Picture(WIDTH, tall + 104, "The motor's driver on the breadboard, larger")
    picture.text((28, 48), "The driver, larger", 32, is_bold=True)
    picture.nest(whole, view, (22, 82, WIDTH - 44, tall))
    return picture


def draw_table(board: Board) -> Picture:
    """The finished table, and every contact in words."""
    wires, parts = built(board, "motor")
    bench = Bench(board)
    listed = list((board.power | board.wires).items())
    height = bench.bottom + 40 + len(listed) * LEADING
    picture = Picture(WIDTH, height, f"{board.name}: the finished breadboard with all wires")
    picture.text((28, 48), "All of it", 32, is_bold=True)
    picture.text((WIDTH - 28, 46), board.name, 22, "soft", "end")
    draw_breadboard(picture, bench)
    draw_computer(picture, bench, contacts_of(wires))
    for wire in wires:
        draw_wire(picture, bench, wire, is_new=True)
    for part in parts:
        draw_part(picture, bench, part)
    ends = {wire.start: wire.end for wire in wires}
    entries = [
        (
            colour_of(role),
            f"{wire.function}: {wire.pin}, contact {wire.contact} \u2192 "
            + in_words(ends[f"contact {wire.contact}"]),
        )
        for role, wire in listed
    ]
    _draw_list(picture, bench.bottom + 24, entries, columns=1)
    return picture


def colour_of(role: str) -> str:
    """The wire's colour: every ground is black."""
    return "gnd" if role == "panel_gnd" else role


def contacts_of(wires: Iterable[Wire]) -> dict[int, str]:
    """Contact -> colour, of the contacts that wires begin at."""
    return {
        int(wire.start.split()[1]): colour_of(wire.role)
        for wire in wires
        if wire.start.startswith("contact")
    }


def in_words(place: str) -> str:
    """A place as a person reads it."""
    if place[0] in "LR":
        side = "left" if place[0] == "L" else "right"
        sign = "\u2212" if place[1] == "-" else "+"
        return f"{side} {sign}, row {place[2:]}"
    return place


def list_of(wires: tuple[Wire, ...], parts: tuple[Part, ...]) -> list[tuple[str, str]]:
    """(colour or "", words) of everything that is put in."""
    entries = [
        (
            colour_of(wire.role),
            f"{in_words(wire.start)} \u2192 {in_words(wire.end)}",
        )
        for wire in wires
    ]
    return entries + [("", words) for part in parts for words in _part_words(part)]


def _part_words(part: Part) -> list[str]:
    legs = {leg: in_words(place) for leg, place in part.legs.items()}
    if part.kind == "panel":
        return []
    if part.kind == "button":
        return [f"{NAMES[part.value]}: {', '.join(legs.values())}"]
    if part.kind == "transistor":
        return [f"{part.value}: E {legs['E']}, B {legs['B']}, C {legs['C']}"]
    if part.kind == "electrolytic":
        return [f"{part.value}: row {part.legs['plus'][2:]}, stripe to \u2212"]
    if part.kind == "diode":
        return [f"{part.value}: {legs['plain']}, {legs['band']} (band)"]
    if part.kind == "led":
        return [f"{part.value}: {legs['short']}, {legs['long']} (long leg)"]
    if part.kind == "motor":
        return [f"one lead: {legs['plus']}", f"the other: {legs['minus']}"]
    return [f"{part.value}: {' to '.join(legs.values())}"]


def _draw_list(
    picture: Picture, y: float, entries: list[tuple[str, str]], columns: int = 2
) -> None:
    rows = -(-len(entries) // columns)
    for index, (role, words) in enumerate(entries):
        x, here = 28 + index // rows * 420, y + index % rows * LEADING + 16
        if role:
            draw_sample(picture, (x, here - 8), role)
        else:
            picture.rect((x + 7, here - 16, 16, 16), "soft", corner=3)
        picture.text((x + 42, here), words, SIZE)


def draw_sample(picture: Picture, at: Point, role: str) -> None:
    """A short piece of a wire, for a list."""
    for name, width in (("casing", 9), (role, 6)):
        picture.line([at, (at[0] + 30, at[1])], name, width)


def _draw_check(picture: Picture, y: float, lines: tuple[str, ...]) -> None:
    picture.rect((22, y, WIDTH - 44, 50 + len(lines) * LEADING), "card", "good", 2, 10)
    picture.path(f"M40 {y + 26}l8 9l15 -19", "", "good", 5)
    picture.text((76, y + 34), "Check", 24, "good", is_bold=True)
    for number, line in enumerate(lines):
        is_command = line in (CHECK, FREE, SELFTEST, "acupacer info")
        picture.text((40, y + 70 + number * LEADING), line, SIZE, is_bold=is_command)
