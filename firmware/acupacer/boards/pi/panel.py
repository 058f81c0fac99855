"""How bytes reach the Pi's panel: on a worker, so a slow or hung bus never delays a cue."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from ..panel import DONE, FOUND, LOST, give
from ..worker import Worker

if TYPE_CHECKING:
    from ..board import Window
    from ..panel import Driver

LOG = logging.getLogger("acupacer")

IN_FLIGHT = 2  # windows handed over and not yet written
HUNG_MS = 2000  # a job on the bus longer than this: the panel counts as lost


class WorkerCarrier:
    """Carries orders to a panel on ``worker`` (see ``boards.panel.Carrier``).

    ``open_driver``: returns a panel that is started, blank and lit; raises OSError when
    nothing answers. It is called on the worker, again for every search.
    """

    max_bytes = 512
    starts_dark = False
    wants_next_pass = False  # the worker wakes the loop
    is_on_plug = True

    def __init__(self, open_driver: "Callable[[], Driver]", worker: Worker) -> None:
        self._open_driver = open_driver
        self._worker = worker
        self._driver: Driver | None = None
        self._search = 0  # number of the current search; orders of older ones are void
        self._is_first = True
        self._busy_since_ms: int | None = None

    def has_room(self) -> bool:
        """Fewer than ``IN_FLIGHT`` orders wait."""
        return self._worker.pending < IN_FLIGHT

    def start(self) -> None:
        """Look for the panel. Blocks: never."""
        self._worker.submit(partial(self._open, self._search))

    def write(self, window: "Window") -> None:
        """Write one window. Blocks: never."""
        self._submit(lambda driver: driver.write_window(*window))

    def light(self, contrast_pct: int) -> None:
        """Brightness, or dark. Blocks: never."""
        self._submit(lambda driver: driver.light(contrast_pct))

    def set_up(self) -> None:
        """Set it up anew. Blocks: never."""
        self._submit(lambda driver: driver.set_up())

    def outcomes(self, now_ms: int) -> list[str]:
        """What the worker has done since the last call, without what is void."""
        results: list[Any] = self._worker.results()
        if results or not self._worker.pending:
            self._busy_since_ms = None
        if self._worker.pending and self._busy_since_ms is None:
            self._busy_since_ms = now_ms
        return [outcome for search, outcome in results if search == self._search]

    def is_hung(self, now_ms: int) -> bool:
        """Nothing was done for ``HUNG_MS`` though something waits."""
        return self._busy_since_ms is not None and now_ms - self._busy_since_ms > HUNG_MS

    def forget(self) -> None:
        """What waits is void."""
        self._search += 1

    def _submit(self, order: "Callable[[Driver], None]") -> None:
        self._worker.submit(partial(self._give, self._search, order))

    # --- on the worker ------------------------------------------------------------

    def _open(self, search: int) -> tuple[int, str]:
        is_first, self._is_first = self._is_first, False
        try:
            self._driver = self._open_driver()
        except OSError:
            return search, LOST
        except Exception:  # a driver that cannot even be imported: coach by feel and tone
            if is_first:
                LOG.exception("the panel cannot be used")
            return search, LOST
        return search, FOUND

    def _give(self, search: int, order: "Callable[[Driver], None]") -> tuple[int, str]:
        driver = self._driver
        if search != self._search or driver is None:
            return search, DONE  # meant for the panel as it was before it was lost
        return search, give(driver, order, (driver,))
