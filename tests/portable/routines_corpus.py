"""Hostile and sound routines documents, and what the core says about each.

Run under either interpreter: ``python routines_corpus.py FIRMWARE_DIR [PART/PARTS FOLDER]``.
For each document ``# name``, then a line for each fault, and for each routine of the first
three what the index says of it, with a line for each place. Every document is also fed in small
chunks, which must not change a word. FOLDER: where the documents are already, for an
interpreter without the memory to make them. To renew the golden file after a deliberate change:
``python tests/portable/routines_corpus.py firmware > tests/golden/routines.txt``
"""

import io
import json
import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.routine import document as routines
from acupacer.core.text import wording
from cases import picked
from plain_text import plain

SHOWN_MAX = 3  # of a document's routines; all of them are checked
# The chunk that is the whole document, or as much of it as there is memory for.
WHOLE = 4096 if sys.argv[3:] else 1 << 17


def verdict(document, size):
    scanner = routines.Scanner()
    document.seek(0)
    while True:
        chunk = document.read(size)
        if not chunk:
            break
        scanner.feed(chunk)
    faults = scanner.finish()
    lines = ["fault: " + plain(fault) for fault in faults]
    for number, entry in enumerate(scanner.entries):
        if number < SHOWN_MAX:
            lines += told(entry)
        document.seek(entry.offset)
        text = document.read(entry.length)
        places = []
        for offset, length in entry.definitions:
            document.seek(offset)
            places.append(routines.parse_place(document.read(length)))
        routines.parse_routine(text, "it", places)  # raises when it is indexed, then refused
    return lines


def told(entry):
    """What the index says of a routine."""
    yield (
        'routine {} "{}": {} bytes from {}, digest {}, {} min, {}, cautions {}'.format(
            entry.id,
            plain(entry.title),
            entry.length,
            entry.offset,
            entry.digest,
            entry.minutes,
            " ".join(entry.methods),
            entry.cautions_hash,
        )
    )
    for step, method, place, name, avoid_when in entry.places:
        at = place
        if name != place:
            at += ' "{}", not with {}'.format(plain(wording.pick(name, "en")), avoid_when)
        yield "  step {}: {} at {}".format(step, method, at)


def made():
    """(name, document) of every case, made here."""
    import routines_documents as documents
    import routines_field_cases as field_cases
    import routines_place_cases as places

    for add in (documents.sound, documents.structure, documents.top):
        add()
    for add in (field_cases.routine_fields, field_cases.step_fields, field_cases.point_codes):
        add()
    for add in (field_cases.methods, field_cases.times, documents.texts, documents.many):
        add()
    for add in (places.sound, places.structure, places.definitions, places.used):
        add()
    for name, data in documents.CASES:
        yield plain(name), io.BytesIO(data)


def stored(folder):
    """(name, document) of every case in ``folder``."""
    with open(folder + "/names.json") as source:
        names = json.load(source)
    for number, name in enumerate(names):
        yield name, open(f"{folder}/{number}", "rb")


def main():
    for name, document in picked(stored(sys.argv[3]) if sys.argv[3:] else made()):
        length = document.seek(0, 2)
        whole = verdict(document, WHOLE)
        for size in (512, 13, 1) if length < 2000 else (512,):
            if verdict(document, size) != whole:
                raise ValueError(f"{name}: differs in chunks of {size}")
        print("# " + name)
        for line in whole:
            print(line)
        document.close()


main()
