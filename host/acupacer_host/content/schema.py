"""Makes the JSON Schema of routines documents.

It comes from ``acupacer.core.routine.fields`` and ``field_docs``. Rules the schema cannot say
(ids that differ, start_s up to max_s, times in all) are left to ``acupacer validate``;
the schema never refuses what the device takes. ``python -m acupacer_host.content.schema``
rewrites it in a checkout.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from acupacer.core.routine import fields, known_places, points, safety
from acupacer.core.routine.fields import Field
from acupacer.core.routine.places import Place, unnamed
from acupacer.core.text import alphabet

from . import reading
from .field_docs import FIELD_DOCS

# In the checkout that this module is part of, whichever one is installed.
_CHECKOUT = Path(__file__).resolve().parent.parent.parent.parent
SCHEMA_FILE = _CHECKOUT / "shared" / "routines.schema.json"

TABLES: dict[str, tuple[Field, ...]] = {
    "document": fields.DOCUMENT,
    "place": fields.PLACE,
    "routine": fields.ROUTINE,
    "step": fields.STEP,
    "dose": fields.DOSE,
    "open": fields.OPEN,
    "movement": fields.MOVEMENT,
    "window": fields.WINDOW,
}

Schema = dict[str, Any]

_LATIN = f"{alphabet.LATIN_FIRST}-{alphabet.LATIN_LAST}"
_LETTERS = f"[{alphabet.FIRST}-{alphabet.LAST}{_LATIN}{alphabet.OTHERS}]*"
_COMMENTS = f"^({'|'.join(reading.COMMENT_KEYS)})"
_WHERE = ("point", "place", "area", "exercise")
_ITEMS = {"places": "place", "routines": "routine", "steps": "step"}


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a routines document."""
    top = _object("document")
    top["properties"]["$schema"] = {"type": "string"}
    definitions = {name: _object(name) for name in ("place", "routine", "step", "movement")}
    definitions["step"]["oneOf"] = [{"required": [name]} for name in _WHERE]
    definitions["step"]["allOf"] = [_method_rules(method) for method in fields.METHODS]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "acupacer routines",
        "description": "Made from the device's own field table; do not edit.",
        **top,
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as the text of ``shared/routines.schema.json``."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Rewrite the schema in this checkout."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
    print(f"wrote {SCHEMA_FILE}")


# --- schema -----------------------------------------------------------------------


def _object(name: str) -> Schema:
    table = TABLES[name]
    properties = {}
    for row in table:
        described: Schema = {"description": FIELD_DOCS[f"{name}.{row.name}"]}
        if row.default is not None:
            described["default"] = row.default
        properties[row.name] = described | _field(row)
    required = [row.name for row in table if set(fields.METHODS) <= set(row.required)]
    made: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "patternProperties": {_COMMENTS: True},
    }
    return made | ({"required": required} if required else {})


def _field(row: Field) -> Schema:
    range_s = (row.low, row.high)
    if row.kind in ("dose", "window"):
        return _dose(row.kind, range_s)
    if row.kind == "hold":
        return {"anyOf": _hold(range_s)}
    return _FIELDS[row.kind](row)


def _hold(range_s: tuple[int, int], method: str = "") -> list[Schema]:
    """What a hold may be: seconds, and not with an exercise a dose or an open one."""
    length = {"type": "integer", "minimum": range_s[0], "maximum": range_s[1]}
    if method == "move":
        return [length]
    opened = _dose("open", range_s)
    opened["properties"]["open"] |= {"const": True}
    return [length, _dose("dose", range_s), opened]


def _dose(kind: str, range_s: tuple[int, int]) -> Schema:
    made = _object(kind)
    for name in ("start_s", "max_s"):
        made["properties"][name] |= {"minimum": range_s[0], "maximum": range_s[1]}
    return made


def _text(low: int, high: int) -> Schema:
    pattern = "^(?=.*[^ ])" if low else "^"
    made: Schema = {"type": "string", "maxLength": high, "pattern": f"{pattern}{_LETTERS}$"}
    return made | ({"minLength": low} if low else {})


def _by_language(row: Field) -> Schema:
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "^[a-z0-9-]{2,3}$"},
        "additionalProperties": _text(row.low, row.high),
    }


def _defined_codes() -> list[str]:
    """The points that a file may define: the catalogue's but the built-in ones."""
    return [code for code in known_places.CODES if code not in points.CODES]


def _list(row: Field, items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": row.low, "maxItems": row.high}


def _sources(row: Field) -> Schema:
    names = [each.name for each in fields.STEP if each.name != "sources"]
    source = {"enum": list(row.choices)}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: source for name in names},
    }


_FIELDS: dict[str, Callable[[Field], Schema]] = {
    "whole": lambda row: {"type": "integer", "minimum": row.low, "maximum": row.high},
    "dose_s": lambda row: {"type": "integer"},
    "flag": lambda row: {"type": "boolean"},
    "text": lambda row: _text(row.low, row.high),
    "texts": lambda row: _list(row, _text(1, fields.TEXT_MAX_CHARS)),
    "slug": lambda row: {"type": "string", "pattern": f"^[a-z0-9-]{{{row.low},{row.high}}}$"},
    "choice": lambda row: {"enum": list(row.choices)},
    "point": lambda row: {"enum": list(known_places.CODES)},
    "place_id": lambda row: {
        "anyOf": [{"enum": _defined_codes()}, _FIELDS["slug"](row)],
    },
    "wording": lambda row: {"anyOf": [_text(row.low, row.high), _by_language(row)]},
    "choices": lambda row: _list(row, {"enum": list(row.choices)}),
    "mark": lambda row: {
        "type": "array",
        "prefixItems": [
            {"type": "integer", "minimum": 5, "maximum": most} for most in (50, 42)
        ],
        "minItems": 2,
        "maxItems": 2,
    },
    "combination": lambda row: {"enum": [list(each) for each in row.choices]},
    "movement": lambda row: {"$ref": "#/$defs/movement"},
    "sources": _sources,
    "objects": lambda row: _list(row, {"$ref": f"#/$defs/{_ITEMS[row.name]}"}),
}


def _method_rules(method: str) -> Schema:
    rules: Schema = {row.name: False for row in fields.STEP if method not in row.methods}
    if "point" not in rules:
        codes = [code for code in known_places.CODES if not Place(code, code).objection(method)]
        if len(codes) < len(known_places.CODES):
            rules["point"] = {"enum": codes}
        if unnamed("sore spot").objection(method):
            rules["area"] = False
    for (by, name), (low, high) in safety.DOSE_RANGES_S.items():
        if by == method and name == "hold":
            rules[name] = {"anyOf": _hold((low, high), method)}
        elif by == method:
            limits = {"minimum": low, "maximum": high}
            rules[name] = {"properties": {"start_s": limits, "max_s": limits}}
    for name, more in _EXTRA_RULES[method].items():
        properties = rules.get(name, {}).get("properties", {}) | more.get("properties", {})
        rules[name] = more | ({"properties": properties} if properties else {})
    required = [row.name for row in fields.STEP if method in row.required]
    then: Schema = {
        "properties": rules,
        "required": [name for name in required if name != "method"],
    }
    if method == "roller":
        then["dependentRequired"] = {"window": ["spot"], "spot": ["window"]}
    if method == "ball":
        then["oneOf"] = [{"required": ["hold"]}, {"required": ["movement"]}]
    return {"if": {"properties": {"method": {"const": method}}}, "then": then}


# What step_rules says of single methods, beyond the field table.
_EXTRA_RULES: dict[str, Schema] = {
    "hands": {},
    "move": {},
    "ball": {"movement": {"properties": {"arms": {"maxItems": 0}}}},
    "balls": {
        "sides": {"const": ["both"]},
        "movement": {"properties": {"arms": {"minItems": 1}}, "required": ["arms"]},
    },
    "roller": {
        "sides": {"const": ["both"]},
        "movement": {"properties": {"arms": {"maxItems": 0}}},
        "window": {"properties": {"optional": {"const": True}}, "required": ["optional"]},
    },
    "gun": {
        "sides": {"const": ["both"]},
        "window": {
            "properties": {
                "optional": {"const": False},
                "gap_s": {"minimum": safety.GUN_GAP_MIN_S},
            }
        },
    },
}


if __name__ == "__main__":
    main()
