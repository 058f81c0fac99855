"""Steps and routines for tests, made by the parser's own rules. Runs on both interpreters."""

from acupacer.core.routine import step_rules
from acupacer.core.routine.fault_list import FaultList
from acupacer.core.routine.model import Routine
from acupacer.core.routine.places import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from acupacer.core.routine.model import Step

# Where tools may press, too: areas of these names.
PLACES = dict([(name, Place(name, name, name)) for name in ("shoulder", "lower_back", "sole")])


def make_step(fields: "dict[str, Any]") -> "Step":
    """The step of a document that has ``fields``; ValueError when it has faults."""
    faults = FaultList(8)
    step = step_rules.check_step(fields, "step", faults, PLACES)
    if faults.count or step is None:
        raise ValueError(faults.texts())
    return step


def make_routine(name: str, *steps: "Step") -> Routine:
    return Routine(name, name, "", (), steps)
