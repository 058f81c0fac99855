"""Faults and notes in German: all of them, nothing besides, and places stay as they are."""

import ast
import json
import re
from functools import cache
from pathlib import Path

import acupacer
import acupacer_host
import pytest
from acupacer_host.content import validate
from acupacer_host.fault_language import Table, spoken
from acupacer_host.faults_de import FAULTS
from acupacer_host.language import WORDS
from cli_rig import Rig
from hypothesis import given
from hypothesis import strategies as st
from test_every_fault import KINDS, faults_with
from test_reading import CODE_PAGE, CURLY, WRITTEN
from test_short_form import HEADING, PIECES, WRONG, WRONG_CELLS

CORE = Path(acupacer.__file__).parent / "core" / "routine"
CONTENT = Path(acupacer_host.__file__).parent / "content"
GOLDEN = Path(__file__).parent.parent / "golden"
# Who makes faults, and notes that stand beside them.
MAKERS = [
    *(CORE / f"{name}.py" for name in ("cutter", "document", "fault_list", "field_checks")),
    *(CORE / f"{name}.py" for name in ("known_places", "place_rules", "places", "regions")),
    CORE / "step_rules.py",
    *(CONTENT / f"{name}.py" for name in ("completing", "fault_words", "own_names", "reading")),
    *(CONTENT / f"{name}.py" for name in ("strict_json", "validate")),
    *(
        CONTENT / "short" / f"{name}.py"
        for name in ("clauses", "lacking", "located", "reading")
    ),
    *(CONTENT / "short" / f"{name}.py" for name in ("place_words", "table_reading")),
]
# Texts of theirs that are no fault, or the end of one.
OTHERS = re.compile(
    r".* \| None|bytes \| bytearray|its bytes|byte (0|\{\})|character \{\} U\+\{\}"
    r"|.*\(.*\)?[*+].*"
    r"|begins a quote that has no end|says nothing here|true or false|how often|.*: is empty"
    r"|hold, up to|window, up to|spots, up to|how to find it|is empty|has none of( them)?"
    r"|has neither|has \{\}|is the id of|the longest|the first|\\1.*|; .*"
    r"|.*: \{\}; save the file.*"
    r"|\{\} \{\} exceed \{\}|“\{\}” says nothing here; \{\}|a \{\} needs to know .*|\(\.\*\).*"
    r"|by hand it may be pressed.*|has \{\} of hold and movement; .*|line \{\}, column \{\}"
    r"|Windows-1252.*|\{\} \(in \{\}\)|LI4   left.*|# Evening neck .*|Expecting .*|Invalid .*"
    r"| CV cv .*\s|Extra data|the file is for a later acupacer.*"
)
NO_JSON = [
    "{1:2}",
    '{"a": "\\uZZ"}',
    '{"a": "x',
    '{“a”: "x", “b”: 1}',
    '{"a": 1,}',
    "{'a': 1}",
    "[tru]",
]
LINES = ["BL52 gun 5 min, spots 15 s", "LI4 alternate 2 × 9 s, rest 9 s", "LI4 40–10 s"]
LINES += ["Heguu 9 s", "sholder 9 s", "my own 9 s", "LI4 both 9 s", "calf both sides 9 s"]
LINES += ["calf roller 2 min", "neck stretch 9 s"]
TABLES = ['Where,"Hold from\nLI4,9', 'Where,"Hold"from\nLI4,9', "x" * 131_073 + ",Where\n"]
TABLES += ["Routine;Where;Hold\nA;LI4;9 s\nB;LI4;9 s\nA;GB21;9 s\n"]
ALIKE = "# A   x\nLI4 9 s\n# B   x\nLI4 9 s\n# C\nP7 9 s\n"
FLAGS = {"id": "x", "name": "X", "avoid_when": ["pregnancy"] * 7}
TABLE = Table(FAULTS)
# Words by which one knows an English sentence.
ENGLISH = {"the", "is", "are", "not", "must", "needs", "of", "from", "more", "than", "exceed"}
ENGLISH |= {"exceeds", "missing", "unknown", "be", "found", "told", "line", "row", "column"}
ENGLISH |= {"says", "here", "write", "already", "and", "or", "with", "only", "has", "have"}
QUOTED = re.compile(r'"[^"]*"|“[^”]*”|routines\[|\(.*\)|Hold from|möglich: .*')


def templates(path):
    """The texts of a module that have more than one word, "{}" for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts |= set(map(id, node.values))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            parts.add(id(getattr(node.body[0], "value", None)))
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = "" if id(node) in parts else node.value
        if re.search(r"[a-z]{2,} |[a-z] [a-z]", text):
            yield text


def used(texts):
    """The keys of the table by which ``texts`` are said."""
    found = set()

    class Noting(Table):
        def template(self, text):
            key = super().template(text)
            found.add(key)
            return key

    table = Noting(FAULTS)
    for text in texts:
        table.said(text)
    return found - {""}


@cache
def corpora():
    """Every fault and note that faulty files of all forms bring."""
    found = [fault for name in KINDS for fault in faults_with(name)[0]]
    texts = [(f"# A\nGB21 20 s\n\n{line}\n", "x.txt") for line, _ in WRONG]
    texts += [(f"# A\n{line}\n", "x.txt") for line in LINES] + [(ALIKE, "x.txt")]
    texts += [(HEADING + row, "x.csv") for row, _ in WRONG_CELLS]
    texts += [(text, "x.csv") for text in TABLES]
    texts += [(text, "x.json") for text in (WRITTEN, CURLY, CODE_PAGE, *NO_JSON)]
    texts += [(b'{"a": "\x81"}', "x.json"), (json.dumps({"places": [FLAGS]}), "x.json")]
    for text, name in texts:
        verdict = validate.check_text(text if isinstance(text, bytes) else text.encode(), name)
        found += [*verdict.faults, *verdict.notes]
    for name in ("places", "routines", "steps"):
        lines = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        found += [line.removeprefix("fault: ") for line in lines if line.startswith("fault: ")]
    return found


def test_every_text_of_who_makes_faults_is_said_in_german():
    unsaid = {
        text
        for path in MAKERS
        for text in templates(path)
        if TABLE.said(text) == text and not OTHERS.fullmatch(text)
    }
    assert unsaid == set()


def test_every_fault_of_faulty_files_is_said_in_german():
    """No word of a sentence is left, but what is quoted and what fields are called."""
    for fault in corpora():
        said = TABLE.said(fault)
        words = {word.lower() for word in re.findall(r"[A-Za-z]+", QUOTED.sub("", said))}
        assert said != fault and not words & ENGLISH, (fault, said)


def test_nothing_is_said_that_nobody_asks_for():
    said = [text for path in MAKERS for text in templates(path)]
    others = [
        '"P7" may be LU7 or PC7: write the one you mean',
        'must be ["both"] with two balls',
        "a table cannot say routines[0]: keep this in JSON (--json)",
        "the short form cannot say routines[0]: keep this in JSON (--json)",
        "only JSON can say find of place x in several languages: keep this in JSON (--json)",
    ]
    places = {key for key in FAULTS if key.startswith(", ")}
    links = {" or ", " and "}
    assert FAULTS.keys() - used([*said, *corpora(), *others]) - places - links == set()


def test_as_much_is_filled_in_in_both_languages():
    for english, german in FAULTS.items():
        assert english.count("{}") == german.count("{}"), english


@pytest.mark.parametrize(
    ("fault", "german"),
    [
        (
            "my file.json: routines[0].steps[1].hold.max_s: 300 exceeds 180",
            "my file.json: routines[0].steps[1].hold.max_s: 300 ist mehr als 180",
        ),
        (
            "routines[0].titel: unknown key; did you mean title?",
            "routines[0].titel: unbekannter Schlüssel; title gemeint?",
        ),
        (
            "line 3, hold and rest, hold, from: 2 is below 3",
            "Zeile 3, hold and rest, Halten, von: 2 ist weniger als 3",
        ),
        (
            'a.b: "x: y is not 3" is not one of a, b; did you mean both?',
            'a.b: "x: y is not 3" ist keins von a, b; both gemeint?',
        ),
        (
            "x.csv: row 4: column hold: “a: b” says nothing here; did you mean both?",
            "x.csv: Zeile 4: Spalte hold: “a: b” sagt hier nichts; both gemeint?",
        ),
        (
            "a.b: must be a whole number, found null",
            "a.b: muss eine ganze Zahl sein, nicht null",
        ),
        ("something of a later device", "something of a later device"),
    ],
)
def test_places_and_what_is_quoted_stay(fault, german):
    with WORDS.speaking("de"):
        assert spoken([fault]) == [german]
    for language in ("en", "es"):
        with WORDS.speaking(language):
            assert spoken([fault]) == [fault]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30), is_table=st.booleans())
def test_no_fault_of_any_text_stays_english(pieces, is_table):
    text = HEADING + ";".join(pieces) if is_table else "# A\n" + " ".join(pieces)
    verdict = validate.check_text(text.encode(), "x.csv" if is_table else "x.txt")
    for told in [*verdict.faults, *verdict.notes]:
        _, _, what = told.partition(": ")[2].partition(": ")
        assert TABLE.said(told) != told and (not what or TABLE.said(what) != what), told


def test_the_cli_says_it_in_german_and_json_in_english(monkeypatch, tmp_path):
    rig = Rig(monkeypatch, tmp_path)
    file = tmp_path / "x.json"
    file.write_bytes(b'\xef\xbb\xbf{"format": "acupacer-routines", "routines": []}')
    plain = rig.run("validate", str(file), "--json").stdout
    with WORDS.speaking("de"):
        told = rig.run("validate", str(file))
        assert f"{file}: version: fehlt\n" in told.stdout
        assert f"{file}: die Bytefolgemarke am Anfang ist weggelassen\n" in told.stderr
        assert rig.run("validate", str(file), "--json").stdout == plain
        assert "version: fehlt" in rig.run("push", str(file)).stderr
    assert "version: missing" in plain
