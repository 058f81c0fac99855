"""The panel as the loop sees it: takes windows, may vanish, comes back by itself.

One window is written in a pass of the loop, so buttons and link are served between two.
A write that fails is tried once more; then the panel counts as lost
(PanelChanged(False)) and is looked for every ``RETRY_MS``. When it answers it is started
dark, PanelChanged(True) has the core send everything, and it is lit once all is there.
"""

from ...core.events import PanelChanged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..board import Window

RETRY_MS = 2000
WHOLE_BYTES = 1024


class OledPanel:
    """A panel behind ``oled`` (see ``boards.board.Panel``).

    ``full_pct``: what 100 percent contrast means on this panel. ``is_lit``: it is started
    and shows a whole picture.
    """

    max_bytes = 78  # 2 ms at 400 kHz, transactions included

    def __init__(self, oled: "Any", full_pct: int = 100, is_lit: bool = False) -> None:
        self.is_found = is_lit
        self.due_ms: "int | None" = 0
        self._oled = oled
        self._full_pct = full_pct
        self._contrast_pct = 100
        self._is_known = is_lit
        self._is_free = True
        # Until the panel holds a whole picture.
        self._missing_bytes = 0 if is_lit else WHOLE_BYTES
        self._news: "list[PanelChanged]" = []
        self._now_ms = 0

    def can_take(self) -> bool:
        """True until a window was drawn in this pass."""
        return self.is_found and self._is_free

    def draw(self, window: "Window") -> None:
        """Write one window. Blocks: 2 ms at 400 kHz."""
        self._is_free = False
        self.due_ms = self._now_ms  # come back at once: there may be more
        if not self._try(self._oled.write_window, window) or not self._missing_bytes:
            return
        self._missing_bytes = max(0, self._missing_bytes - len(window[4]))
        if not self._missing_bytes:
            self._light()

    def set_contrast(self, contrast_pct: int) -> None:
        """Brightness 1-100 of the configured full; 0 switches dark."""
        self._contrast_pct = contrast_pct
        if self.is_found and not self._missing_bytes:
            self._light()

    def poll(self, now_ms: int) -> "list[PanelChanged]":
        """What became of the panel since the last call; looks for a lost one."""
        self._now_ms = now_ms
        self._is_free = True
        if self.is_found:
            self.due_ms = None
        elif self.due_ms is not None and now_ms >= self.due_ms:
            self._find()
        if not self._news:
            return self._news
        news, self._news = self._news, []
        return news

    def _find(self) -> None:
        try:
            self._oled.start()
        except OSError:
            self._lose()
            return
        self.due_ms = None
        self.is_found = self._is_known = True
        self._missing_bytes = WHOLE_BYTES
        self._news.append(PanelChanged(True))

    def _light(self) -> None:
        self._try(self._oled.light, (self._contrast_pct * self._full_pct // 100,))

    def _try(self, job: "Any", arguments: "Any") -> bool:
        """Do it, once more if the bus fails; False: the panel is lost."""
        try:
            job(*arguments)
        except OSError:
            try:
                self._oled.resync()
                job(*arguments)
            except OSError:
                self._lose()
                return False
        return True

    def _lose(self) -> None:
        if self.is_found or not self._is_known:
            self._news.append(PanelChanged(False))
        self.is_found = False
        self._is_known = True
        self.due_ms = self._now_ms + RETRY_MS


class NoPanel:
    """No panel fitted: the device coaches by feel and tone."""

    is_found = False
    max_bytes = 0
    due_ms: "int | None" = None

    def __init__(self) -> None:
        self._news = [PanelChanged(False)]

    def can_take(self) -> bool:
        """Never."""
        return False

    def draw(self, window: "Window") -> None:
        """Nothing happens."""

    def set_contrast(self, contrast_pct: int) -> None:
        """Nothing happens."""

    def poll(self, now_ms: int) -> "list[PanelChanged]":
        """Says once that there is no panel."""
        if not self._news:
            return self._news
        news, self._news = self._news, []
        return news
