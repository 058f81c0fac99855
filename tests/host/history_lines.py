"""History lines as a device would have written them, for tests of what reads them."""

from __future__ import annotations

from typing import Any

from acupacer.core.progress import history

DAY_S = 86400
START_S = 1_767_254_400  # 2026-01-01 08:00 UTC


class Writer:
    """Adds sessions one by one; ``lines`` is the history."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.sessions = 0
        self.day_ends_h = 0

    def note(self, kind: str, values: list[Any], session: int = 0, time: Any = START_S) -> None:
        head = [("id", len(self.lines) + 1), ("kind", kind), ("session", session)]
        offset = None if time is None else 60
        times = [("time", time), ("offset", offset), ("up", 1000 * len(self.lines))]
        times += [("day_ends_h", self.day_ends_h)] if self.day_ends_h else []
        self.lines.append(history.encode(head + times, kind, values).rstrip(b"\n"))

    def session(
        self,
        day: int = 0,
        given: tuple[int, int] = (30_000, 30_000),
        how: str = "finished",
        hold_s: int = 10,
        place: str = "LI4",
        answer: str = "",
        has_clock: bool = True,
        helped: str = "",
    ) -> None:
        """A hands session of three holds a side; ``given``: ms delivered left and right."""
        self.sessions += 1
        number = self.sessions
        time = START_S + day * DAY_S if has_clock else None
        level = (hold_s - 10) // 5
        dose = [0, "hands", place, level, hold_s, 0, 3, ["left", "right"], 3, 10]
        asked = [[place, side, 3 * hold_s * 1000] for side in ("left", "right")]
        routine = "hands-" + place.lower()
        self.note("started", [routine, "0123456789ab", [dose], asked], number, time)
        for side, ms in zip(("left", "right"), given, strict=True):
            self.note("begin", [0, 1, place, side], number, time)
            self.note("end", [0, 1, place, side, ms], number, time)
        rows = [[place, side, ms] for side, ms in zip(("left", "right"), given, strict=True)]
        self.note("ended", [how, rows, [], 1, [900, 120]], number, time)
        if answer:
            self.note("answer", [answer, "hands", place], number, time)
        if helped:
            self.note("helped", [helped, routine], number, time)


def half_a_year() -> Writer:
    """What a person might have done: growth, a stop, too much, breaks, no clock once."""
    writer = Writer()
    writer.note("profile", ["pregnancy", False])
    writer.note("profile", ["osteoporosis", True])
    for day in range(0, 60, 2):
        hold_s = 10 + 5 * min(day // 12, 4)
        ms = 3000 * hold_s
        writer.session(day, (ms, ms), hold_s=hold_s)
        if day % 6 == 0:
            writer.session(day, (ms, ms - 5000), "ended_early", hold_s, "BL60")
    writer.session(60, (12_000, 0), "stopped", 30, "LI4", "yes")
    writer.session(0, has_clock=False)
    for day in range(63, 80, 3):
        writer.session(day, hold_s=10)
    return writer
