"""What a session counts for: its records, booked to counts and levels as they come.

Rules (source: design):

* A session counts once a second of pressure was given in it: for its routine, and for
  every place that was pressed. Exercises count for nothing; finished ones are remembered.
* A repetition that began and never ended, because power was lost, counts too and
  delivers nothing. It counts for the day it began.
* A finished session starts the gap at its places and lets their levels grow.
* Where one side was cut shorter than the other, that side comes first next time.
"""

from ..clock.day_mark import UNKNOWN
from .open_session import OpenSession
from .records import Ended, Prescribed, PressBegin, PressEnd, Started

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..clock.day_mark import Moment
    from .counts import Counts
    from .levels import Levels

    OfSession = PressBegin | PressEnd | Ended | Prescribed | Started

# The records it takes, the most frequent first.
OF_SESSION = (PressBegin, PressEnd, Ended, Prescribed, Started)


class Booking:
    """Folds the records of sessions. Blocks: never.

    ``open_session``: the one without an end on record, or None; ``last_routine``: id of
    the one started last, or "".
    """

    def __init__(self, counts: "Counts", levels: "Levels") -> None:
        self.open_session: "OpenSession | None" = None
        self.last_routine = ""
        self._counts = counts
        self._levels = levels

    def fold(self, record: "OfSession", moment: "Moment", up_ms: int, is_new: bool) -> None:
        """Fold one record in.

        ``up_ms``: its uptime, or UNKNOWN when made before this power-up. ``is_new``: no
        record had its session number, or a higher one, before.
        """
        session = self._session_of(record, moment, is_new)
        if session is None:
            return
        if isinstance(record, PressBegin):
            session.begin(record)
        elif isinstance(record, PressEnd):
            session.end(record)
            self._count_end(session, record, moment)
        elif isinstance(record, Started):
            session.start(record)
            self.last_routine = session.routine
        elif isinstance(record, Prescribed):
            session.prescribe(record)
        else:
            session.make_up(record.given)
            self._close(session, record.how, moment, up_ms)
            return  # a blackout's end is written when power is back: not its last moment
        session.moment = moment

    def _session_of(
        self, record: "OfSession", moment: "Moment", is_new: bool
    ) -> "OpenSession | None":
        """The session a record belongs to, or None when that has ended on record."""
        session = self.open_session
        if session is not None and session.session == record.session:
            return session
        if not is_new:
            return None
        if session is not None:
            self._close(session, "power_lost", moment, UNKNOWN)
        self.open_session = OpenSession(record.session)
        return self.open_session

    def _close(self, session: OpenSession, how: str, moment: "Moment", up_ms: int) -> None:
        places = session.places_pressed()
        is_cut = how == "power_lost"
        if is_cut and session.is_pressing:
            session.press(session.step)
            places.append(session.place)
        is_timed = is_cut and session.time is not None
        self._count(session, places, session.moment if is_timed else moment)
        if is_cut and moment.at_min != UNKNOWN:  # its time may lie ahead of a clock put right
            self._counts.settle(moment)
            self._levels.settle(moment)
        if how == "finished" and (session.is_counted or session.has_moved):
            self._counts.finish(session.routine, session.counted, moment, up_ms)
            for pair in session.pairs_pressed():
                self._levels.grow(*pair, session.session, moment)
        for place in session.counted:
            self._counts.owe(place, session.owed_side(place), moment)
        self.open_session = None

    def _count_end(self, session: OpenSession, end: PressEnd, moment: "Moment") -> None:
        """Book the end of pressure; once the session counts, only its own place can be new."""
        if not session.is_counted:
            self._count(session, session.places_pressed(), moment)
        elif end.pressed_ms:
            self._count(session, [end.place], moment)

    def _count(self, session: OpenSession, places: "list[str]", moment: "Moment") -> None:
        """Book what counts from now on: the routine, each place, each pair, once."""
        if not places:
            return
        if not session.is_counted:
            session.is_counted = True
            self._counts.count_routine(session.routine, moment)
        for place in places:
            if place not in session.counted:
                session.counted.append(place)
                self._counts.count_place(place, moment)
        for step in session.pressed:
            dose = None if step in session.used else session.dose_of(step)
            if dose is not None:
                session.used.append(step)
                self._levels.use(dose.method, dose.place, dose.level, session.session, moment)

    def rows(self) -> "Iterator[list[Any]]":
        """Everything, as checkpoint rows."""
        yield ["last_routine", self.last_routine]
        if self.open_session is not None:
            yield from self.open_session.rows()

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        name, first = row[:2]
        if name == "last_routine":
            self.last_routine = first
            return
        if name == "open":
            self.open_session = OpenSession(first)
        if self.open_session is not None:
            self.open_session.restore(row)
