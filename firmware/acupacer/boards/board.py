"""The contract every board meets: what the loop may ask of hardware, with units.

A board is hardware only. It decides nothing: it reads contacts and bytes, applies
the effects the core ordered, keeps files, and waits. The Pi board, the simulator
(the Pi board's own classes on mock pins) and the Pico board all offer these names, and a
test holds each of them to it (``tests/boards/test_contract.py``).

What is the same on every board is written once: pulses in ``pulse``, the panel's losses
and returns in ``panel``, the pacing in ``loop``. A new board brings pins and a timer that
cuts (``pulse.PulsePin``, ``pulse.CutTimer``), a way for bytes to reach its panel
(``panel.Carrier``) and the roles below that are neither.

Times are integer milliseconds of the board's own clock, which starts near 0 and only
grows. Nothing here blocks except ``Board.wait``; whatever the hardware makes slow
(card, bus) is done elsewhere and comes back as an input.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from ..core.events import ClockRead, PanelChanged

    # x0, x1, page0, page1 (inclusive; 0-127 and 0-7) and the bytes, page by page
    Window = tuple[int, int, int, int, bytes]
else:
    Protocol = object  # MicroPython has no typing; there the classes only document


class Clock(Protocol):
    """The board's time. It never goes back and nothing can set it."""

    def now_ms(self) -> int:
        """Milliseconds since the board started. Blocks: never."""

    def error_us(self, at_ms: int) -> "int | None":
        """Now minus ``at_ms`` in microseconds; None where time is scaled or virtual."""


class Buttons(Protocol):
    """Three contacts, raw: bounces included, the core debounces."""

    def read(self) -> int:
        """START | NEXT | STOP bits of the contacts closed now. Blocks: never."""


class Actuator(Protocol):
    """The motor (levels 0-100 percent of full strength) or the buzzer (levels in Hz).

    Never on longer than its pulse cap, whatever the loop does or fails to do.
    """

    # motor or tone, as ``events.PulseCapped`` names it.
    name: str
    # When ``service`` has to be called at the latest, or None. May become None at any time.
    due_ms: "int | None"
    # A pulse was cut at its cap; who tells the core sets it back.
    was_capped: bool

    def set(self, level: int, now_ms: int) -> None:
        """Drive at ``level``; 0 is off. Blocks: never."""

    def service(self, now_ms: int) -> None:
        """Go on with a soft start, end a pulse that reached the cap. Blocks: never."""

    def low(self) -> None:
        """Off at once, before anything else; callable from a signal handler."""

    def shut(self) -> None:
        """As ``low``, and stays off: later ``set`` calls do nothing."""


class Panel(Protocol):
    """The screen. It may be missing, stop answering and come back at any time."""

    # It answered when it was last written.
    is_found: bool
    # When ``poll`` wants to be called at the latest, or None.
    due_ms: "int | None"
    # The most bytes one window may carry.
    max_bytes: int

    def can_take(self) -> bool:
        """True when a window handed over now would be drawn soon."""

    def refresh(self) -> bool:
        """Set it up again if it is time; whether everything has to be sent anew.

        Only after ``can_take`` said True. Blocks: a Pico 1 ms.
        """

    def draw(self, window: "Window") -> None:
        """Write one window; only after ``can_take`` said True. Blocks: never."""

    def set_contrast(self, contrast_pct: int) -> None:
        """Brightness 1-100; 0 switches the panel dark and keeps its RAM."""

    def poll(self, now_ms: int) -> "list[PanelChanged]":
        """What became of the panel since the last call; retries a lost one by itself."""


class Link(Protocol):
    """The serial port. It may vanish and come back under the same path."""

    def read(self, max_bytes: int) -> bytes:
        """Up to ``max_bytes`` that are waiting; b"" when there are none. Blocks: never."""

    def write(self, data: bytes) -> None:
        """Send ``data`` or, when nobody reads, drop it whole. Blocks: never."""


class Store(Protocol):
    """Named files that survive power-off (the names are in ``core.events``)."""

    def submit(self, effect: object) -> None:
        """Start a StageWrite, Commit, Discard, Read or Append. Blocks: never."""

    def results(self) -> "list[object]":
        """Stored, ReadDone and StoreFailed inputs that came in since the last call."""


class WallClock(Protocol):
    """Date and time of day, if the board knows them."""

    def poll(self, now_ms: int) -> "ClockRead | None":
        """The reading at start, after ``set``, a jump and a change of zone; otherwise None."""

    def set(self, epoch_s: int, offset_min: int, zone_changes: "list[list[int]]") -> None:
        """Take the host's word (see ``events.SetClock``); the next ``poll`` answers."""


class Board(Protocol):
    """All roles together, and the one call that blocks."""

    # Drawing is put off when the core is due within this time.
    guard_ms: int
    # The same for taking link bytes in.
    link_guard_ms: int
    # An edge of a contact ends ``wait``: they need not be looked at all the time.
    contacts_wake: bool

    @property
    def clock(self) -> Clock:
        """The board's time."""

    @property
    def buttons(self) -> Buttons:
        """START, NEXT and STOP."""

    @property
    def motor(self) -> Actuator:
        """What is felt."""

    @property
    def tone(self) -> Actuator:
        """What is heard; there even where no buzzer is fitted."""

    @property
    def panel(self) -> Panel:
        """What is read; there even where no panel is fitted."""

    @property
    def link(self) -> Link:
        """What a host is spoken to by."""

    @property
    def store(self) -> Store:
        """What is kept."""

    @property
    def wall_clock(self) -> WallClock:
        """What day it is."""

    def wait(self, until_ms: int, with_link: bool) -> None:
        """Sleep until ``until_ms``, a store or panel result, or a byte on the link.

        An edge of a contact ends it too where ``contacts_wake``.
        ``with_link`` False: link bytes do not end the wait (an edge is near). Returns
        at once when ``until_ms`` has passed. The only call that blocks.
        """

    def warn(self, text: str) -> None:
        """Put a line into the system's journal, if there is one. Blocks: never."""

    def shut(self) -> None:
        """Motor and buzzer low at once and for good. Blocks: never."""
