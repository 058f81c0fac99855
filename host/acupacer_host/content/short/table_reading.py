"""Reads routines out of a table as spreadsheets write them (CSV), a step a row.

What a row says is said in the words of the short form. What a spreadsheet may have changed
on its way is refused rather than guessed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Any

from . import clauses, place_words
from .columns import COLUMNS, POSSIBLE, REPEATED, kind_of
from .draft import Draft, Length
from .heard import Heard, slug
from .lacking import lacking
from .place_words import Places
from .reading import locate, put_together
from .tokens import LINE_MAX, NUMBER_MAX, quoted, tokens, unquoted
from .words import TIMES_WORDS, UNITS

_DELIMITERS = (";", ",", "\t")
_SEP_LINE = re.compile(r'\s*"?sep=.[^\w\r\n]*(?:\r\n|\r|\n)', re.IGNORECASE)
_GUARDED = re.compile(r"'+[=+\-@\t]")
_BARE = re.compile(r"\s*[\d.,]+\s*")
_THOUSANDS = re.compile(r"\d+[.,]\d{3}")
_TIMES = dict.fromkeys(("×", *TIMES_WORDS), 1)
_ID_FIRST = re.compile(r"\(([^()]*)\)\s*")
# Which column a fault of a step's field is about.
_OF_FIELD = {
    "from": ("hold.start_s", "hold"),
    "to": ("hold.max_s",),
    "hold": ("hold", "hold.start_s", "hold.max_s"),
    "reps": ("repetitions", "movement.repetitions"),
    "rest": ("rest_s",),
    "side": ("sides",),
    "place": ("point", "place", "area", "exercise"),
    "method": ("method",),
}


def is_table(text: str) -> bool:
    """Whether ``text`` begins with a heading that names places and something else."""
    try:
        _, heading = _begun(_plain(text))
    except csv.Error:
        return False
    kinds = set(map(kind_of, heading))
    return "place" in kinds and len(kinds - {""}) > 1


def read(text: str) -> Heard:
    """Read ``text``; raises nothing."""
    heard = Heard("row")
    text = _plain(text)
    heading: list[str] = []
    rows: list[list[str]] = []
    try:
        delimiter, heading = _begun(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        heard.faults.append((1, f"no table: {error}; save it as CSV once more"))
    table = _Table(heading, heard)
    if heading or not heard.faults:
        table.check_heading()
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            table.take(number, row)
    table.finish()
    return heard


def _plain(text: str) -> str:
    """``text`` without a line that names the delimiter, and lines that end as everywhere."""
    text = text if "\n" in text else text.replace("\r", "\n")  # as on a Mac of old
    return _SEP_LINE.sub("", text, count=1) if _SEP_LINE.match(text) else text


def _begun(text: str) -> tuple[str, list[str]]:
    """What stands between the cells, and the headings: that by which most are known.

    Raises csv.Error where none is known and there is a way to read them that fails.
    """
    behind_blank = text.lstrip("\n\r")
    headings: dict[str, list[str]] = {}
    faults: list[csv.Error] = []
    for delimiter in _DELIMITERS:
        lines = io.StringIO(behind_blank, newline="")
        try:
            headings[delimiter] = next(csv.reader(lines, delimiter=delimiter), [])
        except csv.Error as error:  # the whole heading is one cell, or the whole text
            faults.append(error)
    known = {each: sum(map(bool, map(kind_of, row))) for each, row in headings.items()}
    if faults and not any(known.values()):
        raise faults[0]
    best = max(known, key=lambda each: known[each])
    is_first = behind_blank == text  # else the first row is empty, and names no column
    return best, [cell.strip() for cell in headings[best] if is_first]


@dataclass
class _Row:
    """A row: the cells of each kind of column, what is told so far, where faults go."""

    number: int
    cells: dict[str, list[str]]
    draft: Draft
    faults: list[tuple[int, str]]
    headings: dict[str, str]

    def one(self, kind: str) -> str:
        """The cell of a column, "" where there is none."""
        return self.cells.get(kind, [""])[0]

    def wrong(self, kind: str, what: str) -> None:
        """A fault in a column."""
        heading = self.headings.get(kind, COLUMNS[kind][0])
        self.faults.append((self.number, f"column {heading}: {what}"))


class _Table:
    """Makes routines of rows."""

    def __init__(self, heading: list[str], heard: Heard) -> None:
        self._heading = heading
        self._kinds = [kind_of(name) for name in heading]
        self._heard = heard
        self._places = Places()
        self._defined: dict[str, str] = {}
        self._routines: list[dict[str, Any]] = []
        self._rows: list[_Row] = []
        self._headings = {kind: name for kind, name in zip(self._kinds, heading, strict=True)}
        for kind, names in _OF_FIELD.items():
            if kind in self._headings:
                for name in names:
                    heard.columns.setdefault(name, self._headings[kind])

    def check_heading(self) -> None:
        """Columns that nobody knows, come twice or lack."""
        faults = self._heard.faults
        for at, (name, kind) in enumerate(zip(self._heading, self._kinds, strict=True), 1):
            if not kind and name:
                faults.append((1, f"column {at}: “{name}” is no column known here; {POSSIBLE}"))
            elif kind not in REPEATED and kind and self._kinds.index(kind) != at - 1:
                faults.append((1, f"column {at}: “{name}” is there twice"))
        if "place" not in self._kinds:
            faults.append((1, f"there is no column for the place; {POSSIBLE}"))

    def take(self, number: int, cells: list[str]) -> None:
        """Take a row in."""
        found: dict[str, list[str]] = {}
        for at, cell in enumerate(cells):
            kind = self._kinds[at] if at < len(self._kinds) else ""
            if not kind and cell.strip():
                what = f"column {at + 1}: “{cell.strip()}” stands in a column without a heading"
                if at >= len(self._kinds) or not self._heading[at]:
                    self._heard.faults.append((number, what))
            if len(cell) > LINE_MAX:
                what = f"column {at + 1}: a cell has {LINE_MAX} characters at most"
                self._heard.faults.append((number, what))
                cell = ""
            found.setdefault(kind, []).append(_said(cell))
        self._rows.append(_Row(number, found, Draft(), [], self._headings))

    def finish(self) -> None:
        """Put everything into the document."""
        heard = self._heard
        for row in self._rows:
            said = unquoted(row.one("place"))
            if said and row.one("region").strip():
                self._define(row, said)
        for row in self._rows:
            self._step(row, self._routine(row))
            heard.faults += row.faults
        put_together(heard, self._routines, self._places)
        if not self._routines and not heard.faults:
            heard.faults.append((2, "there is no row with a step"))

    def _routine(self, row: _Row) -> dict[str, Any]:
        """The routine that a row belongs to: the last one, unless it names another."""
        title, given = unquoted(row.one("routine")), row.one("id").strip()
        last = self._routines[-1] if self._routines else None
        name = given or slug(title)
        if last and (not (title or given) or name == last["id"]):
            routine = last
            if title and title != last["title"]:
                row.wrong("routine", f"“{title}” has the id of “{last['title']}”: {name}")
        else:
            if not title:
                row.wrong("routine", "what is it called? The first row of a routine says it")
            if any(name == each["id"] for each in self._routines):
                row.wrong(
                    "routine",
                    f"“{name}” was above, and another one between: keep its rows together",
                )
            routine = {"id": name, "title": title, "steps": []}
            self._routines.append(routine)
            path = f"routines[{len(self._routines) - 1}]"
            self._heard.lines[path] = row.number
            self._heard.partly |= {path} if row.faults else set()
        if about := unquoted(row.one("about")):
            routine["about"] = about
        cautions = [unquoted(cell) for cell in row.cells.get("caution", ()) if cell.strip()]
        if cautions:
            routine.setdefault("cautions", []).extend(cautions)
        return routine

    def _step(self, row: _Row, routine: dict[str, Any]) -> None:
        for kind in ("method", "side", "hold", "more"):
            cell = row.one(kind)
            if kind == "hold" and _BARE.fullmatch(cell):
                row.draft.length = _bare(row)
                continue
            for fault in clauses.read(cell, tokens(cell), row.draft):
                row.wrong(kind, fault)
        _count(row)
        _times(row)
        row.draft.texts += [
            unquoted(cell) for cell in row.cells.get("note", ()) if cell.strip()
        ]
        said = self._locate(row)
        if not row.faults:
            row.faults += [(row.number, fault) for fault in lacking(row.draft)]
        path = f"routines[{len(self._routines) - 1}].steps[{len(routine['steps'])}]"
        self._heard.lines[path], self._heard.said[path] = row.number, said
        if row.faults:
            self._heard.partly.add(path)
        routine["steps"].append(row.draft.step())

    def _locate(self, row: _Row) -> str:
        """Where a row presses; what it calls that."""
        cell = row.one("place").strip()
        said = unquoted(cell)
        if not said:
            row.wrong("place", "where? A known point (LI4, Di 4, Hegu) or words of your own")
            return ""
        fault = locate(row.draft, said, said != cell, self._places, row.number)
        if fault:
            row.wrong("place", fault)
        return "" if fault else said

    def _define(self, row: _Row, said: str) -> None:
        """The place that a row defines by its column region."""
        cell = row.one("region").strip()
        code, _ = place_words.point_called(said)
        given = _ID_FIRST.match(cell)
        head = f"{quoted(said)}{f' ({given.group(1)})' if given else ''}"
        made, faults = place_words.definition(
            f"{head}: {cell[given.end() :] if given else cell}"
        )
        for fault in faults:
            row.wrong("region", fault)
        if made is None or faults:
            return
        before = self._defined.setdefault(made["id"], cell)
        if before != cell:
            row.wrong("region", f"“{said}” is “{before}” in a row above")
        elif code:
            region = place_words.region_of(code)
            if made.get("region") != region:
                row.wrong("region", f"{code} is on {region}; leave the cell empty")
        elif not self._places.has(made["id"]):
            self._places.define(made, row.number)


def _said(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from calculating."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _count(row: _Row) -> None:
    cell = row.one("reps").strip()
    if not cell:
        return
    count = _amount(cell, _TIMES)
    if count is None or count != int(count):
        row.wrong("reps", f"“{cell}” is no number of times, such as 3")
    elif row.draft.count is not None:
        row.wrong("reps", f"how often is told twice: {cell} too")
    else:
        row.draft.count = int(count)


def _bare(row: _Row) -> Length | None:
    """The seconds of a hold that has no unit."""
    seconds = _seconds(row, "hold")
    return None if seconds is None else Length(seconds, seconds)


def _times(row: _Row) -> None:
    """The columns with seconds."""
    low, high = _seconds(row, "from"), _seconds(row, "to")
    rest = _seconds(row, "rest")
    if rest is not None:
        row.draft.times["rest"] = rest
    if low is None and high is None:
        return
    if low is None or high is None:
        if low is None and not row.one("from").strip():
            row.wrong("from", "from how many seconds on? A hold of one length has it here")
        if low is None or row.one("to").strip():
            return
    if row.draft.length is not None:
        row.wrong("from", "how long is told twice")
    row.draft.length = Length(low, low if high is None else high)


def _seconds(row: _Row, kind: str) -> int | None:
    """The seconds in a cell; None when it is empty, or has a fault, which is told."""
    cell = row.one(kind).strip()
    if not cell:
        return None
    seconds = _amount(cell, UNITS)
    if seconds is None:
        row.wrong(kind, f"“{cell}” is no time in seconds, such as 10 or 1,5 min")
    elif seconds != int(seconds):
        row.wrong(kind, f"“{cell}”: whole seconds, please")
    else:
        return int(seconds)
    return None


def _amount(cell: str, units: dict[str, int]) -> float | None:
    """What a number alone, or with one of ``units``, comes to; None: a cell is neither.

    What a spreadsheet may have made of a thousand, 1.000, is none.
    """
    found = tokens(cell.removesuffix("."))
    if len(found) not in (1, 2) or _THOUSANDS.match(cell) or "//" in cell:
        return None
    number, unit = found[0], units.get(found[1].says) if found[1:] else 1
    if number.kind != "number" or number.number >= NUMBER_MAX or unit is None:
        return None
    return number.number * unit
