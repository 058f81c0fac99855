"""What the history says: levels, counts, rests, side debts, the profile.

Everything here is derived by folding the history's records (``records``) one by one; there
is no second truth. The parts: ``booking`` (what a session counts for), ``counts`` (how
often), ``levels`` (how much), ``prescriptions`` (today, and why), ``profile`` and
``too_much``. What a day is: ``day_mark``. docs/developer/progress.md follows one hold through
it.
"""

from ..clock.day_mark import UNKNOWN, moment_of
from ..cue.confusions import Confusions
from ..text.plain_json import to_json
from . import prescriptions
from .booking import OF_SESSION, Booking
from .counts import GAP, Counts
from .levels import Levels
from .profile import Profile
from .records import (
    Accepted,
    Checkpoint,
    Dropped,
    HelpedAnswer,
    NewDay,
    ProfileAnswer,
    RoutinesPushed,
    TooMuchAnswer,
    Trained,
    meant,
)
from .too_much import TooMuch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..clock.clock import Clock
    from ..clock.day_mark import Moment
    from ..routine.model import Entry, Step
    from .counts import Refusal
    from .open_session import OpenSession
    from .prescriptions import Prescription, Why
    from .records import Record

CHECKPOINT_BYTES = 800  # of rows in one record: its line stays below 1 KB


class Progress:
    """What the device knows of its user, folded from the history.

    ``next_id``, ``next_session``: numbers for the next record and session.
    ``profile``: what the user answered and accepted. ``confusions``: which cues were mixed
    up in the trainer. ``dropped``: how many records found no room. ``routines_shas``: which
    routines files may be stored, the newest last.
    ``is_new_day_asked``: set by the caller when it asks, so that it asks once per
    power-up.

    What is asked of it holds at the time of ``clock``. Blocks: never.
    """

    def __init__(self) -> None:
        self.next_id = 1
        self.next_session = 1
        self.is_new_day_asked = False
        self._counts = Counts()
        self._levels = Levels()
        self._booking = Booking(self._counts, self._levels)
        self.profile = Profile()
        self._too_much = TooMuch()
        self.confusions = Confusions()
        self.dropped = 0
        self.routines_shas: "list[str]" = []
        self._latest_s = 0  # of the last trusted time
        self._is_unsettled = False  # a time may be unknown, or lie ahead

    @property
    def last_routine(self) -> str:
        """Id of the routine that was started last, or ""."""
        return self._booking.last_routine

    @property
    def open_session(self) -> "OpenSession | None":
        """The session that has no ``ended`` record yet, or None."""
        return self._booking.open_session

    # --- folding ------------------------------------------------------------------------

    def apply(self, record: "Record", is_live: bool = False) -> None:
        """Fold one record in; one whose id was folded before is ignored.

        ``is_live``: it was made since this power-up, so its uptime compares with
        ``now_ms``. Unknown kinds are ignored.
        """
        if record.id < self.next_id:
            return
        self.next_id = record.id + 1
        if isinstance(record, Checkpoint):  # its rows have their own times, over several lines
            self._fold_checkpoint(record.rows)
        elif isinstance(record, Dropped):  # made with a checkpoint, and part of it
            self.dropped = record.records
        else:
            moment = moment_of(record.time_s, record.offset_min, record.day_ends_h)
            self._settle(moment)
            self._fold(record, moment, record.up_ms if is_live else UNKNOWN)
        if record.session >= self.next_session:
            self.next_session = record.session + 1

    def _fold(self, record: "Record", moment: "Moment", up_ms: int) -> None:
        """The most frequent kinds first: at power-up there are thousands."""
        if isinstance(record, OF_SESSION):
            self._booking.fold(record, moment, up_ms, record.session >= self.next_session)
        elif isinstance(record, TooMuchAnswer):
            self._fold_answer(record, moment)
        elif isinstance(record, HelpedAnswer):
            self._too_much.say_helped(record.routine, record.helped)
            if record.helped == "worse":
                self._levels.take_back(record.session)
        elif isinstance(record, NewDay):
            self._fold_new_day(moment)
        elif isinstance(record, ProfileAnswer):
            self.profile.answer(record.flag, record.is_yes)
        elif isinstance(record, Accepted):
            self.profile.accept(record.what, record.digest)
        elif isinstance(record, Trained):
            self.confusions.add(record.played, record.named)
        elif isinstance(record, RoutinesPushed):  # power may go before the file is replaced
            self.routines_shas = self.routines_shas[-1:] + [record.sha]

    def _settle(self, moment: "Moment") -> None:
        """By a trusted time: what had none, or one ahead of it, is taken for done now."""
        self._too_much.see(moment)
        if moment.at_min == UNKNOWN:
            self._is_unsettled = True
            return
        if self._is_unsettled or moment.epoch_s < self._latest_s:
            self._is_unsettled = False
            self._counts.settle(moment)
            self._levels.settle(moment)
            self._too_much.settle(moment)
        self._latest_s = moment.epoch_s

    def _fold_answer(self, record: "TooMuchAnswer", moment: "Moment") -> None:
        self._too_much.unsaid = None
        if record.answer == "not_said" and record.place:
            self._levels.take_back(record.session)
            self._too_much.unsaid = (record.session, record.method, record.place)
        is_new = record.answer == "yes" and self._too_much.say(record.session)
        if is_new and record.place:
            self._counts.rest(record.place, moment)
            self._levels.ease(record.place, moment)

    def _fold_new_day(self, moment: "Moment") -> None:
        if moment.at_min == UNKNOWN:  # a clock would know better
            self._counts.begin_day()
            self._levels.begin_day()
            self._too_much.begin_day()

    # --- checkpoint -----------------------------------------------------------------------

    def checkpoint(self) -> "Iterator[list[Any]]":
        """Values of as many records of kind ``checkpoint`` as it takes, in order.

        Folding them in place of all records so far gives the same; each line stays
        below 1 KB. They are made one by one (all at once may be 35 KB): fold nothing in
        until the last one is taken.
        """
        for line in _in_lines(self._rows()):
            yield [line]

    def _rows(self) -> "Iterator[list[Any]]":
        yield ["progress", self.next_session, self._latest_s]
        yield from self.profile.rows()
        yield from self._too_much.rows()
        yield from self.confusions.rows()
        yield from self._counts.rows()
        yield from self._levels.rows()
        yield from self._booking.rows()
        if self.dropped:
            yield ["dropped", self.dropped]
        for sha in self.routines_shas:
            yield ["routines", sha]

    def rows_of(self, routine: str, places: "list[tuple[str, str]]") -> "list[list[Any]]":
        """Checkpoint rows of what concerns one routine, for the log of its session.

        ``places``: (method, place) of its steps. Nothing of the profile.
        """
        rows: "list[list[Any]]" = [["progress", self.next_session, self._latest_s]]
        rows += self._too_much.rows()
        rows += self._counts.rows_of(routine, [place for _, place in places])
        return rows + self._levels.rows_of(places)

    def restore(self, rows: "list[list[Any]]", next_id: int, next_session: int) -> None:
        """Know what ``rows_of`` gave, and which numbers came next then."""
        self._fold_checkpoint(rows)
        self.next_id, self.next_session = next_id, next_session

    def _fold_checkpoint(self, rows: "list[list[Any]]") -> None:
        self._is_unsettled = True  # the next trusted time looks at everything
        restore = {
            "flag": self.profile.restore,
            "accepted": self.profile.restore,
            "too_much": self._too_much.restore,
            "unsaid": self._too_much.restore,
            "worse": self._too_much.restore,
            "confusion": self.confusions.restore,
            "routine": self._counts.restore,
            "place": self._counts.restore,
            "pair": self._levels.restore,
            "grown": self._levels.restore,
        }
        for row in map(meant, rows):
            name = row[0]
            if name == "progress":
                self.next_session, self._latest_s = row[1:]
            elif name == "dropped":
                self.dropped = row[1]
            elif name == "routines":
                self.routines_shas = self.routines_shas[-1:] + [row[1]]
            else:
                restore.get(name, self._booking.restore)(row)

    def unsaid_at(self, entry: "Entry") -> "tuple[int, str, str] | None":
        """The unanswered question that concerns a place of ``entry``, or None.

        As ``TooMuch.unsaid``; an answer for that session settles it.
        """
        unsaid = self._too_much.unsaid
        places = [place for _, place in _places(entry)]
        return unsaid if unsaid and unsaid[2] in places else None

    def was_worse(self, routine: str) -> bool:
        """Whether the next "worse" after ``routine`` is the second one running."""
        return routine in self._too_much.worse

    # --- doses ----------------------------------------------------------------------------

    def advice(self) -> str:
        """The words key of a standing advice to the user, or "": see ``too_much.TooMuch``."""
        return "notice_professional" if self._too_much.needs_professional() else ""

    def prescription(self, step: "Step", clock: "Clock") -> "Prescription":
        """What ``step`` asks for today; a side cut short last time comes first.

        An exercise asks for the same every day: it is at no place, however it is called.
        """
        if not step.is_pressed:
            return prescriptions.prescription(None, step, "", clock.moment())
        pair = self._levels.pair(step.method, step.place_id)
        owed_side = self._counts.owed_side(step.place_id)
        return prescriptions.prescription(pair, step, owed_side, clock.moment())

    def why(self, step: "Step", clock: "Clock") -> "Why":
        """What explains that prescription."""
        pair = self._levels.pair(step.method, step.place_id)
        return prescriptions.why(pair, step, clock.moment())

    # --- limits ---------------------------------------------------------------------------

    def refusal(self, entry: "Entry", clock: "Clock") -> "Refusal | None":
        """Why the routine may not be opened now, or None."""
        refusals = self._refusals(entry, clock)
        return refusals[0] if refusals else None

    def wait_min(self, entry: "Entry", clock: "Clock") -> int:
        """Minutes until the routine may be opened: 0 now, -1 when nobody can know.

        Also -1 when only the gap cannot be known: then ``refusal`` allows it.
        """
        waits = [refusal.wait_min for refusal in self._refusals(entry, clock)]
        if -1 in waits or self._counts.is_gap_unknown(_places(entry), clock.moment()):
            return -1
        return max(waits) if waits else 0

    def left_today(self, entry: "Entry", clock: "Clock") -> int:
        """How many sessions of the routine the day's limits and rests still allow."""
        return self._counts.left_today(entry.id, _places(entry), clock.moment())

    def done_days(self, routine_id: str, clock: "Clock") -> int:
        """Local days since the routine was last finished; -1 never, -2 unknown."""
        return self._counts.done_days(routine_id, clock.moment())

    def can_ask_new_day(self, entry: "Entry", clock: "Clock") -> bool:
        """Whether to ask "new day?": no clock knows, and more than a gap refuses."""
        if clock.wall.is_trusted or self.is_new_day_asked:
            return False
        refusal = self.refusal(entry, clock)
        return refusal is not None and refusal.reason != GAP

    def should_note_clock(self, clock: "Clock") -> bool:
        """Whether the clock should go on record (kind ``clock``).

        It should when counts or rests have no time yet, or one that lies ahead because
        the clock was set back: from that record on they end by the clock again.
        """
        now = clock.moment()
        return now.at_min != UNKNOWN and self._counts.is_unsettled(now)

    def _refusals(self, entry: "Entry", clock: "Clock") -> "list[Refusal]":
        now, places = clock.moment(), _places(entry)
        has_room = self._levels.has_room([place for _, place in places], now)
        return self._counts.refusals(entry.id, places, now, clock.now_ms, has_room)


def _places(entry: "Entry") -> "list[tuple[int, str]]":
    """The pressed places by step; exercises are at none."""
    return [(step, place) for step, method, place, _, _ in entry.places if method != "move"]


def _in_lines(rows: "Iterator[list[Any]]") -> "Iterator[list[list[Any]]]":
    """``rows``, cut where the text of a line would grow beyond CHECKPOINT_BYTES."""
    line: "list[list[Any]]" = []
    room = CHECKPOINT_BYTES
    for row in rows:
        size = len(to_json(row).encode()) + 1
        if size > room and line:
            yield line
            line = []
            room = CHECKPOINT_BYTES
        line.append(row)
        room -= size
    yield line
