"""Date and time as ISO 8601 text, by integer arithmetic only.

The calendar is the proleptic Gregorian one; days are counted in 400-year cycles of
146,097 days from 1 March of year 0, so that the leap day is a year's last day.
"""

from ..errors import TimeTextError

OFFSET_MAX_MIN = 840  # no zone is further from UTC
_DAYS_TO_EPOCH = 719468  # from 0000-03-01 to 1970-01-01


def days_from_date(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to this date."""
    if month <= 2:
        year -= 1
        month += 12
    cycle_days = year * 365 + year // 4 - year // 100 + year // 400
    return cycle_days + (153 * (month - 3) + 2) // 5 + day - 1 - _DAYS_TO_EPOCH


def date_from_days(days: int) -> "tuple[int, int, int]":
    """Year, month, day of the date ``days`` after 1970-01-01."""
    days += _DAYS_TO_EPOCH
    cycle, day = divmod(days, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= year * 365 + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5
    year += cycle * 400
    return (year + 1, month - 9, day + 1) if month >= 10 else (year, month + 3, day + 1)


def format_time(epoch_s: int, offset_min: int) -> str:
    """Local time with zone, for example ``2026-01-31T08:05:00+01:00``."""
    days, second = divmod(epoch_s + 60 * offset_min, 86400)
    year, month, day = date_from_days(days)
    sign = "-" if offset_min < 0 else "+"
    zone = abs(offset_min)
    return "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}{}{:02d}:{:02d}".format(
        year,
        month,
        day,
        second // 3600,
        second // 60 % 60,
        second % 60,
        sign,
        zone // 60,
        zone % 60,
    )


def parse_time(text: str, offset_min: int) -> "tuple[int, int]":
    """(Unix seconds, minutes east of UTC) of ``YYYY-MM-DDThh:mm:ss[.ffffff][Z|+hh:mm]``.

    Without a zone the text is local time at ``offset_min``. Years 2000 to 2099 (the
    device's clocks know no others). Raises TimeTextError for anything else.
    """
    numbers = [_number(text, at, size) for at, size in _FIELDS]
    if len(text) < 19 or text[4] + text[7] + text[10] + text[13] + text[16] != "--T::":
        raise TimeTextError("not YYYY-MM-DDThh:mm:ss")
    year, month, day, hour, minute, second = numbers
    zone = text[19:]
    if zone[:1] == ".":
        zone = zone[1:].lstrip("0123456789")
    if zone:
        offset_min = _zone(zone)
    days = days_from_date(year, month, day)
    if not 2000 <= year <= 2099 or date_from_days(days) != (year, month, day):
        raise TimeTextError("no such date")
    if hour > 23 or minute > 59 or second > 59:
        raise TimeTextError("no such time")
    return days * 86400 + hour * 3600 + minute * 60 + second - 60 * offset_min, offset_min


_FIELDS = ((0, 4), (5, 2), (8, 2), (11, 2), (14, 2), (17, 2))  # place and digits


def _number(text: str, at: int, size: int) -> int:
    digits = text[at : at + size]
    if len(digits) != size or digits.strip("0123456789"):
        raise TimeTextError("not a number")
    return int(digits)


def _zone(text: str) -> int:
    """Minutes east of UTC of ``Z``, ``+hh:mm`` or ``+hhmm``; at most 14 hours."""
    if text == "Z":
        return 0
    digits = text[1:3] + (text[4:] if text[3:4] == ":" else text[3:])
    hours, minutes = _number(digits, 0, 2), _number(digits, 2, 2)
    if (
        text[0] not in "+-"
        or len(digits) != 4
        or minutes > 59
        or hours * 60 + minutes > OFFSET_MAX_MIN
    ):
        raise TimeTextError("not a zone")
    return (hours * 60 + minutes) * (-1 if text[0] == "-" else 1)
