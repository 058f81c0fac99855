"""Tells the core's faults by line, in the words of the short form, with what to write."""

from __future__ import annotations

import re

from acupacer.core.routine import fields

from .heard import Heard
from .tokens import NUMBER_MAX, quoted

_PLACE = re.compile(
    r"(?P<path>(?:routines|places)\[\d+\](?:\.steps\[\d+\])?)\.?(?P<field>[^:]*): (?P<what>.*)"
)
_IN_LINE = {
    "hold": "hold",
    "hold.start_s": "hold, from",
    "hold.max_s": "hold, up to",
    "window.start_s": "window, from",
    "window.max_s": "window, up to",
    "window.gap_s": "gap",
    "spot.start_s": "spots, from",
    "spot.max_s": "spots, up to",
    "movement.repetitions": "rolls",
    "movement.out_s": "out",
    "movement.stay_s": "stay",
    "movement.back_s": "back",
    "movement.arms": "arms",
    "repetitions": "how often",
    "rest_s": "rest",
    "switch_side_s": "change",
    "get_ready_s": "ready",
    "text": "texts",
    "find": "how to find it",
    "steps": "",
    "point": "",
    "place": "",
    "area": "",
}
_FIELDS = {row.name.replace("_", " ") for row in fields.STEP + fields.ROUTINE + fields.PLACE}
_FIELDS |= {word for words in _IN_LINE.values() if words for word in words.split(", ")}
_FIELDS |= {"growth", "every", "how long"}
# What a place is called, and is quoted for: else it could be more than that.
_UNCLEAR = re.compile(r'.*[,:"].*|(?:text|caution) \d+|column .*')
_LACKING = ("missing", "is empty", "has none of", "has neither")
_WHERE = ("point", "place", "area")
_ROUTINE = re.compile(r"routines\[\d+\]")
_GROWTH = re.compile(r"(?:hold|window|spot)\.(step_s|every)")
_INDEXED = re.compile(r"(text|cautions)\[(\d+)\]")
# What follows of a number that is too large, which is told of the line.
_OF_TOO_LARGE = re.compile(rf"({NUMBER_MAX} exceeds|\d+ s .*in all (with|exceed)).*")
_BY_HAND = "by hand it may be pressed: {} 3 × 10–40 s"
_REGION = re.compile(r"(\w+) needs a region: .*")
_NEVER = re.compile(r"never with (\w+) on .*, only with ([^;]*).*")
_IS_KNOWN = re.compile(r'(".*") is (\S+): write "point": .*')
_REPLACED = (
    (re.compile(r"must be a whole number, found an object"), "never grows; as 12 × 3 s"),
    (re.compile(r"(.*) s above start_s"), r"\1 s above the first; as open 20–90 s"),
    (
        re.compile(r'must be \["both"\] with (.*)'),
        r"\1: both sides at once; leave the side out",
    ),
    (re.compile(r"(.*): write it as point"), r"\1: write the one you mean"),
    (re.compile(r"; the change takes switch_side_s"), "; write change 10 s for that"),
    (
        re.compile(r"(\d+) s in all with every dose at its max_s exceed (.*)"),
        r"\1 s with all at its longest exceed \2; shorten holds, or make two routines of it",
    ),
    (re.compile(r"^(\d+) characters exceed (\d+)"), r"\1 characters, \2 fit on the panel"),
    (re.compile(r"\bmax_s\b"), "the longest"),
    (re.compile(r"\bstart_s\b"), "the first"),
)


def told(fault: str, heard: Heard) -> str:
    """``fault`` of the document that was ``heard``, for who wrote it; "" where it is told.

    What a line lacks because a part of it could not be read is told of that part.
    """
    match = _PLACE.fullmatch(fault)
    if not match:
        is_told = heard.faults and fault.startswith("routines: is empty")
        return "" if is_told else fault
    path, field, what = match.group("path", "field", "what")
    path = path if path in heard.lines else path.partition(".steps")[0]
    said = heard.said.get(path, "")
    is_lacking = what.startswith(_LACKING) or (field in _WHERE and not said)
    is_lacking = is_lacking or "is the id of" in what
    if path in heard.partly and (is_lacking or _OF_TOO_LARGE.match(what)):
        return ""
    is_unclear = said in _FIELDS or _UNCLEAR.fullmatch(said)
    called = quoted(said) if is_unclear else said
    parts = [f"{heard.line_word} {heard.lines.get(path, 1)}", called, _field(field, heard)]
    what = _ROUTINE.sub(lambda found: _line_of(found.group(), heard), _what(what, said))
    return f"{', '.join(filter(None, parts))}: {what}"


def _line_of(path: str, heard: Heard) -> str:
    return f"{heard.line_word} {heard.lines.get(path, 1)}"


def _field(field: str, heard: Heard) -> str:
    if match := _INDEXED.fullmatch(field):
        return f"{match.group(1).removesuffix('s')} {int(match.group(2)) + 1}"
    if match := _GROWTH.fullmatch(field):
        return "growth" if match.group(1) == "step_s" else "every"
    if field in heard.columns:
        return f"column {heard.columns[field]}"
    return _IN_LINE.get(field, field.replace("_", " "))


def _what(what: str, said: str) -> str:
    if match := _REGION.fullmatch(what):
        back = "lower" if match.group(1) == "gun" else "upper"  # where it may press
        return (
            f"a {match.group(1)} needs to know the part of the body: define the place in a "
            f"line of its own, as “@ {said}: {back} back”; {_BY_HAND.format(said)}"
        )
    if match := _NEVER.fullmatch(what):
        return f"{what}; {_BY_HAND.format(said)}" if "hands" in match.group(2) else what
    if match := _IS_KNOWN.fullmatch(what):
        return f"{match.group(1)} is {match.group(2)}: write {match.group(2)}"
    for pattern, words in _REPLACED:
        what = pattern.sub(words, what)
    return what
