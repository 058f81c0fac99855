"""Puts what happens on record: into the history and into what is known of the user."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.clock import Clock
    from ..progress.progress import Progress
    from .journal import Journal


class Recorder:
    """The one way to make a record. Blocks: never."""

    def __init__(self, journal: "Journal", progress: "Progress", clock: "Clock") -> None:
        self._journal = journal
        self._progress = progress
        self._clock = clock

    @property
    def next_id(self) -> int:
        """The number of the next record: it grows with each."""
        return self._progress.next_id

    def note(self, kind: str, values: "list[Any]", session: int = 0) -> None:
        """Make a record of ``kind`` now; ``values``: of its fields, as ``records`` has them.

        ``session``: the number of the session it belongs to, 0: none. It counts at once
        and is stored in the next quiet moment.
        """
        times = self._clock.wall.times(self._clock.now_ms)
        record = self._journal.note(kind, session, times, values)
        if record is not None:
            self._progress.apply(record, True)
