"""What a host that watches is told: cues and states, at once or when they happen."""

from . import cbor
from .cbor import Map
from .request import int_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.clock import Clock
    from ..device_config import Capacities
    from .request import Fields

MAX_WAIT_MS = 1000


class EventRing:
    """What happened lately, cues and states, for a host that watches.

    Events are numbered from 1; what a slow host missed is counted, not kept.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._events: "list[list[Any]]" = []
        self.next = 1

    def add(self, at_ms: int, what: str, value: "Any" = None) -> None:
        """Add one event, forgetting the oldest when full.

        ``value``: an int, text, None or a list of those.
        """
        if len(self._events) >= self._size:
            self._events.pop(0)
        self._events.append([self.next, at_ms, what, value])
        self.next += 1

    def since(self, number: int) -> "tuple[list[list[Any]], int]":
        """(events from ``number`` on, how many of those are forgotten)."""
        first = self._events[0][0] if self._events else self.next
        lost = max(0, first - number)
        return [event for event in self._events if event[0] >= number], lost


class Watch:
    """Answers the polls of a host that watches; is told what happens."""

    def __init__(self, clock: "Clock", limits: "Capacities") -> None:
        self.ring = EventRing(limits.event_count)
        self._clock = clock
        self._limits = limits
        self._told_state = ""
        self._since = 0
        self._until_ms: "int | None" = None  # a poll waits; None: none does

    def tell(self, started: "list[tuple[int, str]]", state: str) -> None:
        """Take in the cues ``started`` (at_ms, name), and the ``state`` if it is a new one."""
        now_ms = self._clock.now_ms
        for _, name in started:
            self.ring.add(now_ms, "cue", name)
        if state != self._told_state:
            self._told_state = state
            self.ring.add(now_ms, "state", state)

    def poll(self, fields: "Fields") -> "Map | None":
        """{since, wait_ms?} -> {events, next, lost}: at once with news, else after the wait.

        None: it waits for ``answer``, which is due at ``deadline_ms``.
        """
        since = int_field(fields, "since")
        wait_ms = min(int_field(fields, "wait_ms", 0), MAX_WAIT_MS)
        if self.ring.next > since or not wait_ms:
            return self._reply(since)
        self._since = since
        self._until_ms = self._clock.now_ms + wait_ms
        return None

    def deadline_ms(self) -> "int | None":
        """When the waiting poll must be answered; None when none waits."""
        if self._until_ms is None or self.ring.next <= self._since:
            return self._until_ms
        return min(self._until_ms, self._clock.now_ms)

    def answer(self) -> Map:
        """The reply to the waiting poll, which ends it."""
        self._until_ms = None
        return self._reply(self._since)

    def _reply(self, since: int) -> Map:
        """The oldest events from ``since`` on that fit a reply; ``next``: where to go on."""
        news, lost = self.ring.since(since)
        room = self._limits.data_bytes
        fitting = []
        for event in news:
            room -= len(cbor.encode(event))
            if room < 0:
                break
            fitting.append(event)
        following = news[len(fitting)][0] if len(fitting) < len(news) else self.ring.next
        return Map((("events", fitting), ("next", following), ("lost", lost)))
