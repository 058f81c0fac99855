"""The words of the short form, English and German, as ``fold`` leaves them.

Each stands for one thing, so that no line can be read in two ways. Words that say nothing a
device needs ("press for 10 s") are listed too: any other word is a fault, never left out.
"""

from __future__ import annotations

from acupacer.core.routine import regions, safety
from acupacer.core.routine.fault_list import suggestion

from ..places import fold

_EACH = ("left", "right")
# What a handout says of a place that is pressed on the left, then on the right.
BOTH_SIDES = (
    *("both sides", "on both sides", "los dos lados", "ambos lados"),
    *("beide seiten", "auf beiden seiten", "beidseitig", "beidseits", "bds"),
)
BOTH = ("both", "beide")
_AT_ONCE = (
    *("both at once", "both sides at once", "both at the same time", "at once"),
    *("both sides at the same time", "at the same time", "gleichzeitig"),
    *("beide gleichzeitig", "beide zugleich", "beide seiten gleichzeitig", "zugleich"),
)
SIDES = {
    "left": ("left",),
    "links": ("left",),
    "right": ("right",),
    "rechts": ("right",),
    **dict.fromkeys((*BOTH, *_AT_ONCE), ("both",)),
    **dict.fromkeys((*BOTH_SIDES, "each side", "je seite", "jede seite", "pro seite"), _EACH),
}
# A method, and how many balls at once.
METHODS = {
    "by hand": ("hands", 0),
    "hands": ("hands", 0),
    "haende": ("hands", 0),
    "von hand": ("hands", 0),
    "mit der hand": ("hands", 0),
    "per hand": ("hands", 0),
    "ball": ("ball", 1),
    "one ball": ("ball", 1),
    "1 ball": ("ball", 1),
    "ein ball": ("ball", 1),
    "two balls": ("ball", 2),
    "2 balls": ("ball", 2),
    "zwei baelle": ("ball", 2),
    "2 baelle": ("ball", 2),
    "balls": ("balls", 0),
    "baelle": ("balls", 0),
    "roller": ("roller", 0),
    "foam roller": ("roller", 0),
    "rolle": ("roller", 0),
    "faszienrolle": ("roller", 0),
    "schaumrolle": ("roller", 0),
    "gun": ("gun", 0),
    "massage gun": ("gun", 0),
    "pistole": ("gun", 0),
    "massagepistole": ("gun", 0),
    "move": ("move", 0),
    "exercise": ("move", 0),
    "uebung": ("move", 0),
    "bewegung": ("move", 0),
}
# Parts of the names of exercises, in which nothing is pressed.
EXERCISES = ("stretch", "exercise", "dehn", "uebung", "kreisen", "rolls", "rollen")
POSITIONS = {
    "standing": "standing",
    "stehend": "standing",
    "im stehen": "standing",
    "at a wall": "standing",
    "at the wall": "standing",
    "an der wand": "standing",
    "lying": "lying",
    "liegend": "lying",
    "im liegen": "lying",
    "on the floor": "lying",
    "am boden": "lying",
}
STAYING = {
    "still": True,
    "moving": False,
    "rolling": False,
    "ruhend": True,
    "rollend": False,
    "bewegt": False,
}
IN_TURN = ("alternate", "alternating", "in turn", "abwechselnd", "im wechsel", "wechselseitig")
# In front of seconds; those of FREE_TIME may grow.
TIMES = {
    "rest": "rest",
    "loose": "rest",
    "break": "rest",
    "pause": "rest",
    "loesen": "rest",
    "locker": "rest",
    "change": "change",
    "switch": "change",
    "wechsel": "change",
    "ready": "ready",
    "bereit": "ready",
    "gap": "gap",
    "abstand": "gap",
}
FREE_TIME = {
    "spots": "spots",
    "spot": "spots",
    "stellen": "spots",
    "window": "window",
    "zeit": "window",
}
# Behind seconds.
AFTER = {
    "rest": "rest",
    "loose": "rest",
    "between": "rest",
    "break": "rest",
    "pause": "rest",
    "loesen": "rest",
    "locker": "rest",
    "dazwischen": "rest",
}
HOLDS = ("hold", "halten", "press", "druecken")
OPEN = ("open", "offen")
ROLLS = ("rolls", "roll", "moves", "rollen", "rollbewegungen", "bewegungen")
ARMS = ("arms", "arme")
SHORT = ("short", "kurz")
ONCE = {"once": 1, "twice": 2, "einmal": 1, "zweimal": 2, "dreimal": 3}
TIMES_WORDS = ("times", "mal")
UP_TO = ("to", "bis")
EVERY = ("every", "alle")
UNITS = {
    "s": 1,
    "sec": 1,
    "secs": 1,
    "second": 1,
    "seconds": 1,
    "sek": 1,
    "sekunde": 1,
    "sekunden": 1,
    "min": 60,
    "mins": 60,
    "minute": 60,
    "minutes": 60,
    "minuten": 60,
}
PRESSURE = frozenset(
    [
        "firm",
        "firmly",
        "gentle",
        "gently",
        "soft",
        "softly",
        "light",
        "lightly",
        "moderate",
        "moderately",
        "strong",
        "strongly",
        "fest",
        "sanft",
        "sacht",
        "leicht",
        "maessig",
        "kraeftig",
    ]
)
PRESSURE_LINKS = frozenset(("then", "first", "dann", "erst", "zuerst", "and", "und"))
NOISE = frozenset(
    [
        "and",
        "und",
        "then",
        "dann",
        "of",
        "each",
        "per",
        "side",
        "je",
        "seite",
        "pro",
        "for",
        "fuer",
        "a",
        "with",
        "mit",
        "at",
        "mal",
        "sessions",
        "session",
        "sitzungen",
        *HOLDS,
        "in",
    ]
)

_GERMAN_REGIONS = {
    "Kopf": "head",
    "Gesicht": "face",
    "Kehle": "throat",
    "Nacken": "neck",
    "Schulter": "shoulder",
    "oberer Rücken": "upper_back",
    "Wirbelsäule": "spine",
    "unterer Rücken": "lower_back",
    "Flanke": "flank",
    "Rippen": "ribs",
    "Brust": "chest",
    "Bauch": "belly",
    "Gesäß": "buttock",
    "Kreuzbein": "sacrum",
    "Hüfte": "hip",
    "Leiste": "groin",
    "Oberschenkel vorn": "thigh_front",
    "Oberschenkel hinten": "thigh_back",
    "Oberschenkel außen": "thigh_outer",
    "Oberschenkel innen": "thigh_inner",
    "Knie": "knee",
    "Kniekehle": "knee_back",
    "Schienbein": "shin",
    "Wade": "calf",
    "Knöchel": "ankle",
    "Fuß": "foot",
    "Fußsohle": "sole",
    "Sohle": "sole",
    "Oberarm": "upper_arm",
    "Ellbogen": "elbow",
    "Unterarm": "forearm",
    "Handgelenk": "wrist",
}
_REGIONS = {name.replace("_", " "): name for name in regions.NAMES} | _GERMAN_REGIONS
REGION_WORDS = tuple(_REGIONS)  # as people write them


def folded(text: str) -> str:
    """The words of ``text``, each folded, with a blank between."""
    return " ".join(filter(None, map(fold, text.replace("_", " ").split())))


REGIONS = {folded(word): name for word, name in _REGIONS.items()}
FLAGS = {name.replace("_", " "): name for name in safety.FLAGS}

# Every phrase of a step, its words with a blank between -> how many they are.
PHRASES = {
    phrase: len(phrase.split())
    for phrase in (*SIDES, *METHODS, *POSITIONS, *STAYING, *IN_TURN, *ONCE)
}
_SINGLE = [
    word for word in (*PHRASES, *TIMES, *FREE_TIME, *HOLDS, *OPEN, *ROLLS) if " " not in word
]


def region_called(name: str) -> str:
    """The region that is called just so, in English or German; "" none is."""
    return REGIONS.get(folded(name), "")


def example(word: str) -> str:
    """How ``word`` is said whose number is lacking; "": it needs none."""
    folded_word = fold(word)
    if folded_word in ROLLS:
        return f"5 {word}"
    if folded_word in OPEN:
        return f"{word} 20–90 s"
    return f"{word} 20 s" if folded_word in (*TIMES, *FREE_TIME) else ""


def meant(word: str) -> str:
    """``; did you mean left?`` for a word that is nearly one of ours, or ""."""
    return suggestion(word, _SINGLE) if len(word) > 3 and word not in _SINGLE else ""


PHRASE_WORDS = max(PHRASES.values())
