"""When a session began, as text in the zone of that time."""

from __future__ import annotations

from acupacer.core.clock import iso_time

from ..language import WORDS
from .sessions import Session


def began_iso(session: Session) -> str | None:
    """``2026-01-31T08:05:00+01:00``; None: the clock was not set."""
    if session.start_s is None:
        return None
    return iso_time.format_time(session.start_s, session.offset_min or 0)


def began_words(session: Session) -> str:
    """``2026-01-31 08:05``, or ``clock not set``."""
    iso = began_iso(session)
    return iso[:16].replace("T", " ") if iso else WORDS.tell("clock not set")
