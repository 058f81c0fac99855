"""Reads routines written in the short form; every fault of the text in one run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from acupacer.core.routine import fields

from .. import sides
from ..places import fold
from . import clauses, place_words, words
from .draft import HANDS, ROLL_S, Draft
from .heard import Heard, slug
from .lacking import lacking
from .place_words import Places
from .tokens import LINE_MAX, Token, tokens, unquoted

EXAMPLE = "LI4   left, right   3 × 10–40 s, rest 10 s"
TITLE = "# Evening neck   evening-neck"
_BULLET = re.compile(r"^(?:[-–•*]|\d{1,2}[.)])\s+(?=\S)")
_WIDE = re.compile(r"^(.*\S)(?:\s{2,}|\t)(\S+)$")
_EACH = ("left", "right")
_MARKS = {">": "about", "!": "caution", "#": "title", "@": "place"}


@dataclass(frozen=True)
class Line:
    """A line with something on it. ``kind``: title, about, caution, place, step."""

    number: int
    kind: str
    text: str


def read(text: str) -> Heard:
    """Read ``text``; raises nothing."""
    heard = Heard("line")
    lines = list(_lines(text, heard))
    places = Places()
    for line in lines:
        if line.kind == "place":
            _define(line, places, heard)
    routines: list[dict[str, Any]] = []
    for line in lines:
        if line.kind == "title":
            routines.append(_titled(line, heard, len(routines)))
        elif line.kind != "place":
            _add(line, routines, places, heard)
    put_together(heard, routines, places)
    if not routines and not heard.faults:
        heard.faults.append((1, f"there is no routine; one begins with its title: {TITLE}"))
    return heard


def put_together(heard: Heard, routines: list[dict[str, Any]], places: Places) -> None:
    """Make the document of ``heard``, its fields in order, definitions of places first."""
    if places.definitions:
        heard.document["places"] = places.definitions
    heard.document["routines"] = [
        {row.name: routine[row.name] for row in fields.ROUTINE if row.name in routine}
        for routine in routines
    ]
    for index, made in enumerate(places.definitions):
        path = f"places[{index}]"
        heard.lines[path], heard.said[path] = places.lines[index], made["name"]
    heard.notes += dict.fromkeys(places.notes)


def _lines(text: str, heard: Heard) -> Iterator[Line]:
    """The lines that say something; texts that stand alone belong to the step above."""
    comments = 0
    waiting: Line | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        bare = raw.strip()
        if len(bare) + (len(waiting.text) if waiting else 0) > LINE_MAX:
            what = f"a line, with the texts below it, has {LINE_MAX} characters at most"
            heard.faults.append((number, what))
            continue
        comments += "//" in bare and _has_comment(bare)
        if not bare or bare.startswith("//"):
            continue
        if waiting and _is_more(bare):
            waiting = Line(waiting.number, "step", f"{waiting.text} {_uncommented(bare)}")
            continue
        if waiting:
            yield waiting
        kind = _MARKS.get(bare[0], "step")
        waiting = None
        if kind == "step":
            waiting = Line(number, kind, _uncommented(_BULLET.sub("", bare, count=1)))
        else:
            yield Line(number, kind, bare.lstrip("#") if kind == "title" else bare[1:])
    if waiting:
        yield waiting
    if comments:
        heard.notes.append(f"comments are not sent to the device ({comments} left out)")


def _has_comment(line: str) -> bool:
    if line[0] in _MARKS:
        return False
    return line.startswith("//") or _uncommented(line) != line


def _uncommented(line: str) -> str:
    found = tokens(line)
    end = found[-1].end if found else 0
    return line[:end] if line[end:].lstrip().startswith("//") else line


def _is_more(line: str) -> bool:
    """Whether a line has texts and sources only."""
    kinds = [token.kind for token in tokens(line) if token.says != ","]
    return bool(kinds) and set(kinds) <= {"text", "sources"}


def _titled(line: Line, heard: Heard, index: int) -> dict[str, Any]:
    title, given = _title_and_id(line.text.strip())
    path = f"routines[{index}]"
    heard.lines[path] = line.number
    if not title:
        heard.partly.add(path)
        heard.faults.append((line.number, f"a title is missing; for example: {TITLE}"))
    return {"id": given or slug(title), "title": title, "steps": []}


def _title_and_id(text: str) -> tuple[str, str]:
    """``Evening neck   evening-neck``; the id may be left out."""
    found = tokens(text)
    behind = text[found[0].end :] if found and found[0].kind == "text" else "?"
    if not behind or (behind[0].isspace() and len(behind.split()) == 1):
        return found[0].inside, behind.strip()
    if match := _WIDE.match(text):
        return match.group(1), match.group(2)
    head, _, last = text.rpartition(" ")
    return (head, last) if head and "-" in last and last == slug(head) else (text, "")


def _define(line: Line, places: Places, heard: Heard) -> None:
    made, faults = place_words.definition(line.text.strip())
    heard.faults += [(line.number, fault) for fault in faults]
    if made is not None:
        if faults:
            heard.partly.add(f"places[{len(places.definitions)}]")
        places.define(made, line.number)


def _add(line: Line, routines: list[dict[str, Any]], places: Places, heard: Heard) -> None:
    """Add what a line says to the last of ``routines``."""
    if not routines:  # what it says is read all the same
        what = f"it belongs to no routine; one begins with its title: {TITLE}"
        heard.faults.append((line.number, what))
        heard.partly.add("routines[0]")
        routines.append({"id": slug(""), "title": "", "steps": []})
    routine, text = routines[-1], line.text.strip()
    if line.kind == "about":
        if "about" in routine:
            heard.faults.append((line.number, "about is told twice; one line with > is enough"))
        routine["about"] = unquoted(text)
    elif line.kind == "caution":
        routine.setdefault("cautions", []).append(unquoted(text))
    else:
        path = f"routines[{len(routines) - 1}].steps[{len(routine['steps'])}]"
        heard.lines[path] = line.number
        made, heard.said[path], faults = _step(text, places, line.number)
        if faults:
            heard.partly |= {path, f"routines[{len(routines) - 1}]"}
        heard.faults += [(line.number, fault) for fault in faults]
        routine["steps"].append(made)


def _step(text: str, places: Places, number: int) -> tuple[dict[str, Any], str, list[str]]:
    """The step that ``text`` tells; what it calls the place, "" for one at fault; faults."""
    said, is_quoted, rest = place_words.split(text)
    draft = Draft()
    unread = clauses.read(text, rest, draft)
    faults = list(unread)
    if not said:
        words_ = _beginning(text)
        faults.insert(
            0,
            f"“{words_}” is no place: a line begins with one (a place that has such a word in "
            f'its name goes in "quotes"); for example: {EXAMPLE}',
        )
    elif fault := locate(draft, said, is_quoted, places, number):
        faults.append(fault)
        said = ""
    if not unread:  # else what is missing may be what could not be read
        faults += lacking(draft)
    return draft.step(), said, faults


def locate(draft: Draft, said: str, is_quoted: bool, places: Places, number: int) -> str:
    """Put into ``draft`` where it presses, or what the exercise is; a fault or "".

    What is read otherwise than it may be meant, ``places`` notes.
    """
    places.notes += [
        f"{said}: {each}" for each in (_as_rolls(draft), _exercise(draft, said)) if each
    ]
    if draft.of_method == "move":
        _one_by_one(draft, said, places)
        draft.place, draft.usual_sides = {"exercise": said}, sides.BOTH
        return ""
    draft.place, fault = places.meant(said, is_quoted, number)
    _one_by_one(draft, said, places)
    draft.usual_sides = sides.usual(draft.place, places.definitions)
    return fault


def _as_rolls(draft: Draft) -> str:
    """Make rolls of the minutes in ``draft`` that are told of a roller; a note or ""."""
    length = draft.length
    is_time = length is not None and length.is_fixed and not draft.is_open
    if not (draft.moves and is_time and draft.count is None and length):
        return ""
    roll_s = sum(draft.parts or ROLL_S)
    draft.count, draft.length = max(1, round(length.low_s / roll_s)), None
    return f"{length.low_s} s are read as {draft.count} rolls of {roll_s} s"


def _exercise(draft: Draft, said: str) -> str:
    """A note where what is pressed by hand has the name of an exercise, or ""."""
    is_one = draft.method is None and any(word in fold(said) for word in words.EXERCISES)
    return "is pressed by hand; for an exercise without pressure, add “move”" if is_one else ""


def _one_by_one(draft: Draft, said: str, places: Places) -> None:
    """Read both sides as left, then right, where they are not pressed at once; and say so."""
    if sides.is_at_once({"method": draft.of_method, "balls": draft.balls}):
        draft.sides = sides.BOTH if draft.both and draft.sides == _EACH else draft.sides
        return
    is_arm = draft.of_method == HANDS and places.is_on_arm(draft.place)
    is_one_by_one = draft.both in words.BOTH_SIDES and not draft.in_turn
    if is_one_by_one or (draft.both and draft.sides == sides.BOTH and is_arm):
        draft.sides = _EACH if draft.sides == sides.BOTH else draft.sides
        places.notes.append(
            f"“{draft.both}” is read as left, then right; at the same time is “both at once”"
        )


def _beginning(text: str) -> str:
    found: tuple[Token, ...] = tokens(text)
    return text[: found[0].end] if found else text[:1]
