"""The panel as the loop sees it: takes windows, may vanish, comes back by itself.

The bus is written on a worker, at most ``IN_FLIGHT`` windows ahead, so a slow or hung
bus never delays a cue. A write that fails is tried once more; then the panel counts
as lost (PanelChanged(False)) and is looked for every ``RETRY_MS``. When it answers it
is started afresh, blank, and PanelChanged(True) has the core draw everything again.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from ...core.events import PanelChanged
from ..worker import Worker

if TYPE_CHECKING:
    from ..board import Window

LOG = logging.getLogger("acupacer")

IN_FLIGHT = 2
RETRY_MS = 2000
HUNG_MS = 2000  # a job on the bus longer than this: the panel counts as lost

_FOUND, _LOST, _DONE = "found", "lost", "done"


class Driver(Protocol):
    """What the panel needs of a controller driver (``oled.WindowedSSD1306``)."""

    def write_window(self, x0: int, x1: int, page0: int, page1: int, data: bytes) -> None:
        """Put bytes into an area; raises OSError when the panel does not answer."""

    def resync(self) -> None:
        """After a failed transfer: have the controller expect a command again."""

    def contrast(self, contrast: int) -> None:
        """Brightness 0-255."""

    def poweron(self) -> None:
        """Light the panel."""

    def poweroff(self) -> None:
        """Darken the panel; RAM is kept."""


class OledPanel:
    """A panel opened by ``open_driver`` on ``worker`` (see ``boards.board.Panel``).

    ``open_driver`` raises OSError when nothing answers; it is called again on every
    retry. ``full_pct``: what 100 percent contrast means on this panel.
    """

    max_bytes = 512

    def __init__(
        self, open_driver: Callable[[], Driver], worker: Worker, full_pct: int = 100
    ) -> None:
        self.is_found = False
        self.due_ms: int | None = 0
        self._open_driver = open_driver
        self._worker = worker
        self._full_pct = full_pct
        self._contrast_pct = 100
        self._driver: Driver | None = None
        self._hunt = 0  # number of the current search; results of older ones are void
        self._is_known = False
        self._busy_since_ms: int | None = None

    def can_take(self) -> bool:
        """True when a window handed over now would be drawn soon."""
        return self.is_found and self._worker.pending < IN_FLIGHT

    def draw(self, window: "Window") -> None:
        """Write one window; only after ``can_take`` said True. Blocks: never."""
        self._submit(lambda driver: driver.write_window(*window))

    def set_contrast(self, contrast_pct: int) -> None:
        """Brightness 1-100 of the configured full; 0 switches dark. Blocks: never."""
        self._contrast_pct = contrast_pct
        if self.is_found:
            self._submit(partial(_light, contrast_pct=contrast_pct * self._full_pct // 100))

    def poll(self, now_ms: int) -> list[PanelChanged]:
        """What became of the panel since the last call; looks for a lost one."""
        if self.due_ms is not None and now_ms >= self.due_ms:
            self.due_ms = None
            self._worker.submit(partial(self._find, self._hunt))
        changes = []
        for hunt, outcome in self._results(now_ms):
            if hunt == self._hunt:
                changes += self._take(outcome, now_ms)
        if self.is_found and self._is_hung(now_ms):
            changes += self._lose(now_ms)
        return changes

    def close(self, darken: bool = True) -> None:
        """Finish what was handed over, then darken the panel. Blocks: up to 0.5 s."""
        if self.is_found and darken:
            self.set_contrast(0)
        self._worker.close(0.5)

    # --- in the loop --------------------------------------------------------------

    def _results(self, now_ms: int) -> list[tuple[int, str]]:
        results = self._worker.results()
        if results or not self._worker.pending:
            self._busy_since_ms = None
        if self._worker.pending and self._busy_since_ms is None:
            self._busy_since_ms = now_ms
        return results  # type: ignore[return-value]

    def _is_hung(self, now_ms: int) -> bool:
        return self._busy_since_ms is not None and now_ms - self._busy_since_ms > HUNG_MS

    def _take(self, outcome: str, now_ms: int) -> list[PanelChanged]:
        if outcome == _FOUND:
            return self._welcome()
        if outcome == _LOST:
            return self._lose(now_ms)
        return []

    def _welcome(self) -> list[PanelChanged]:
        self.is_found = self._is_known = True
        self.set_contrast(self._contrast_pct)
        return [PanelChanged(True)]

    def _lose(self, now_ms: int) -> list[PanelChanged]:
        is_news = self.is_found or not self._is_known
        self.is_found = False
        self._is_known = True
        self._hunt += 1
        self.due_ms = now_ms + RETRY_MS
        return [PanelChanged(False)] if is_news else []

    def _submit(self, job: Callable[[Driver], None]) -> None:
        self._worker.submit(partial(self._write, self._hunt, job))

    # --- on the worker ------------------------------------------------------------

    def _find(self, hunt: int) -> tuple[int, str]:
        try:
            self._driver = self._open_driver()
        except OSError:
            return hunt, _LOST
        except Exception:  # a driver that cannot even be imported: coach by feel and tone
            if not self._is_known:
                LOG.exception("the panel cannot be used")
            return hunt, _LOST
        return hunt, _FOUND

    def _write(self, hunt: int, job: Callable[[Driver], None]) -> tuple[int, str]:
        if hunt != self._hunt or self._driver is None:
            return hunt, _DONE  # meant for the panel as it was before it was lost
        try:
            job(self._driver)
        except OSError:
            try:
                self._driver.resync()
                job(self._driver)
            except OSError:
                return hunt, _LOST
        return hunt, _DONE


def _light(driver: Driver, contrast_pct: int) -> None:
    if contrast_pct == 0:
        driver.poweroff()
        return
    driver.contrast(contrast_pct * 255 // 100)
    driver.poweron()


class NoPanel:
    """No panel fitted: the device coaches by feel and tone."""

    is_found = False
    max_bytes = 0
    due_ms: int | None = None

    def __init__(self) -> None:
        self._news = [PanelChanged(False)]

    def can_take(self) -> bool:
        """Never."""
        return False

    def draw(self, window: "Window") -> None:
        """Nothing happens."""

    def set_contrast(self, contrast_pct: int) -> None:
        """Nothing happens."""

    def poll(self, now_ms: int) -> list[PanelChanged]:
        """Says once that there is no panel."""
        news, self._news = self._news, []
        return news

    def close(self, darken: bool = True) -> None:
        """Nothing to close."""
