"""The six points the device knows: codes, names, and what a wrong code means.

Codes follow the WHO standard. Wording for the panel is in ``words``; landmarks, what a
point is said to ease and the sources are in the host's ``explain_content``.
"""

from collections import namedtuple

# code: WHO code. aliases: other spellings in use, never accepted in a file.
# sides: the default of a step by hand.
Point = namedtuple("Point", ("code", "aliases", "pinyin", "english", "sides"))

_BOTH_IN_TURN = ("left", "right")

POINTS = (
    Point("BL23", ("B23", "UB23"), "Shenshu", "Sea of Vitality", _BOTH_IN_TURN),
    Point("BL52", ("UB52",), "Zhishi", "Sea of Vitality", _BOTH_IN_TURN),
    Point("GB30", (), "Huantiao", "Jumping Circle", _BOTH_IN_TURN),
    Point("LI4", (), "Hegu", "Joining Valley", _BOTH_IN_TURN),
    Point("BL60", ("B60", "UB60"), "Kunlun", "Kunlun Mountains", _BOTH_IN_TURN),
    Point("GB21", (), "Jianjing", "Shoulder Well", _BOTH_IN_TURN),
)
CODES = tuple([point.code for point in POINTS])

UNKNOWN = "unknown point; known: " + ", ".join(CODES)

_HUNMEN = "{} is Hunmen, another point (beside T9); did you mean BL52?"
# Spellings that look like a point and are not one of its aliases.
_MISTAKEN = {
    "L14": "did you mean LI4?",
    "BL47": _HUNMEN,
    "UB47": _HUNMEN,
    "B47": "did you mean BL52? (older Western numbering)",
}


def find_point(code: str) -> "tuple[Point | None, str]":
    """The point spelt exactly ``code``, or None and what to say about that spelling.

    The remark names the point meant where the spelling tells (an alias, lower case, a
    known misprint); otherwise it is ``UNKNOWN``. With a point the remark is "".
    Never raises. Blocks: never.
    """
    for point in POINTS:
        if code == point.code:
            return point, ""
    folded = _fold(code)
    if folded in _MISTAKEN:
        return None, _MISTAKEN[folded].format(folded)
    for point in POINTS:
        if folded == point.code or folded in point.aliases:
            return None, "did you mean {}?".format(point.code)
    return None, UNKNOWN


def _fold(code: str) -> str:
    # ASCII only: the two interpreters disagree about upper case beyond it
    kept = ""
    for char in code[:12]:
        if "0" <= char <= "z" and char != "_":
            kept += char
    return kept.upper()
