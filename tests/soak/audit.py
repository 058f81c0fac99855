"""Judges a month by its records alone: an independent model of limits and sums.

Uses nothing of the device: JSON, CRC-32 and the true time at which each record was made.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

Record = dict[str, Any]
Given = dict[tuple[str, str], int]  # ms by (place, side)

DAY_MS = 86_400_000
A_DAY = 5  # sessions of a routine, and at a place
GAP_MS = 30 * 60_000
ROUNDING_MS = 2_000  # two clock readings in whole seconds
COUNTS_MS = 1_000
METHOD_MOST_MS = {"hands": 120_000, "balls": 300_000, "roller": 180_000, "gun": 600_000}


@dataclass
class Session:
    """One session by its records; times in true ms."""

    number: int
    routine: str = ""
    started_ms: int = 0
    doses: list[Any] = field(default_factory=list)
    asked: Given = field(default_factory=dict)
    given: Given = field(default_factory=dict)
    ended: str = ""
    ended_ms: int = 0
    ended_given: Given = field(default_factory=dict)
    answer: str = ""
    answer_key: str = ""
    helped: str = ""
    open_begin: tuple[str, int] | None = None  # (key, true ms) of a begin without its end
    counted_ms: int = -1

    @property
    def places(self) -> set[str]:
        """Every place of the routine."""
        return {dose[2] for dose in self.doses}

    @property
    def pressed(self) -> set[str]:
        """Places that count."""
        found = set()
        if sum(self.given.values()) >= COUNTS_MS:
            found = {key for (key, _), ms in self.given.items() if ms}
        if self.ended == "power_lost" and self.open_begin:
            found.add(self.open_begin[0])
        return found


def checked(line: bytes) -> Record:
    """A record whose CRC holds."""
    body, _, tail = line.rpartition(b',"crc":"')
    assert int(tail[:8], 16) == crc32(body), line
    record: Record = json.loads(line)
    return record


def fold(archive: list[tuple[int, bytes]]) -> list[Session]:
    """The sessions of an archive; asserts that no record is lost, doubled or misplaced."""
    sessions: list[Session] = []
    last_id = 0
    last_ms = 0
    for true_ms, line in archive:
        record = checked(line)
        assert record["id"] > last_id, "doubled or out of order"
        last_id = record["id"]
        assert true_ms >= last_ms, "written out of order"
        last_ms = true_ms
        number = record["session"]
        if not number:
            continue
        if not sessions or sessions[-1].number != number:
            assert number == (sessions[-1].number + 1 if sessions else 1), "a session is lost"
            assert record["kind"] == "started", "a session without its beginning"
            assert not sessions or sessions[-1].ended, "a session without its end"
            sessions.append(Session(number))
        _take(sessions[-1], record, true_ms)
    return sessions


def _take(session: Session, record: Record, true_ms: int) -> None:
    kind = record["kind"]
    if kind == "answer":
        session.answer, session.answer_key = record["answer"], record["key"]
        return
    if kind == "helped":
        assert session.ended and sum(session.given.values()), "asked about nothing"
        assert not session.helped and session.answer in ("", "no"), "asked in vain"
        session.helped = record["helped"]
        return
    assert not session.ended, "something after its end"
    if kind == "started":
        assert not session.routine, "started twice"
        session.routine, session.started_ms = record["routine"], true_ms
    if kind in ("started", "prescribed"):
        session.doses += record["doses"]
        for key, side, ms in record["asked"]:
            session.asked[key, side] = session.asked.get((key, side), 0) + ms
    elif kind == "begin":
        session.open_begin = (record["key"], true_ms)
    elif kind == "end":
        _take_end(session, record, true_ms)
    elif kind == "ended":
        session.ended, session.ended_ms = record["how"], true_ms
        session.ended_given = {(key, side): ms for key, side, ms in record["given"]}
        if session.ended == "power_lost" and session.open_begin and session.counted_ms < 0:
            session.counted_ms = session.open_begin[1]


def _take_end(session: Session, record: Record, true_ms: int) -> None:
    assert session.open_begin and session.open_begin[0] == record["key"], "no begin before"
    session.open_begin = None
    key = (record["key"], record["side"])
    session.given[key] = session.given.get(key, 0) + record["ms"]
    dose = session.doses[record["step"]]
    assert 0 <= record["ms"] <= METHOD_MOST_MS[dose[1]]
    if dose[1] == "hands":
        assert record["ms"] <= dose[4] * 1000, "longer than prescribed"
    if session.counted_ms < 0 and sum(session.given.values()) >= COUNTS_MS:
        session.counted_ms = true_ms


def judge(archive: list[tuple[int, bytes]], tricky_days: set[int]) -> list[Session]:
    """Assert every limit on every day on which the clock was right; the sessions."""
    sessions = fold(archive)
    counts: dict[tuple[int, str, str], int] = {}
    finished: dict[str, int] = {}
    rested: dict[str, int] = {}
    for session in sessions:
        day = session.started_ms // DAY_MS
        is_clean = day not in tricky_days
        _judge_sums(session)
        if is_clean:
            for key in session.places:
                since_ms = session.started_ms - finished.get(key, -GAP_MS)
                assert since_ms >= GAP_MS - ROUNDING_MS, ("gap", session)
                assert rested.get(key, -1) < day, ("rested", session)
        if session.counted_ms >= 0:
            for name in [("routine", session.routine)] + [("at", p) for p in session.pressed]:
                row = (session.counted_ms // DAY_MS, *name)
                counts[row] = counts.get(row, 0) + 1
        if session.ended == "finished" and session.counted_ms >= 0:
            finished.update(dict.fromkeys(session.pressed, session.ended_ms))
        if session.answer == "yes" and session.answer_key:
            rested[session.answer_key] = session.ended_ms // DAY_MS
    for row, count in counts.items():
        assert count <= A_DAY or row[0] in tricky_days, (row, count)
    return sessions


def _judge_sums(session: Session) -> None:
    """The ledger: what ``ended`` says is what the repetitions add up to."""
    if session.ended:
        given = {key: ms for key, ms in session.given.items() if ms}
        said = {key: ms for key, ms in session.ended_given.items() if ms}
        assert given == said, session
    if session.ended == "finished":
        for place in {key for key, _ in session.asked}:
            asked = sum(ms for (key, _), ms in session.asked.items() if key == place)
            got = sum(ms for (key, _), ms in session.given.items() if key == place)
            assert got * 100 >= asked * 80, session
