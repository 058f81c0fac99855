"""The serial line: a ``Link`` while a host is there, and nothing but memory while none is.

What a host asks is answered by ``Link``, which is a large part of the program. It is made
when the first bytes come and dropped when none came for a while; what happened is
remembered here, for a host that comes later. A session has one from its beginning: making
it takes a Pico tens of ms, which no cue may wait for.
"""

from .device_port import DevicePort
from .event_ring import EventRing
from .link import Link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .device import Device

LINKED_MS = 10_000  # "linked": bytes came in no longer ago than this
GONE_MS = 30_000  # a host silent for so long has gone; longer than it waits for any answer
FIRST_BYTES = 2048  # kept until a cue that sounds is over


class Line:
    """The link of ``device`` as long as a host needs one.

    Blocks: never, but for making the link, which takes a Pico some 100 ms.
    """

    def __init__(self, device: "Device") -> None:
        self.ring = EventRing(device.config.limits.event_count)
        self._device = device
        self._link: "Link | None" = None
        self._first = b""  # bytes that wait for a link
        self._heard_ms = -LINKED_MS

    # --- asking -------------------------------------------------------------------

    @property
    def is_linked(self) -> bool:
        """A host was heard in the last ten seconds."""
        return self._device.now_ms - self._heard_ms < LINKED_MS

    @property
    def is_open(self) -> bool:
        """See ``Link.is_open``."""
        return self._link.is_open if self._link else bool(self._first)

    @property
    def is_reading(self) -> bool:
        """A host waits for storage, or is about to ask for the rest of the history."""
        link = self._link
        return link is not None and (link.is_working or link.files.is_reading_history)

    @property
    def next_ms(self) -> "int | None":
        """When ``step`` has something to do; None: not before bytes or results come."""
        if self._link:
            return self._link.next_ms
        is_due = self._first and self._device.player.is_idle
        return self._device.now_ms if is_due else None

    # --- doing --------------------------------------------------------------------

    def receive(self, data: bytes, now_ms: int) -> None:
        """Take bytes from the wire in; see ``Link.receive``."""
        self._heard_ms = now_ms
        if self._link:
            self._link.receive(data, now_ms)
        else:
            self._first = (self._first + data)[:FIRST_BYTES]

    def step(self, now_ms: int) -> None:
        """Do one bounded piece of work, if any is due; see ``next_ms``."""
        device = self._device
        if self._first and device.player.is_idle:
            first, self._first = self._first, b""
            if device.session is None:  # a session without one had no room for it
                self.be_ready()
            if self._link:
                self._link.receive(first, now_ms)
        link = self._link
        if link is None:
            return
        link.step(now_ms)
        is_silent = now_ms - self._heard_ms >= GONE_MS
        if is_silent and device.session is None and not link.is_open:
            self._link = None

    def be_ready(self) -> None:
        """Have a link: from now on it answers at once. Without the memory there is none."""
        if self._link is None:
            device = self._device
            try:
                self._link = Link(DevicePort(device), device.config.limits, self.ring)
            except MemoryError:  # a host asks again; the device goes on
                return

    def history_replaced(self) -> None:
        """Records are no longer where they were in the history file."""
        if self._link:
            self._link.pacer.history_at = (0, 0)

    # --- storage results: tickets of others are ignored -----------------------------------

    def stored(self, ticket: int) -> None:
        """A write is safe on the medium."""
        if self._link:
            self._link.stored(ticket)

    def read_done(self, ticket: int, data: bytes) -> None:
        """A read is answered."""
        if self._link:
            self._link.read_done(ticket, data)

    def store_failed(self, ticket: int, reason: str) -> None:
        """A storage effect failed."""
        if self._link:
            self._link.store_failed(ticket, reason)
