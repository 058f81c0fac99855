"""Faults and notes in German: all of them, nothing besides, and places stay as they are."""

import ast
import json
import re
from functools import cache
from pathlib import Path

import acupacer
import acupacer_host
import pytest
from acupacer_host.console import told as told_lines
from acupacer_host.content import validate
from acupacer_host.content.short import columns, reading, tokens
from acupacer_host.fault_language import Table, line_of, spoken
from acupacer_host.faults_de import FAULTS
from acupacer_host.language import WORDS
from acupacer_host.page import maker
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
    r"|by hand it may be pressed.*|has \{\} of hold and movement; .*"
    r"|(line \{\}, )?column \{\}(: \{\})?"
    r"|possible: (sides|a region) .*|byte 0x\{\} is not UTF-8\{\}|\{\} and \{\} more"
    r"|how long|Windows-1252.*|\{\} \(in \{\}\)|LI4   left.*"
    r"|# Evening neck .*|Expecting .*|Invalid .*"
    r"|Extra data|the file is for a later acupacer.*"
    r"| CV cv .*\s"
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
ENGLISH |= {"a", "it", "this", "to", "list", "byte", "document", "where", "long", "often"}
# What is quoted, what JSON calls its fields, and keys that a user made up.
OWN = re.compile(
    r'"[^"]*"|„[^“]*“|\b(routines|places)\[[^ ]*|[a-z]+_s\b|Hold (from|to)|acupacer places|a-z'
    r"|\[text article\]|hip at 20/24|.*(?=: unbekannter Schlüssel)| U\+[0-9A-F]+"
)


def english(said, own=""):
    """The English words of ``said``, but those of what its user wrote."""
    words = set(re.findall(r"[A-Za-z]+", OWN.sub("", said)))
    return (words & ENGLISH) - set(re.findall(r"[A-Za-z]+", own))


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

    class Noting(dict):
        def __getitem__(self, key):
            found.add(key)
            return super().__getitem__(key)

        def get(self, key, default=None):
            found.add(key)
            return super().get(key, default)

    table = Table(Noting(FAULTS))
    for text in texts:
        table.said(text)
    return found


@cache
def corpora():
    """Every fault and note that faulty files of all forms bring."""
    found = [fault.removeprefix("f: ") for name in KINDS for fault in faults_with(name)[0]]
    texts = [(f"# A\nGB21 20 s\n\n{line}\n", "x.txt") for line, _ in WRONG]
    texts += [(f"# A\n{line}\n", "x.txt") for line in LINES] + [(ALIKE, "x.txt")]
    texts += [(HEADING + row, "x.csv") for row, _ in WRONG_CELLS]
    texts += [(text, "x.csv") for text in TABLES]
    texts += [(text, "x.json") for text in (WRITTEN, CURLY, CODE_PAGE, *NO_JSON)]
    texts += [(b'{"a": "\x81"}', "x.json"), (json.dumps({"places": [FLAGS]}), "x.json")]
    for text, name in texts:
        verdict = validate.check_text(text if isinstance(text, bytes) else text.encode(), name)
        found += [told.removeprefix(f"{name}: ") for told in (*verdict.faults, *verdict.notes)]
    for name in ("places", "routines", "steps"):
        lines = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        found += [line.removeprefix("fault: ") for line in lines if line.startswith("fault: ")]
    return found


def test_every_text_of_who_makes_faults_is_said_in_german():
    unsaid = {
        text
        for path in MAKERS
        for text in templates(path)
        if TABLE.said(text) == text and f"={text}" not in FAULTS
        if not OTHERS.fullmatch(text)
    }
    assert unsaid == set()


def test_every_fault_of_faulty_files_is_said_in_german():
    """No word of a sentence is left, but what is quoted and what fields are called."""
    for fault in corpora():
        said = TABLE.said(fault)
        assert said != fault and not english(said), (fault, said)


def test_nothing_is_said_that_nobody_asks_for():
    said = [text for path in MAKERS for text in templates(path)]
    others = [
        "cannot be read: x",
        "places[0].name: letters and their marks, which were apart, are put together (in "
        "places[0].name and 3 more)",
        "routines[0].avoid_when: is empty; needs 1 to 8 words",
        "routines[0].text: is empty; needs 1 to 8 texts",
        "line 1: there is no routine; one begins with its title: # Evening neck   evening-neck",
        "row 3: how long is not told; for example: 5–10 min, spots 15–30 s",
        "row 3: how long is not told; for example: 12 × 3 s, loose 2 s",
        '"P7" may be LU7 or PC7: write the one you mean',
        'must be ["both"] with two balls',
        "a table cannot say routines[0]: keep this in JSON (--json)",
        "the short form cannot say routines[0]: keep this in JSON (--json)",
        "only JSON can say find of place x in several languages: keep this in JSON (--json)",
    ]
    places = {key for key in FAULTS if key[:2] in (": ", ", ")}
    links = {" or ", " and "}
    assert FAULTS.keys() - used([*said, *corpora(), *others]) - places - links == set()


def test_as_much_is_filled_in_in_both_languages():
    for english, german in FAULTS.items():
        assert len(re.findall(r"\{[=,|]?\}", english)) == german.count("{}"), english


@pytest.mark.parametrize(
    ("fault", "german"),
    [
        (
            "routines[0].steps[1].hold.max_s: 300 exceeds 180",
            "routines[0].steps[1].hold.max_s: 300 ist mehr als 180",
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
            "row 4: column hold: “a: b” says nothing here; did you mean both?",
            "Zeile 4: Spalte hold: „a: b“ sagt hier nichts; both gemeint?",
        ),
        (
            "a.b: must be a whole number, found null",
            "a.b: muss eine ganze Zahl sein, nicht null",
        ),
        (
            'line 2, "x, hold", hold, from: 2 is below 3',
            'Zeile 2, "x, hold", Halten, von: 2 ist weniger als 3',
        ),
        ("a: 5 exceeds 3: unknown key", "a: 5 exceeds 3: unbekannter Schlüssel"),
        ("line 3, hold: unknown key", "line 3, hold: unbekannter Schlüssel"),
        ('k"k: unknown key', 'k"k: unbekannter Schlüssel'),
        ("hold: missing", "hold: fehlt"),
        ("row 2, Nacken “hart: 9 is below 30", "Zeile 2, Nacken “hart: 9 ist weniger als 30"),
        (
            'a: [a list, "x"] is not one of ["a list"]',
            'a: [eine Liste, "x"] ist keins von ["a list"]',
        ),
        ("document: more than 9 bytes", "Dokument: mehr als 9 Bytes"),
        (
            "byte 60: the document is cut off here",
            "Byte 60: das Dokument ist hier abgeschnitten",
        ),
        (
            "line 3: rest: 4–5: give one number",
            "Zeile 3: Pause: 4–5: eine einzige Zahl angeben",
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


NAMES = ["steps", "neck and shoulder", "Nacken or Schulter", "a list", "hold and rest", "x: y"]
NAMES += ["x, hold", "x, rest, from", "column hold", "text 1", '5" tall', "Nacken “hart"]
NAMES += ["row 2, steps", "line 9", "not JSON: x", "growth", "a: 5 exceeds 3", "told twice"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", ["x.txt", "validate rest.txt", 'x, hold, y/5" row 2: or.txt'])
def test_what_a_user_calls_things_is_never_changed(name, file):
    place = tokens.quoted(name)
    lines = [f"{place} ball 2 × 30 s", f"{place} 2 s", f"{place} lefft", f"{place} gun 2 min"]
    verdict = validate.check_text("\n".join(["# A", *lines]).encode(), file)
    assert len(verdict.faults) > 3
    for fault in verdict.faults:
        said = TABLE.said(fault, verdict.name)
        shown = place if place in fault else name
        assert said.startswith(f"{file}: Zeile ") and english(said[len(file) :], name) == set()
        assert said.count(shown) == fault.count(shown)


def test_every_word_of_places_is_quoted_as_the_name_of_one():
    words = [key[2:] for key in FAULTS if key.startswith(", ")]
    for word in (each.replace("{}", "1") for each in words):
        text = f"# A\n{tokens.quoted(word)} 2 s\n"
        [fault] = validate.check_text(text.encode(), "x.txt").faults
        said = TABLE.said(fault, "x.txt").removeprefix("x.txt: Zeile 2, ")
        assert said in {
            f"{called}, Halten: 2 ist weniger als 3" for called in (word, f'"{word}"')
        }


# Lines and tables that German faults give as examples, with what makes each whole.
EXAMPLES = {
    "LI4   links, rechts   3 × 10–40 s, Pause 10 s": "{}",
    '@ oberer Rücken: oberer Rücken, "zwischen den Schulterblättern"': "{}\nLI4 9 s",
    "5 Rollen": "Wade Rolle {}",
    "5 Rollen 4+2+4 s": "Wade Rolle {}",
    "Bälle 5 Rollen, Arme links, rechts": "oberer Rücken {}",
    "5–10 min, Stellen 15–30 s": "Wade Pistole {}",
    "Stellen 15–30 s": "Wade Pistole 5–10 min, {}",
    "5–10 min": "Wade Pistole {}, Stellen 15 s",
    "12 × 3 s, locker 2 s": "Kinn Übung {}",
    "offen 20–90 s": "LI4 {}",
    "12 × 3 s": "Kinn Übung {}",
    "Wechsel 10 s": "LI4 abwechselnd 2 × 9 s, {}",
    "2 × 30 s": "LI4 ruhend {}",
    "halten 15 s": "LI4 {}",
    "Pause 10 s": "LI4 2 × 9 s, {}",
    "von Hand, Ball": "LI4 von Hand 9 s\nWade Ball 9 s",
    "zwei Bälle, Bälle": "Wade zwei Bälle 9 s\noberer Rücken Bälle 5 Rollen",
    "links, rechts, beide, abwechselnd": "LI4 links 9 s\nLI4 beide 9 s\nLI4 abwechselnd 9 s",
    "oberer Rücken, Wade ...": "@ x: Wade\nLI4 9 s",
    'Vorsicht "...", meiden pregnancy, Bild hip at 20/24, links, rechts': (
        '@ x: Wade, "da", label "x", Vorsicht "y", meiden pregnancy, Bild hip at 20/24, links, '
        "rechts, Quelle selfcare\nLI4 9 s"
    ),
    "@ {}: oberer Rücken": "@ neck and shoulder: oberer Rücken\nLI4 9 s",
    "{} 3 × 10–40 s": "neck and shoulder 3 × 10–40 s",
    "[text article]": 'LI4 9 s "x" {}',
    "4+2+4 s": "Wade Rolle 5 Rollen {}",
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_german_example_is_read(example):
    assert any(example in german for german in FAULTS.values())
    lines = EXAMPLES[example].replace("{}", example)
    assert validate.check_text(f"# A\n{lines}\n".encode(), "x.txt").faults == []


def test_the_german_title_and_the_german_headings_are_read():
    title = FAULTS["=" + reading.TITLE]
    verdict = validate.check_text(f"{title}\nLI4 9 s\n".encode(), "x.txt")
    assert [each.id for each in verdict.entries] == ["nacken-am-abend"]
    headings = FAULTS["=" + columns.POSSIBLE].removeprefix("möglich: ").split(", ")
    assert list(map(columns.kind_of, headings)) == list(columns.COLUMNS)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30), is_table=st.booleans())
def test_no_fault_of_any_text_stays_english(pieces, is_table):
    text = HEADING + ";".join(pieces) if is_table else "# A\n" + " ".join(pieces)
    verdict = validate.check_text(text.encode(), "x.csv" if is_table else "x.txt")
    for told in [*verdict.faults, *verdict.notes]:
        said = TABLE.said(told, verdict.name)
        assert said != told and not english(said, text), (told, said)


def test_the_line_of_a_fault_is_known_in_no_language():
    assert line_of("line 12, LI4, hold: 999 exceeds 180") == 12
    assert line_of("line 3: gun: how long a spot is pressed is not told") == 3
    assert [*map(line_of, ("row 2: x", "line x: y", "version: missing", "line"))] == [0] * 4
    for language in ("en", "de"):
        found = json.loads(maker.check("# A\n\nLI4 lefft\n# \n", "x.txt", language))
        assert found["lines"] == [3, 3, 4] and len(found["faults"]) == 3


def test_why_a_file_cannot_be_read_is_said_in_german(tmp_path):
    (tmp_path / "hold: missing").mkdir()
    with WORDS.speaking("de"):
        for name, why in (("hold: missing", "ist ein Ordner"), ("a or b", "gibt es nicht")):
            verdict = validate.check_file(tmp_path / name)
            assert told_lines(verdict.faults, verdict.name) == [f"{tmp_path / name}: nicht lesbar: {why}"]


def test_what_is_more_is_said_in_german_for_one_as_for_many():
    made = "# A\n" + "LI4 999 s\n" * 51
    with WORDS.speaking("de"):
        assert told_lines(validate.check_text(made.encode(), "x.txt"))[-1] == "und noch 1"


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
