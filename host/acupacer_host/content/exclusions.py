"""Which routines a device's profile refuses, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from acupacer.core.routine import safety
from acupacer.core.routine.model import Entry

from .wording import WORDS


@dataclass(frozen=True)
class Refusal:
    """A routine the device will not open. ``flags``: of the profile, first one first."""

    routine: str
    flags: list[str]
    text: str


def flags_of(profile: Mapping[str, object]) -> list[str]:
    """The profile's flags answered yes."""
    return [flag for flag in safety.FLAGS if profile.get(flag)]


def refusals(entries: Iterable[Entry], profile: Mapping[str, object]) -> list[Refusal]:
    """The routines that ``profile`` (flag -> yes, no, None) refuses, each with its reason."""
    flags = flags_of(profile)
    refused = []
    for entry in entries:
        excluded = safety.routine_exclusions(flags, entry.places)
        if excluded:
            step, method, name, flag = excluded[0]
            text = f"step {step}: {WORDS.say(safety.why(flag, method, name))}"
            names = dict.fromkeys(step.flag for step in excluded)
            refused.append(Refusal(entry.id, list(names), text))
    return refused
