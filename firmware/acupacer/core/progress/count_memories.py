"""What ``counts`` remembers of each routine and of each place."""

from ..clock import day_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..clock.day_mark import Mark, Moment

NEVER = -2  # as a time: it was never finished
GAP_S = 30 * 60  # between a finished session and the next one at a place (source: design)


class RoutineMemory:
    """What is remembered of one routine: sessions of its last day, and its last finish."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.mark: "Mark | None" = None
        self.finished_min = NEVER  # or UNKNOWN, or minutes since 1970
        self.finished_offset_min = 0

    def must_stay(self, now: "Moment") -> bool:
        """Whether its count is still one of today's."""
        return _lasts(self.mark, now)

    def to_row(self) -> "list[Any]":
        """All of it, for a checkpoint."""
        finished = [self.finished_min, self.finished_offset_min]
        return [self.name, self.count, day_mark.to_row(self.mark)] + finished

    def from_row(self, row: "list[Any]") -> None:
        """The reverse of ``to_row``."""
        _, self.count, mark, self.finished_min, self.finished_offset_min = row
        self.mark = day_mark.from_row(mark)


class PlaceMemory:
    """What is remembered of one point or area."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.mark: "Mark | None" = None
        self.rest: "Mark | None" = None  # since "too much"
        self.finished_s = NEVER  # or UNKNOWN, or Unix seconds
        self.owed_side = ""  # the side that was cut short the last time

    def must_stay(self, now: "Moment") -> bool:
        """Whether its count, rest or gap still counts for something."""
        if _lasts(self.mark, now) or _lasts(self.rest, now):
            return True
        if self.finished_s < 0 or now.at_min == day_mark.UNKNOWN:
            return False
        since_s: int = now.epoch_s - self.finished_s
        return since_s < GAP_S

    def join(self, row: "list[Any]") -> None:
        """Take in what was remembered of it in another spelling; the stricter counts."""
        other = PlaceMemory(self.name)
        other.from_row(row)
        if day_mark.may_be_one_day(self.mark, other.mark):
            self.count += other.count
        elif day_mark.later(self.mark, other.mark) is other.mark:
            self.count = other.count
        self.mark = day_mark.later(self.mark, other.mark)
        self.rest = day_mark.later(self.rest, other.rest)
        self.finished_s = max(self.finished_s, other.finished_s)
        self.owed_side = self.owed_side or other.owed_side

    def to_row(self) -> "list[Any]":
        """All of it, for a checkpoint."""
        marks = [day_mark.to_row(self.mark), day_mark.to_row(self.rest)]
        return [self.name, self.count] + marks + [self.finished_s, self.owed_side]

    def from_row(self, row: "list[Any]") -> None:
        """The reverse of ``to_row``."""
        _, self.count, mark, rest, self.finished_s, self.owed_side = row
        self.mark, self.rest = day_mark.from_row(mark), day_mark.from_row(rest)


def _lasts(mark: "Mark | None", now: "Moment") -> bool:
    return mark is not None and not day_mark.is_over(mark, now)
