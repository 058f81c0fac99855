"""Whether what was done still belongs to today, however the clock behaved since.

A mark says when something was last done and until when its day lasts. The rules:

* A day is over once midnight has passed where it was done and where the user is now,
  and the local date has moved on: a change of zone never gives a day away.
* A day that ends some hours after midnight is a day of a zone so far to the west. So
  another end of the day, too, gives nothing.
* Without a trusted clock no day is over; only the user's word ends it (the owner of
  the mark drops it then).
* A mark without a time, or with one that lies ahead because the clock was set back, is
  taken for done now (``settled``), and its midnight is as far away as it was then: a
  clock that jumps back gives nothing back, whichever time was right.
* A date that was a day once is none again: the ``USED_KEPT`` before the present one are
  remembered, so jumping back and forth between them gives nothing.

Times are whole minutes since 1970 (small integers on a Pico); UNKNOWN where no trusted
clock said it. Nothing here blocks or fails.
"""

from collections import namedtuple

from .wall_clock import local_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .wall_clock import WallClock

UNKNOWN = -1
DAY_MIN = 1440
USED_KEPT = 6
_DAY_BITS = 16  # day numbers until the year 2149
_DAY_MASK = (1 << _DAY_BITS) - 1
_TWO_DAYS_MIN = 2 * DAY_MIN  # no two zones are further apart, ends of the day included

# epoch_s: Unix seconds or UNKNOWN; at_min: the same in minutes; offset_min: east of UTC, less
# by what the day ends after midnight.
Moment = namedtuple("Moment", ("epoch_s", "at_min", "offset_min"))

# at_min: when it was last done. until_min: the latest midnight where it was done.
# day: the latest local day number. used: the day numbers it had before that one, as a
# checkpoint holds them: one integer, 16 bits for each, the oldest in front.
Mark = namedtuple("Mark", ("at_min", "until_min", "day", "used"))


def moment_of(epoch_s: "int | None", offset_min: "int | None", day_ends_h: int = 0) -> Moment:
    """A time as it stands in a history record; None: no trusted clock told it."""
    if epoch_s is None or epoch_s < 0:
        return Moment(UNKNOWN, UNKNOWN, offset_min)
    return Moment(epoch_s, epoch_s // 60, (offset_min or 0) - 60 * day_ends_h)


def moment_at(wall: "WallClock", now_ms: int) -> Moment:
    """Uptime ``now_ms`` (ms) as ``wall`` knows it."""
    return moment_of(wall.epoch_s(now_ms), wall.offset_min, wall.day_ends_h)


def marked(old: "Mark | None", now: Moment) -> Mark:
    """The mark of something done ``now`` that was last done at ``old`` (None: never).

    What is not over yet goes on: its midnights still count.
    """
    if now.at_min == UNKNOWN:
        new = Mark(UNKNOWN, UNKNOWN, UNKNOWN, 0)
    else:
        day = _day(now.at_min, now.offset_min)
        new = Mark(now.at_min, _midnight(day, now.offset_min), day, 0)
    if old is None:
        return new
    if is_over(old, now):
        return Mark(new.at_min, new.until_min, new.day, _also_used(old.used, old.day))
    at_min = new.at_min if new.at_min == UNKNOWN else max(old.at_min, new.at_min)
    until_min = max(old.until_min, new.until_min)
    return Mark(at_min, until_min, max(old.day, new.day), old.used)


def is_over(mark: Mark, now: Moment) -> bool:
    """Whether the day of ``mark`` has ended by ``now``; never without a clock."""
    return bool(now.at_min != UNKNOWN and ends_min(mark, now) <= now.at_min)


def ends_min(mark: Mark, now: Moment) -> int:
    """The minute in which the day of ``mark`` ends if the zone stays; ``now`` is known."""
    mark = settled(mark, now)
    offset_min = now.offset_min
    own_min = _midnight(mark.day, offset_min)
    here_min = _midnight(_day(mark.at_min, offset_min), offset_min)
    end_min: int = max(mark.until_min, own_min, here_min)
    day = _day(max(end_min, now.at_min), offset_min)
    while _is_used(mark.used, day):
        end_min = _midnight(day, offset_min)
        day += 1
    return end_min


def is_unsettled(at_min: int, now: Moment) -> bool:
    """Whether a time is unknown or lies ahead of ``now``, which is known."""
    return at_min == UNKNOWN or at_min > now.at_min


def settled(mark: Mark, now: Moment) -> Mark:
    """``mark``, taken for done ``now`` when its time is unknown or lies ahead."""
    if not is_unsettled(mark.at_min, now):
        return mark
    today = _day(now.at_min, now.offset_min)
    until_min = mark.until_min
    if mark.at_min != UNKNOWN:  # midnight as far away as it was when that was done
        until_min += now.at_min - mark.at_min
    elif until_min > now.at_min + _TWO_DAYS_MIN:
        until_min = UNKNOWN
    used = _also_used(mark.used, mark.day) if mark.day != today else mark.used
    return Mark(now.at_min, max(until_min, _midnight(today, now.offset_min)), today, used)


def days_between(at_min: int, offset_min: int, now: Moment) -> int:
    """Local days from a time to ``now``, both known; 0 when it lies ahead."""
    return max(0, _day(now.at_min, now.offset_min) - _day(at_min, offset_min))


def wait_min(end_min: int, now: Moment) -> int:
    """Minutes, rounded up, from ``now`` until the minute ``end_min`` begins; at least 1."""
    minutes: int = max(1, (end_min * 60 - now.epoch_s + 59) // 60)
    return minutes


def later(one: "Mark | None", other: "Mark | None") -> "Mark | None":
    """The one whose day ends later, as far as is known; one without a time never ends."""
    if one is None or other is None:
        return one or other
    if UNKNOWN in (one.at_min, other.at_min):
        return one if one.at_min == UNKNOWN else other
    return one if one.at_min >= other.at_min else other


def may_be_one_day(one: "Mark | None", other: "Mark | None") -> bool:
    """Whether both were done on one day, or nobody knows."""
    if one is None or other is None:
        return False
    return one.day == other.day or UNKNOWN in (one.at_min, other.at_min)


def to_row(mark: "Mark | None") -> "list[int]":
    """A mark as it stands in a checkpoint; empty for None."""
    return list(mark) if mark is not None else []


def from_row(row: "list[int]") -> "Mark | None":
    """The reverse of ``to_row``."""
    return Mark(*row) if row else None


def _also_used(used: int, day: int) -> int:
    if day == UNKNOWN or _is_used(used, day):
        return used
    return (used << _DAY_BITS | day & _DAY_MASK) & ((1 << _DAY_BITS * USED_KEPT) - 1)


def _is_used(used: int, day: int) -> bool:
    while used:
        if used & _DAY_MASK == day & _DAY_MASK:
            return True
        used >>= _DAY_BITS
    return False


def _day(at_min: int, offset_min: int) -> int:
    return local_day(at_min * 60, offset_min)


def _midnight(day: int, offset_min: int) -> int:
    """The minute in which local day ``day`` ends."""
    return (day + 1) * DAY_MIN - offset_min
