"""Steps and routines for tests, made by the parser's own rules. Runs on both interpreters."""

from acupacer.core.routine import step_rules
from acupacer.core.routine.fault_list import FaultList
from acupacer.core.routine.model import Routine


def make_step(fields):
    """The step of a document that has ``fields``; ValueError when it has faults."""
    faults = FaultList(8)
    step = step_rules.check_step(fields, "step", faults)
    if faults.count:
        raise ValueError(faults.texts())
    return step


def make_routine(name, *steps):
    return Routine(name, name, "", (), steps)
