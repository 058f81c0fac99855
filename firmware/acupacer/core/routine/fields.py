"""The fields of a routines document: one table for validator, JSON Schema and docs.

A row says everything about a field except its description, which only people read and
which the host keeps (``acupacer_host.content.field_docs``). Rules that tie several fields
together are in ``step_rules``.
"""

from collections import namedtuple

from . import regions, safety

FORMAT = "acupacer-routines"
VERSION = 2
PLACES_VERSION = 2  # the first one with places

TEXT_MAX_CHARS = 84  # four lines of the panel's 21 columns
NAME_MAX_CHARS = 40  # of a place, an area or an exercise

METHODS = safety.METHODS
SOURCES = ("article", "who", "anatomy", "tradition", "haptics", "selfcare", "design")

# Printable ASCII, frequent characters first: checking a text means a search per letter.
PRINTABLE_ASCII = (
    " etaoinshrdlucmfwypvbgkjqxzTHSIBALPRONECDFGMUWYVKJQXZ.,-:;?!()'0123456789"
    '"#$%&*+/<=>@[\\]^_`{|}~'
)

# name: the key in the document.
# kind: whole, dose_s, flag, text, texts, wording (a text, or texts by language), slug, choice,
#   choices (a list of them), point, place_id, combination, mark (x and y, px), sources,
#   objects (a list of them), or the name of the table in TABLES that holds its fields; hold:
#   a dose, an open one, or the seconds of one that never grows.
# low, high: whole: the value; text, wording: characters; texts, objects: how many; dose and
#   window: seconds of start_s and max_s for the widest method (the method's own:
#   safety.DOSE_RANGES_S).
# choices: choice and choices: the words; combination: the lists allowed.
# methods: the step methods the field may stand in; required: those it must stand in.
#   Objects other than steps have the method "".
# default: filled in when absent; None: nothing is filled in.
# source: one of SOURCES, where the default and the limits come from.
Field = namedtuple(
    "Field",
    ("name", "kind", "low", "high", "choices", "methods", "required", "default", "source"),
)

# The method of a step whose own is missing or wrong: nothing is said on its behalf.
ANY = "any"

_ALL = ("", ANY) + METHODS
_NEVER = ()
_HOLDING = (ANY, "hands", "ball", "move")
_AT_A_PLACE = tuple([method for method in _ALL if method != "move"])


def _needed(
    name: str,
    kind: str,
    low: int,
    high: int,
    choices: "tuple[object, ...]" = (),
    source: str = "design",
) -> "Field":
    """A field every object of its table has."""
    return Field(name, kind, low, high, choices, _ALL, _ALL, None, source)


def _free(
    name: str,
    kind: str,
    low: int,
    high: int,
    default: object = None,
    choices: "tuple[object, ...]" = (),
    methods: "tuple[str, ...]" = _ALL,
    source: str = "design",
) -> "Field":
    """A field that may be left out; ``methods`` with ``ANY`` among them."""
    return Field(name, kind, low, high, choices, methods, _NEVER, default, source)


def _dose(
    name: str, kind: str, methods: "tuple[str, ...]", required: "tuple[str, ...]"
) -> "Field":
    """``methods`` besides ``ANY``; the range is the widest of theirs."""
    ranges = [safety.DOSE_RANGES_S[(method, name)] for method in methods]
    low, high = min(ranges)[0], max([each[1] for each in ranges])
    return Field(name, kind, low, high, (), (ANY,) + methods, required, None, "article")


_TURNS = (("left", "right"), ("right", "left"), ("left",), ("right",))

DOCUMENT = (
    _needed("format", "choice", 0, 0, (FORMAT,)),
    _needed("version", "whole", 1, VERSION),
    _free("places", "objects", 0, safety.PLACES_MAX),
    _needed("routines", "objects", 1, safety.ROUTINES_MAX),
)

# What ``places.Place`` takes, in its order.
PLACE = (
    _needed("id", "place_id", 1, 24),
    _needed("name", "wording", 1, NAME_MAX_CHARS),
    _free("region", "choice", 0, 0, None, regions.NAMES),
    _free("label", "wording", 1, 20),
    _free("find", "wording", 1, 40),
    _free("caution", "wording", 1, TEXT_MAX_CHARS),
    _free("avoid_when", "choices", 0, len(safety.FLAGS), (), safety.FLAGS),
    _free("picture", "choice", 0, 0, None, regions.PICTURES),
    _free("mark", "mark", 0, 0),
    _free("sides", "combination", 0, 0, None, (("left", "right"), ("both",))),
    _free("source", "choice", 0, 0, None, SOURCES),
)

ROUTINE = (
    _needed("id", "slug", 1, 24),
    _needed("title", "text", 1, 40),
    _free("about", "text", 0, TEXT_MAX_CHARS, ""),
    _free("cautions", "texts", 0, 8, ()),
    _needed("steps", "objects", 1, safety.STEPS_MAX),
)

STEP = (
    _needed("method", "choice", 0, 0, METHODS, "article"),
    _free("point", "point", 0, 0, None, (), _AT_A_PLACE, "who"),
    _free("place", "slug", 1, 24, None, (), _AT_A_PLACE),
    _free("area", "text", 1, NAME_MAX_CHARS, None, (), _AT_A_PLACE),
    Field("exercise", "text", 1, NAME_MAX_CHARS, (), (ANY, "move"), ("move",), None, "design"),
    _free("short", "text", 1, 20),
    _free("balls", "whole", 1, 2, 1, (), (ANY, "ball")),
    _free("position", "choice", 0, 0, "standing", ("standing", "lying"), (ANY, "ball")),
    _free("sides", "combination", 0, 0, None, _TURNS + (("both",),)),
    _free("alternate", "flag", 0, 0, False, (), _HOLDING),
    _free("text", "texts", 0, 8, ()),
    _free("get_ready_s", "whole", 3, 60, 5),
    # `release` takes 2 s at most until the next `press` may be felt
    _free("rest_s", "whole", 2, 120, 10, (), _HOLDING),
    _free("switch_side_s", "whole", 3, 120, 10, (), _HOLDING + ("balls",)),
    _free("repetitions", "whole", 1, 20, 3, (), _HOLDING, "article"),
    _dose("hold", "hold", ("hands", "ball", "move"), ("hands", "move")),
    Field(
        "movement",
        "movement",
        0,
        0,
        (),
        (ANY, "balls", "ball", "roller"),
        ("balls", "roller"),
        None,
        "article",
    ),
    _dose("window", "window", ("gun", "roller"), ("gun",)),
    _dose("spot", "dose", ("gun", "roller"), ("gun",)),
    _free("sources", "sources", 0, 0, None, SOURCES),
)

# start_s and max_s take their range from the field that holds the dose.
DOSE = (
    _needed("start_s", "dose_s", 0, 0, (), "article"),
    _needed("max_s", "dose_s", 0, 0, (), "article"),
    _needed("step_s", "whole", 0, 60),
    _needed("every", "whole", 1, 30),
)

# What says that an open hold may end, and then the countdown to its max_s, have to be felt.
OPEN_LEAST_S = 5
OPEN = (_needed("open", "flag", 0, 0),) + DOSE[:2]

MOVEMENT = (
    _needed("repetitions", "whole", 1, 20, (), "article"),
    _needed("out_s", "whole", 1, 30),
    _needed("stay_s", "whole", 1, 30, (), "article"),
    # the countdown to the next part has to fit after the cue `turn`
    _needed("back_s", "whole", 4, 30),
    _free("arms", "combination", 0, 0, (), _TURNS + ((),), source="article"),
)

WINDOW = DOSE + (
    _free("optional", "flag", 0, 0, False),
    _free("gap_s", "whole", 0, 120),
)

TABLES = {"dose": DOSE, "hold": DOSE, "movement": MOVEMENT, "window": WINDOW}


def field(table: "tuple[Field, ...]", name: str) -> "Field":
    """The row called ``name``; KeyError when the table has none. Blocks: never."""
    for row in table:
        if row.name == name:
            return row
    raise KeyError(name)


def dose_range_s(row: "Field", method: str) -> "tuple[int, int]":
    """Least and most seconds of a dose in field ``row`` of a step by ``method``."""
    return safety.DOSE_RANGES_S.get((method, row.name), (row.low, row.high))
