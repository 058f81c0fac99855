"""The panel's own drawing, as the pixels that it lights."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acupacer.core.screen.canvas import Canvas

from ..content.wording import WORDS

DRAWING_PX = (56, 48)  # the locator's size on the panel


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
