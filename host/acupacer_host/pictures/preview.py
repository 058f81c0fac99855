"""A routine's timeline as text: a strip of the whole, then phase by phase."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import Any

from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.routine.model import Routine, Step

from ..content.wording import called, clock_words, duration_words, step_method_words
from .timeline import Span, Timeline

# Letter in the strip and colour of each kind of phase.
KINDS = {
    "get_ready": ("g", "yellow"),
    "hold": ("H", "green"),
    "rest": ("r", "bright_black"),
    "switch_side": ("s", "blue"),
    "movement": ("M", "green"),
    "window": ("W", "cyan"),
}


def strip(timeline: Timeline, columns: int) -> list[tuple[str, str]]:
    """The session from left to right as (letters, colour) runs, ``columns`` in all."""
    kinds = []
    for column in range(columns):
        at_ms = timeline.total_ms * (2 * column + 1) // (2 * columns)
        inside = [span for span in timeline.spans if span.start_ms <= at_ms < span.end_ms]
        kinds.append(inside[-1].kind if inside else "")
    runs = [(kind, len(list(same))) for kind, same in groupby(kinds)]
    return [
        (letter * count, colour)
        for kind, count in runs
        for letter, colour in [KINDS.get(kind, (" ", ""))]
    ]


def headings(routine: Routine, asked: list[Prescription]) -> list[str]:
    """One line per step: what it is and what it asks for."""
    lines = []
    for number, (step, dose) in enumerate(zip(routine.steps, asked, strict=True), 1):
        place = called(step.place)
        line = f"step {number}: {step_method_words(step)}, {place}, {_dose(step, dose)}"
        lines.append(f"{line}, level {dose.level}")
    return lines


def _dose(step: Step, dose: Prescription) -> str:
    parts = []
    if step.hold is not None:
        sides = " then ".join(dose.sides)
        length = f"{dose.hold_s} s" + (f" to {dose.most_s} s, open" if dose.most_s else "")
        turns = ", in turn" if step.alternate else ""
        holds = "hold of" if dose.repetitions == 1 else "holds of"
        if step.is_pressed:
            parts.append(f"{dose.repetitions} {holds} {length}, {sides}{turns}")
        else:
            where = "" if sides == "both" else f", {sides}{turns}"
            parts.append(f"{dose.repetitions} times {length}{where}")
    if step.movement is not None:
        arms = " then ".join(step.movement.arms)
        parts.append(f"{dose.repetitions} times" + (f", {arms} arm" if arms else ""))
    if step.window is not None:
        length = duration_words(dose.window_s)
        wish = ", if wanted" if step.window.optional else ""
        parts.append(
            f"{length} of free time{wish}, in it NEXT starts a spot of {dose.hold_s} s"
        )
    return "; ".join(parts)


def rows(timeline: Timeline) -> list[tuple[str, str, str, str, str]]:
    """(begins, lasts, phase, what, cues felt during it) for each phase.

    A cue between phases (a prompt's, the one that ends a side) has a row of its own.
    """
    timed = [
        (at_ms, (clock_words(at_ms), "", "", "", name))
        for at_ms, name in timeline.cues_between()
    ]
    for span in timeline.spans:
        lasts = f"{(span.end_ms - span.start_ms) / 1000:g} s"
        felt = _counted(timeline.cues_in(span))
        phase = span.kind.replace("_", " ")
        row = (clock_words(span.start_ms), lasts, phase, _what(span), felt)
        timed.append((span.start_ms, row))
    return [row for _, row in sorted(timed)]


def as_dict(timeline: Timeline) -> dict[str, Any]:
    """For JSON; times in milliseconds from START at home."""
    return {
        "total_ms": timeline.total_ms,
        "spans": [asdict(span) for span in timeline.spans],
        "cues": [{"at_ms": at_ms, "cue": name} for at_ms, name in timeline.cues],
    }


def _what(span: Span) -> str:
    words = [f"{span.arm} arm" if span.arm else span.side]
    if span.kind == "switch_side":
        words.insert(0, "to")
    if span.kind == "hold":
        words.append(str(span.repetition))
    return " ".join(words)


def _counted(names: list[str]) -> str:
    runs = [(name, len(list(same))) for name, same in groupby(names)]
    if len(runs) > 6:  # a movement's rhythm: what there is, not the order
        runs = [(name, names.count(name)) for name in dict.fromkeys(names)]
    return ", ".join(name if count == 1 else f"{count} {name}" for name, count in runs)
