"""Follows a device: its screen, its states, the cues it plays."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from acupacer.core.cue import cues

from .client import Client
from .replies import Event

WAIT_MS = 200  # between two looks at the screen when nothing happens
CUES_KEPT = 40


@dataclass
class Mirror:
    """What is known of the device. ``page``: the panel's page buffer, None at first.

    ``cues``: the last ones, newest last. ``lost``: events that came too fast to be told.
    """

    page: bytes | None = None
    state: str = ""
    cues: deque[Event] = field(default_factory=lambda: deque(maxlen=CUES_KEPT))
    lost: int = 0
    _client: Client | None = None
    _number: int | None = None
    _since: int = 0

    def look_through(self, client: Client) -> None:
        """Begin with the present; with a further client go on where the last one ended."""
        is_first, self._client = self._client is None, client
        if is_first:
            self._since = client.events(1).next
            self.state = client.state().state
        self._look(client)

    def follow(self, wait_ms: int = WAIT_MS) -> list[Event]:
        """The events since the last call, and the screen brought up to date.

        Blocks: ``wait_ms`` at most when nothing happens. Raises what ``Client`` does.
        """
        client = self._client
        if client is None:
            return []
        reply = client.events(self._since, wait_ms)
        if reply.next < self._since:  # numbers begin anew: the device was restarted
            reply = client.events(1)
        self._since = reply.next
        self.lost += reply.lost
        for event in reply.events:
            if event.what == "cue":
                self.cues.append(event)
            elif event.what == "state":
                self.state = event.value
        self._look(client)
        return reply.events

    def _look(self, client: Client) -> None:
        screen = client.screen(self._number)
        self._number = screen.number
        self.page = screen.page or self.page


def pixels(page: bytes) -> list[list[bool]]:
    """A page buffer as 64 rows of 128 pixels, lit or not."""
    return [[bool(page[y // 8 * 128 + x] >> y % 8 & 1) for x in range(128)] for y in range(64)]


def shape(cue: str) -> str:
    """A cue as it feels: ``▪`` short, ``▬`` long, a space between groups."""
    known = cues.BY_NAME.get(cue)
    pattern = known.pattern if known else ""
    return pattern.replace("S", "▪").replace("L", "▬").replace("-", " ")


def strip(events: deque[Event], columns: int) -> list[tuple[str, str]]:
    """The last cues that fit ``columns``, as (shape, name), oldest first."""
    shown: list[tuple[str, str]] = []
    for event in reversed(events):
        columns -= len(shape(event.value)) + len(event.value) + 4
        if columns < 0:
            break
        shown.append((shape(event.value), event.value.replace("_", " ")))
    return shown[::-1]
