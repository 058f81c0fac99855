"""Who must not press where, how much is too much, and what to say before.

Data and small pure functions: profile flags with what they exclude, the hard limits
every routine is checked against on the host and on the device, and the keys of the
cautions and red flags (``words`` has their wording). No clinician reviewed any of it;
docs/safety.md says so and gives the reasons.
"""

from . import points

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable, NamedTuple, Sequence

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

_TOOLS = ("balls", "roller", "gun")
_ALL = ("hands", "balls", "roller", "gun")

# The methods each flag excludes; which points it does, whatever the method, is in their rows
# (``Point.excluded_by``). Pregnancy: `tradition` (never a claim of harm); the others
# `design`, on the careful side.
EXCLUDED_METHODS: "dict[str, tuple[str, ...]]" = {
    "pregnancy": _TOOLS,
    "hip_replacement": (),
    "anticoagulants": _TOOLS,
    "osteoporosis": _TOOLS,
    "reduced_sensation": _TOOLS,
    "acute_injury": _ALL,
}


# A step that a profile forbids. step: from 1; point: "" for an area; flag: the reason.
Exclusion = NamedTuple(
    "Exclusion", (("step", int), ("method", str), ("point", str), ("flag", str))
)


def exclusion(flags: "Iterable[str]", method: str, point: str) -> str:
    """The first profile flag that forbids ``method`` on ``point``, or "" when none does.

    ``flags``: the flags answered yes. ``point``: a WHO code, or "" for an area. Flags
    are tried in the order of ``FLAGS``, whatever the order given. Blocks: never.
    """
    flags_of_point = points.excluding_flags(point)
    for flag in FLAGS:
        if flag in flags and (method in EXCLUDED_METHODS[flag] or flag in flags_of_point):
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
    for step, method, point, _ in places:
        flag = exclusion(flags, method, point)
        if flag:
            excluded.append(Exclusion(step, method, point, flag))
    return excluded


# --- hard limits, host and device -------------------------------------------------

DOCUMENT_MAX_BYTES = 65536  # design
ROUTINES_MAX = 64  # design
STEPS_MAX = 64  # design
SESSION_MAX_S = 45 * 60  # design; counted at the top of every progression
BALLS_MAX_S = 5 * 60  # design; all the time lying on the balls in one routine
GUN_GAP_MIN_S = 30  # design; between two spots of a massage gun
GUN_MAX_S = 10 * 60  # article (5-10 minutes in all); all gun windows in one routine

# Shortest and longest dose in seconds by method and field; source: design. The
# shortest window leaves room for one spot with its get ready (3 s) and for finding it.
DOSE_RANGES_S = {
    ("hands", "hold"): (5, 120),
    ("gun", "window"): (30, 600),
    ("gun", "spot"): (5, 30),
    ("roller", "window"): (30, 180),
    ("roller", "spot"): (5, 60),
}

# --- cautions and red flags -------------------------------------------------------

# Raise it whenever the wording of a caution key changes its meaning: every routine's
# cautions are then shown and accepted once more.
CAUTIONS_EDITION = 1

# Shown before every routine's first run, in this order; source: article.
GENERAL_CAUTIONS = (
    "caution_not_advice",
    "caution_ask_first",
    "caution_see_doctor",
    "caution_start_gentle",
    "caution_stop",
    "caution_results",
)

# One key for every point (caution_BL23 ...) and every method (caution_hands ...).
CAUTION_METHODS = _ALL

# Emergency signs first, on pages of their own; then reasons to see a doctor.
RED_FLAG_PAGES = (
    ("red_bladder", "red_saddle", "red_leg"),
    ("red_fever", "red_fall", "red_weight"),
    ("red_cancer", "red_night"),
)
# How many of the pages above are emergencies ("call now", not "see a doctor").
RED_FLAG_EMERGENCY_PAGES = 1


def caution_lines(places: "Iterable[StepPlace]", own_texts: "Sequence[str]") -> "list[str]":
    """What must be accepted before a routine's first run, in reading order.

    Keys of ``words`` for the general cautions, then for every method and every point
    ``places`` use (in the order of ``CAUTION_METHODS`` and ``points.CODES``), then the
    routine's own texts as they are. Blocks: never.
    """
    used: "set[str]" = set()
    for _, method, point, _ in places:
        used.update((method, point))
    lines = list(GENERAL_CAUTIONS)
    for name in CAUTION_METHODS + points.CODES:
        if name in used:
            lines.append("caution_" + name)
    return lines + list(own_texts)
