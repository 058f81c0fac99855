"""Writes a document in the short form.

What is left to a default is left out, but what people look for is said: sides, how often,
rests. Nothing is dropped: what the text would not say is an error that names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from acupacer.core.errors import AcupacerError
from acupacer.core.routine import fields
from acupacer.core.routine.model import EVERY

from .. import sides
from ..catalogue import catalogue
from ..completing import definition
from ..meaning import first_difference
from . import place_words, reading
from .draft import GROWTH_S, ROLL_S, ROLLER_WINDOW, WINDOW_GROWTH_S
from .tokens import OPENING, as_line, quoted
from .words import region_called

LINE_CHARS = 96
# What may be read together with its like further on in a line.
_PAIRED = set(OPENING + "”[]")
# What a step has that says nothing else.
_DEFAULT: dict[str, Any] = {row.name: row.default for row in fields.STEP}


class NotSayable(AcupacerError):
    """The form has no words for something in the document; the message names it."""

    code = "not_sayable"


@dataclass
class StepWords:
    """A step in words, part by part. ``clauses``: how long and the like, in order."""

    place: str
    sides: str
    method: str
    clauses: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    sources: str = ""


def text_of(document: dict[str, Any]) -> str:
    """A sound ``document``, decoded JSON, in the short form.

    Raises NotSayable: something in it stays in JSON.
    """
    places = Names(document)
    lines = [_definition(place) for place in places.to_define]
    for routine in document["routines"]:
        lines += ["", *_routine(routine, places)] if lines else _routine(routine, places)
    text = "\n".join(lines) + "\n"
    prove(document, reading.read(text).document, "the short form")
    return text


def prove(document: dict[str, Any], read: dict[str, Any], form: str) -> None:
    """That what was written reads back as what it was."""
    lost = first_difference(document, read)
    if lost:
        raise NotSayable(f"{form} cannot say {lost}: keep this in JSON (--json)")


# --- places -----------------------------------------------------------------------


class Names:
    """What the steps of a document call its places."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._own = {
            place["id"]: place
            for place in document.get("places", [])
            if not _is_as_in_catalogue(place)
        }
        used = {step.get("place") for each in document["routines"] for step in each["steps"]}
        self.to_define = [
            place
            for name, place in self._own.items()
            if name not in used or not _needs_no_line(place)
        ]
        self._known = place_words.Places()
        for place in self._own.values():
            definition_of(place)  # that it can be said
            self._known.define(place, 0)

    def defined_by(self, step: dict[str, Any]) -> dict[str, Any] | None:
        """The definition of one's own place that ``step`` uses, where it needs one."""
        name = step.get("point") or step.get("place")
        return next((place for place in self.to_define if place["id"] == name), None)

    def sides(self, step: dict[str, Any]) -> list[str]:
        """The sides it presses, in order."""
        if sides.is_at_once(step) or step["method"] == "move":
            return list(step.get("sides", sides.BOTH))
        return list(step.get("sides") or sides.usual(step, self._known.definitions))

    def sides_words(self, step: dict[str, Any], pressed: list[str]) -> str:
        """The same in words; both of an arm so that they are not read as one by one."""
        needs_other = step["method"] == "hands" and self._known.is_on_arm(step)
        return "both at once" if pressed == ["both"] and needs_other else ", ".join(pressed)

    def of(self, step: dict[str, Any], following: str) -> str:
        """The words of a line that say where ``step`` presses, or what it does.

        ``following``: what comes behind them.
        """
        if "exercise" in step:
            return _bare(step["exercise"], following)
        name = step.get("point") or step.get("place") or step["area"]
        where = {key: step[key] for key in ("point", "place", "area") if key in step}
        for said in (self._own.get(name, {}).get("name", name), name):
            if isinstance(said, str):
                bare = _bare(said, following)
                means, _ = self._known.meant(said, bare != said, 0)
                if means == where:
                    return bare
        return quoted(name)


@cache
def _bare(said: str, following: str) -> str:
    """``said`` as it stands where a line reads it so, else in quotes."""
    line = f"{said}   {following}"
    heard = reading.read(f"# A\n{line}")
    _, is_quoted, _ = place_words.split(line)
    is_read = heard.said.get("routines[0].steps[0]") == said and not is_quoted
    return said if is_read and not _PAIRED & set(said) else quoted(said)


def _is_as_in_catalogue(place: dict[str, Any]) -> bool:
    known = catalogue().places.get(place["id"])
    return known is not None and place == definition(known)


def _needs_no_line(place: dict[str, Any]) -> bool:
    """A place called as its region is: the words of a step define it."""
    name = place["name"]
    if not isinstance(name, str) or set(place) != {"id", "name", "region"}:
        return False
    is_called = region_called(name) == place["region"]
    return (
        is_called and place["id"] == place_words.auto_id(name) and _bare(name, "left") == name
    )


def _definition(place: dict[str, Any]) -> str:
    """The line that defines a place."""
    name = place["name"]
    clauses = definition_of(place)
    shown = name if _is_bare_name(name) else quoted(name)
    given = "" if place["id"] == place_words.auto_id(name) else f" ({place['id']})"
    return f"@ {shown}{given}: {clauses}".rstrip()


def definition_of(place: dict[str, Any]) -> str:
    """What is said of a place besides its name and id. Raises NotSayable."""
    for key in ("name", "find", "label", "caution"):
        if isinstance(place.get(key), dict):
            raise NotSayable(
                f"only JSON can say {key} of place {place['id']} in several languages: "
                "keep this in JSON (--json)"
            )
    clauses = [place["region"]] if "region" in place else []
    for key, before in (("find", ""), ("label", "label "), ("caution", "caution ")):
        clauses += [before + quoted(place[key])] if key in place else []
    if place.get("avoid_when"):
        clauses.append("avoid " + " ".join(place["avoid_when"]))
    if "picture" in place:
        mark = " at {}/{}".format(*place["mark"]) if "mark" in place else ""
        clauses.append(f"picture {place['picture']}{mark}")
    clauses += [", ".join(place["sides"])] if "sides" in place else []
    clauses += [f"source {place['source']}"] if "source" in place else []
    return ", ".join(clauses)


def _is_bare_name(name: str) -> bool:
    made, _ = place_words.definition(f'{name}: "a"')
    return made is not None and made["name"] == name and not _PAIRED & set(name)


# --- routines and steps -----------------------------------------------------------


def _routine(routine: dict[str, Any], places: Names) -> Iterator[str]:
    yield f"# {as_line(routine['title'])}   {routine['id']}"
    if routine.get("about"):
        yield f"> {as_line(routine['about'])}"
    for caution in routine.get("cautions", ()):
        yield f"! {as_line(caution)}"
    steps = [step_words(step, places) for step in routine["steps"]]
    columns = [[step.place for step in steps], [middle(step) for step in steps]]
    widths = [max(map(len, column)) for column in columns]
    for step, *cells in zip(steps, *columns, strict=True):
        yield from _laid_out(step, *map(str.ljust, cells, widths))


def middle(step: StepWords) -> str:
    """Who presses, and on which side."""
    return "  ".join(filter(None, (step.sides, step.method)))


def _laid_out(step: StepWords, place: str, how: str) -> Iterator[str]:
    """The line of a step; its texts below it, unless one fits beside it."""
    line = "   ".join(filter(None, (place, how, ", ".join(step.clauses))))
    texts = [quoted(text) for text in step.texts]
    if step.sources:
        texts.append(step.sources)
    if len(texts) == 1 and len(line) + 3 + len(texts[0]) <= LINE_CHARS:
        yield f"{line}   {texts[0]}"
    else:
        yield line
        yield from (f"  {text}" for text in texts)


def step_words(step: dict[str, Any], places: Names) -> StepWords:
    """A step part by part."""
    method = step["method"]
    pressed = places.sides(step)
    is_said = not sides.is_at_once(step) and (method != "move" or pressed != ["both"])
    words = StepWords(
        "",
        places.sides_words(step, pressed) if is_said else "",
        _method(step),
        texts=list(step.get("text", ())),
    )
    words.sides += " alternate" if step.get("alternate") else ""
    words.clauses += _times(step, method)
    sources = step.get("sources")
    if sources:
        words.sources = "[" + ", ".join(" ".join(pair) for pair in sources.items()) + "]"
    words.place = places.of(step, middle(words))
    return words


def _method(step: dict[str, Any]) -> str:
    words = "" if step["method"] == "hands" else step["method"]
    if step.get("balls") == 2:
        words = "two balls"
    return f"{words} lying" if step.get("position") == "lying" else words


def _times(step: dict[str, Any], method: str) -> Iterator[str]:
    said = _DEFAULT | step
    repetitions = said["repetitions"]
    if "hold" in step:
        times = f"{repetitions} × " if repetitions != 1 else ""
        yield times + _hold(step["hold"])
    if "movement" in step:
        yield from _movement(step["movement"])
    if "window" in step:
        yield from _window(step["window"], step["spot"], method)
    is_told = repetitions > 1 or said["rest_s"] != _DEFAULT["rest_s"]
    if "hold" in step and not said["alternate"] and is_told:
        yield f"rest {_seconds(said['rest_s'])}"
    for name, word in (("switch_side_s", "change"), ("get_ready_s", "ready")):
        if said[name] != _DEFAULT[name]:
            yield f"{word} {_seconds(said[name])}"
    if "short" in step:
        yield f"short {quoted(step['short'])}"


def _window(window: dict[str, Any], spot: dict[str, int], method: str) -> Iterator[str]:
    length = _dose(window, WINDOW_GROWTH_S[method])
    if method == "gun":
        yield length
    elif {key: window[key] for key in ROLLER_WINDOW} != ROLLER_WINDOW:
        yield f"window {length}"
    yield f"spots {_dose(spot, GROWTH_S)}"
    if "gap_s" in window:
        yield f"gap {_seconds(window['gap_s'])}"


def _hold(hold: Any) -> str:
    if isinstance(hold, int):
        return _seconds(hold)
    if "open" in hold:
        return f"open {_range(hold['start_s'], hold['max_s'])}"
    return _dose(hold, GROWTH_S)


def _movement(movement: dict[str, Any]) -> Iterator[str]:
    parts = tuple(movement[name] for name in ("out_s", "stay_s", "back_s"))
    how = "" if parts == ROLL_S else " {}+{}+{} s".format(*parts)
    yield f"{movement['repetitions']} rolls{how}"
    if movement.get("arms"):
        yield f"arms {', '.join(movement['arms'])}"


def _dose(dose: dict[str, int], growth_s: int) -> str:
    """``10–40 s``, with its growth where that is not the usual one."""
    low, high, more, every = (dose[row.name] for row in fields.DOSE)
    if low == high and more == 0 and every == EVERY:
        return _seconds(low)
    grown = 0 if low == high else growth_s
    words = _range(low, high)
    words += f" +{more}" if more != grown else ""
    return words + (f" every {every}" if every != EVERY else "")


def _range(low: int, high: int) -> str:
    if low % 60 == 0 and high % 60 == 0:
        return f"{low // 60}–{high // 60} min"
    return f"{low}–{high} s"


def _seconds(seconds: int) -> str:
    return f"{seconds // 60} min" if seconds >= 120 and seconds % 60 == 0 else f"{seconds} s"
