"""Hostile and sound routines documents, and what the core says about each.

Run under either interpreter: ``python routines_corpus.py FIRMWARE_DIR [PART/PARTS FOLDER]``.
One JSON line per document: [name, faults, entries]. Every document is also fed in small
chunks, which must not change a word. FOLDER: where the documents are already, for an
interpreter without the memory to make them. To renew the golden file after a deliberate change:
``python tests/portable/routines_corpus.py firmware > tests/golden/routines.jsonl``
"""

import io
import json
import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.routine import document as routines
from cases import picked

# The chunk that is the whole document, or as much of it as there is memory for.
WHOLE = 4096 if sys.argv[3:] else 1 << 20


def plain(text):
    """ASCII whatever the text: the interpreters escape differently in JSON."""
    return "".join([c if " " <= c <= "~" else f"<{ord(c):x}>" for c in text])


def verdict(document, size):
    scanner = routines.Scanner()
    document.seek(0)
    while True:
        chunk = document.read(size)
        if not chunk:
            break
        scanner.feed(chunk)
    faults = scanner.finish()
    entries = []
    for entry in scanner.entries:
        places = [
            [step, method, point, plain(area)] for step, method, point, area in entry.places
        ]
        entries.append(
            [entry.id, plain(entry.title), entry.offset, entry.length, entry.digest,
             entry.minutes, list(entry.methods), places, entry.cautions_hash]
        )  # fmt: skip
        document.seek(entry.offset)
        text = document.read(entry.length)
        routines.parse_routine(text, "it")  # raises when it is indexed, then refused
    return [faults, entries]


def made():
    """(name, document) of every case, made here."""
    import routines_documents as documents
    import routines_field_cases as field_cases

    for add in (documents.sound, documents.structure, documents.top):
        add()
    for add in (field_cases.routine_fields, field_cases.step_fields, field_cases.point_codes):
        add()
    for add in (field_cases.methods, field_cases.times, documents.texts, documents.many):
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
        print(json.dumps([name, whole[0], whole[1][:3]]))
        document.close()


main()
