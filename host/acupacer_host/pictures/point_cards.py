"""Cards with the places of a routine: the panel's drawing of each, and how to find it.

The drawings are those of the panel's locator, as many times larger.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from acupacer.core.routine.model import Routine, Step
from acupacer.core.screen.canvas import Canvas
from acupacer.core.screen.layout import ICONS
from acupacer.core.screen.whereabouts import PICTURES, locator

from ..content.wording import WORDS, called, method_words, place_text
from .lettering import write
from .pocket_card import HEIGHT, INK, MARGIN, SOFT, WIDTH, blank

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

PER_CARD = 4  # two beside each other, two rows
DOT_PX = 6  # of a panel's pixel
DRAWING_PX = (56, 48)  # the locator's size on the panel
_TOP = 150
_CELL_PX = ((WIDTH - 2 * MARGIN) // 2, (HEIGHT - _TOP - 90) // 2)
_TEXT_X = DRAWING_PX[0] * DOT_PX + 30  # from the cell's left
_LETTERS = 31  # to a line
tell = WORDS.tell
_LINES = 7  # of where and how; a caution may follow


def cards(routine: Routine, title: str) -> list[Image]:
    """As many cards as it takes, in the order the places come."""
    places = list(_places(routine))
    count = -(-len(places) // PER_CARD)
    made = []
    for number in range(count):
        heading = title if count == 1 else f"{title}, {number + 1} / {count}"
        image, draw = blank(heading)
        for at, step in enumerate(places[number * PER_CARD :][:PER_CARD]):
            x = MARGIN + at % 2 * _CELL_PX[0]
            _draw_place(draw, step, x, _TOP + at // 2 * _CELL_PX[1])
        made.append(image)
    return made


def _places(routine: Routine) -> Iterator[Step]:
    """The first step at each place by each method."""
    seen = set()
    for step in routine.steps:
        if (step.method, step.place_id) not in seen:
            seen.add((step.method, step.place_id))
            yield step


def _draw_place(draw: ImageDraw, step: Step, x: int, y: int) -> None:
    for column, row in lit_pixels(step):
        left, top = x + column * DOT_PX, y + row * DOT_PX
        draw.rectangle((left, top, left + DOT_PX - 1, top + DOT_PX - 1), INK)
    x += _TEXT_X
    for at, (text, colour) in enumerate(_lines(step)):
        write(draw, x, y + at * 42, text, 28, colour)


def _lines(step: Step) -> list[tuple[str, str]]:
    """What stands beside the drawing, as (text, colour), no longer than there is room."""
    place = step.place
    find = place_text(place, "find") or " ".join(step.text)
    sides = tell(" then ").join(map(tell, step.sides or ()))
    what = f"{method_words(step.method)}, {sides}".rstrip(", ")
    lines = [(line, INK) for line in textwrap.wrap(called(place), _LETTERS)]
    lines += [(text, SOFT) for text in (what, _dose(step)) if text]
    room = _LINES - len(lines)
    wrapped = textwrap.wrap(find, _LETTERS, max_lines=room, placeholder=" …")
    lines += [(line, INK) for line in wrapped]
    caution = place_text(place, "caution")
    mind = caution.partition(": ")[2] or caution
    wrapped = textwrap.wrap(mind, _LETTERS)
    return lines + [(line, SOFT) for line in wrapped]


def _dose(step: Step) -> str:
    """``3 x 60 s``, ``3 x 10-60 s`` of holds that grow or are open; "" of what has none."""
    if step.hold is None:
        return ""
    start_s, most_s = step.hold.start_s, step.hold.max_s
    is_one = start_s == most_s or not (step.hold.step_s or step.hold.is_open)
    length = f"{start_s}" if is_one else f"{start_s}-{most_s}"
    return f"{step.repetitions} x {length} s"


def _side(step: Step) -> str:
    """What the drawing shows: both sides where it has them and both are pressed."""
    has_both = PICTURES[step.place.picture][1] == "both"
    is_one = len(step.sides) == 1 and step.sides[0] != "both"
    if has_both and not is_one:
        return "both"
    return step.sides[0] if is_one else "left"


def lit_pixels(step: Step) -> Iterator[tuple[int, int]]:
    """The drawing as (x, y) of the panel's pixels: the body with the point, or the tool."""
    if step.place.picture:
        return drawn(lambda canvas: locator(canvas, step.place, _side(step), 0))
    return drawn(lambda canvas: canvas.picture(20, 2, ICONS[step.method]))


def drawn(draw: Callable[[Canvas], None]) -> Iterator[tuple[int, int]]:
    """What ``draw`` lights of the panel's left upper corner, as (x, y)."""
    canvas = Canvas(WORDS.of_device)
    draw(canvas)
    while canvas.has_work:
        canvas.work()
    width, height = DRAWING_PX
    for y in range(height):
        for x in range(width):
            if canvas.page[y // 8 * 128 + x] >> y % 8 & 1:
                yield x, y
