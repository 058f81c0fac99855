"""A step as a line or a row says it, and the step of a document that it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from acupacer.core.routine import fields
from acupacer.core.routine.model import EVERY

HANDS = "hands"
ROLL_S = (4, 2, 4)  # out, stay and back of a roll that says no more: as in our own routines
GROWTH_S = 5  # a level adds to a hold or a spot
WINDOW_GROWTH_S = {"gun": 60, "roller": 30}
# Free time after the rolls, where only the spots are told.
ROLLER_WINDOW = {"start_s": 60, "max_s": 180, "step_s": 30, "every": EVERY}
MOVING = ("balls", "roller")
_TIMES = {"ready": "get_ready_s", "rest": "rest_s", "change": "switch_side_s"}


@dataclass
class Length:
    """Seconds, from ``low_s`` to ``high_s``; ``more_s`` and ``every`` None where not told."""

    low_s: int
    high_s: int
    more_s: int | None = None
    every: int | None = None

    def as_dose(self, growth_s: int) -> dict[str, int]:
        """Its fields; one that says no growth grows by ``growth_s``, if it can."""
        is_fixed = self.low_s == self.high_s
        step_s = self.more_s if self.more_s is not None else 0 if is_fixed else growth_s
        every = EVERY if self.every is None else self.every
        return {
            "start_s": self.low_s,
            "max_s": self.high_s,
            "step_s": step_s,
            "every": every,
        }

    def words(self) -> str:
        """``10–40 s``."""
        return "–".join(map(str, dict.fromkeys((self.low_s, self.high_s)))) + " s"

    @property
    def is_fixed(self) -> bool:
        """Whether it is so many seconds and no more."""
        return self.low_s == self.high_s and self.more_s is None and self.every is None


@dataclass
class Draft:
    """What is told of a step; None and empty: nothing is.

    ``both``: the word that says both sides, where that may not be at once.
    ``usual_sides``: those pressed where a line tells none. ``times``: seconds of rest,
    change, ready and gap; ``free_time``: the lengths of window and spots; both by these words.
    """

    method: str | None = None
    balls: int = 0
    place: dict[str, str] = field(default_factory=dict)
    sides: tuple[str, ...] = ()
    both: str = ""
    usual_sides: tuple[str, ...] = ("none",)
    in_turn: bool = False
    position: str | None = None
    staying: bool | None = None
    count: int | None = None
    length: Length | None = None
    is_open: bool = False
    is_rolled: bool = False
    parts: tuple[int, ...] = ()
    arms: tuple[str, ...] = ()
    times: dict[str, int] = field(default_factory=dict)
    free_time: dict[str, Length] = field(default_factory=dict)
    short: str | None = None
    texts: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def of_method(self) -> str:
        """The method, which is by hand where none is told."""
        return self.method or HANDS

    @property
    def moves(self) -> bool:
        """Whether it is a movement rather than a hold."""
        return self.of_method in MOVING or bool(self.is_rolled or self.parts)

    def step(self) -> dict[str, Any]:
        """The step as a document has it; what is as by default is left out.

        Only how often: what does not say it is done once.
        """
        made: dict[str, Any] = {"method": self.of_method, **self.place}
        if self.short:
            made["short"] = self.short
        if self.of_method == "ball":
            made |= {"balls": self.balls} if self.balls == 2 else {}
            made |= {"position": self.position} if self.position else {}
        if self.sides or self.in_turn:
            made["sides"] = list(self.sides or ("left", "right"))
        if self.in_turn:
            made["alternate"] = True
        if self.texts:
            made["text"] = list(self.texts)
        made |= {_TIMES[word]: time for word, time in self.times.items() if word in _TIMES}
        made |= self._movement() if self.moves else self._hold()
        made |= self._free_time()
        if self.sources:
            made["sources"] = dict(self.sources)
        if tuple(made.get("sides", ())) == self.usual_sides:
            del made["sides"]
        return {
            row.name: made[row.name]
            for row in fields.STEP
            if row.name in made and (row.default is None or made[row.name] != row.default)
        }

    def _hold(self) -> dict[str, Any]:
        if self.of_method == "gun" or self.length is None:
            return {}
        made: dict[str, Any] = {"repetitions": 1 if self.count is None else self.count}
        length = self.length
        if self.is_open:
            made["hold"] = {"open": True, "start_s": length.low_s, "max_s": length.high_s}
        elif length.is_fixed:
            made["hold"] = length.low_s
        else:
            made["hold"] = length.as_dose(GROWTH_S)
        return made

    def _movement(self) -> dict[str, Any]:
        out_s, stay_s, back_s = self.parts or ROLL_S
        made: dict[str, Any] = {"repetitions": 1 if self.count is None else self.count}
        made |= {"out_s": out_s, "stay_s": stay_s, "back_s": back_s}
        arms = self.arms or (("left", "right") if self.of_method == "balls" else ())
        return {"movement": made | ({"arms": list(arms)} if arms else {})}

    def _free_time(self) -> dict[str, Any]:
        """The window and its spots."""
        method = self.of_method
        window = self.length if method == "gun" else self.free_time.get("window")
        spots = self.free_time.get("spots")
        made: dict[str, Any] = {}
        if window is not None:
            made["window"] = dict(window.as_dose(WINDOW_GROWTH_S.get(method, GROWTH_S)))
        elif method == "roller" and spots is not None:
            made["window"] = dict(ROLLER_WINDOW)
        if "window" in made:
            made["window"] |= {"optional": True} if method == "roller" else {}
            made["window"] |= {"gap_s": self.times["gap"]} if "gap" in self.times else {}
        if spots is not None:
            made["spot"] = spots.as_dose(GROWTH_S)
        return made
