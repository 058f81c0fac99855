"""Where every number and statement of a routine comes from, with its source key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from acupacer.core.progress.prescriptions import Why
from acupacer.core.routine import fields, safety
from acupacer.core.routine.model import Routine, Step
from acupacer.core.routine.places import Place

from . import explain_content as content
from .catalogue import catalogue
from .explain_content import Statement
from .field_docs import FIELD_DOCS
from .schema import TABLES
from .wording import WORDS, called, method_words, place_text, step_method_words

FILE = "file"  # the source of a number that is in the file, which names none for it
FILE_WORDS = "set in this file, which names no source for it"
_KINDS = ("whole", "dose_s", "flag", "combination")  # of fields that hold numbers or turns


@dataclass(frozen=True)
class Number:
    """One number of a step. ``name``: as in the file, such as ``hold.start_s``."""

    name: str
    value: Any
    source: str
    is_default: bool
    meaning: str


def numbers(raw: dict[str, Any], step: Step, unnamed: str = FILE) -> list[Number]:
    """Every number of a step. ``raw``: as it is in the file; ``step``: as it is used.

    ``unnamed``: the source of what the file sets and names no source for: ``design``
    when the file is ours.
    """
    named: dict[str, str] = raw.get("sources", {})
    rows = []
    values = vars(step)  # by the names of the fields
    for row in fields.STEP:
        if values.get(row.name) is None or step.method not in row.methods:
            continue
        if row.kind in _KINDS:
            source = _source(row, raw, named.get(row.name, "")) or unnamed
            rows.append(_number(row, "step", row.name, raw, values, source))
        kind = _kind(row, values[row.name])
        for inner in TABLES.get(kind, ()):
            given, used = _inside(raw.get(row.name, {})), vars(values[row.name])
            if used.get(inner.name) is not None:
                source = _inner_source(inner, given, named.get(row.name, "")) or unnamed
                name = f"{row.name}.{inner.name}"
                rows.append(_number(inner, kind, name, given, used, source))
    return rows


def _kind(row: fields.Field, value: Any) -> str:
    """The table that a field's numbers are in, if any."""
    if row.kind == "hold":
        return "open" if value.is_open else "dose"
    return str(row.kind)


def _inside(given: Any) -> dict[str, Any]:
    """What a file says of a dose; of a hold that is only so many seconds, its length."""
    return given if isinstance(given, dict) else {"start_s": given, "max_s": given}


def _number(
    row: fields.Field,
    table: str,
    name: str,
    given: dict[str, Any],
    used: dict[str, Any],
    source: str,
) -> Number:
    meaning = FIELD_DOCS[f"{table}.{row.name}"]
    return Number(name, used[row.name], source, row.name not in given, meaning)


def _source(row: fields.Field, given: dict[str, Any], named: str) -> str:
    """What the file says of the field; else the field's own, where the value is too.

    "" when neither says anything.
    """
    is_own = given.get(row.name, row.default) == row.default or row.kind == "combination"
    return named or (row.source if is_own else "")


def _inner_source(row: fields.Field, given: dict[str, Any], named: str) -> str:
    """As ``_source``, for a number inside a dose or movement.

    A file names one source for all of it; of its numbers those that are our own choice
    anyway, such as how fast it grows, keep ``design``.
    """
    return "design" if named and row.source == "design" else _source(row, given, named)


@dataclass(frozen=True)
class Section:
    """A heading with statements below it."""

    heading: str
    statements: tuple[Statement, ...]


def step_sections(step: Step) -> Iterator[Section]:
    """What is known of the step's place and method."""
    yield from _place_sections(step.place)
    method = content.METHODS[step.method]
    yield Section(method_words(step.method), method.how)
    yield Section("mind with this method", method.cautions)


def _place_sections(place: Place) -> Iterator[Section]:
    """What is known of a place: our content, the catalogue, or else what the file says."""
    code = place.code
    point = content.POINTS.get(code)
    known = catalogue().places.get(code)
    if point is not None:
        yield Section(f"where: {point.place}", point.landmarks)
        yield Section("said to ease", (point.eases,))
        yield Section("mind at this point", point.cautions)
    elif known is not None:
        where = Statement(known.landmark.english, known.sources["landmark"])
        yield Section(f"where: {known.label.english}", (where,))
        eases = known.said_to_ease.english.removeprefix("said to ease ")
        yield Section("said to ease", (Statement(eases, known.sources["said_to_ease"]),))
        if known.caution:
            caution = Statement(known.caution.english, known.sources["caution"])
            yield Section("mind at this point", (caution,))
    else:
        where = Statement(place_text(place, "find"), FILE)
        label = place_text(place, "region") or place.region.replace("_", " ")
        if label or where.text:
            yield Section(f"where: {label}", (where,) if where.text else ())
        if place.caution:
            caution = Statement(place_text(place, "caution"), FILE)
            yield Section("mind at this place", (caution,))


def refusing_flags(step: Step) -> list[Statement]:
    """The profile's answers that refuse this step, and why."""
    found = []
    for flag, reason in content.FLAG_REASONS.items():
        if safety.exclusion((flag,), step.method, step.place.avoid_when):
            key = safety.why(flag, step.method, step.place.called)
            if key == "why_unknown":
                reason = Statement(WORDS.say(key), "design")
            found.append(Statement(f"{WORDS.say('ask_' + flag)} {reason.text}", reason.source))
    return found


def rules(methods: tuple[str, ...]) -> list[content.Rule]:
    """The limits that apply to a routine with these methods."""
    return [
        rule for rule in content.RULES if not rule.methods or set(rule.methods) & set(methods)
    ]


def today_words(why: Why) -> str:
    """What a step asks for today, and why."""
    parts = []
    if why.most_s:
        return (
            f"{why.hold_s} s, then until it is enough, {why.most_s} s at most; it never grows"
        )
    if why.hold_s:
        parts.append(f"{why.hold_s} s")
    if why.window_s:
        parts.append(f"a window of {why.window_s} s")
    if not parts:
        return "as the file says; nothing in it grows"
    left = why.sessions_left
    if why.reason == "start" and not left:
        return f"{', '.join(parts)}, every time"
    reason = {
        "start": "the start",
        "grown": "it has grown",
        "too_much": "eased after “too much”",
        "stepped_back": "a step back after a long break",
    }[why.reason]
    grows = (
        f"; {left} finished on further days until it grows" if left else "; the most there is"
    )
    return f"{', '.join(parts)} at level {why.level} ({reason}{grows})"


def as_dict(raw: dict[str, Any], routine: Routine, unnamed: str) -> dict[str, Any]:
    """Everything for JSON. ``unnamed``: see ``numbers``."""
    return {
        "routine": routine.id,
        "steps": [
            {
                "method": step.method,
                "place": step.place_id,
                "numbers": [vars(number) for number in numbers(given, step, unnamed)],
                "statements": [
                    {"about": section.heading, **vars(statement)}
                    for section in step_sections(step)
                    for statement in section.statements
                ],
            }
            for given, step in zip(raw["steps"], routine.steps, strict=True)
        ],
        "sources": {**content.SOURCES, FILE: FILE_WORDS},
    }


def step_title(number: int, step: Step) -> str:
    """``Step 1: by hand, LI4 Joining Valley``."""
    return f"Step {number}: {step_words(step)}"


def step_words(step: Step) -> str:
    """``by hand, LI4 Joining Valley``."""
    return f"{step_method_words(step)}, {called(step.place)}"


def value_words(number: Number) -> str:
    """``10 s``, ``left, right``, ``yes``."""
    if isinstance(number.value, bool):
        return "yes" if number.value else "no"
    if isinstance(number.value, tuple):
        return ", ".join(number.value) or "none"
    unit = " s" if number.name.endswith("_s") else ""
    return json.dumps(number.value) + unit
