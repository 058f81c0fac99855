"""When the user said "too much" or "worse", and whether that calls for a professional."""

from ..clock.day_mark import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple

    from ..clock.day_mark import Moment
else:
    from ..named_tuples import NamedTuple

WITHIN_DAYS = 7  # two of them: see a professional (source: design)
ANSWERS = ("better", "same", "worse")  # others, of a later firmware, say nothing
WORSE_KEPT = 16  # routines; the one that was worse longest ago makes room
_DAY_S = 86400

# When it was said. epoch_s: Unix seconds or UNKNOWN; new_days: how many began by the user's
# word until then, which is what counts where a time is unknown.
Said = NamedTuple("Said", (("epoch_s", int), ("new_days", int)))


class TooMuch:
    """The last "too much", and the last that came within 7 days of the one before.

    ``unsaid``: the last question that nobody answered, as (session, method, place), or None.
    ``worse``: ids of the routines after which it was worse the last time, if that was not
    advised on yet.
    Blocks: never.
    """

    def __init__(self) -> None:
        self._session = 0  # whose answer was taken last
        self._last: "Said | None" = None
        self._advised: "Said | None" = None
        self.unsaid: "tuple[int, str, str] | None" = None
        self.worse: "list[str]" = []
        self._now_s = UNKNOWN
        self._new_days = 0

    def say(self, session: int) -> bool:
        """Take the answer yes of ``session``; False when it was taken before."""
        if self._last is not None and session == self._session:
            return False
        now = Said(self._now_s, self._new_days)
        if self._last is not None and _are_close(self._last, now):
            self._advised = now
        self._session, self._last = session, now
        return True

    def say_helped(self, routine: str, answer: str) -> None:
        """Take how it was after ``routine``: a second "worse" running begins anew."""
        if routine in self.worse and answer in ANSWERS:
            self.worse.remove(routine)
        elif answer == "worse":
            self.worse = self.worse[1 - WORSE_KEPT :] + [routine]

    def see(self, now: "Moment") -> None:
        """Note the time of a record."""
        self._now_s = now.epoch_s

    def begin_day(self) -> None:
        """The user's word that a new day has begun."""
        self._new_days += 1

    def settle(self, now: "Moment") -> None:
        """Take what has no time, or one that lies ahead, for said ``now`` (known)."""
        self._last = _settled(self._last, now)
        self._advised = _settled(self._advised, now)

    def needs_professional(self) -> bool:
        """Whether "too much" was said twice in 7 days, the last time 7 days ago or less."""
        if self._advised is None:
            return False
        return _are_close(self._advised, Said(self._now_s, self._new_days))

    def rows(self) -> "list[list[Any]]":
        """Everything, as checkpoint rows."""
        said = [list(self._last or ()), list(self._advised or ())]
        rows: "list[list[Any]]" = [["too_much", self._session] + said]
        rows[0].append([self._now_s, self._new_days])
        if self.unsaid:
            rows.append(["unsaid"] + list(self.unsaid))
        return rows + ([["worse"] + self.worse] if self.worse else [])

    def restore(self, row: "list[Any]") -> None:
        """Take a row back."""
        if row[0] == "unsaid":
            self.unsaid = (row[1], row[2], row[3])
            return
        if row[0] == "worse":
            self.worse = row[1:]
            return
        _, self._session, last, advised, now = row
        self._last = Said(*last) if last else None
        self._advised = Said(*advised) if advised else None
        self._now_s, self._new_days = now


def _settled(said: "Said | None", now: "Moment") -> "Said | None":
    if said is None or UNKNOWN < said.epoch_s <= now.epoch_s:
        return said
    return Said(now.epoch_s, said.new_days)


def _are_close(before: "Said", after: "Said") -> bool:
    if before.epoch_s != UNKNOWN and after.epoch_s != UNKNOWN:
        return after.epoch_s - before.epoch_s <= WITHIN_DAYS * _DAY_S
    return after.new_days - before.new_days <= WITHIN_DAYS
