"""The tools say in the page's interpreter what they say here, byte for byte, faults too."""

import json
import random
import subprocess
from pathlib import Path

import pytest
from acupacer_host import site
from acupacer_host.content.catalogue import catalogue
from acupacer_host.page import maker
from test_reading import CODE_PAGE, CURLY, WRITTEN
from test_short_form import HEADING, PIECES, SAME, WRONG, WRONG_CELLS

ROOT = Path(__file__).parent.parent.parent
FACTORY = (ROOT / "shared" / "routines.json").read_text(encoding="utf-8")
RUN = Path(__file__).with_name("tools.mjs")
ROOMS = {"maker": maker}
PROGRAMMES = sorted((ROOT / "tests" / "host" / "programmes").iterdir())
SEED = 20
STEP = {"method": "hands", "point": "LI11", "hold": 9}
WHOLE = {"format": "acupacer-routines", "version": 2}
DOCUMENTS = [
    {**WHOLE, "routines": []},
    {**WHOLE, "routines": [{"id": "a", "title": "A ☂😀", "steps": [STEP]}]},
    {**WHOLE, "routines": [{"id": "a", "title": "Ä", "steps": [{**STEP, "hold": 999}]}]},
    {**WHOLE, "routines": [{"id": "a", "title": "Ä", "steps": [{**STEP, "hodl": 9}]}]},
    {**WHOLE, "version": 3, "routines": [{"id": "A B", "title": "", "steps": []}]},
    {"id": "a", "title": "A", "steps": [STEP]},
    [{"id": "a", "title": "A", "steps": [STEP]}],
    {"places": [{"id": "x", "name": {"en": "X"}}], **WHOLE, "routines": [3, None]},
]


def same(calls):
    """Have ``calls``, of (room, name, values), answered there as they are here."""
    done = subprocess.run(
        ["node", RUN, site.folder()],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-1500:]
    answers = json.loads(done.stdout)
    for (room, name, values), answer in zip(calls, answers, strict=True):
        assert answer == getattr(ROOMS[room], name)(*values), (name, values)


def checks(texts):
    return [
        ("maker", "check", [text, name, ("en", "de")[number % 2]])
        for number, (text, name) in enumerate(texts)
    ]


def test_lines_of_the_short_form_and_rows_of_tables():
    texts = [(f"# A\n{line}\n", "x.txt") for line, _ in SAME]
    texts += [(f"# A\nGB21 20 s\n\n{line}\n", "x.txt") for line, _ in WRONG]
    texts += [("# A ☂\n" + "\n".join(line for line, _ in WRONG), "x.txt")]
    texts += [(HEADING + row, "x.csv") for row, _ in WRONG_CELLS]
    texts += [('Wo;Wdh;Hinweis\r\nDi 4;3;"a;\nb ""c"""\r\n\r\n"', "x.csv")]
    same(checks(texts))


def test_what_no_file_should_say():
    digits, opening = "9" * 5000, "“" * 11_000
    texts = [(f"# A\n{line}", "x.txt") for line in (f"LI4 {digits} s", opening, "“„«" * 900)]
    texts += [("# A\n@ \x1b]0;a\x07\u202e: calf\n\x07 9 s", "x.txt")]
    texts += [(f"Routine,Where,Hold,Reps\nA,LI4,{opening},{digits}", "x.csv")]
    texts += [("x" * 131_073 + ",Where\n", name) for name in ("x", "x.csv")]
    texts += [('Where,"Hold from\n' + "LI4,9\n" * 22_000, "x.csv")]
    texts += [("sep=;\rWhere;Hold from;Routine\rLI4;9;A", "x.csv")]
    same(checks(texts))


def test_programmes_as_people_wrote_them_and_their_way_into_other_forms():
    texts = [(file.read_text(encoding="utf-8"), file.name) for file in PROGRAMMES]
    texts += [(FACTORY, "x.json"), (FACTORY, "x")]
    calls = checks(texts)
    for text, name in texts:
        document = json.loads(maker.check(text, name, "en"))["document"]
        calls.append(("maker", "as_text", [json.dumps(document), "de"]))
        calls.append(("maker", "laid_out", [json.dumps(document)]))
        for number, routine in list(enumerate(document["routines"]))[-2:]:
            values = [json.dumps(document), str(number), "03"[number % 2]]
            calls.append(("maker", "preview_of", values))
            last = str(len(routine["steps"]) - 1)
            calls.append(("maker", "cues_of", [json.dumps(document), str(number), last]))
    same(calls)


def test_documents_sound_and_faulty():
    texts = [json.dumps(document, ensure_ascii=False) for document in DOCUMENTS]
    texts += [json.dumps(document, indent=2) for document in DOCUMENTS]
    texts += [WRITTEN, CURLY if isinstance(CURLY, str) else CURLY.decode()]
    texts += ['{"a":1,"a":[NaN,-1.5e3,1e999]}', '["\\ud83d", "\\ud83d\\ude00"]', "[" * 20]
    same(checks([(text, "x.json") for text in texts]))


def test_files_in_other_encodings():
    data = [FACTORY.encode("utf-16"), b"\xef\xbb\xbf" + FACTORY.encode(), FACTORY.encode()[:-3]]
    data += [CODE_PAGE if isinstance(CODE_PAGE, bytes) else CODE_PAGE.encode("cp1252")]
    data += ["# Größe\nLI4 9 s „weh“\n".encode("cp1252"), b"\xff\xfe{"]
    same([("maker", "check_bytes", [each.hex(), "x.json", "de"]) for each in data])


@pytest.mark.parametrize("kind", ["text", "table", "json"])
def test_anything_at_all(kind):
    chance = random.Random(SEED)
    texts = []
    for _ in range(60):
        if kind == "json":
            text = list(WRITTEN)
            for _ in range(chance.randint(1, 3)):
                at = chance.randrange(len(text))
                text[at : at + chance.randint(0, 2)] = chance.choice(',:"{}[]0a\\ é😀')
            texts.append(("".join(text), "x.json"))
            continue
        pieces = chance.choices(PIECES, k=chance.randint(1, 30))
        head, between, name = ("# A\n", " ", "x.txt")
        if kind == "table":
            head, between, name = (HEADING, ";", "x.csv")
        texts.append((head + between.join(pieces), name))
    same(checks(texts))


def test_places_by_any_spelling_and_in_sentences():
    known = [spelling for place in catalogue().places.values() for spelling in place.spellings]
    known += [*catalogue().ambiguous, "LI-4 (Hegu)", "Dü 3 links", "P7 (Lieque)", "neck", ""]
    known += ["Vesícula biliar", "KREUZ", "Straße", "ﬁnger", "Ω", "大腸"]
    same([("maker", "search", [text]) for text in known[::5]])


def test_what_the_form_is_made_of():
    same([("maker", name, []) for name in ("places", "pictures", "body")])
    same([("maker", "own_place", ["Mein Größtes (links)", "calf"])])
    same([("maker", "new_routine", [title]) for title in ("Neck", "Größe ½", "")])
