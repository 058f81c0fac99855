"""What the device would ask for today, by folding its pulled history as it does itself."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime

from acupacer.core.clock.clock import Clock
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.progress.progress import Progress
from acupacer.core.progress.records import Record
from acupacer.core.routine.model import Routine

from .at_level import prescriptions_at

__all__ = ["prescriptions_at", "prescriptions_today", "progress_of", "this_clock"]


def progress_of(records: Iterable[Record]) -> Progress:
    """The core's own progress after ``records`` (of one era, in order)."""
    progress = Progress()
    for record in records:
        progress.apply(record)
    return progress


def this_clock() -> Clock:
    """This computer's clock as a device's, just powered up."""
    clock = Clock()
    offset = datetime.now().astimezone().utcoffset()
    offset_min = int(offset.total_seconds()) // 60 if offset else 0
    clock.wall.read(0, int(time.time()), offset_min, True)
    return clock


def prescriptions_today(routine: Routine, progress: Progress) -> list[Prescription]:
    """One per step, by the history."""
    clock = this_clock()
    return [progress.prescription(step, clock) for step in routine.steps]
