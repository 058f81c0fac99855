"""The fields of a routines document: one table for validator, JSON Schema and docs.

A row says everything about a field except its description, which only people read
and which the host keeps (``acupacer_host.field_docs``). Rules that tie several fields
together are in ``routines``.
"""

from collections import namedtuple

from . import safety

FORMAT = "acupacer-routines"
VERSION = 1

TEXT_MAX_CHARS = 84  # four lines of the panel's 21 columns

METHODS = safety.CAUTION_METHODS
SOURCES = ("article", "who", "anatomy", "tradition", "haptics", "design")

# Printable ASCII, frequent characters first: checking a text means a search per letter.
PRINTABLE_ASCII = (
    " etaoinshrdlucmfwypvbgkjqxzTHSIBALPRONECDFGMUWYVKJQXZ.,-:;?!()'0123456789"
    '"#$%&*+/<=>@[\\]^_`{|}~'
)

# Characters texts may use beyond printable ASCII, as far as the panel's font goes:
# the letters of U+00C0..U+00FF and these.
TEXT_PUNCTUATION = "\u2026\u2013\u2019\u201c\u201d"  # ellipsis, dash, curly quotes

# name: the key in the document.
# kind: whole, dose_s, flag, text, texts, slug, choice, point, combination, sources,
#   objects (a list of them), or the name of the table in TABLES that holds its fields.
# low, high: whole: the value; text: characters; texts, objects: how many; dose and
#   window: seconds of start_s and max_s for the widest method (the method's own:
#   safety.DOSE_RANGES_S).
# choices: choice: the words; combination: the lists allowed; source: where the
#   default and the limits come from.
# methods: the step methods the field may stand in; required: those it must stand in.
#   Objects other than steps have the method "".
# default: filled in when absent; None: nothing is filled in.
Field = namedtuple(
    "Field",
    ("name", "kind", "low", "high", "choices", "methods", "required", "default", "source"),
)

# The method of a step whose own is missing or wrong: nothing is said on its behalf.
ANY = "any"

_ALL = ("", ANY) + METHODS
_NEVER = ()


def _whole(name: str, low: int, high: int, default: "int | None", source: str) -> "Field":
    required = _NEVER if default is not None else _ALL
    return Field(name, "whole", low, high, (), _ALL, required, default, source)


def _step_whole(
    name: str, low: int, high: int, default: int, methods: "tuple[str, ...]", source: str
) -> "Field":
    return Field(name, "whole", low, high, (), (ANY,) + methods, _NEVER, default, source)


def _text(name: str, kind: str, low: int, high: int, default: object) -> "Field":
    required = _NEVER if default is not None else _ALL
    return Field(name, kind, low, high, (), _ALL, required, default, "design")


def _dose(
    name: str, kind: str, methods: "tuple[str, ...]", required: "tuple[str, ...]", source: str
) -> "Field":
    """``methods`` besides ``ANY``; the range is the widest of theirs."""
    ranges = [safety.DOSE_RANGES_S[(method, name)] for method in methods]
    low = min([each[0] for each in ranges])
    high = max([each[1] for each in ranges])
    return Field(name, kind, low, high, (), (ANY,) + methods, required, None, source)


_TURNS = (("left", "right"), ("right", "left"), ("left",), ("right",))

DOCUMENT = (
    Field("format", "choice", 0, 0, (FORMAT,), _ALL, _ALL, None, "design"),
    _whole("version", VERSION, VERSION, None, "design"),
    Field("routines", "objects", 1, safety.ROUTINES_MAX, (), _ALL, _ALL, None, "design"),
)

ROUTINE = (
    _text("id", "slug", 1, 24, None),
    _text("title", "text", 1, 20, None),
    _text("about", "text", 0, TEXT_MAX_CHARS, ""),
    _text("cautions", "texts", 0, 8, ()),
    Field("steps", "objects", 1, safety.STEPS_MAX, (), _ALL, _ALL, None, "design"),
)

STEP = (
    Field("method", "choice", 0, 0, METHODS, _ALL, _ALL, None, "article"),
    Field("point", "point", 0, 0, (), _ALL, _NEVER, None, "who"),
    Field("area", "text", 1, 20, (), _ALL, _NEVER, None, "design"),
    Field("sides", "combination", 0, 0, _TURNS + (("both",),), _ALL, _NEVER, None, "design"),
    _text("text", "texts", 0, 8, ()),
    _step_whole("get_ready_s", 3, 60, 5, _ALL, "design"),
    _step_whole("rest_s", 3, 120, 10, ("hands",), "design"),
    _step_whole("switch_side_s", 3, 120, 10, ("hands", "balls"), "design"),
    _step_whole("repetitions", 1, 10, 3, ("hands",), "article"),
    _dose("hold", "dose", ("hands",), ("hands",), "article"),
    Field(
        "movement",
        "movement",
        0,
        0,
        (),
        (ANY, "balls", "roller"),
        ("balls", "roller"),
        None,
        "article",
    ),
    _dose("window", "window", ("gun", "roller"), ("gun",), "article"),
    _dose("spot", "dose", ("gun", "roller"), ("gun",), "article"),
    Field("sources", "sources", 0, 0, SOURCES, _ALL, _NEVER, None, "design"),
)

# start_s and max_s take their range from the field that holds the dose.
DOSE = (
    Field("start_s", "dose_s", 0, 0, (), _ALL, _ALL, None, "article"),
    Field("max_s", "dose_s", 0, 0, (), _ALL, _ALL, None, "article"),
    _whole("step_s", 0, 60, None, "design"),
    _whole("every", 1, 30, None, "design"),
)

MOVEMENT = (
    _whole("repetitions", 1, 20, None, "article"),
    _whole("out_s", 1, 30, None, "design"),
    _whole("stay_s", 1, 30, None, "article"),
    # the countdown to the next part has to fit after the cue `turn`
    _whole("back_s", 4, 30, None, "design"),
    Field("arms", "combination", 0, 0, _TURNS + ((),), _ALL, _NEVER, (), "article"),
)

WINDOW = DOSE + (
    Field("optional", "flag", 0, 0, (), _ALL, _NEVER, False, "design"),
    Field("gap_s", "whole", 0, 120, (), _ALL, _NEVER, None, "design"),
)

TABLES = {"dose": DOSE, "movement": MOVEMENT, "window": WINDOW}


def field(table: "tuple[Field, ...]", name: str) -> "Field":
    """The row called ``name``; KeyError when the table has none. Blocks: never."""
    for row in table:
        if row.name == name:
            return row
    raise KeyError(name)


def dose_range_s(row: "Field", method: str) -> "tuple[int, int]":
    """Least and most seconds of a dose in field ``row`` of a step by ``method``."""
    return safety.DOSE_RANGES_S.get((method, row.name), (row.low, row.high))
