"""What a device would ask for at a level that is given: no history and no clock are needed."""

from __future__ import annotations

from acupacer.core.clock.clock import Clock
from acupacer.core.progress import prescriptions
from acupacer.core.progress.levels import PairMemory
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.routine.model import Routine


def prescriptions_at(routine: Routine, level: int) -> list[Prescription]:
    """One per step with every place at ``level``, or at its top if that is lower."""
    now = Clock().moment()
    asked = []
    for step in routine.steps:
        pair = PairMemory((step.method, step.place_id))
        pair.level = min(level, prescriptions.top_level(step))
        asked.append(prescriptions.prescription(pair, step, "", now))
    return asked
