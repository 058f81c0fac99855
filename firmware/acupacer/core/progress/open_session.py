"""A session that started and has not ended on record: what a blackout leaves behind."""

from ..clock.day_mark import UNKNOWN, Moment, moment_at
from . import sums

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..clock.wall_clock import WallClock

COUNTS_MS = 1000  # of pressure make a session count (source: design)
OWED_MS = 1000  # less between two sides is a pause's rounding (source: design)
TAKE_UP_S = 30 * 60  # how long after a power loss a session may go on (source: design)

# Fields of a dose row in the record ``started`` (see ``prescriptions.dose_row``).
_STEP, _METHOD, _KEY, _LEVEL = 0, 1, 2, 3
_EVERY, _TOP = 8, 9


class OpenSession:
    """One session's records, folded as they come.

    ``session`` its number; ``routine`` its id, "" when the record was damaged;
    ``digest`` of the routine's text. ``step`` (from 0), ``repetition``, ``key`` and
    ``side`` of the last repetition that began (step -1: none did). ``given`` and
    ``asked``: (key, side, ms) rows. ``is_pressing``: a repetition began and has not
    ended. ``moment`` of the last record. Blocks: never.
    """

    def __init__(self, session: int) -> None:
        self.session = session
        self.routine = ""
        self.digest = ""
        self.step = -1
        self.repetition = 0
        self.key = ""
        self.side = ""
        self.is_pressing = False
        self.moment = Moment(UNKNOWN, UNKNOWN, 0)
        self.given: "list[tuple[str, str, int]]" = []
        self.asked: "list[tuple[str, str, int]]" = []
        self.doses: "list[list[Any]]" = []
        self.pressed: "list[int]" = []  # steps, in order of their first pressure
        # what was booked already, so that it is booked once
        self.is_counted = False
        self.counted: "list[str]" = []  # keys
        self.used: "list[int]" = []  # steps

    @property
    def is_begun(self) -> bool:
        """A repetition began: pressure may have been given."""
        return self.step >= 0

    @property
    def time(self) -> "int | None":
        """Unix seconds of the last record, or None without a trusted clock."""
        found: int = self.moment.epoch_s
        return None if found == UNKNOWN else found

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

    def start(self, record: "dict[str, Any]") -> None:
        """Fold ``started``."""
        self.routine = record["routine"]
        self.digest = record["digest"]
        self.prescribe(record)

    def prescribe(self, record: "dict[str, Any]") -> None:
        """Fold the doses and sums of ``started`` or ``prescribed``."""
        self.doses += record["doses"]
        for key, side, asked_ms in record["asked"]:
            sums.add(self.asked, key, side, asked_ms)

    def begin(self, record: "dict[str, Any]") -> None:
        """Fold ``begin``."""
        self._place(record)
        self.is_pressing = True

    def end(self, record: "dict[str, Any]") -> None:
        """Fold ``end``."""
        self._place(record)
        self.is_pressing = False
        sums.add(self.given, record["key"], record["side"], record["ms"])
        if record["ms"]:
            self.press(record["step"])

    def press(self, step: int) -> None:
        """Note that step ``step`` was pressed."""
        if step not in self.pressed:
            self.pressed.append(step)

    def take_sums(self, given: "list[list[Any]]") -> None:
        """Make up for damaged ``end`` lines by the sums of ``ended``."""
        for key, side, given_ms in given:
            missing_ms = given_ms - sums.total_ms(self.given, key, side)
            if missing_ms > 0:
                sums.add(self.given, key, side, missing_ms)

    def _place(self, record: "dict[str, Any]") -> None:
        self.step = record["step"]
        self.repetition = record["repetition"]
        self.key = record["key"]
        self.side = record["side"]

    # --- asking ---------------------------------------------------------------------------

    def keys_pressed(self) -> "list[str]":
        """Places with any pressure, once the session counts; else none."""
        if sums.total_ms(self.given) < COUNTS_MS:
            return []
        keys: "list[str]" = []
        for key, _, given_ms in self.given:
            if given_ms and key not in keys:
                keys.append(key)
        return keys

    def owed_side(self, key: str) -> str:
        """The side of ``key`` that was cut shorter than the other, or ""."""
        left_ms, right_ms = self._missing_ms(key, "left"), self._missing_ms(key, "right")
        if abs(left_ms - right_ms) < OWED_MS:
            return ""
        return "left" if left_ms > right_ms else "right"

    def _missing_ms(self, key: str, side: str) -> int:
        return max(
            0, sums.total_ms(self.asked, key, side) - sums.total_ms(self.given, key, side)
        )

    def dose_of(self, step: int) -> "tuple[str, str, int] | None":
        """(method, key, level) of step ``step``, or None when the record was damaged."""
        for row in self.doses:
            if row[_STEP] == step:
                return row[_METHOD], row[_KEY], row[_LEVEL]
        return None

    def pairs_pressed(self) -> "list[tuple[str, str, int, int]]":
        """(method, key, every, top level), one for each pair that was pressed.

        A pair with two doses takes the larger of each number.
        """
        pairs: "list[tuple[str, str, int, int]]" = []
        for row in self.doses:
            if row[_STEP] not in self.pressed:
                continue
            for index, pair in enumerate(pairs):
                if pair[0] == row[_METHOD] and pair[1] == row[_KEY]:
                    every, top = max(pair[2], row[_EVERY]), max(pair[3], row[_TOP])
                    pairs[index] = (pair[0], pair[1], every, top)
                    break
            else:
                pairs.append((row[_METHOD], row[_KEY], row[_EVERY], row[_TOP]))
        return pairs

    # --- checkpoint -----------------------------------------------------------------------

    def rows(self) -> "Iterator[list[Any]]":
        """Everything, as checkpoint rows."""
        place = [self.step, self.repetition, self.key, self.side, self.is_pressing]
        head = [self.session, self.routine, self.digest, self.is_counted]
        yield ["open"] + head + [list(self.moment)] + place
        for dose in self.doses:
            yield ["open_dose"] + dose
        for asked in self.asked:
            yield ["open_asked"] + list(asked)
        for given in self.given:
            yield ["open_given"] + list(given)
        for step in self.pressed:
            yield ["open_pressed", step, step in self.used]
        for key in self.counted:
            yield ["open_counted", key]

    def restore(self, row: "list[Any]") -> None:
        """Take one of ``rows`` back."""
        name, values = row[0], row[1:]
        if name == "open":
            self.routine, self.digest, self.is_counted = values[1:4]
            self.moment = Moment(*values[4])
            self.step, self.repetition, self.key, self.side, self.is_pressing = values[5:]
        elif name == "open_dose":
            self.doses.append(values)
        elif name in ("open_asked", "open_given"):
            rows = self.asked if name == "open_asked" else self.given
            rows.append(tuple(values))
        elif name == "open_counted":
            self.counted.append(values[0])
        else:
            self.pressed.append(values[0])
            self.used += values[:1] if values[1] else []
