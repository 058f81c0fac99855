"""A session's way into the history, and the summary shown at its end."""

from ..progress import prescriptions
from ..screen.ending_screens import DoneView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..clock.clock import Clock
    from ..progress.progress import Progress
    from ..progress.sums import SideSum
    from ..routine.model import Entry
    from .session import Session

    # Makes a record: kind, values, number of the session (``store.recorder.Recorder.note``).
    Note = Callable[[str, list[Any], int], None]

# What an ``ended`` record may hold within history.MAX_LINE_BYTES.
GIVEN_ROWS_MAX = 16
SPOTS_MAX = 64


class SessionRecord:
    """Turns a session's events into history records; measures its cue edges.

    ``note``: makes a record. ``session_id``: the session's number in the history;
    ``digest``: of its routine.
    """

    def __init__(self, note: "Note", session_id: int, digest: str) -> None:
        self.session_id = session_id
        self._make_record = note
        self._digest = digest
        self._has_answer = False
        self._edges = 0
        self._error_sum_us = 0
        self._worst_us = 0

    def add_edge(self, error_us: int) -> None:
        """One output edge came ``error_us`` after it was due."""
        self._edges += 1
        self._error_sum_us += abs(error_us)
        self._worst_us = max(self._worst_us, abs(error_us))

    def has_news(self, session: "Session") -> bool:
        """The session has something to say that is not noted yet."""
        return bool(session.events) or self._must_answer(session)

    def note_next(self, session: "Session") -> None:
        """Note the first of it. One at a time: each takes a Pico some 5 ms."""
        if not session.events:
            self._has_answer = True
            self._note("answer", [session.answer, session.last_method, session.last_pressed])
            return
        kind, values = session.events.pop(0)
        if kind == "started" and not values:
            session.events = self._started(session) + session.events
        else:
            self._note(kind, self._values(kind, values, session))

    def _must_answer(self, session: "Session") -> bool:
        return bool(session.answer) and not self._has_answer

    def _note(self, kind: str, values: "list[Any]") -> None:
        self._make_record(kind, values, self.session_id)

    def _started(self, session: "Session") -> "list[tuple[str, list[Any]]]":
        """What a start is in the records; the prescription may need more than one line."""
        steps, asked = session.routine.steps, session.prescriptions
        doses = [
            prescriptions.step_dose(index, step, asked[index])
            for index, step in enumerate(steps)
        ]
        first, *more = prescriptions.in_parts(doses, session.ledger.prescribed)
        started = [session.routine.id, self._digest] + first
        return [("started", started)] + [("prescribed", part) for part in more]

    def _values(self, kind: str, values: "list[Any]", session: "Session") -> "list[Any]":
        if kind == "ended":
            given = given_rows(session.ledger.delivered)
            error_us = None
            if self._edges:
                error_us = [self._worst_us, self._error_sum_us // self._edges]
            return [values[0], given, session.spots[:SPOTS_MAX], session.pauses, error_us]
        return values


def summary(
    session: "Session", entry: "Entry | None", progress: "Progress", clock: "Clock"
) -> DoneView:
    """What the panel says at the end; ``entry``: of the routine, if it is still there."""
    wait_min, left_today = 0, -1
    if entry is not None:
        wait_min = progress.wait_min(entry, clock)
        left_today = progress.left_today(entry, clock)
    return DoneView(
        session.ended,
        session.routine.title,
        session.counted_ledger.delivered_ms() // 1000,
        session.counted_ledger.prescribed_ms() // 1000,
        wait_min,
        left_today,
        progress.advice(),
    )


def given_rows(given: "list[SideSum]") -> "list[list[Any]]":
    """``given`` as an ``ended`` record holds it: empty when there are too many rows.

    Nothing is lost then: the session's ``end`` records have it all.
    """
    return list(map(list, given)) if len(given) <= GIVEN_ROWS_MAX else []
