"""History records of one device, folded into sessions.

A session is what its records say; nothing else is stored about it anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from acupacer.core.progress import sums
from acupacer.core.progress.records import (
    Ended,
    HelpedAnswer,
    Prescribed,
    PressEnd,
    Record,
    Started,
    StepDose,
    TooMuchAnswer,
)
from acupacer.core.progress.sums import SideSum

# How a session ended, in words; "" is a session without an end record.
ENDED_WORDS = {
    "finished": "finished",
    "ended_early": "ended early",
    "stopped": "stopped",
    "too_much": "too much",
    "power_lost": "power was lost",
    "": "not ended",
}
# What was said after a session, in words.
HELPED_WORDS = {"better": "better", "same": "the same", "worse": "worse"}


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
    east of UTC then; ``day_ends_h``: the hour at which the user's day ended. ``doses``: what
    each step was asked for. ``ended``: a key of ``ENDED_WORDS``. ``helped``: a key of
    ``HELPED_WORDS``, "" when nothing was said; a later firmware may know other answers.
    ``spots``: seconds of each.
    ``error_us``: (worst, mean) error of the cues' edges, None when not measured.
    """

    number: int
    start_s: int | None = None
    offset_min: int | None = None
    day_ends_h: int = 0
    routine: str = ""
    digest: str = ""
    doses: list[StepDose] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    ended: str = ""
    answer: str = ""
    helped: str = ""
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
        return list(dict.fromkeys(dose.method for dose in self.doses))


def fold(records: Iterable[Record]) -> list[Session]:
    """The sessions in ``records`` (of one device, in any order), oldest first."""
    ordered = sorted(records, key=lambda record: record.id)
    return [session for sessions in fold_eras([ordered]) for session in sessions]


def fold_eras(eras: Iterable[Sequence[Record]]) -> list[list[Session]]:
    """The sessions of one device, oldest first, each history that it began by itself.

    An era (``library``) that has sessions of an earlier one goes on with that history: what
    both have is one session. ``eras``: the records of each in order.
    """
    histories: list[_BySession] = []
    for era in map(_by_session, eras):
        earlier = [history for history in histories if history.keys() & era.keys()]
        if earlier:
            for key, records in era.items():
                _add_new(earlier[-1].setdefault(key, []), records)
        else:
            histories.append(era)
    return [
        [_session(key[0], group) for key, group in sorted(history.items(), key=_number)]
        for history in histories
    ]


def share_a_session(one: Iterable[Record], other: Iterable[Record]) -> bool:
    """Whether two eras have a session in common."""
    return bool(_by_session(one).keys() & _by_session(other).keys())


# What tells a session from every other of its device: number, time and uptime of its begin,
# id and digest of its routine.
_Key = tuple[int, int | None, int, str, str]
_BySession = dict[_Key, list[Record]]


def _by_session(era: Iterable[Record]) -> _BySession:
    """An era's records; those of no session, or of one whose begin is lost, are left out."""
    records = list(era)
    keys: dict[int, _Key] = {}
    for begun in records:
        if isinstance(begun, Started):
            what = (begun.time_s, begun.up_ms, begun.routine, begun.digest)
            keys.setdefault(begun.session, (begun.session, *what))
    groups: _BySession = {}
    for record in records:
        if record.session in keys:
            groups.setdefault(keys[record.session], []).append(record)
    return groups


def _number(item: tuple[_Key, list[Record]]) -> int:
    return item[0][0]


def _add_new(known: list[Record], records: Iterable[Record]) -> None:
    """Add those of ``records`` that are not among ``known``."""
    there = {_identity(record) for record in known}
    known += [record for record in records if _identity(record) not in there]


def _identity(record: Record) -> tuple[int, str, int, int | None]:
    return record.id, record.kind, record.up_ms, record.time_s


def _session(number: int, records: list[Record]) -> Session:
    session = Session(number)
    asked: list[SideSum] = []
    given: list[SideSum] = []
    for record in records:
        if isinstance(record, Started):
            session.start_s, session.offset_min = record.time_s, record.offset_min
            session.day_ends_h = record.day_ends_h
            session.routine, session.digest = record.routine, record.digest
        if isinstance(record, Prescribed):
            session.doses, asked = session.doses + record.doses, asked + record.asked
        elif isinstance(record, PressEnd) and record.step not in _exercises(session):
            given.append(SideSum(record.place, record.side, record.pressed_ms))
        elif isinstance(record, Ended):
            # A device that lost the end of its history takes that for a power loss.
            if not (session.ended and record.how == "power_lost"):
                _end(session, record)
        elif isinstance(record, TooMuchAnswer):
            session.answer = record.answer
            if record.answer == "yes":
                session.ended = "too_much"
        elif isinstance(record, HelpedAnswer):
            session.helped = record.helped
    session.places = _places(asked, given)
    return session


def helped_words(session: Session) -> str:
    """What was said after it, in words; "" for nothing."""
    return HELPED_WORDS.get(session.helped, session.helped)


def _exercises(session: Session) -> list[int]:
    return [dose.step for dose in session.doses if dose.method == "move"]


def _end(session: Session, end: Ended) -> None:
    session.ended = end.how
    session.pauses, session.spots = end.pauses, end.spots
    if end.error_us:
        worst_us, mean_us = end.error_us
        session.error_us = (worst_us, mean_us)


def _places(asked: list[SideSum], given: list[SideSum]) -> list[Place]:
    """One for each place and side, in the order they were asked for."""
    sides = dict.fromkeys((known.place, known.side) for known in asked + given)
    return [
        Place(place, side, sums.total_ms(asked, place, side), sums.total_ms(given, place, side))
        for place, side in sides
    ]
