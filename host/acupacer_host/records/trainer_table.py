"""What the trainer has found out: which cue was felt, and which was named."""

from __future__ import annotations

from collections.abc import Iterable

from acupacer.core.cue.confusions import Confusions, totals, worst
from acupacer.core.cue.cues import TAUGHT
from acupacer.core.progress.records import Record, Trained


def matrix(records: Iterable[Record]) -> list[list[int]]:
    """How often each cue (row) was taken for each (column), both in ``TAUGHT``'s order."""
    confusions = Confusions()
    for record in records:
        if isinstance(record, Trained):
            confusions.add(record.played, record.named)
    return confusions.matrix(TAUGHT)


def summary(counts: list[list[int]]) -> str:
    """One line about a matrix, "" when nothing was trained."""
    right, asked = totals(counts)
    if not asked:
        return ""
    text = f"cues in the trainer: {right} of {asked} right"
    played, named = worst(counts)
    if played < 0:
        return text
    pair = f"{_name(TAUGHT[played])} for {_name(TAUGHT[named])}"
    return f"{text}; most often {pair}, {counts[played][named]} ×"


def columns() -> list[str]:
    """Headings of ``rows``: numbers stand for the cues in order."""
    return ["", "felt", *[f">{number}" for number in range(1, len(TAUGHT) + 1)]]


def rows(counts: list[list[int]]) -> list[list[str]]:
    """The matrix, a row per cue felt; zeros are dots."""
    return [
        [str(number), _name(name), *[str(count or "·") for count in row]]
        for number, (name, row) in enumerate(zip(TAUGHT, counts, strict=True), 1)
    ]


def _name(cue: str) -> str:
    return cue.replace("_", " ")
