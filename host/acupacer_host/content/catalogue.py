"""The catalogue of places that comes with this program, read strictly.

Whatever is not as it must be in points.json is a fault with its place: a mistake of whoever
edited it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from acupacer.core.errors import AcupacerError
from acupacer.core.routine import regions, safety
from acupacer.core.routine.points import Spot
from acupacer.core.screen.font import SMALL
from acupacer.core.screen.whereabouts import PICTURES
from acupacer.core.text import alphabet

from .places import SOURCES, Catalogue, Place, Wording, fold

SIDES = (["left", "right"], ["both"])
# Letters at most: what the panel has room for (a screen's third, a page).
LABEL_MAX, FIND_MAX, CAUTION_MAX = 20, 40, 84
FIND_LINES, FIND_PX = 3, 66  # beside the locator before a step, words whole
MARK_X, MARK_Y = range(5, 51), range(5, 43)  # px: all of the mark is on the picture
_CODE = re.compile(r"[A-Z]{2}\d{1,2}|EX-[A-Z]{2}\d{1,2}")
_LISTS = ("also", "avoid_when", "mark", "sides", "methods")
_OPTIONAL = {"caution", "methods"}
_TEXTS = {
    "label": LABEL_MAX,
    "find": FIND_MAX,
    "landmark": 0,
    "said_to_ease": 0,
    "caution": CAUTION_MAX,
}
_KEYS = ("code", "names", "region", "picture", "sources", *_LISTS, *_TEXTS)
_NO_FACTS = ("code", "mark", "sides", "sources")  # they need no source of their own


class BrokenCatalogue(AcupacerError):
    """The packaged catalogue is not as it must be; ``message`` has a line for each fault."""

    code = "catalogue"


@cache
def catalogue() -> Catalogue:
    """The catalogue."""
    return read((resources.files("acupacer_data") / "points.json").read_bytes())


def read(data: bytes) -> Catalogue:
    """The catalogue in ``data``. Raises BrokenCatalogue with every fault."""
    try:
        document = json.loads(data, object_pairs_hook=_without_doubles)
    except ValueError as error:
        raise BrokenCatalogue(f"not JSON: {error}") from error
    head = (document.get("format"), document.get("version"), set(document))
    if head != ("acupacer-points", 1, {"format", "version", "points", "ambiguous"}):
        raise BrokenCatalogue("not a list of points, version 1")
    faults = [fault for raw in document["points"] for fault in _faults(raw)]
    if faults:
        raise BrokenCatalogue("\n".join(faults))
    places = [_place(raw) for raw in document["points"]]
    ambiguous = {row["spelling"]: row["means"] for row in document["ambiguous"]}
    faults = [*_collisions(places, ambiguous), *_idle(places, ambiguous)]
    if faults:
        raise BrokenCatalogue("\n".join(faults))
    return Catalogue(places, ambiguous)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError(f"a key twice among {[key for key, _ in pairs]}")
    return made


def _place(raw: dict[str, Any]) -> Place:
    def wording(key: str) -> Wording:
        return Wording(raw[key]["en"], raw[key]["de"])

    names = raw["names"]
    spellings = [raw["code"], names["pinyin"], names["en"], names["de"], *raw["also"]]
    return Place(
        raw["code"],
        wording("names"),
        names["pinyin"],
        tuple(dict.fromkeys(spellings)),
        raw["region"],
        wording("label"),
        wording("find"),
        wording("landmark"),
        wording("said_to_ease"),
        wording("caution") if "caution" in raw else None,
        tuple(raw["avoid_when"]),
        _methods(raw),
        Spot(raw["picture"], *raw["mark"]),
        tuple(raw["sides"]),
        raw["sources"],
    )


def _methods(raw: dict[str, Any]) -> tuple[str, ...]:
    """Those that may press there: as many as in its region, or fewer."""
    return tuple(raw.get("methods", regions.region(raw["region"]).methods))


def _faults(raw: dict[str, Any]) -> list[str]:
    """What is wrong with one point."""
    code = str(raw.get("code"))
    lacking = set(_KEYS) - _OPTIONAL - set(raw)
    odd = set(raw) - set(_KEYS)
    if lacking or odd:
        return [f"{code}: lacks {sorted(lacking)}, has {sorted(odd)} besides"]
    lists = [key for key in _LISTS if key in raw]
    found = [f"{code}.{key}: no list" for key in lists if not isinstance(raw[key], list)]
    texts = {key: raw[key] for key in ("names", *_TEXTS) if key in raw}
    for key, text in texts.items():
        languages = {"en", "de", "pinyin"} if key == "names" else {"en", "de"}
        found += _text_faults(f"{code}.{key}", text, languages, _TEXTS.get(key, 0))
    return found or list(_value_faults(code, raw))


def _text_faults(where: str, text: Any, languages: set[str], longest: int) -> Iterable[str]:
    if not isinstance(text, dict) or set(text) != languages:
        yield f"{where}: not a text in each of {sorted(languages)}"
        return
    for language, words in text.items():
        if not isinstance(words, str) or not words.strip() or words != words.strip():
            yield f"{where}.{language}: no text"
        elif lacks := "".join(letter for letter in words if not alphabet.has(letter)):
            yield f"{where}.{language}: the panel lacks {lacks}"
        elif longest and len(words) > longest:
            yield f"{where}.{language}: {len(words)} letters, {longest} at most"
        elif where.endswith(".find") and not _fits_beside(words):
            yield f"{where}.{language}: more than {FIND_LINES} lines on the panel"


def _fits_beside(words: str) -> bool:
    lines = SMALL.by_words(words, FIND_PX)
    return len(lines) <= FIND_LINES and " ".join(lines) == words


def _value_faults(code: str, raw: dict[str, Any]) -> Iterable[str]:
    known = {
        "code": bool(_CODE.fullmatch(code)),
        "region": raw["region"] in regions.NAMES and bool(_methods(raw)),
        "picture": raw["picture"] in PICTURES,
        "mark": len(raw["mark"]) == 2 and raw["mark"][0] in MARK_X and raw["mark"][1] in MARK_Y,
        "sides": raw["sides"] in SIDES,
        "avoid_when": set(raw["avoid_when"]) <= set(safety.FLAGS),
        "methods": set(_methods(raw)) <= set(regions.region(raw["region"]).methods),
        "also": all(isinstance(text, str) and fold(text) for text in raw["also"]),
        "sources": set(raw["sources"].values()) <= set(SOURCES),
    }
    for key, is_known in known.items():
        if not is_known:
            yield f"{code}.{key}: {raw.get(key)!r} is none there is"
    needed = {key for key in raw if key not in _NO_FACTS and (key != "avoid_when" or raw[key])}
    if set(raw["sources"]) != needed:
        yield f"{code}.sources: of {sorted(needed ^ set(raw['sources']))}"


def _collisions(places: list[Place], ambiguous: dict[str, dict[str, str]]) -> Iterable[str]:
    """Spellings that two places share, and that are not listed as ambiguous."""
    known = {fold(spelling): means for spelling, means in ambiguous.items()}
    owners: dict[str, str] = {}
    for place in places:
        for spelling in place.spellings:
            folded = fold(spelling)
            owner = owners.setdefault(folded, place.code)
            if folded in known and place.code not in known[folded]:
                yield f"{place.code}: {spelling} is ambiguous, and not as this point"
            elif owner != place.code and folded not in known:
                yield f"{place.code}: {spelling} is {owner} too"


def _idle(places: list[Place], ambiguous: dict[str, dict[str, str]]) -> Iterable[str]:
    """Ambiguous spellings that say nothing: of one meaning, or of no point here."""
    codes = {place.code for place in places}
    for spelling, means in ambiguous.items():
        if len(means) < 2 or not codes & set(means) or fold(spelling) in map(fold, codes):
            yield f"ambiguous {spelling}: nothing here is spelt so"
