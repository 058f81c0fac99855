"""The words of the short form, English and German, as ``fold`` leaves them.

Each stands for one thing, so that no line can be read in two ways. Words that say nothing a
device needs ("press for 10 s") are listed too: any other word is a fault, never left out.
"""

from __future__ import annotations

from acupacer.core.routine import regions, safety
from acupacer.core.routine.fault_list import suggestion

SIDES = {
    "left": ("left",),
    "links": ("left",),
    "right": ("right",),
    "rechts": ("right",),
    "both": ("both",),
    "both sides": ("both",),
    "both at once": ("both",),
    "beide": ("both",),
    "beide seiten": ("both",),
    "beidseitig": ("both",),
    "beidseits": ("both",),
    "each side": ("left", "right"),
    "je seite": ("left", "right"),
    "jede seite": ("left", "right"),
    "pro seite": ("left", "right"),
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
    "kopf": "head",
    "gesicht": "face",
    "kehle": "throat",
    "nacken": "neck",
    "schulter": "shoulder",
    "oberer ruecken": "upper_back",
    "wirbelsaeule": "spine",
    "unterer ruecken": "lower_back",
    "flanke": "flank",
    "rippen": "ribs",
    "brust": "chest",
    "bauch": "belly",
    "gesaess": "buttock",
    "kreuzbein": "sacrum",
    "huefte": "hip",
    "leiste": "groin",
    "oberschenkel vorn": "thigh_front",
    "oberschenkel hinten": "thigh_back",
    "oberschenkel aussen": "thigh_outer",
    "oberschenkel innen": "thigh_inner",
    "knie": "knee",
    "kniekehle": "knee_back",
    "schienbein": "shin",
    "wade": "calf",
    "knoechel": "ankle",
    "fuss": "foot",
    "fusssohle": "sole",
    "sohle": "sole",
    "oberarm": "upper_arm",
    "ellbogen": "elbow",
    "unterarm": "forearm",
    "handgelenk": "wrist",
}
REGIONS = {name.replace("_", " "): name for name in regions.NAMES} | _GERMAN_REGIONS
FLAGS = {name.replace("_", " "): name for name in safety.FLAGS}

# Every phrase of a step, its words with a blank between -> how many they are.
PHRASES = {
    phrase: len(phrase.split())
    for phrase in (*SIDES, *METHODS, *POSITIONS, *STAYING, *IN_TURN, *ONCE)
}
_SINGLE = [
    word for word in (*PHRASES, *TIMES, *FREE_TIME, *HOLDS, *OPEN, *ROLLS) if " " not in word
]


def meant(word: str) -> str:
    """``; did you mean left?`` for a word that is nearly one of ours, or ""."""
    return suggestion(word, _SINGLE) if len(word) > 3 else ""


PHRASE_WORDS = max(PHRASES.values())
