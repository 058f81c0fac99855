"""Views become pixels, and pixels the fewest bytes to send to the panel."""

from .canvas import ROWS, WIDTH, Canvas
from .raster import Windows
from .screens import SCREENS, TICKS
from .words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .raster import Window
    from .screens_parts import Tick

    View = dict[str, object]

WHOLE_BYTES = WIDTH * ROWS
_STILL: "Tick" = (SCREENS["dark"], ())  # of screens on which nothing ticks


class Painter:
    """Draws views into a page buffer and says what of it the panel still lacks.

    ``page``: 1024 bytes, row by row of 8 px from the top; a byte is eight pixels on top
    of each other, the topmost in bit 0 (the SSD1306's own order). ``number`` grows with
    every change of ``page``.
    """

    def __init__(self, width: int = WIDTH, height: int = ROWS * 8) -> None:
        if (width, height) != (WIDTH, ROWS * 8):
            raise ValueError("screens are made for 128x64, not {}x{}".format(width, height))
        self._canvas = Canvas(Words("en"))
        self._windows = Windows(self._canvas)
        self._view: "View" = {"screen": "dark"}
        self._drawn: "View | None" = None
        self.page = self._canvas.page
        self.number = 0

    def set_options(
        self, language: str = "en", is_inverted: bool = False, is_large: bool = False
    ) -> None:
        """Choose language ("en", "de"), dark-on-light, and large text; redraws all."""
        canvas = self._canvas
        canvas.words = Words(language)
        canvas.flip = 255 if is_inverted else 0
        canvas.is_large = is_large
        self._drawn = None

    def show(self, view: "View") -> None:
        """Draw ``view`` from now on: a dict as ``views.FIELDS`` says. Blocks: never."""
        self._view = view

    def draw(self) -> None:
        """Bring ``page`` up to date with the view; after a tick only what ticks."""
        view, old = self._view, self._drawn
        if view is old:
            return
        self._drawn = view
        screen = str(view["screen"])
        if old is not None and old["screen"] == screen:
            tick, fields = TICKS.get(screen, _STILL)
            change = _changes(old, view, fields)
            if change == NONE:
                return
            if change == TICK:
                self.number += 1
                tick(self._canvas, view)
                return
        self.number += 1
        self._canvas.start()
        SCREENS[screen](self._canvas, view)

    def next_window(self, max_bytes: int = WHOLE_BYTES) -> "Window | None":
        """What to send next: (x0, x1, page0, page1, bytes row by row), or None.

        Columns and pages are inclusive, in the order of the SSD1306's horizontal
        addressing. The window counts as sent. ``max_bytes``: 1 to 1024; 78 keep one
        window under 2 ms at 400 kHz. Blocks: never.
        """
        self.draw()
        return self._windows.next(max_bytes)

    def forget(self) -> None:
        """The panel's memory is unknown (found again, reset): everything is sent again."""
        self._windows.forget()

    @property
    def clipped(self) -> int:
        """How many texts did not fit their place on the screen; 0 when all is well."""
        return self._canvas.clipped

    def lines(self) -> "list[str]":
        """The texts now on the screen in reading order, numbers included."""
        self.draw()
        return list(self._canvas.lines)


NONE, TICK, MORE = 0, 1, 2


def _changes(old: "View", new: "View", ticking: "tuple[str, ...]") -> int:
    """Whether nothing, only fields that tick, or more differs between two views.

    A ticking field that gets to 0 is more: with it something on the screen ends.
    """
    found = NONE
    for name in new:
        if new[name] != old[name]:
            if name not in ticking or not new[name]:
                return MORE
            found = TICK
    return found
