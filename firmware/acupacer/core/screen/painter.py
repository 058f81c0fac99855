"""Views become pixels, and pixels the fewest bytes to send to the panel."""

from .canvas import ROWS, WIDTH, Canvas
from .menu_screens import DarkView
from .raster import Windows
from .safety_screens import caution_pages
from .views import MORE, NONE, TICK
from .words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Sequence

    from .raster import Window
    from .views import View

WHOLE_BYTES = WIDTH * ROWS


class Painter:
    """Draws views into a page buffer and says what of it the panel still lacks.

    ``page``: 1024 bytes, row by row of 8 px from the top; a byte is eight pixels on top
    of each other, the topmost in bit 0 (the SSD1306's own order). ``number`` grows with
    every new picture.
    """

    def __init__(self) -> None:
        self._canvas = Canvas(Words("en"))
        self._windows = Windows(self._canvas)
        self._view: "View" = DarkView()
        self._drawn: "View | None" = None
        self.page = self._canvas.page
        self.number = 0

    def set_options(
        self, language: str = "en", is_inverted: bool = False, is_large: bool = False
    ) -> None:
        """Choose language (a code), dark-on-light, and large text; redraws all."""
        canvas = self._canvas
        canvas.words = Words(language)
        canvas.flip = 255 if is_inverted else 0
        canvas.is_large = is_large
        self._drawn = None

    def show(self, view: "View") -> None:
        """Draw ``view`` from now on. Blocks: never."""
        self._view = view

    @property
    def is_up_to_date(self) -> bool:
        """``page`` shows the view."""
        return self._view is self._drawn and not self._canvas.has_work

    def work(self) -> None:
        """Bring ``page`` nearer to the view by a small piece. Blocks: a Pico up to 8 ms.

        The page is a picture again, and ``number`` a new one, when it is up to date. What
        merely ticks waits for the picture under way.
        """
        canvas, view, old = self._canvas, self._view, self._drawn
        change = NONE if view is old else view.change_from(old)
        if canvas.has_work and change != MORE:
            canvas.work()
            self.number += not canvas.has_work
            return
        self._drawn = view
        if change == TICK:
            view.tick(canvas)
        elif change == MORE:
            canvas.start()
            canvas.part = view.text_page
            view.draw(canvas)

    def compare(self) -> bool:
        """Go on finding out what the panel lacks; False: ``next_window`` has it at hand.

        Only with the page up to date. Blocks: a Pico 3 ms.
        """
        return self._windows.compare()

    def draw(self) -> None:
        """Bring ``page`` up to date with the view; after a tick only what ticks."""
        while not self.is_up_to_date:
            self.work()

    def next_window(self, max_bytes: int = WHOLE_BYTES) -> "Window | None":
        """What to send next: (x0, x1, page0, page1, bytes row by row), or None.

        Columns and pages are inclusive, in the order of the SSD1306's horizontal
        addressing. The window counts as sent. ``max_bytes``: 1 to 1024; 78 keep one
        window under 2 ms at 400 kHz. Blocks: never.
        """
        self.draw()
        return self._windows.next(max_bytes)

    def caution_pages(self, lines: "Sequence[str]") -> "list[list[str]]":
        """Cautions (words keys or texts) as pages: see ``safety_screens.caution_pages``."""
        return caution_pages(self._canvas, lines)

    def has_more(self) -> bool:
        """What the view says goes on, on another page. Blocks: a Pico up to 8 ms."""
        if self._view is not self._drawn:
            self.work()
        return self._canvas.part + 1 < self._canvas.parts

    def forget(self) -> None:
        """The panel's memory is unknown (found again, reset): everything is sent again."""
        self._windows.forget()

    @property
    def is_clipped(self) -> bool:
        """A text on the screen did not fit its place; tests see to it that none does."""
        return self._canvas.is_clipped

    def lines(self) -> "list[str]":
        """The texts now on the screen in reading order, numbers included."""
        self.draw()
        return list(self._canvas.lines)
