"""What may press where, and what a text means, as either interpreter says it.

Run under either interpreter: ``python places_corpus.py FIRMWARE_DIR [PART/PARTS]``. To renew
the golden file after a deliberate change:
``python tests/portable/places_corpus.py firmware > tests/golden/places.txt``
"""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.routine import known_places, regions, safety
from acupacer.core.routine.places import Place
from acupacer.core.text import folding
from cases import picked
from plain_text import plain

TEXTS = (
    "LI4 (Hegu)", "li 4", "Di4", "Di 4, links", "GI4", "IG4", "IG20", "LI4links",
    "He Gu", "Hegu", "Dickdarm 4",
    "G21", "VB21", "GB20", "Dü3", "DÜ 3", "Du3", "P7", "P7 (Lieque)", "3E5", "3 E 3", "TH5",
    "GV24.5", "EX-HN3", "ex hn 3", "Zúsānlǐ", "drei Meilen am Bein", "B47", "BL47", "L14",
    "Sea of Vitality", "Shenshu, Sea of Vitality", "beside C7", "Neck knot", "neck-knot",
    "NECK  KNOT!", "Über dem Knöchel", "łokieć", "Øre", "½", "…", "", "sore spot", "LI5",
    "Vesícula biliar 21", "VEJIGA 23", "the hand and LI4 and LR3", "a" * 40, "合谷",
)  # fmt: skip


def rows():
    for region in map(regions.region, regions.NAMES + ("",)):
        place = Place("spot", "Spot", region.name or None)
        for method in safety.PRESSING:
            yield "{} {}: {}".format(
                region.name or "(none)", method, place.objection(method) or "may"
            )
    for code in known_places.CODES:
        place = Place(code, code)
        yield "{}: {}, {}, not with {}".format(
            code, place.region, " ".join(place.methods), place.avoid_when or "-"
        )
    for text in TEXTS:
        identity = known_places.identity(text)
        if known_places.identity(identity) != identity:
            raise ValueError(text)
        yield '"{}" is {}; as a code: {}'.format(
            plain(text), identity, known_places.remark(text) or "right"
        )
    for number in list(range(0x20, 0x180)) + list(map(ord, "ẞȘșȚțǍǖǽƏə×")):
        if number % 16 == 0 or number >= 0x180:
            letters = [folding.letters(chr(at)) or "." for at in range(number, number + 16)]
            yield "U+{:04X} {}".format(number, " ".join(letters))


def main():
    for line in picked(rows()):
        print(line)


main()
