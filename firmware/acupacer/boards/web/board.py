"""The page as a board: all roles put together, and the wait that is no wait.

A browser's program must not block: ``WebBoard.wait`` has the page come back in time, and a
contact, a byte or a result makes it come back at once. The loop's ``run`` is not used; the
page calls ``start.turn``.
"""

import _acupacer_page as page

from ...core.clock.wall_clock import offset_at
from ...core.events import ClockRead
from ..panel import DONE, FOUND, OledPanel
from ..pulse import NoLock, PulseActuator
from .store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..board import Window

GUARD_MS = 5  # drawing and reading bytes take less than this on a slow phone
# No cue is as long. The page cuts a pulse at this time, too: see ``PagePin``.
PULSE_CAP_MS = 1000
CHECK_MS = 1000  # how often the computer's clock and zone are looked at
JUMP_S = 2  # a difference that is no rounding: the clock was set
WHOLE_BYTES = 1024


class Clock:
    """The page's time (see ``boards.board.Clock``), with what the computer slept in it."""

    def now_ms(self) -> int:
        """Milliseconds since the start. Blocks: never."""
        return int(page.now_ms())

    def error_us(self, at_ms: int) -> int:
        """Now minus ``at_ms``, in microseconds. Blocks: never."""
        return int(page.late_us(float(at_ms)))


class Contacts:
    """Three contacts that the page sets (see ``boards.board.Buttons``)."""

    def __init__(self) -> None:
        self.pressed = 0

    def read(self) -> int:
        """START | NEXT | STOP bits of those closed now. Blocks: never."""
        return self.pressed


class PagePin:
    """Motor or tone of the page: it is told each level (see ``boards.pulse.PulsePin``).

    ``drive``: the page's; it takes the level and how long it may last at most. The page's
    audio graph and its call of the vibration motor end there by themselves, so a page that
    stands still cannot sound on.
    """

    def __init__(self, drive: "Callable[[int, int], None]") -> None:
        self._drive = drive

    def on(self, level: int) -> None:
        """Drive at ``level``, percent or Hz."""
        self._drive(level, PULSE_CAP_MS)

    def off(self) -> None:
        """Off now."""
        self._drive(0, 0)


class PageTimer:
    """The pin ends its pulse itself (see ``PagePin``): nothing has to be started.

    That a pulse was cut the loop finds out from the time, in its next pass.
    """

    def __init__(self) -> None:
        self.lock = NoLock()

    def start(self, cap_ms: int, cut: "Callable[[object], None]") -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def is_over(self) -> bool:
        """Nothing is ever called."""
        return False


class PageCarrier:
    """Brings windows to the page, which is always there (see ``boards.panel.Carrier``)."""

    max_bytes = WHOLE_BYTES
    starts_dark = False
    wants_next_pass = False
    is_on_plug = False

    def has_room(self) -> bool:
        """Always."""
        return True

    def start(self) -> str:
        """It is there."""
        return FOUND

    def write(self, window: "Window") -> str:
        """Write one window."""
        x0, x1, page0, page1, data = window
        page.draw(x0, x1, page0, page1, data.hex())
        return DONE

    def light(self, contrast_pct: int) -> str:
        """Brightness; 0: dark."""
        page.light(contrast_pct)
        return DONE

    def set_up(self) -> str:
        """It always is."""
        return DONE

    def outcomes(self, now_ms: int) -> "Sequence[str]":
        """None are outstanding."""
        return ()

    def is_hung(self, now_ms: int) -> bool:
        """Never."""
        return False

    def forget(self) -> None:
        """Nothing waits."""


class Link:
    """Bytes to and from whoever talks to the device within the page (``boards.board.Link``)."""

    def __init__(self) -> None:
        self._heard = b""

    def take(self, data: bytes) -> None:
        """Bytes came in."""
        self._heard += data

    def read(self, max_bytes: int) -> bytes:
        """Up to ``max_bytes`` that are waiting; b"" when there are none. Blocks: never."""
        data, self._heard = self._heard[:max_bytes], self._heard[max_bytes:]
        return data

    @property
    def has_more(self) -> bool:
        """Bytes are waiting."""
        return bool(self._heard)

    def write(self, data: bytes) -> None:
        """Send ``data``. Blocks: never."""
        page.send(data.hex())


class WallClock:
    """The computer's clock, or what a host said (see ``boards.board.WallClock``).

    It never sets the computer's own clock: a host's word holds until the page is left.
    """

    def __init__(self) -> None:
        self._shift_s = 0
        self._zone: "tuple[int, list[list[int]]] | None" = None
        self._told_min = 0
        self._told_s = 0  # what was told, less the uptime
        self._must_report = True
        self._due_ms = 0

    def set(self, epoch_s: int, offset_min: int, zone_changes: "list[list[int]]") -> None:
        """Take the host's word; the next ``poll`` answers."""
        self._shift_s = epoch_s - int(page.epoch_s())
        self._zone = (offset_min, zone_changes)
        self._must_report = True

    def renew(self) -> None:
        """A new device takes over: tell it the time once more."""
        self._must_report = True

    def poll(self, now_ms: int) -> "ClockRead | None":
        """The reading at start, after ``set``, a jump and a change of zone; otherwise None."""
        if now_ms < self._due_ms and not self._must_report:
            return None
        self._due_ms = now_ms + CHECK_MS
        epoch_s = int(page.epoch_s()) + self._shift_s
        zone = self._zone
        offset_min = offset_at(epoch_s, zone[0], zone[1]) if zone else int(page.offset_min())
        start_s = epoch_s - now_ms // 1000
        is_same = offset_min == self._told_min and abs(start_s - self._told_s) <= JUMP_S
        if is_same and not self._must_report:
            return None
        self._told_min, self._told_s, self._must_report = offset_min, start_s, False
        return ClockRead(epoch_s, offset_min, True)


class WebBoard:
    """A board made of the page (see ``boards.board.Board``). Outputs are low from the start."""

    guard_ms = GUARD_MS
    link_guard_ms = GUARD_MS
    contacts_wake = True

    def __init__(self) -> None:
        self.motor = PulseActuator("motor", PagePin(page.motor), PULSE_CAP_MS, PageTimer())
        self.tone = PulseActuator("tone", PagePin(page.tone), PULSE_CAP_MS, PageTimer())
        self.clock = Clock()
        self.buttons = Contacts()
        self.panel = OledPanel(PageCarrier())
        self.link = Link()
        self.store = Store()
        self.wall_clock = WallClock()

    def wait(self, until_ms: int, with_link: bool) -> None:
        """Have the page come back at ``until_ms``. Returns at once; blocks: never.

        ``with_link`` False: bytes that wait do not bring it back any sooner.
        """
        now_ms = self.clock.now_ms()
        is_due = (with_link and self.link.has_more) or self.store.has_results
        page.wake(0 if is_due else max(0, until_ms - now_ms))

    def warn(self, text: str) -> None:
        """Put a line into the browser's console."""
        page.warn(text)

    def renew(self) -> None:
        """A new device takes over, with this board as it is. Blocks: never."""
        self.panel.renew()
        self.wall_clock.renew()
        self.store.renew()

    def shut(self) -> None:
        """Motor and buzzer low at once and for good."""
        self.motor.shut()
        self.tone.shut()
