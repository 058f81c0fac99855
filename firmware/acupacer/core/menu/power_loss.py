"""The session that a power loss has cut, and the offer to go on with it.

Rules:

* At power-up a session without an ``ended`` record gets one (``power_lost``): it is over,
  whatever follows.
* It may go on if pressure was begun, its routine is still there word for word, and the
  clock, if one is trusted, says that less than 30 minutes have passed
  (``OpenSession.can_take_up``).
* It can be taken up until it is declined or another session begins.
"""

from ..screen.ending_screens import PowerLossOfferView
from ..session.record import given_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.clock import Clock
    from ..progress.open_session import OpenSession
    from ..progress.progress import Progress
    from ..routine.model import Entry
    from ..store.recorder import Recorder
    from ..store.storage import StoredContents


class PowerLoss:
    """``lost``: the cut session until it is forgotten, else None. Blocks: never."""

    def __init__(
        self,
        clock: "Clock",
        progress: "Progress",
        recorder: "Recorder",
        contents: "StoredContents",
    ) -> None:
        self.lost: "OpenSession | None" = None
        self._clock = clock
        self._progress = progress
        self._recorder = recorder
        self._contents = contents

    def find(self) -> None:
        """At power-up: put a session that was cut on record, and see whether to offer it."""
        lost = self._progress.open_session
        if lost is None:
            return
        can_go_on = lost.is_begun and lost.can_take_up(self._clock.wall, self._clock.now_ms)
        given = given_rows(lost.given)
        self._recorder.note("ended", ["power_lost", given, [], 0, None], lost.session)
        if can_go_on and self._contents.has(lost.routine, lost.digest):
            self.lost = lost

    def can_go_on(self, at_ms: int) -> bool:
        """Whether it may go on at ``at_ms``; the clock may have been set since power-up."""
        return self.lost is not None and self.lost.can_take_up(self._clock.wall, at_ms)

    def is_gone(self) -> bool:
        """Its routine is not there any more, word for word as it was."""
        lost = self.lost
        return lost is not None and not self._contents.has(lost.routine, lost.digest)

    def entry(self) -> "Entry | None":
        """The routine it was a session of, if it is still there."""
        return self._contents.entry_of(self.lost.routine) if self.lost is not None else None

    def lost_of(self, entry: "Entry") -> "OpenSession | None":
        """The cut session, if it was one of this very routine and may still go on."""
        if not self.can_go_on(self._clock.now_ms) or self.lost is None:
            return None
        is_same = (self.lost.routine, self.lost.digest) == (entry.id, entry.digest)
        return self.lost if is_same else None

    def view(self) -> PowerLossOfferView:
        """What the offer shows: where the session was cut. Only while it may go on."""
        entry: "Any" = self.entry()
        lost: "Any" = self.lost
        place = entry.places[lost.step].name
        steps = len(entry.places)
        return PowerLossOfferView(entry.title, lost.step + 1, steps, lost.repetition, place)

    def forget(self) -> None:
        """It stays ended."""
        self.lost = None
