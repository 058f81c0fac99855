"""Hostile and sound routines documents, and what the core says about each.

Run under either interpreter: ``python routines_corpus.py FIRMWARE_DIR``. One JSON line
per document: [name, faults, entries]. Every document is also fed in small chunks, which
must not change a word. To renew the golden file after a deliberate change:
``python tests/portable/routines_corpus.py firmware > tests/golden/routines.jsonl``
"""

import json
import sys

sys.path.insert(0, sys.argv[1])

import routines_documents as documents
import routines_field_cases as field_cases
from acupacer.core import routines


def plain(text):
    """ASCII whatever the text: the interpreters escape differently in JSON."""
    return "".join([c if " " <= c <= "~" else f"<{ord(c):x}>" for c in text])


def verdict(data, size):
    scanner = routines.Scanner()
    for at in range(0, len(data), size):
        scanner.feed(data[at : at + size])
    faults = scanner.finish()
    entries = []
    for entry in scanner.entries:
        spots = [
            [step, method, point, plain(area)] for step, method, point, area in entry.spots
        ]
        entries.append(
            [entry.id, plain(entry.title), entry.offset, entry.length, entry.digest,
             entry.minutes, list(entry.methods), spots, entry.cautions_hash]
        )  # fmt: skip
        text = data[entry.offset : entry.offset + entry.length]
        if routines.parse_routine(text, "it")[1]:
            raise ValueError("indexed, then refused: " + entry.id)
    return [faults, entries]


def main():
    for add in (documents.sound, documents.structure, documents.top):
        add()
    for add in (field_cases.routine_fields, field_cases.step_fields, field_cases.point_codes):
        add()
    for add in (field_cases.methods, field_cases.times, documents.texts, documents.many):
        add()
    for name, data in documents.CASES:
        whole = verdict(data, len(data) or 1)
        for size in (512, 13, 1) if len(data) < 2000 else (512,):
            if verdict(data, size) != whole:
                raise ValueError(f"{name}: differs in chunks of {size}")
        print(json.dumps([plain(name), whole[0], whole[1][:3]]))


main()
