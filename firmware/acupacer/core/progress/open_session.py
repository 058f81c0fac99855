"""A session that started and has not ended on record: what a blackout leaves behind."""

from ..clock.day_mark import UNKNOWN, Moment, moment_at
from . import sums
from .records import StepDose
from .sums import SideSum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NamedTuple

    from ..clock.wall_clock import WallClock
    from .records import Prescribed, Press, PressBegin, PressEnd, Started
else:
    from ..named_tuples import NamedTuple

COUNTS_MS = 1000  # of pressure make a session count (source: design)
OWED_MS = 1000  # less between two sides is a pause's rounding (source: design)
TAKE_UP_S = 30 * 60  # how long after a power loss a session may go on (source: design)

# A method at a place that was pressed, and the numbers its level grows by: of its doses, the
# larger of each.
PressedPair = NamedTuple(
    "PressedPair", (("method", str), ("place", str), ("every", int), ("top_level", int))
)


class OpenSession:
    """One session's records, folded as they come.

    ``session`` its number; ``routine`` its id, "" when the record was damaged;
    ``digest`` of the routine's text. ``step`` (from 0), ``repetition``, ``place`` and
    ``side`` of the last repetition that began (step -1: none did). ``given`` and
    ``asked``: sums of pressure; ``doses``: a dose per step. ``is_pressing``: a repetition
    began and has not ended. ``pressed``: steps, in order of their first pressure. ``moment``
    of the last record. Blocks: never.
    """

    def __init__(self, session: int) -> None:
        self.session = session
        self.routine = ""
        self.digest = ""
        self.step = -1
        self.repetition = 0
        self.place = ""
        self.side = ""
        self.is_pressing = False
        self.moment = Moment(UNKNOWN, UNKNOWN, 0)
        self.given: "list[SideSum]" = []
        self.asked: "list[SideSum]" = []
        self.doses: "list[StepDose]" = []
        self.pressed: "list[int]" = []
        # what was booked already, so that it is booked once
        self.is_counted = False
        self.has_moved = False  # an exercise was done
        self.counted: "list[str]" = []  # places
        self.used: "list[int]" = []  # steps

    @property
    def is_begun(self) -> bool:
        """A repetition began: pressure may have been given."""
        return self.step >= 0

    @property
    def time(self) -> "int | None":
        """Unix seconds of the last record, or None without a trusted clock."""
        epoch_s: int = self.moment.epoch_s
        return None if epoch_s == UNKNOWN else epoch_s

    def can_take_up(self, wall: "WallClock", now_ms: int) -> bool:
        """Whether to offer to go on after a power loss.

        True without a trusted clock (the user's word decides then), and when the last
        record is less than 30 min old by a trusted one. Blocks: never.
        """
        now = moment_at(wall, now_ms)
        if not self.is_begun or now.at_min == UNKNOWN:
            return self.is_begun
        return self.time is not None and 0 <= now.epoch_s - self.time < TAKE_UP_S

    # --- folding ------------------------------------------------------------------------

    def start(self, record: "Started") -> None:
        """Take what the session is of, and what it asks for."""
        self.routine = record.routine
        self.digest = record.digest
        self.prescribe(record)

    def prescribe(self, record: "Prescribed") -> None:
        """Take what the session asks for, or more of it."""
        self.doses += record.doses
        for asked in record.asked:
            sums.add(self.asked, asked.place, asked.side, asked.ms)

    def begin(self, record: "PressBegin") -> None:
        """A repetition began."""
        self._be_at(record)
        self.is_pressing = not self._is_exercise(record.step)

    def end(self, record: "PressEnd") -> None:
        """A repetition ended, or a part of one."""
        self._be_at(record)
        self.is_pressing = False
        if self._is_exercise(record.step):
            self.has_moved = self.has_moved or record.pressed_ms > 0
            return
        sums.add(self.given, record.place, record.side, record.pressed_ms)
        if record.pressed_ms:
            self.press(record.step)

    def press(self, step: int) -> None:
        """Note that step ``step`` was pressed."""
        if step not in self.pressed:
            self.pressed.append(step)

    def make_up(self, all_given: "list[SideSum]") -> None:
        """Make up for damaged lines by the sums that stand in the session's end."""
        for given in all_given:
            known_ms = sums.total_ms(self.given, given.place, given.side)
            if given.ms > known_ms:
                sums.add(self.given, given.place, given.side, given.ms - known_ms)

    def _is_exercise(self, step: int) -> bool:
        """Nothing is pressed in that step; of a damaged record we take it that it is."""
        dose = self.dose_of(step)
        return dose is not None and dose.method == "move"

    def _be_at(self, record: "Press") -> None:
        self.step = record.step
        self.repetition = record.repetition
        self.place = record.place
        self.side = record.side

    # --- asking ---------------------------------------------------------------------------

    def places_pressed(self) -> "list[str]":
        """Places with any pressure, once the session counts; else none."""
        if sums.total_ms(self.given) < COUNTS_MS:
            return []
        places: "list[str]" = []
        for given in self.given:
            if given.ms and given.place not in places:
                places.append(given.place)
        return places

    def owed_side(self, place: str) -> str:
        """The side of ``place`` that was cut shorter than the other, or ""."""
        left_ms, right_ms = self._missing_ms(place, "left"), self._missing_ms(place, "right")
        if abs(left_ms - right_ms) < OWED_MS:
            return ""
        return "left" if left_ms > right_ms else "right"

    def _missing_ms(self, place: str, side: str) -> int:
        asked_ms = sums.total_ms(self.asked, place, side)
        return max(0, asked_ms - sums.total_ms(self.given, place, side))

    def dose_of(self, step: int) -> "StepDose | None":
        """What step ``step`` was asked for, or None when the record was damaged."""
        for dose in self.doses:
            if dose.step == step:
                return dose
        return None

    def pairs_pressed(self) -> "list[PressedPair]":
        """One for each method and place that was pressed."""
        pairs: "list[PressedPair]" = []
        for dose in self.doses:
            if dose.step in self.pressed:
                _add_pair(pairs, dose)
        return pairs

    # --- checkpoint -----------------------------------------------------------------------

    def rows(self) -> "Iterator[list[Any]]":
        """Everything, as checkpoint rows."""
        place = [self.step, self.repetition, self.place, self.side, self.is_pressing]
        head = [self.session, self.routine, self.digest, self.is_counted]
        yield ["open"] + head + [list(self.moment)] + place
        for dose in self.doses:
            yield ["open_dose"] + list(dose)
        for asked in self.asked:
            yield ["open_asked"] + list(asked)
        for given in self.given:
            yield ["open_given"] + list(given)
        for step in self.pressed:
            yield ["open_pressed", step, step in self.used]
        for counted in self.counted:
            yield ["open_counted", counted]
        if self.has_moved:
            yield ["open_moved", True]

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        name, values = row[0], row[1:]
        if name == "open":
            _, self.routine, self.digest, self.is_counted, moment = values[:5]
            self.step, self.repetition, self.place, self.side, self.is_pressing = values[5:]
            self.moment = Moment(*moment)
        elif name == "open_dose":
            self.doses.append(StepDose(*values))
        elif name == "open_asked":
            self.asked.append(SideSum(*values))
        elif name == "open_given":
            self.given.append(SideSum(*values))
        elif name == "open_counted":
            self.counted.append(values[0])
        elif name == "open_moved":
            self.has_moved = values[0]
        else:
            step, is_used = values
            self.pressed.append(step)
            self.used += [step] if is_used else []


def _add_pair(pairs: "list[PressedPair]", dose: StepDose) -> None:
    every, top_level = dose.every, dose.top_level
    for index, pair in enumerate(pairs):
        if pair.method == dose.method and pair.place == dose.place:
            every, top_level = max(pair.every, every), max(pair.top_level, top_level)
            pairs[index] = PressedPair(pair.method, pair.place, every, top_level)
            return
    pairs.append(PressedPair(dose.method, dose.place, every, top_level))
