"""A user's days, played against ``Progress`` without a device: sessions, clocks, blackouts.

Runs on CPython and MicroPython. Real time passes by ``wait``; what the clock says of it
is up to ``set_clock``.
"""

from acupacer.core.clock.wall_clock import WallClock
from acupacer.core.progress import history, prescriptions, sums
from acupacer.core.progress.progress import Progress
from acupacer.core.routine.document import places_of
from acupacer.core.routine.model import Entry
from acupacer.core.session import plan
from routine_parts import make_step

NOON = 1760011200  # 2025-10-09 12:00 UTC
DAY_S = 86400
HOLD = {"start_s": 10, "max_s": 60, "step_s": 5, "every": 3}


def hands(point="LI4", sides=("left", "right"), repetitions=3, area="", **dose):
    """By hand at ``point``, or at ``area`` if one is given."""
    hold = dict(HOLD)
    hold.update(dose)
    step = {
        "method": "hands",
        "sides": list(sides),
        "repetitions": repetitions,
        "hold": hold,
    }
    step["area" if area else "point"] = area or point
    return make_step(step)


def balls(point="BL23"):
    movement = {"repetitions": 5, "out_s": 4, "stay_s": 2, "back_s": 4}
    movement["arms"] = ["left", "right"]
    return make_step(
        {"method": "balls", "point": point, "switch_side_s": 5, "movement": movement}
    )


def gun(start_s=300, spot_s=15):
    window = {"start_s": start_s, "max_s": 600, "step_s": 60, "every": 3}
    spot = {"start_s": spot_s, "max_s": 30, "step_s": 5, "every": 3}
    return make_step({"method": "gun", "point": "BL23", "window": window, "spot": spot})


def make_entry(routine):
    return Entry(routine.id, "", 0, 0, "d", 1, (), places_of(routine), "c")


class Story:
    """One device with its user. ``now_ms`` uptime, ``real_s`` real Unix time."""

    def __init__(self, real_s=NOON, offset_min=0, is_trusted=True):
        self.real_s = real_s
        self.lines = []
        self.next_id = 1
        self.power_up()
        if is_trusted:
            self.set_clock(0, offset_min)

    # --- time -----------------------------------------------------------------------------

    def wait(self, seconds):
        self.real_s += seconds
        self.now_ms += seconds * 1000

    def wait_days(self, days):
        self.wait(days * DAY_S)

    def set_clock(self, error_s=0, offset_min=0, is_trusted=True, is_noted=True):
        """The clock is ``error_s`` ahead of the real time from now on."""
        self.wall.read(self.now_ms, self.real_s + error_s, offset_min, is_trusted)
        if is_noted and self.progress.should_note_clock(self.wall, self.now_ms):
            self.note("clock", [])

    def power_up(self):
        """Off and on: a new uptime, no clock, everything from the record."""
        self.now_ms = 0
        self.wall = WallClock()
        self.progress = self.replayed()

    def replayed(self):
        progress = Progress()
        for line in self.lines:
            progress.apply(history.decode(line))
        return progress

    # --- records --------------------------------------------------------------------------

    def note(self, kind, values, session=0):
        times = [("time", self.wall.epoch_s(self.now_ms)), ("offset", self.wall.offset_min)]
        head = [("id", self.next_id), ("kind", kind), ("session", session)] + times
        line = history.encode(head + [("up", self.now_ms)], kind, values)
        self.next_id += 1
        self.lines.append(line)
        self.progress.apply(history.decode(line), True)

    def run(self, routine, how="finished", deliver=None, answer="", cut_after=None):
        """A session; ``deliver(phase) -> ms`` (None: skipped), by default all of it.

        ``cut_after``: power is lost in that repetition, counted from 0; its begin is the
        last record.
        """
        number = self.progress.next_session
        asked = [self.prescription(step) for step in routine.steps]
        phases = plan.compile_plan(routine, asked)
        self._note_started(number, routine, asked, phases)
        given = []
        last = ("", "")
        for index, phase in enumerate([p for p in phases if p.kind in plan.DELIVERING]):
            step = routine.steps[phase.step]
            key = step.place
            done_ms = deliver(phase) if deliver else phase.duration_ms
            if done_ms is None:
                continue
            place = [phase.step, phase.repetition, key, phase.side]
            self.note("begin", place, number)
            self.wait((done_ms + 999) // 1000)
            if index == cut_after:
                return number
            self.note("end", place + [done_ms], number)
            sums.add(given, key, phase.side, done_ms)
            last = (step.method, key)
        self.note("ended", [how, list(map(list, given)), [], 0, None], number)
        if answer:
            self.note("answer", [answer, last[0], last[1]], number)
        return number

    def _note_started(self, number, routine, asked, phases):
        rows = [
            list(prescriptions.step_dose(index, step, asked[index]))
            for index, step in enumerate(routine.steps)
        ]
        asked_sums = plan.prescribed(routine, phases)
        self.note("started", [routine.id, "d", rows, list(map(list, asked_sums))], number)

    # --- asking ---------------------------------------------------------------------------

    def prescription(self, step):
        return self.progress.prescription(step, self.wall, self.now_ms)

    def why(self, step):
        return self.progress.why(step, self.wall, self.now_ms)

    def refusal(self, routine):
        return self.progress.refusal(make_entry(routine), self.wall, self.now_ms)

    def wait_min(self, routine):
        return self.progress.wait_min(make_entry(routine), self.wall, self.now_ms)

    def left_today(self, routine):
        return self.progress.left_today(make_entry(routine), self.wall, self.now_ms)

    def done_days(self, routine):
        return self.progress.done_days(routine.id, self.wall, self.now_ms)

    def can_ask(self, routine):
        return self.progress.can_ask_new_day(make_entry(routine), self.wall, self.now_ms)

    def finish_days(self, routine, days):
        """One finished session on each of ``days`` days, at the same hour."""
        for _ in range(days):
            start_s = self.real_s
            self.run(routine)
            self.wait(start_s + DAY_S - self.real_s)
