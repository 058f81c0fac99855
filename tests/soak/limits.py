"""How often and how much, by truth: an own reckoning of what safety.md and progress.md say.

Knows what the user lived through, not what the device has of it. What a power cut took
before it was on record is forgiven, if the device had said that it could not write.
"""

from __future__ import annotations

from typing import Any

from days import Day, Told
from felt import must
from routine_maker import place_of

A_DAY = 5  # sessions of a routine, and at a place
GAP_MS = 30 * 60_000
ROUNDING_MS = 2_000
METHODS = ("balls", "ball", "roller", "gun")
# docs/user/safety.md, "Who must not press where".
EXCLUDED = {
    "pregnancy": ({"LI4", "BL60", "GB21", "BL23", "BL52"}, METHODS),
    "hip_replacement": ({"GB30"}, ()),
    "anticoagulants": (set(), METHODS),
    "osteoporosis": (set(), METHODS),
    "reduced_sensation": (set(), METHODS),
    "acute_injury": (set(), (*METHODS, "hands")),
}
# docs/developer/progress.md, after "too much", in seconds.
EASED_S = {
    "hands": {"hold": 10},
    "ball": {"hold": 10},
    "gun": {"spot": 15, "window": 300},
    "roller": {"spot": 20},
}
EASED_REPETITIONS = 2
EVERY = 3  # finished sessions a level takes where a step has no dose


class Pair:
    """A method at a place: days on which a session finished, since "too much" if that was said.

    ``grown``: the first such session of each day. ``taken_back``: those of them whose day
    counts for nothing, by the session after which it was worse.
    """

    def __init__(self) -> None:
        self.grown: list[int] = []
        self.taken_back: dict[int, int] = {}
        self.every = 99  # the least that any routine asked for
        self.is_eased = False
        self.before: list[int] = []  # grown before it was eased

    @property
    def finished(self) -> int:
        """Days that count."""
        return len(set(self.grown) - set(self.taken_back.values()))

    def level_most(self) -> int:
        """No level is above that."""
        return max(0, self.finished // self.every - int(self.is_eased))

    def must_ease(self) -> bool:
        """It cannot have grown since "too much"."""
        return self.is_eased and self.finished < self.every


class Limits:
    """``now_ms``: true time, set before anything is told. ``boot``: number of this power-up."""

    def __init__(self) -> None:
        self.now_ms = 0
        self._read: tuple[int, int, int] | None = None  # the last one, and its true ms
        self.boot = 0
        self.flags: dict[str, bool] = {}
        self._days: dict[tuple[str, str], Day] = {}
        self._new_day_ms = -1
        self._pairs: dict[tuple[str, str], Pair] = {}
        # place: (true ms, told seconds or None, boot, session)
        self._finished: dict[str, tuple[int, int | None, int, int]] = {}
        self._eased: dict[str, int] = {}  # place: session

    @property
    def told(self) -> Told:
        """What the clock says now."""
        if self._read is None:
            return None
        epoch_s, offset_min, at_ms = self._read
        return epoch_s + (self.now_ms - at_ms) // 1000, offset_min

    # --- what happened -----------------------------------------------------------------

    def read_clock(self, told: tuple[int, int]) -> None:
        """It was set, or is known now."""
        self._read = (*told, self.now_ms)
        for day in self._days.values():
            day.told(told, self.now_ms)
        for place, (ms, at_s, boot, session) in self._finished.items():
            at_s = None if at_s is None else min(at_s, told[0])
            self._finished[place] = (ms, at_s, boot, session)

    def lose_clock(self, known_ms: int) -> None:
        """Power went: nobody knows the time. ``known_ms``: of the last time on record."""
        self._read = None
        self.boot += 1
        for day in self._days.values():
            day.undo(known_ms)

    def new_day(self) -> None:
        """The user said so where no clock knew better."""
        self._days, self._new_day_ms = {}, self.now_ms

    def count(self, kind: str, name: str, told: Told, now_ms: int, session: int) -> None:
        """A session counts: kind "of" a routine or "at" a place; or the place has a "rest"."""
        if now_ms > self._new_day_ms:  # what is written late may be of the day before
            self._days.setdefault((kind, name), Day()).do(told, session)

    def finish(self, routine: Any, places: set[str], now_ms: int, session: int) -> None:
        """A session finished."""
        for place in places:
            self._finished[place] = (now_ms, self.told and self.told[0], self.boot, session)
        pairs = {(step["method"], place_of(step)): step for step in routine["steps"]}
        for (method, place), step in pairs.items():
            if place in places:
                pair, day = self._pair(step), self._days.get(("grown " + method, place))
                if day is None or day.is_over(self.told):
                    pair.grown.append(session)
                self.count("grown " + method, place, self.told, now_ms, session)

    def take_back(self, steps: list[Any], session: int) -> None:
        """It was worse, or nobody said how it was: what ``steps`` grew today does not count."""
        for step in steps:
            pair, day = (
                self._pair(step),
                self._days.get(("grown " + step["method"], place_of(step))),
            )
            if pair.grown and day and not day.is_over(self.told):
                pair.taken_back[session] = pair.grown[-1]

    def ease(self, place: str, told: Told, now_ms: int, session: int) -> None:
        """ "Too much" was said of ``place``."""
        self.count("rest", place, told, now_ms, session)
        self._eased[place] = session
        for (_, name), pair in self._pairs.items():
            if name == place:
                pair.before, pair.grown, pair.is_eased = pair.grown, [], True

    def forget(self, session: int) -> None:
        """Nothing of a session, or of its answer, stayed on record."""
        for day in self._days.values():
            day.forget(session)
        self.forget_finish(session)
        self.forget_ease(session)
        self.forget_taking_back(session)

    def forget_finish(self, session: int) -> None:
        """That it finished is not on record: the day is not used up by it."""
        for (kind, _), day in self._days.items():
            if kind.startswith("grown"):
                day.forget(session)
        self._finished = {p: row for p, row in self._finished.items() if row[3] != session}

    def forget_ease(self, session: int) -> None:
        """Its answer is not on record."""
        for (kind, _), day in self._days.items():
            if kind == "rest":
                day.forget(session)
        self._eased = {p: number for p, number in self._eased.items() if number != session}
        for (_, place), pair in self._pairs.items():
            if pair.is_eased and place not in self._eased:
                pair.grown, pair.is_eased = pair.before + pair.grown, False

    def forget_taking_back(self, session: int) -> None:
        """That it was worse is not on record."""
        for pair in self._pairs.values():
            pair.taken_back.pop(session, None)

    # --- what must hold ----------------------------------------------------------------

    def judge_opening(self, routine: Any, now_ms: int, knows_flags: bool) -> None:
        """A session of ``routine`` was opened."""
        name = routine["title"]
        for day in self._days.values():
            day.end(self.told)
        must(self._count("of", name) < A_DAY, "five a day", name)
        for step in routine["steps"]:
            place = place_of(step)
            must(self._count("at", place) < A_DAY, "five a day at a place", place)
            must(not self._count("rest", place), "a place that rests", place)
            self._judge_gap(place, now_ms)
            if knows_flags:
                self.judge_exclusion(step)

    def judge_left(self, routine: Any, left: int) -> None:
        """So many sessions of it are left today, the panel says."""
        places = [place_of(step) for step in routine["steps"]]
        most = max(
            [self._count("of", routine["title"])] + [self._count("at", p) for p in places]
        )
        must(
            left <= max(0, A_DAY - most),
            "more left than there is",
            left,
            most,
            routine["title"],
        )
        is_resting = any(self._count("rest", place) for place in places)
        must(not (is_resting and left > 0), "a place that rests", routine["title"])

    def judge_exclusion(self, step: Any) -> None:
        """The step may be pressed by this person."""
        for flag, is_so in self.flags.items():
            points, methods = EXCLUDED[flag]
            is_out = step.get("point") in points or step["method"] in methods
            is_out = is_out or (flag == "pregnancy" and "area" in step)  # not known to be fine
            must(not (is_so and is_out), "excluded", flag, step)

    def judge_dose(self, step: Any, asked: Any) -> None:
        """What a session asks for: ``asked``, a row of doses of its first record."""
        method = step["method"]
        pair = self._pair(step)
        _, _, _, level, timed_s, window_s, repetitions = asked[:7]
        must(level <= pair.level_most(), "a level not earned", level, step)
        is_eased = pair.must_ease()
        for name, asked_s in (("hold", timed_s), ("spot", timed_s), ("window", window_s)):
            if name in step:
                dose = step[name]
                most_s = dose["start_s"] + dose["step_s"] * pair.level_most()
                most_s = min(most_s, dose["max_s"])
                if is_eased:
                    most_s = min(most_s, EASED_S.get(method, {}).get(name, most_s))
                must(asked_s <= most_s, "too long", name, asked_s, most_s, step)
        if is_eased and "window" not in step:
            must(repetitions <= EASED_REPETITIONS, "not eased", repetitions, step)

    def _judge_gap(self, place: str, now_ms: int) -> None:
        ms, at_s, boot, _ = self._finished.get(place, (-GAP_MS, None, self.boot, 0))
        since_ms = now_ms - ms
        if boot != self.boot:
            if at_s is None or self.told is None:
                return
            since_ms = 1000 * (self.told[0] - at_s)
        must(since_ms >= GAP_MS - ROUNDING_MS, "the gap", place, since_ms)

    def _count(self, kind: str, name: str) -> int:
        day = self._days.get((kind, name))
        return day.count(self.told) if day else 0

    def _pair(self, step: Any) -> Pair:
        place = place_of(step)
        pair = self._pairs.setdefault((step["method"], place), Pair())
        pair.is_eased = pair.is_eased or place in self._eased
        every = [step[name]["every"] for name in _timed(step)] or [EVERY]
        pair.every = min(pair.every, *every)
        return pair


def _timed(step: Any) -> list[str]:
    return [name for name in ("hold", "spot", "window") if name in step]
