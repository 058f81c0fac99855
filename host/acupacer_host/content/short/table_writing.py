"""Writes routines as a table (CSV), a step a row, which ``table_reading`` reads back."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from . import place_words, table_reading
from .columns import COLUMNS, kind_of
from .tokens import as_line
from .writing import Names, StepWords, definition_of, prove, step_words

_FORMULA = re.compile(r"'*[=+\-@\t]")
_HOLD = re.compile(r"(?:(\d+) × )?(\d+)(?:–(\d+))? s")
_REST = re.compile(r"rest (\d+) s")


def table_of(document: dict[str, Any]) -> str:
    """A sound ``document``, decoded JSON, as a table.

    Raises NotSayable: something in it stays in JSON.
    """
    names = Names(document)
    lines = []
    is_defined: set[str] = set()
    for routine in document["routines"]:
        for at, step in enumerate(routine["steps"]):
            cells = _head(routine, at == 0) | _cells(step, step_words(step, names))
            place = names.defined_by(step)
            if place is not None and place["id"] not in is_defined:
                is_defined.add(place["id"])
                cells["region"] = [_region(place)]
            lines.append(cells)
    heading = [
        name
        for kind, (name, *_) in COLUMNS.items()
        for _ in range(max([1, *(len(line.get(kind, ())) for line in lines)]))
        if kind != "hold"
    ]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heading)
    for line in lines:
        rest = {kind: iter(cells) for kind, cells in line.items()}
        kinds = [kind_of(name) for name in heading]
        writer.writerow([_guarded(next(rest.get(kind, iter(())), "")) for kind in kinds])
    text = out.getvalue()
    prove(document, table_reading.read(text).document, "a table")
    return text


def _head(routine: dict[str, Any], is_first: bool) -> dict[str, list[str]]:
    """The cells about the routine; most of them in its first row only."""
    cells = {"routine": [as_line(routine["title"])], "id": [routine["id"]]}
    if is_first:
        cells["about"] = [as_line(routine["about"])] if routine.get("about") else []
        cells["caution"] = [as_line(text) for text in routine.get("cautions", ())]
    return cells


def _region(place: dict[str, Any]) -> str:
    """The cell that defines a place: its id, unless the name leads to it, and the rest."""
    clauses = definition_of(place)
    given = "" if place["id"] == place_words.auto_id(place["name"]) else f"({place['id']}) "
    return given + clauses


def _cells(step: dict[str, Any], words: StepWords) -> dict[str, list[str]]:
    cells = {
        "place": [words.place],
        "method": [words.method or "by hand"],
        "side": [words.sides.strip()],
        "note": [as_line(text) for text in words.texts],
    }
    more = []
    for clause in words.clauses:
        if "hold" in step and (match := _HOLD.fullmatch(clause)):
            count, low, high = match.groups("")
            cells |= {"reps": [count or "1"], "from": [low], "to": [high]}
        elif match := _REST.fullmatch(clause):
            cells["rest"] = [match.group(1)]
        else:
            more.append(clause)
    cells["more"] = [", ".join(filter(None, (*more, words.sources)))]
    return cells


def _guarded(cell: str) -> str:
    """``cell`` so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
