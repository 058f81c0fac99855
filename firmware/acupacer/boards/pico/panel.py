"""How bytes reach the Pico's panel: at once, one window in a pass of the loop.

So buttons and link are served between two windows.
"""

from ..panel import FOUND, LOST, give

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..board import Window
    from .oled import Oled


class DirectCarrier:
    """Carries orders to ``oled`` (see ``boards.panel.Carrier``)."""

    max_bytes = 78  # 2 ms at 400 kHz, transactions included
    starts_dark = True
    wants_next_pass = True
    is_on_plug = True

    def __init__(self, oled: "Oled") -> None:
        self._oled = oled
        self._is_free = True

    def has_room(self) -> bool:
        """True until a window was written in this pass."""
        return self._is_free

    def start(self) -> str:
        """Look for the panel and start it. Blocks: 1 ms; where none answers, less."""
        try:
            self._oled.start()
        except OSError:
            return LOST
        return FOUND

    def write(self, window: "Window") -> str:
        """Write one window. Blocks: 2 ms at 400 kHz."""
        self._is_free = False
        return give(self._oled, self._oled.write_window, window)

    def light(self, contrast_pct: int) -> str:
        """Brightness, or dark. Blocks: a fraction of a millisecond."""
        return give(self._oled, self._oled.light, (contrast_pct,))

    def set_up(self) -> str:
        """Set it up anew. Blocks: 1 ms."""
        return give(self._oled, self._oled.set_up, ())

    def outcomes(self, now_ms: int) -> "Sequence[str]":
        """None are outstanding; a new pass may write a window."""
        self._is_free = True
        return ()

    def is_hung(self, now_ms: int) -> bool:
        """Never: the bus gives up by itself after 5 ms (``oled.open_bus``)."""
        return False

    def forget(self) -> None:
        """Nothing waits."""
