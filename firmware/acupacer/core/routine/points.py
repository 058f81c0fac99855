"""The six points that are built in, with all there is to each.

Codes follow the WHO standard. Where they are and how people spell them: ``known_places``.
Landmarks at length, what a point is said to ease and the sources are in the host's
``explain_content``, which only ``acupacer explain`` needs.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from ..named_tuples import NamedTuple

# Where a point is in a picture of the body (``whereabouts.PICTURES``): px of the left one.
Spot = NamedTuple("Spot", (("picture", str), ("x_px", int), ("y_px", int)))

# code: WHO code. sides: the default of a step by hand. excluded_by: profile flags
# (``safety.FLAGS``) that exclude it. words: for each language known its code, the part of the
# body, how to find it, and its caution, "" for none; other languages have those in their own
# file.
Point = NamedTuple(
    "Point",
    (
        ("code", str),
        ("pinyin", str),
        ("english", str),
        ("sides", "tuple[str, ...]"),
        ("excluded_by", "tuple[str, ...]"),
        ("spot", Spot),
        ("words", "tuple[tuple[str, str, str, str], ...]"),
    ),
)

_BOTH_IN_TURN = ("left", "right")

# One row is all that a point is. Exclusions in pregnancy are `tradition`, never a claim of
# harm; the others are `design`, on the careful side.
POINTS = (
    Point(
        "BL23",
        "Shenshu",
        "Sea of Vitality",
        _BOTH_IN_TURN,
        excluded_by=("pregnancy",),
        spot=Spot("lower_back", 21, 24),
        words=(
            (
                "en",
                "lower back",
                "waist level, 2-3 fingers from spine",
                "BL23: press the muscle, never the spine or the floating ribs.",
            ),
            (
                "de",
                "unterer Rücken",
                "Taille, 2-3 Finger neben dem Rückgrat",
                "BL23: den Muskel drücken, nie das Rückgrat oder die freien Rippen.",
            ),
        ),
    ),
    Point(
        "BL52",
        "Zhishi",
        "Sea of Vitality",
        _BOTH_IN_TURN,
        excluded_by=("pregnancy",),
        spot=Spot("lower_back", 16, 24),
        words=(
            (
                "en",
                "lower back, outer",
                "waist level, 4 fingers from spine",
                "BL52: moderate pressure, the kidney lies beneath. Never a massage gun.",
            ),
            (
                "de",
                "Rücken, außen",
                "Taille, 4 Finger neben dem Rückgrat",
                "BL52: mäßiger Druck, darunter liegt die Niere. Nie mit der Massagepistole.",
            ),
        ),
    ),
    Point(
        "GB30",
        "Huantiao",
        "Jumping Circle",
        _BOTH_IN_TURN,
        excluded_by=("hip_replacement",),
        spot=Spot("hip", 14, 24),
        words=(
            (
                "en",
                "hip",
                "halfway: mid buttock to outer hip",
                "GB30: stop at an electric, shooting or numb feeling.",
            ),
            (
                "de",
                "Hüfte",
                "halb: Mitte Gesäß bis Hüfte",
                "GB30: Stopp bei Stromgefühl, Stechen oder Taubheit.",
            ),
        ),
    ),
    Point(
        "LI4",
        "Hegu",
        "Joining Valley",
        _BOTH_IN_TURN,
        excluded_by=("pregnancy",),
        spot=Spot("hand", 33, 31),
        words=(
            (
                "en",
                "hand",
                "top of the bulge by the thumb",
                "",
            ),
            (
                "de",
                "Hand",
                "höchste Stelle beim Daumen",
                "",
            ),
        ),
    ),
    Point(
        "BL60",
        "Kunlun",
        "Kunlun Mountains",
        _BOTH_IN_TURN,
        excluded_by=("pregnancy",),
        spot=Spot("foot", 39, 27),
        words=(
            (
                "en",
                "ankle",
                "hollow behind outer ankle bone",
                "",
            ),
            (
                "de",
                "Knöchel",
                "Mulde hinter dem äußeren Knöchel",
                "",
            ),
        ),
    ),
    Point(
        "GB21",
        "Jianjing",
        "Shoulder Well",
        _BOTH_IN_TURN,
        excluded_by=("pregnancy",),
        spot=Spot("shoulders", 13, 26),
        words=(
            (
                "en",
                "shoulder",
                "halfway: neck to shoulder end",
                "GB21: press gently.",
            ),
            (
                "de",
                "Schulter",
                "halb vom Hals zum Rand der Schulter",
                "GB21: sanft drücken.",
            ),
        ),
    ),
)
CODES = tuple([point.code for point in POINTS])
# Those with something to mind; elsewhere only a profile forbids, which refuses the routine.
WITH_CAUTION = tuple([point.code for point in POINTS if point.words[0][3]])


def find_point(code: str) -> "Point | None":
    """The built-in point that is spelt exactly ``code``."""
    for point in POINTS:
        if code == point.code:
            return point
    return None


_KINDS_OF_WORDS = ("region", "find", "caution")  # in the order of a row's words


def word(key: str, language: str) -> "str | None":
    """What a key such as find_LI4 is in ``language``; None: no row says it."""
    kind, _, code = key.partition("_")
    if kind not in _KINDS_OF_WORDS:
        return None
    for point in POINTS:
        if code == point.code:
            for texts in point.words:
                if texts[0] == language:
                    return texts[1 + _KINDS_OF_WORDS.index(kind)]
    return None
