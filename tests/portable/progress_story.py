"""A user's days, played against ``Progress`` without a device: sessions, clocks, blackouts.

Runs on CPython and MicroPython. Real time passes by ``wait``; what the clock says of it
is up to ``set_clock``.
"""

from acupacer.core.clock.clock import Clock
from acupacer.core.progress import history, prescriptions, sums
from acupacer.core.progress.progress import Progress
from acupacer.core.routine.document import places_of
from acupacer.core.routine.model import Entry
from acupacer.core.session import plan
from routine_parts import make_step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from acupacer.core.progress.counts import Refusal
    from acupacer.core.progress.prescriptions import Prescription, Why
    from acupacer.core.progress.records import Record
    from acupacer.core.routine.model import Routine, Step

NOON = 1760011200  # 2025-10-09 12:00 UTC
DAY_S = 86400
HOLD = {"start_s": 10, "max_s": 60, "step_s": 5, "every": 3}


def hands(
    point: str = "LI4",
    sides: "tuple[str, ...]" = ("left", "right"),
    repetitions: int = 3,
    area: str = "",
    **dose: int,
) -> "Step":
    """By hand at ``point``, or at ``area`` if one is given."""
    hold = dict(HOLD)
    hold.update(dose)
    step: "dict[str, Any]" = {
        "method": "hands",
        "sides": list(sides),
        "repetitions": repetitions,
        "hold": hold,
    }
    step["area" if area else "point"] = area or point
    return make_step(step)


def balls(point: str = "BL23") -> "Step":
    movement: "dict[str, Any]" = {"repetitions": 5, "out_s": 4, "stay_s": 2, "back_s": 4}
    movement["arms"] = ["left", "right"]
    return make_step(
        {"method": "balls", "point": point, "switch_side_s": 5, "movement": movement}
    )


def gun(start_s: int = 300, spot_s: int = 15) -> "Step":
    window = {"start_s": start_s, "max_s": 600, "step_s": 60, "every": 3}
    spot = {"start_s": spot_s, "max_s": 30, "step_s": 5, "every": 3}
    return make_step({"method": "gun", "point": "BL23", "window": window, "spot": spot})


def make_entry(routine: "Routine") -> Entry:
    return Entry(routine.id, "", 0, 0, "d", 1, (), places_of(routine), "c", ())


def decoded(line: bytes) -> "Record":
    """The record in a line of the history, which must be sound."""
    record = history.decode(line)
    assert record is not None, line
    return record


class Story:
    """One device with its user. ``clock``: the device's; ``real_s``: real Unix time."""

    def __init__(
        self, real_s: int = NOON, offset_min: int = 0, is_trusted: bool = True
    ) -> None:
        self.real_s = real_s
        self.lines: "list[bytes]" = []
        self.next_id = 1
        self.day_ends_h = 0
        self.power_up()
        if is_trusted:
            self.set_clock(0, offset_min)

    # --- time -----------------------------------------------------------------------------

    def wait(self, seconds: int) -> None:
        self.real_s += seconds
        self.clock.now_ms += seconds * 1000

    def wait_days(self, days: int) -> None:
        self.wait(days * DAY_S)

    def set_clock(
        self,
        error_s: int = 0,
        offset_min: int = 0,
        is_trusted: bool = True,
        is_noted: bool = True,
    ) -> None:
        """The clock is ``error_s`` ahead of the real time from now on."""
        self.clock.wall.read(self.clock.now_ms, self.real_s + error_s, offset_min, is_trusted)
        if is_noted and self.progress.should_note_clock(self.clock):
            self.note("clock", [])

    def end_day_at(self, hour: int) -> None:
        """The user sets the hour after midnight at which a day ends."""
        self.day_ends_h = self.clock.wall.day_ends_h = hour

    def power_up(self) -> None:
        """Off and on: a new uptime, no clock, everything from the record."""
        self.clock = Clock()
        self.clock.wall.day_ends_h = self.day_ends_h
        self.progress = self.replayed()

    def replayed(self) -> Progress:
        progress = Progress()
        for line in self.lines:
            progress.apply(decoded(line))
        return progress

    # --- records --------------------------------------------------------------------------

    def note(self, kind: str, values: "list[Any]", session: int = 0) -> None:
        head: "list[tuple[str, Any]]" = [
            ("id", self.next_id),
            ("kind", kind),
            ("session", session),
            ("time", self.clock.wall.epoch_s(self.clock.now_ms)),
            ("offset", self.clock.wall.offset_min),
            ("up", self.clock.now_ms),
        ]
        if self.day_ends_h:
            head.append(("day_ends_h", self.day_ends_h))
        line = history.encode(head, kind, values)
        self.next_id += 1
        self.lines.append(line)
        self.progress.apply(decoded(line), True)

    def run(
        self,
        routine: "Routine",
        how: str = "finished",
        deliver: "Callable[[plan.Phase], int | None] | None" = None,
        answer: str = "",
        cut_after: "int | None" = None,
        helped: str = "",
    ) -> int:
        """A session; ``deliver(phase) -> ms`` (None: skipped), by default all of it.

        ``answer``: to "too much?"; ``helped``: to "did it help?"; "" is not on record.
        ``cut_after``: power is lost in that repetition, counted from 0; its begin is the
        last record.
        """
        number = self.progress.next_session
        asked = [self.prescription(step) for step in routine.steps]
        phases = plan.compile_plan(routine, asked)
        self._note_started(number, routine, asked, phases)
        given: "list[sums.SideSum]" = []
        last = ("", "")
        for index, phase in enumerate([p for p in phases if p.kind in plan.DELIVERING]):
            step = routine.steps[phase.step]
            key = step.place_id
            done_ms = deliver(phase) if deliver else phase.duration_ms
            if done_ms is None:
                continue
            place = [phase.step, phase.repetition, key, phase.side]
            self.note("begin", place, number)
            self.wait((done_ms + 999) // 1000)
            if index == cut_after:
                return number
            self.note("end", place + [done_ms], number)
            if step.is_pressed:
                sums.add(given, key, phase.side, done_ms)
                last = (step.method, key)
        self.note("ended", [how, list(map(list, given)), [], 0, None], number)
        if answer:
            self.note("answer", [answer, last[0], last[1]], number)
        if helped:
            self.note("helped", [helped, routine.id], number)
        return number

    def _note_started(
        self,
        number: int,
        routine: "Routine",
        asked: "list[Prescription]",
        phases: "list[plan.Phase]",
    ) -> None:
        doses = [
            prescriptions.step_dose(index, step, asked[index])
            for index, step in enumerate(routine.steps)
        ]
        parts = prescriptions.in_parts(doses, plan.prescribed(routine, phases, asked))
        self.note("started", [routine.id, "d"] + parts[0], number)
        for part in parts[1:]:
            self.note("prescribed", part, number)

    # --- asking ---------------------------------------------------------------------------

    def prescription(self, step: "Step") -> "Prescription":
        return self.progress.prescription(step, self.clock)

    def why(self, step: "Step") -> "Why":
        return self.progress.why(step, self.clock)

    def refusal(self, routine: "Routine") -> "Refusal | None":
        return self.progress.refusal(make_entry(routine), self.clock)

    def wait_min(self, routine: "Routine") -> int:
        return self.progress.wait_min(make_entry(routine), self.clock)

    def left_today(self, routine: "Routine") -> int:
        return self.progress.left_today(make_entry(routine), self.clock)

    def done_days(self, routine: "Routine") -> int:
        return self.progress.done_days(routine.id, self.clock)

    def can_ask(self, routine: "Routine") -> bool:
        return self.progress.can_ask_new_day(make_entry(routine), self.clock)

    def finish_days(self, routine: "Routine", days: int) -> None:
        """One finished session on each of ``days`` days, at the same hour."""
        for _ in range(days):
            start_s = self.real_s
            self.run(routine)
            self.wait(start_s + DAY_S - self.real_s)
