"""The panel as the loop sees it: takes windows, may vanish, comes back by itself.

An order that fails is given once more after a resync; then the panel counts as lost
(PanelChanged(False)) and is looked for every ``RETRY_MS``. When it answers it is started
afresh and PanelChanged(True) has the core send everything again. One that starts dark is
lit once a whole picture is there.

One whose plug was out for a moment answers as if nothing had been, with nothing on it: so a
lit one is set up and sent whole every ``REFRESH_MS``, and when it is lit after it was dark.

How bytes reach the panel is the board's: it brings a ``Carrier``. This runs on CPython and
MicroPython; a pass in which nothing happens makes no garbage.
"""

from ..core.events import PanelChanged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from .board import Window

    class Driver(Protocol):
        """A started panel. Everything raises OSError when it does not answer."""

        def write_window(self, x0: int, x1: int, page0: int, page1: int, data: bytes) -> None:
            """Put bytes, page by page, into an area (inclusive)."""

        def light(self, contrast_pct: int) -> None:
            """Switch on at a brightness of 1-100 percent; 0 switches off, RAM is kept."""

        def set_up(self) -> None:
            """What ``light`` and ``write_window`` rely on, anew; what is seen stays."""

        def resync(self) -> None:
            """After a failed transfer: have the controller expect a command again."""

    class Carrier(Protocol):
        """Brings orders to the panel and says what became of them.

        An order's outcome is returned if it is known at once, else None: then it is among the
        ``outcomes`` of a later pass. Orders are carried out one after the other.
        """

        # The most bytes one window may carry.
        max_bytes: int
        # A panel that is started is blank and dark; False: blank and lit.
        starts_dark: bool
        # Nobody says when there is room again: the loop comes back at once to see.
        wants_next_pass: bool
        # The panel is on a plug, that may be out for a moment.
        is_on_plug: bool

        def has_room(self) -> bool:
            """A window handed over now would be drawn soon."""

        def start(self) -> "str | None":
            """Look for the panel and start it. Outcome: FOUND or LOST."""

        def write(self, window: "Window") -> "str | None":
            """Write one window. Outcome: DONE or LOST."""

        def light(self, contrast_pct: int) -> "str | None":
            """Brightness, as ``Driver.light``. Outcome: DONE or LOST."""

        def set_up(self) -> "str | None":
            """As ``Driver.set_up``. Outcome: DONE or LOST."""

        def outcomes(self, now_ms: int) -> "Sequence[str]":
            """A new pass begins; what orders since the last one came to. Blocks: never."""

        def is_hung(self, now_ms: int) -> bool:
            """An order takes so long that the panel must be counted as lost."""

        def forget(self) -> None:
            """The panel is lost: what waits was meant for it as it was, and is void."""


RETRY_MS = 2000
REFRESH_MS = 5000
WHOLE_BYTES = 1024  # of a whole picture

# What became of an order.
FOUND, DONE, LOST = "found", "done", "lost"


class OledPanel:
    """A panel behind ``carrier`` (see ``boards.board.Panel``).

    ``full_pct``: what 100 percent contrast means on this panel. ``is_lit``: it is started
    and shows a whole picture.
    """

    def __init__(self, carrier: "Carrier", full_pct: int = 100, is_lit: bool = False) -> None:
        self.max_bytes = carrier.max_bytes
        self.is_found = is_lit
        self.due_ms: int | None = 0
        self._carrier = carrier
        self._full_pct = full_pct
        self._contrast_pct = 100
        self._is_known = is_lit
        self._missing_bytes = 0  # until a panel that is dark holds a whole picture
        self._news: list[PanelChanged] = []
        self._now_ms = 0
        self._fresh_ms = 0  # until when nobody looks whether it is as it was left

    def can_take(self) -> bool:
        """True when a window handed over now would be drawn soon."""
        return self.is_found and self._carrier.has_room()

    def refresh(self) -> bool:
        """Set a panel up that was not for some time; then all has to be sent again.

        Whether it did; only after ``can_take`` said True. Blocks: a Pico 1 ms.
        """
        is_due = self._now_ms >= self._fresh_ms and self._carrier.is_on_plug
        if not (is_due and self._contrast_pct) or self._missing_bytes:
            return False
        self._fresh_ms = self._now_ms + REFRESH_MS
        self._take(self._carrier.set_up())
        self._light()
        return True

    def draw(self, window: "Window") -> None:
        """Write one window; only after ``can_take`` said True."""
        if self._carrier.wants_next_pass:
            self.due_ms = self._now_ms
        self._take(self._carrier.write(window))
        if not self._missing_bytes or not self.is_found:
            return
        self._missing_bytes = max(0, self._missing_bytes - len(window[4]))
        if not self._missing_bytes:
            self._light()

    @property
    def is_lit(self) -> bool:
        """Whether it is meant to show something, there or not."""
        return self._contrast_pct > 0

    def set_contrast(self, contrast_pct: int) -> None:
        """Brightness 1-100 of the configured full; 0 switches dark."""
        if not self._contrast_pct:
            self._fresh_ms = self._now_ms
        self._contrast_pct = contrast_pct
        if self.is_found and not self._missing_bytes:
            self._light()

    def renew(self) -> None:
        """A new device takes over: tell it whether the panel answers, full brightness."""
        self._contrast_pct = 100
        if self._is_known:
            self._news = [PanelChanged(self.is_found)]
        if self.is_found and not self._missing_bytes:
            self._light()

    def poll(self, now_ms: int) -> "list[PanelChanged]":
        """What became of the panel since the last call; looks for a lost one."""
        self._now_ms = now_ms
        carrier = self._carrier
        if self.due_ms is not None and now_ms >= self.due_ms:
            self.due_ms = None
            if not self.is_found:
                self._take(carrier.start())
        for outcome in carrier.outcomes(now_ms):
            self._take(outcome)
        if self.is_found and carrier.is_hung(now_ms):
            self._lose()
        if not self._news:
            return self._news
        news, self._news = self._news, []
        return news

    def _take(self, outcome: "str | None") -> None:
        if outcome == FOUND:
            self._welcome()
        elif outcome == LOST:
            self._lose()

    def _welcome(self) -> None:
        self.is_found = self._is_known = True
        self._fresh_ms = self._now_ms + REFRESH_MS
        self._news.append(PanelChanged(True))
        self._missing_bytes = WHOLE_BYTES if self._carrier.starts_dark else 0
        if not self._missing_bytes:
            self._light()

    def _lose(self) -> None:
        if self.is_found or not self._is_known:
            self._news.append(PanelChanged(False))
        self.is_found = False
        self._is_known = True
        self.due_ms = self._now_ms + RETRY_MS
        self._carrier.forget()

    def _light(self) -> None:
        self._take(self._carrier.light(self._contrast_pct * self._full_pct // 100))


def give(driver: "Driver", order: "Callable[..., None]", facts: "Any") -> str:
    """Give one order to the panel, once more after a resync if the bus fails.

    Blocks: as long as the bus takes. Returns DONE or LOST.
    """
    try:
        order(*facts)
    except OSError:
        try:
            driver.resync()
            order(*facts)
        except OSError:
            return LOST
    return DONE


class NoPanel:
    """No panel fitted: the device coaches by feel and tone."""

    is_found = False
    is_lit = True
    max_bytes = 0
    due_ms: "int | None" = None

    def __init__(self) -> None:
        self._news = [PanelChanged(False)]

    def can_take(self) -> bool:
        """Never."""
        return False

    def refresh(self) -> bool:
        """Never."""
        return False

    def draw(self, window: "Window") -> None:
        """Nothing happens."""

    def set_contrast(self, contrast_pct: int) -> None:
        """Nothing happens but that it counts as lit or dark."""
        self.is_lit = contrast_pct > 0

    def renew(self) -> None:
        """A new device takes over: it is told as well."""
        self._news = [PanelChanged(False)]

    def poll(self, now_ms: int) -> "list[PanelChanged]":
        """Says once that there is no panel."""
        if not self._news:
            return self._news
        news, self._news = self._news, []
        return news
