"""What stands in the history, held against what was lived. Reads JSON and CRC-32 alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zlib import crc32

from felt import must
from limits import Limits

if TYPE_CHECKING:
    from lived import Lived
    from medium import TearingStore

Record = dict[str, Any]
AGAIN_MS = 15_000  # a store that failed is tried again after 10 s
SAFE_MS = 4_000  # in which what was noted is on the card, when that works
FOREVER_MS = 1 << 60
SPAN_MS = 20  # by which a span may differ from its record


def parsed(text: bytes) -> list[Record]:
    """The sound lines of a history, the last one with or without its newline."""
    return [record for line in text.split(b"\n") if (record := _record(line)) is not None]


def _record(line: bytes) -> Record | None:
    body, _, tail = line.rpartition(b',"crc":"')
    try:
        if int(tail[:8], 16) != crc32(body):
            return None
        record: Record = json.loads(line)
    except ValueError:
        return None
    return record


def _pressed(records: list[Record]) -> set[str]:
    """Places pressed in a session; of a beginning that another one follows, nothing came."""
    places = {record["key"] for record in records if record["kind"] == "end"}
    runs = [record for record in records if record["kind"] in ("begin", "end")]
    return places | {record["key"] for record in runs[-1:]}


def _takes_back(record: Record) -> bool:
    """It says that what a session grew is not its own."""
    return record.get("helped") == "worse" or record.get("answer") == "not_said"


class Records:
    """``card``: what they are written to. ``acknowledged``: a host has those up to this id.
    ``dropped``: so many found no room, the device says."""

    def __init__(self, limits: Limits, card: TearingStore) -> None:
        self.base_ms = 0  # true time of this power-up
        self.by_id: dict[int, Record] = {}
        self.acknowledged = 0
        self.dropped = 0
        self._limits = limits
        self._card = card
        self._safe_id = 0  # a checkpoint stands for all up to it
        self._flags: list[tuple[int, str, bool]] = []
        self._recent: list[Lived] = []  # not known to be safe yet
        self._by_session: dict[int, list[Record]] = {}
        self._lived: dict[int, int] = {}  # number of a session here, by its number on record
        self._told_until_ms = -1  # that the history cannot be written
        self._judged: set[int] = set()  # numbers of sessions

    # --- what the device writes and says --------------------------------------------------

    def wrote(self, data: bytes, now_ms: int) -> None:
        """The device orders these lines to be appended."""
        for record in parsed(data):
            known = self.by_id.setdefault(record["id"], record)
            if known is record:
                record["made_ms"] = self.base_ms + record["up"]
                self._note(record, now_ms)
            must(known["crc"] == record["crc"], "a number given twice", known, record)

    def warned(self, text: str, now_ms: int) -> None:
        """It tells the system's journal."""
        if text.startswith("the history cannot be written"):
            self._told_until_ms = FOREVER_MS
        elif text.startswith("the history is written again"):  # what waited still is, in turn
            self._told_until_ms = now_ms + SAFE_MS

    def is_sound(self, now_ms: int, since_ms: int | None = None) -> bool:
        """The store has worked since then, so what was noted since is written."""
        return self._card.failed_ms < (now_ms if since_ms is None else since_ms) - AGAIN_MS

    def _note(self, record: Record, now_ms: int) -> None:
        kind, session = record["kind"], record["session"]
        if kind == "profile":
            self._flags.append((record["id"], record["flag"], record["yes"]))
            self._limits.flags[record["flag"]] = record["yes"]
        if session:
            self._by_session.setdefault(session, []).append(record)
            self._find(record)
        lived = self._session(self._lived.get(session, 0))
        if lived and kind in ("started", "prescribed") and now_ms - record["made_ms"] < SAFE_MS:
            for dose in record["doses"]:
                self._limits.judge_dose(lived.routine["steps"][dose[0]], dose)
        if kind == "answer" and record["answer"] == "yes" and record["key"]:
            self._take_late_yes(record)

    def _take_late_yes(self, record: Record) -> None:
        """ "Too much" of a session before: asked again when a routine was opened."""
        for lived in self._recent:
            if 0 <= record["made_ms"] - lived.answered_ms < SAFE_MS:
                return
        told = record["time"] and (record["time"], record["offset"])
        made_ms = record["made_ms"]
        self._limits.ease(record["key"], told or None, made_ms, -record["id"])

    def _find(self, record: Record) -> None:
        """Whose session it is."""
        for lived in self._recent:
            is_within = lived.opened_ms <= record["made_ms"]
            ends_ms = lived.closed_ms if lived.closed_ms >= 0 else record["made_ms"]
            if record["kind"] == "started" and is_within and record["made_ms"] <= ends_ms:
                self._lived[record["session"]] = lived.number

    def _session(self, number: int) -> Lived | None:
        for lived in self._recent:
            if lived.number == number:
                return lived
        return None

    def _of(self, lived: Lived) -> list[Record]:
        for number, mine in self._lived.items():
            if mine == lived.number:
                return self._by_session[number]
        return []

    # --- sessions ---------------------------------------------------------------------------

    def open(self, lived: Lived) -> None:
        """A session was opened."""
        self._recent.append(lived)

    def close(self, lived: Lived, now_ms: int) -> None:
        """It is over."""
        lived.closed_ms = now_ms

    def asked_of(self, lived: Lived) -> dict[str, int]:
        """What it asks for, in ms by place, as far as that was written."""
        asked: dict[str, int] = {}
        for record in self._of(lived):
            for place, _, ms in record.get("asked", ()):
                asked[place] = asked.get(place, 0) + ms
        return asked

    def judge_begin(self, lived: Lived, step: int, side: str, now_ms: int) -> None:
        """Pressure begins: that is on record before."""
        if not self.is_sound(now_ms, lived.opened_ms):
            return
        begins = [r for r in self._of(lived) if r["kind"] == "begin"]
        is_there = begins and (begins[-1]["step"], begins[-1]["side"]) == (step, side)
        must(is_there, "on record before it is pressed", step, side, begins[-1:])

    def judge_closed(self, now_ms: int) -> None:
        """What was lived stands in the history, second by second."""
        for lived in self._recent:
            is_due = lived.closed_ms >= 0 and now_ms - lived.closed_ms > SAFE_MS
            is_judged = lived.number in self._judged
            if is_due and not is_judged and self.is_sound(now_ms, lived.opened_ms):
                self._judged.add(lived.number)
                self._judge_sums(lived)

    def _judge_sums(self, lived: Lived) -> None:
        records = self._of(lived)
        self._judge_helped(lived, records)
        if not lived.spans or lived.has_slept:
            return
        given: dict[str, int] = {}
        for record in records:
            if record["kind"] == "end":
                given[record["key"]] = given.get(record["key"], 0) + record["ms"]
        for place, ms in lived.given.items():
            is_right = abs(given.get(place, 0) - ms) <= SPAN_MS * lived.spans + lived.slack_ms
            must(is_right, "sums", place, ms, given)
        ended = [record["how"] for record in records if record["kind"] == "ended"]
        must(ended == [lived.ended or "stopped"], "its end on record", ended, lived.ended)

    def _judge_helped(self, lived: Lived, records: list[Record]) -> None:
        said = [record["helped"] for record in records if record["kind"] == "helped"] or [""]
        is_right = len(said) == 1 and said[0] in (lived.may_have_said or {""})
        must(is_right, "did it help, on record", said, lived.may_have_said)

    def judge_yes(self, flag: str, said_ms: int, now_ms: int) -> None:
        """Yes was said to a safety question, and nothing else since."""
        is_due = now_ms - said_ms > SAFE_MS and self.is_sound(now_ms, said_ms)
        must(not is_due or self._limits.flags.get(flag), "a yes counts at once", flag)

    # --- power cuts and rewriting -------------------------------------------------------------

    def power_goes(self, history: bytes, now_ms: int) -> None:
        """Forgive what could not be written and was said; nothing else may be missing."""
        ids = {record["id"] for record in parsed(history)}
        for record in parsed(self._card.stored):
            must(self._is_safe(record["id"], ids), "stored, and gone", record)
        self._card.stored = b""
        for lived in self._recent:
            self._judge_safe(lived, ids, now_ms)
        self._flags = [flag for flag in self._flags if self._is_safe(flag[0], ids)]
        self._limits.flags = {name: is_so for _, name, is_so in self._flags}
        for record in list(self.by_id.values()):
            if not self._is_safe(record["id"], ids):
                self._lose(record)
        timed = [record["made_ms"] for record in self.by_id.values() if record["time"]]
        self._limits.lose_clock(max([0, *timed]))
        self._recent = []
        self._told_until_ms = -1

    def _lose(self, record: Record) -> None:
        """Its number will be given again."""
        del self.by_id[record["id"]]
        if record["session"]:
            self._by_session[record["session"]].remove(record)
        if record["kind"] == "started":
            self._lived.pop(record["session"], None)
        if record["kind"] == "answer":
            self._limits.forget_ease(-record["id"])

    def _is_safe(self, record_id: int, ids: set[int]) -> bool:
        return record_id <= self._safe_id or record_id in ids

    def _judge_safe(self, lived: Lived, ids: set[int], now_ms: int) -> None:
        records = [r for r in self._of(lived) if self._is_safe(r["id"], ids)]
        places = _pressed(records)
        is_sound = self.is_sound(now_ms, lived.opened_ms)
        missing = set(lived.given) - places
        is_told = now_ms < self._told_until_ms
        must(not missing or is_told, "a session that is lost", missing, lived.given)
        if missing:
            self._limits.forget(lived.number)
            return
        is_ended = not places or any(record["kind"] == "ended" for record in records)
        if lived.ended_ms >= 0 and not is_ended:
            is_fresh = now_ms - lived.ended_ms < SAFE_MS
            must(is_fresh or not is_sound, "an end that is lost", lived.ended)
            self._limits.forget_finish(lived.number)
        if lived.answered_ms >= 0 and not any(r["kind"] == "answer" for r in records):
            is_fresh = now_ms - lived.answered_ms < SAFE_MS
            must(is_fresh or not is_sound, "too much, lost", lived.place)
            self._limits.forget_ease(lived.number)
        if lived.taken_back_ms >= 0 and not any(map(_takes_back, records)):
            is_fresh = now_ms - lived.taken_back_ms < SAFE_MS
            must(is_fresh or not is_sound, "worse, lost", lived.number)
            self._limits.forget_taking_back(lived.number)

    def rewritten(self, old: bytes, new: bytes) -> None:
        """The history was replaced: what went was acknowledged, or it is counted."""
        before = {r["id"]: r for r in parsed(old) if r["kind"] not in ("checkpoint", "dropped")}
        records = parsed(new)
        kept = {record["id"] for record in records}
        gone = [i for i in before if i not in kept and i > self.acknowledged]
        said = [record["records"] for record in records if record["kind"] == "dropped"]
        dropped = max([self.dropped, *said])
        must(dropped - self.dropped >= len(gone), "records gone unsaid", len(gone), said)
        self.dropped = dropped
        must(records and records[0]["kind"] == "checkpoint", "a rewrite without checkpoint")
        self._safe_id = records[0]["id"]
