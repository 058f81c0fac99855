"""Reminders for a calendar program: RFC 5545, in the local time of a zone.

One event for each time of day, repeated; so 08:30 stays 08:30 when the clocks change. The
zone's rules for those days come with it. Without a zone's name times are "floating": local
time wherever the calendar is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LOCAL = "%Y%m%dT%H%M%S"
LINE_BYTES = 75


@dataclass(frozen=True)
class Plan:
    """Sessions of one routine on ``days``, in order, at each of ``times``.

    ``key``: names it, so that a calendar replaces what it took in before. ``minutes``: how
    long one is. ``alarm_min``: how long before it the alarm comes.
    """

    key: str
    title: str
    text: str
    minutes: int
    times: Sequence[time]
    days: Sequence[date]
    alarm_min: int = 0


def this_zone() -> str:
    """The name of this computer's zone, such as Europe/Berlin; "" when it is not known."""
    link = os.path.realpath("/etc/localtime")
    named = os.environ.get("TZ", "").lstrip(":") or link.partition("zoneinfo/")[2]
    return named if zone_of(named) else ""


def zone_of(name: str) -> ZoneInfo | None:
    """The zone called so, None when there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def calendar(plan: Plan, zone: str, now: datetime) -> bytes:
    """The file. ``zone``: a name of ``zone_of``, "" for floating times; ``now``: with zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//acupacer//plan//EN"]
    rules = zone_of(zone)
    if rules is not None:
        first = datetime.combine(plan.days[0], time()) - DAY
        last = datetime.combine(plan.days[-1], time()) + 2 * DAY
        lines += ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
        lines += _observances(rules, first, last)
        lines.append("END:VTIMEZONE")
    for at in plan.times:
        lines += _event(plan, at, f";TZID={zone}" if rules is not None else "", now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(plan: Plan, at: time, zone: str, now: datetime) -> Iterator[str]:
    begins = datetime.combine(plan.days[0], at)
    yield "BEGIN:VEVENT"
    yield f"UID:{plan.key}-{at:%H%M}@acupacer"
    yield f"DTSTAMP:{now.astimezone(UTC):{LOCAL}}Z"
    yield f"DTSTART{zone}:{begins:{LOCAL}}"
    yield f"DURATION:PT{plan.minutes}M"
    yield f"RRULE:{_rule(plan.days)}"
    yield f"SUMMARY:{_escaped(plan.title)}"
    yield f"DESCRIPTION:{_escaped(plan.text)}"
    yield from ("TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY")
    yield f"TRIGGER:-PT{plan.alarm_min}M" if plan.alarm_min else "TRIGGER:PT0S"
    yield f"DESCRIPTION:{_escaped(plan.title)}"
    yield from ("END:VALARM", "END:VEVENT")


def _rule(days: Sequence[date]) -> str:
    """How the days repeat: the same weekdays every week."""
    used = sorted({day.weekday() for day in days})
    if len(used) == len(WEEKDAYS):
        return f"FREQ=DAILY;COUNT={len(days)}"
    names = ",".join(WEEKDAYS[number] for number in used)
    return f"FREQ=WEEKLY;BYDAY={names};COUNT={len(days)}"


def _observances(zone: tzinfo, first: datetime, last: datetime) -> Iterator[str]:
    """The offset from ``first`` on, then every change up to ``last`` (local times)."""
    begins = first.replace(tzinfo=zone).astimezone(UTC)
    yield from _observance(zone, begins, _offset(zone, begins))
    day, end = begins, last.replace(tzinfo=zone).astimezone(UTC)
    while day < end:
        before = _offset(zone, day)
        if before != _offset(zone, day + DAY):
            yield from _observance(zone, _change(zone, day), before)
        day += DAY


def _change(zone: tzinfo, day: datetime) -> datetime:
    """The minute within a day of ``day`` at which the offset is another one."""
    low, high = 0, 24 * 60
    before = _offset(zone, day)
    while high - low > 1:
        middle = (low + high) // 2
        is_same = _offset(zone, day + timedelta(minutes=middle)) == before
        low, high = (middle, high) if is_same else (low, middle)
    return day + timedelta(minutes=high)


def _observance(zone: tzinfo, instant: datetime, before: timedelta) -> Iterator[str]:
    """What holds from ``instant`` on, which the file tells by the clock of ``before``."""
    local = instant.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{instant + before:{LOCAL}}"
    yield f"TZOFFSETFROM:{_offset_words(before)}"
    yield f"TZOFFSETTO:{_offset_words(_offset(zone, instant))}"
    yield f"TZNAME:{local.tzname()}"
    yield f"END:{kind}"


def _offset(zone: tzinfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _offset_words(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{rest:02}"


def _escaped(text: str) -> str:
    for letter in "\\;,":
        text = text.replace(letter, "\\" + letter)
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line's bytes, in pieces of at most 75; a letter is never cut."""
    pieces = [b""]
    for letter in line:
        data = letter.encode()
        if len(pieces[-1]) + len(data) > LINE_BYTES - (len(pieces) > 1):
            pieces.append(b"")
        pieces[-1] += data
    return b"\r\n ".join(pieces)
