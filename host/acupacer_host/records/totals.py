"""Sums over sessions, for tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from ..language import WORDS
from .sessions import Session


@dataclass
class Total:
    """Seconds asked for and delivered, over any number of sessions."""

    prescribed_s: float = 0.0
    delivered_s: float = 0.0
    sessions: int = 0

    @property
    def percent(self) -> int:
        """Delivered of prescribed; 100 when nothing was asked for."""
        if not self.prescribed_s:
            return 100
        return round(100 * self.delivered_s / self.prescribed_s)

    def words(self) -> str:
        """``90 of 120 s``."""
        given, asked = round(self.delivered_s), round(self.prescribed_s)
        return WORDS.tell("{} of {} s").format(given, asked)

    def add(self, prescribed_ms: int, delivered_ms: int) -> None:
        """Count one more."""
        self.prescribed_s += prescribed_ms / 1000
        self.delivered_s += delivered_ms / 1000
        self.sessions += 1


def by_place(sessions: Iterable[Session]) -> dict[tuple[str, str], Total]:
    """Totals by (point or area, side), sorted."""
    totals: dict[tuple[str, str], Total] = {}
    for session in sessions:
        for place in session.places:
            total = totals.setdefault((place.place, place.side), Total())
            total.add(place.prescribed_ms, place.delivered_ms)
    return dict(sorted(totals.items()))


def by_day(sessions: Iterable[Session]) -> dict[date, Total]:
    """Totals by the day of each session (``day_of``); those without a clock are left out."""
    totals: dict[date, Total] = {}
    for session in sessions:
        day = day_of(session)
        if day is not None:
            total = totals.setdefault(day, Total())
            total.add(session.prescribed_ms, session.delivered_ms)
    return dict(sorted(totals.items()))


def overall(sessions: Iterable[Session]) -> Total:
    """One total of all."""
    total = Total()
    for session in sessions:
        total.add(session.prescribed_ms, session.delivered_ms)
    return total


def began(session: Session) -> datetime | None:
    """When the session began, in the zone of that time; None: the clock was not set."""
    if session.start_s is None:
        return None
    zone = timezone(timedelta(minutes=session.offset_min or 0))
    return datetime.fromtimestamp(session.start_s, zone)


def day_of(session: Session) -> date | None:
    """The user's day on which the session began, or None."""
    start = began(session)
    return (start - timedelta(hours=session.day_ends_h)).date() if start else None


def since(sessions: Sequence[Session], first: date | None) -> list[Session]:
    """The sessions from day ``first`` on; None: all, those without a date included."""
    if first is None:
        return list(sessions)
    days = [(session, day_of(session)) for session in sessions]
    return [session for session, day in days if day is not None and day >= first]
