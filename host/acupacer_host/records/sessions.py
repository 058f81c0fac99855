"""History records of one device, folded into sessions.

Each record is a dict as ``acupacer.core.progress.history`` describes it. A session is what its
records say; nothing else is stored about it anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]

# How a session ended, in words; "" is a session without an end record.
ENDED_WORDS = {
    "finished": "finished",
    "ended_early": "ended early",
    "stopped": "stopped",
    "too_much": "too much",
    "power_lost": "power was lost",
    "": "not ended",
}


@dataclass(frozen=True)
class Place:
    """What one place got in a session. ``place``: point's code or area's text."""

    place: str
    side: str
    prescribed_ms: int
    delivered_ms: int


@dataclass
class Session:
    """One session.

    ``start_s``: Unix seconds, None when the clock was not set; ``offset_min``: minutes
    east of UTC then. ``doses``: rows of [step, method, place, level, hold_s, window_s,
    repetitions, sides, ...]. ``ended``: a key of ``ENDED_WORDS``. ``spots``: seconds of each.
    ``error_us``: (worst, mean) error of the cues' edges, None when not measured.
    """

    number: int
    start_s: int | None = None
    offset_min: int | None = None
    routine: str = ""
    digest: str = ""
    doses: list[list[Any]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    ended: str = ""
    answer: str = ""
    pauses: int = 0
    spots: list[int] = field(default_factory=list)
    error_us: tuple[int, int] | None = None

    @property
    def prescribed_ms(self) -> int:
        """What was asked for, all places together."""
        return sum(place.prescribed_ms for place in self.places)

    @property
    def delivered_ms(self) -> int:
        """What was pressed, all places together, as paced."""
        return sum(place.delivered_ms for place in self.places)

    @property
    def methods(self) -> list[str]:
        """The methods used, in order."""
        return list(dict.fromkeys(str(dose[1]) for dose in self.doses))


def fold(records: Iterable[Record]) -> list[Session]:
    """The sessions in ``records`` (of one device, in any order), oldest first."""
    groups: dict[int, list[Record]] = {}
    for record in sorted(records, key=lambda record: int(record["id"])):
        if record["session"]:
            groups.setdefault(record["session"], []).append(record)
    made = [_session(number, group) for number, group in sorted(groups.items())]
    return [session for session in made if session.routine]


def _session(number: int, records: list[Record]) -> Session:
    session = Session(number)
    asked: list[list[Any]] = []
    given: list[list[Any]] = []
    for record in records:
        kind = record["kind"]
        if kind == "started":
            session.start_s, session.offset_min = record["time"], record["offset"]
            session.routine, session.digest = record["routine"], record["digest"]
        if kind in ("started", "prescribed"):
            session.doses, asked = session.doses + record["doses"], asked + record["asked"]
        elif kind == "end":
            given.append([record["key"], record["side"], record["ms"]])
        elif kind == "ended":
            _end(session, record)
        elif kind == "answer":
            session.answer = record["answer"]
            if record["answer"] == "yes":
                session.ended = "too_much"
    session.places = _places(asked, given)
    return session


def _end(session: Session, record: Record) -> None:
    session.ended = record["how"]
    session.pauses, session.spots = record["pauses"], record["spots"]
    if record["error_us"]:
        session.error_us = (record["error_us"][0], record["error_us"][1])


def _places(asked: list[list[Any]], given: list[list[Any]]) -> list[Place]:
    """One row per (place, side), in the order they were asked for."""
    sums: dict[tuple[str, str], list[int]] = {}
    for column, rows in enumerate((asked, given)):
        for place, side, ms in rows:
            sums.setdefault((place, side), [0, 0])[column] += ms
    return [Place(place, side, *both) for (place, side), both in sums.items()]
