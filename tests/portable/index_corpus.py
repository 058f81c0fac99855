"""Routines files and their index, line by line, as either interpreter writes and reads it.

Run under either interpreter: ``python index_corpus.py FIRMWARE_DIR [PART/PARTS]``. To renew
the golden file after a deliberate change:
``python tests/portable/index_corpus.py firmware > tests/golden/index.txt``
"""

import hashlib
import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.routine import document as routines
from acupacer.core.routine.index import IndexReader, index_lines
from cases import picked

HEAD = '{"format":"acupacer-routines","version":1,"routines":['
HOLD = '{"method":"hands","hold":{"start_s":10,"max_s":30,"step_s":5,"every":3},%s}'
PLACES = (
    '"point":"LI4"',
    '"area":"\u00fcber \\"C7\\" \u2013 left"',
    '"area":"back \\\\ side"',
    '"point":"BL60","sides":["left"]',
)


OWN_PLACES = ('"point":"GB20"', '"place":"knot"', '"place":"knot"')
DEFINED = (
    '"places":[{"id":"GB20","name":"Wind Pool","caution":"Gently."},{"id":"knot",'
    '"name":{"en":"Knot","de":"Knoten am R\u00fccken"},"avoid_when":["acute_injury"]}],'
)


def document(titles, steps, defined=""):
    found = []
    head = HEAD.replace('1,"routines"', "2," + defined + '"routines"') if defined else HEAD
    for number, title in enumerate(titles):
        places = [
            HOLD % (OWN_PLACES if defined else PLACES)[at % (3 if defined else 4)]
            for at in range(number, number + steps)
        ]
        found.append(
            '{"id":"r%d","title":"%s","steps":[%s]}' % (number, title, ",".join(places))
        )
    return (head + ",".join(found) + "]}").encode()


CASES = (
    ("one", document(["Hand"], 1)),
    (
        "letters",
        document(["Gr\u00fc\u00dfe", "\u201cQuoted\u201d", '\\"ASCII\\"', "\\u00e9"], 4),
    ),
    ("long", document(["Longest"], 16)),
    ("many", document(["Routine"] * 12, 2)),
    ("places", document(["Own"], 3, DEFINED)),
)


def read(lines, size):
    reader = IndexReader("edition")
    text = b"".join(lines)
    for at in range(0, len(text), size):
        reader.feed(text[at : at + size])
    return reader


def main():
    for name, data in picked(CASES):
        scanner = routines.Scanner()
        scanner.feed(data)
        faults = scanner.finish()
        if faults:
            raise ValueError(faults)
        sha = hashlib.sha256(data).digest()
        lines = list(index_lines(scanner.entries, "edition", sha))
        for line in lines:
            print(
                name,
                "".join([chr(byte) if byte < 127 else "<%x>" % byte for byte in line]).strip(),
            )
        for size in (1, 100, 4096):
            reader = read(lines, size)
            if not reader.is_whole or reader.sha != sha or reader.entries != scanner.entries:
                raise ValueError("{}: not what was written, in chunks of {}".format(name, size))
            for entry in reader.entries:
                if type(entry.places) is not tuple or entry.places[0].step != 1:
                    raise ValueError(name + ": lists")
        for cut in (1, len(lines[-1])):
            if read([b"".join(lines)[:-cut]], 512).is_whole:
                raise ValueError(name + ": cut off, and nobody noticed")


main()
