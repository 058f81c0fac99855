"""Follows a device: its screen, its states, the cues it plays."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from acupacer.core.cue import cues

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .client import Client
    from .dialogue import Dialogue
    from .replies import Event
    from .wants import Steps

WAIT_MS = 200  # between two looks at the screen when nothing happens
CUES_KEPT = 40


@dataclass
class Mirror:
    """What is known of the device. ``page``: the panel's page buffer, None at first.

    ``cues``: the last ones, newest last. ``lost``: events that came too fast to be told.
    ``looking`` and ``following`` are steps, ``look_through`` and ``follow`` the same as calls.
    """

    page: bytes | None = None
    state: str = ""
    cues: deque[Event] = field(default_factory=lambda: deque((), CUES_KEPT))  # noqa: RUF037
    lost: int = 0
    _client: Client | None = None
    _dialogue: Dialogue | None = None
    _number: int | None = None
    _since: int = 0

    def look_through(self, client: Client) -> None:
        """Begin with the present; with a further client go on where the last one ended."""
        self._client = client
        client.run(self.looking(client.dialogue))

    def follow(self, wait_ms: int = WAIT_MS) -> list[Event]:
        """The events since the last call, and the screen brought up to date.

        Blocks: ``wait_ms`` at most when nothing happens. Raises what ``Client`` does.
        """
        return [] if self._client is None else self._client.run(self.following(wait_ms))

    def looking(self, dialogue: Dialogue) -> Steps[None]:
        """See ``look_through``."""
        is_first, self._dialogue = self._dialogue is None, dialogue
        if is_first:
            now = yield from dialogue.events(1, 0)
            self._since = now.next
            state = yield from dialogue.state()
            self.state = state.state
        yield from self._look(dialogue)

    def following(self, wait_ms: int = WAIT_MS) -> Steps[list[Event]]:
        """See ``follow``."""
        dialogue = self._dialogue
        if dialogue is None:
            return []
        reply = yield from dialogue.events(self._since, wait_ms)
        if reply.next < self._since:  # numbers begin anew: the device was restarted
            reply = yield from dialogue.events(1, 0)
        self._since = reply.next
        self.lost += reply.lost
        for event in reply.events:
            if event.what == "cue":
                self.cues.append(event)
            elif event.what == "state":
                self.state = event.value
        yield from self._look(dialogue)
        return reply.events

    def _look(self, dialogue: Dialogue) -> Steps[None]:
        screen = yield from dialogue.screen(self._number)
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
