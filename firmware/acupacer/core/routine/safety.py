"""Who must not press where, how much is too much, and what to say before.

Data and small pure functions: profile flags with what they exclude, the hard limits
every routine is checked against on the host and on the device, and the keys of the
cautions and red flags (``words`` has their wording). No clinician reviewed any of it;
docs/user/safety.md says so and gives the reasons.
"""

from . import points
from .known_places import CODES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable, NamedTuple, Sequence

    from ..text.wording import Wording
    from .model import StepPlace
else:
    from ..named_tuples import NamedTuple

# --- profile ----------------------------------------------------------------------

# The yes/no questions of the first start, in the order they are asked.
FLAGS = (
    "pregnancy",
    "hip_replacement",
    "anticoagulants",
    "osteoporosis",
    "reduced_sensation",
    "acute_injury",
)

# Each tool has a caution of its own (caution_balls ...), and so have exercises; what to mind by
# hand is general.
TOOLS = ("balls", "ball", "roller", "gun")
PRESSING = ("hands",) + TOOLS
METHODS = PRESSING + ("move",)

# The methods each flag excludes; which places it does, whatever the method, they say
# (``Place.avoid_when``). Pregnancy: `tradition` (never a claim of harm); the others
# `design`, on the careful side.
EXCLUDED_METHODS: "dict[str, tuple[str, ...]]" = {
    "pregnancy": TOOLS,
    "hip_replacement": (),
    "anticoagulants": TOOLS,
    "osteoporosis": TOOLS,
    "reduced_sensation": TOOLS,
    "acute_injury": METHODS,
}


# A step that a profile forbids. step: from 1; name: what the place is called; flag: the reason.
Exclusion = NamedTuple(
    "Exclusion",
    (
        ("step", int),
        ("method", str),
        ("name", "str | tuple[tuple[str, str], ...]"),
        ("flag", str),
    ),
)


def exclusion(flags: "Iterable[str]", method: str, avoid_when: str) -> str:
    """The first profile flag that forbids ``method`` at a place, or "" when none does.

    ``flags``: the flags answered yes. ``avoid_when``: those that exclude the place, with
    blanks between. Flags are tried in the order of ``FLAGS``, whatever the order given.
    Blocks: never.
    """
    # an exercise presses nothing, wherever it is said to be
    of_place = [] if method == "move" else avoid_when.split()
    for flag in FLAGS:
        if flag in flags and (method in EXCLUDED_METHODS[flag] or flag in of_place):
            return flag
    return ""


def routine_exclusions(
    flags: "Iterable[str]", places: "Iterable[StepPlace]"
) -> "list[Exclusion]":
    """Every step a profile forbids, in order.

    ``places``: of the routine's steps. Empty: the routine may be opened. One excluded
    step refuses the routine whole. Blocks: never.
    """
    excluded = []
    for step, method, _, name, avoid_when in places:
        flag = exclusion(flags, method, avoid_when)
        if flag:
            excluded.append(Exclusion(step, method, name, flag))
    return excluded


def why(flag: str, method: str, name: "Wording") -> str:
    """The words key for why ``flag`` forbids ``method`` at the place called ``name``."""
    is_unknown = flag == "pregnancy" and method == "hands" and name not in CODES
    return "why_unknown" if is_unknown else "why_" + flag


# --- hard limits, host and device -------------------------------------------------

DOCUMENT_MAX_BYTES = 65536  # design
ROUTINES_MAX = 64  # design
STEPS_MAX = 64  # design
PLACES_MAX = 64  # design; defined in one file
SESSION_MAX_S = 45 * 60  # design; counted at the top of every progression
BALLS_MAX_S = 5 * 60  # design; all the time on the balls, or a ball, in one routine
GUN_GAP_MIN_S = 30  # design; between two spots of a massage gun
GUN_MAX_S = 10 * 60  # article (5-10 minutes in all); all gun windows in one routine

# Shortest and longest dose in seconds by method and field; source: design. The
# shortest window leaves room for one spot with its get ready (3 s) and for finding it.
DOSE_RANGES_S = {
    ("hands", "hold"): (3, 180),
    ("ball", "hold"): (5, 180),
    ("move", "hold"): (3, 180),
    ("gun", "window"): (30, 600),
    ("gun", "spot"): (5, 30),
    ("roller", "window"): (30, 180),
    ("roller", "spot"): (5, 60),
}

# --- cautions and red flags -------------------------------------------------------

# Raise it whenever the wording of a caution key changes its meaning: the red flags and
# every routine's cautions are then shown and accepted once more.
CAUTIONS_EDITION = 1

# What version 0.1.0 showed before every routine's first run. The red flags say it now, once;
# the names stay in a routine's hash, so that what was accepted then still is.
_GENERAL_OF_FIRST = """caution_not_advice
caution_ask_first
caution_see_doctor
caution_start_gentle
caution_stop
caution_results
"""

# Emergency signs first, on a page of their own; then reasons to see a doctor, and last what to
# mind in general. Source: article.
RED_FLAG_PAGES = (
    ("red_bladder", "red_saddle", "red_leg"),
    ("red_fever", "red_cancer", "red_pain", "red_doubt", "caution_general"),
)


def cautions(places: "Iterable[StepPlace]") -> "list[str]":
    """Keys of ``words`` for what to mind with the methods and points of ``places``.

    In the order of ``METHODS`` and ``points.CODES``. What concerns only those whom the
    profile refuses is not among them. Blocks: never.
    """
    used = _used(places)
    names = [name for name in METHODS[1:] if name in used]
    names += [code for code in points.WITH_CAUTION if code in used]
    return ["caution_" + name for name in names]


def hashed_cautions(places: "Iterable[StepPlace]", own_texts: "Sequence[str]") -> str:
    """What a routine's ``cautions_hash`` is of: a line each, the routine's own texts last."""
    used = _used(places)
    names = ["caution_" + name for name in METHODS + points.CODES if name in used]
    text = "\n".join(names + list(own_texts))
    return "{}\n{}{}".format(CAUTIONS_EDITION, _GENERAL_OF_FIRST, text)


def _used(places: "Iterable[StepPlace]") -> "set[str]":
    used: "set[str]" = set()
    for _, method, place, _, _ in places:
        used.update((method, place))
    return used
