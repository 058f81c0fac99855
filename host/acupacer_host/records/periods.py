"""Days as people name them: ``2026-11-01``, ``7d``, ``monday``, ``yesterday``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..console import did_you_mean

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMES = ("today", "yesterday", *WEEKDAYS)
FORMS = "a date (2026-01-31), days or weeks ago (7d, 2w), a weekday, today or yesterday"
_AGO = re.compile(r"(\d{1,4})([dw])")


def day_named(text: str, today: date) -> date:
    """The day that ``text`` names, seen from ``today``; a weekday is the last one.

    Raises ValueError, saying what is wrong: no day, or one that is still to come.
    """
    day = _day(text.strip().lower(), today)
    if day is None:
        raise ValueError(f"{text!r} is no day; {did_you_mean(text, NAMES) or f'give {FORMS}'}")
    if day > today:
        raise ValueError(f"{day} is in the future; today is {today}")
    return day


def _day(text: str, today: date) -> date | None:
    ago = _AGO.fullmatch(text)
    if ago:
        return today - timedelta(int(ago[1]) * (7 if ago[2] == "w" else 1))
    if text in WEEKDAYS:
        return today - timedelta((today.weekday() - WEEKDAYS.index(text)) % 7)
    if text in NAMES:
        return today - timedelta(NAMES.index(text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
