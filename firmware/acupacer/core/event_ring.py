"""What happened lately, for a host that watches: cues and states."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class EventRing:
    """The last events, numbered from 1; what a slow host missed is counted, not kept."""

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
