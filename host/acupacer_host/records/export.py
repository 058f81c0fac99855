"""Sessions for other programs: JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from .begun import began_iso
from .sessions import Session

CSV_COLUMNS = (
    "device",
    "session",
    "began",
    "routine",
    "ended",
    "place",
    "side",
    "prescribed_s",
    "delivered_s",
    "pauses",
    "title",
    "helped",
)
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_dict(dev_id: str, session: Session, title: str) -> dict[str, Any]:
    """A session for JSON; times are ISO 8601 or null."""
    return {
        "device": dev_id,
        "session": session.number,
        "began": began_iso(session),
        "routine": session.routine,
        "title": title,
        "digest": session.digest,
        "ended": session.ended or None,
        "answer": session.answer or None,
        "helped": session.helped or None,
        "pauses": session.pauses,
        "spots_s": session.spots,
        "levels": {f"{dose.method} {dose.place}": dose.level for dose in session.doses},
        "cue_error_us": list(session.error_us) if session.error_us else None,
        "places": [
            {
                "place": place.place,
                "side": place.side,
                "prescribed_s": place.prescribed_ms / 1000,
                "delivered_s": place.delivered_ms / 1000,
            }
            for place in session.places
        ],
    }


def csv_bytes(rows: Iterable[dict[str, Any]]) -> bytes:
    """A line per session, place and side, after one of names; UTF-8, as RFC 4180 has it.

    ``rows``: of ``as_dict``. A text that a spreadsheet would run as a formula begins with
    an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        for place in row["places"]:
            cells = {**row, **place}
            writer.writerow([_guarded(cells[name]) for name in CSV_COLUMNS])
    return text.getvalue().encode()


def _guarded(cell: object) -> object:
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA)
    return f"'{cell}" if is_formula else cell
