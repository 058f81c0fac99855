"""What the device would ask for today, by folding its pulled history as it does itself."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime

from acupacer.core.clock.day_mark import moment_at
from acupacer.core.clock.wall_clock import WallClock
from acupacer.core.progress import prescriptions
from acupacer.core.progress.levels import PairMemory
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.progress.progress import Progress
from acupacer.core.progress.records import Record
from acupacer.core.routine.model import Routine


def progress_of(records: Iterable[Record]) -> Progress:
    """The core's own progress after ``records`` (of one era, in order)."""
    progress = Progress()
    for record in records:
        progress.apply(record)
    return progress


def this_wall() -> WallClock:
    """This computer's clock as a device's wall clock, read at uptime 0."""
    wall = WallClock()
    offset = datetime.now().astimezone().utcoffset()
    wall.read(0, int(time.time()), int(offset.total_seconds()) // 60 if offset else 0, True)
    return wall


def prescriptions_today(routine: Routine, progress: Progress) -> list[Prescription]:
    """One per step, by the history."""
    wall = this_wall()
    return [progress.prescription(step, wall, 0) for step in routine.steps]


def prescriptions_at(routine: Routine, level: int) -> list[Prescription]:
    """One per step with every place at ``level``, or at its top if that is lower."""
    now = moment_at(WallClock(), 0)
    asked = []
    for step in routine.steps:
        pair = PairMemory((step.method, step.place))
        pair.level = min(level, prescriptions.top_level(step))
        asked.append(prescriptions.prescription(pair, step, "", now))
    return asked
