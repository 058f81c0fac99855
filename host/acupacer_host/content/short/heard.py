"""What was read in a form that people write, and where each part of it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from acupacer.core.routine import fields
from acupacer.core.text import folding

ID_CHARS = 24


@dataclass
class Heard:
    """A document, and what could not be read.

    ``faults``: by line or row, with words. ``lines``: where a part of the document stands,
    by its path such as ``routines[0].steps[2]``; ``said``: what that line calls it.
    ``columns``: of a table the heading of a step's field. ``partly``: paths of parts of
    which something could not be read: that they lack it is no fault of its own.
    """

    line_word: str
    document: dict[str, Any] = field(
        default_factory=lambda: {"format": fields.FORMAT, "version": fields.VERSION}
    )
    faults: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    partly: set[str] = field(default_factory=set)

    def told_faults(self) -> list[str]:
        """Those of reading, in the order of the lines."""
        return [f"{self.line_word} {line}: {what}" for line, what in sorted(self.faults)]


def slug(title: str) -> str:
    """The id of a routine that has no other than its ``title``."""
    return "-".join(folding.words(title))[:ID_CHARS].strip("-") or "routine"
