"""What steps call a place that is no point: slips are told, one's own words are taken."""

import json

import pytest
from acupacer.core.routine.document import Scanner
from acupacer_host.content import own_names, validate
from acupacer_host.content.catalogue import catalogue
from acupacer_host.content.short import words

CODE = "looks like a point's code, but is none; name your own place in words"
NAME = "is nearly a point's name; a place of your own needs another"
NOTE = "not known here, so by hand only; no point's precautions apply"


def document(area, **more):
    step = {"method": "hands", "area": area, "hold": 20}
    routine = {"id": "a", "title": "A", "steps": [step]}
    head = {"format": "acupacer-routines", "version": 2}
    return json.dumps({**head, **more, "routines": [routine]}).encode()


def in_every_form(name):
    """What is said of ``name`` as JSON, as a line and as a row: faults and notes of each."""
    files = {
        "x.json": document(name),
        "x.txt": f"# A\n{name} 20 s\n".encode(),
        "x.csv": f"Folge;Ort;Dauer\nA;{name};20\n".encode(),
    }
    for file, data in files.items():
        verdict = validate.check_text(data, file)
        yield verdict.faults, [note.removeprefix(f"{file}: ") for note in verdict.notes]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("GB3O", f"{CODE}; did you mean GB30, GB20, GB31?"),
        ("GB2O", f"{CODE}; did you mean GB20, GB21, GB30?"),
        ("gb-3o", f"{CODE}; did you mean GB30, GB20, GB31?"),
        ("Ll4", f"{CODE}; did you mean LI4?"),
        ("G2l", f"{CODE}; did you mean GB21?"),
        ("LI44", f"{CODE}; did you mean LI4?"),
        ("LI 44", f"{CODE}; did you mean LI4?"),
        ("TP1", CODE),
        ("Heguu", f"{NAME}; did you mean LI4?"),
        ("Zusanly", f"{NAME}; did you mean ST36?"),
        ("Windteihc", f"{NAME}; did you mean GB20?"),
    ],
)
def test_a_slip_in_a_point_is_refused(name, what):
    for faults, notes in in_every_form(name):
        assert len(faults) == 1 and faults[0].endswith(f": “{name}” {what}")
        assert notes == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sholder", "shoulder"),
        ("uper back", "upper back"),
        ("oberer Rüken", "oberer Rücken"),
        ("Schultern", "Schulter"),
    ],
)
def test_a_slip_in_a_region_is_noted(name, meant):
    told = f"{name}: {NOTE}; did you mean {meant}?"
    for faults, notes in in_every_form(name):
        assert (faults, notes) == ([], [told])


@pytest.mark.parametrize(
    "name", ["tight band", "chin", "toe 1", "BL13", "ST25", "CV6", "forehad", "trapezius"]
)
def test_words_of_ones_own_get_one_calm_note(name):
    for faults, notes in in_every_form(name):
        assert (faults, notes) == ([], [f"{name}: {NOTE}"])


def test_one_note_tells_of_all_of_them():
    text = "# A\ntight band 20 s\nchin 9 s\ntight band 9 s\nX gun 5 min, spots 15 s\nNacken 9 s"
    verdict = validate.check_text(text.encode(), "x.txt")
    assert verdict.notes == (f"x.txt: tight band, chin: {NOTE}",)


@pytest.mark.parametrize("name", ["upper back", "buttock", "Nacken", "GESÄSS"])
def test_a_region_gets_no_note(name):
    for faults, notes in in_every_form(name):
        assert (faults, notes) == ([], [])


def test_a_place_that_is_defined_is_no_slip_but_for_a_code():
    places = [{"id": "sholder", "name": "sholder", "region": "shoulder"}]
    verdict = validate.check_text(document("sholder", places=places), "x.json")
    assert (verdict.faults, verdict.notes) == ([], ())
    (fault,) = validate.check_text(b"# A\n@ GB3O: hip\nGB3O 20 s\n", "x.txt").faults
    assert fault.startswith("x.txt: line 2, GB3O, name: “GB3O” looks like a point's code")
    assert validate.check_text(b"# A\n@ TP1: hip\nTP1 20 s\n", "x.txt").is_ok


def test_a_device_takes_what_was_written_before():
    scanner = Scanner()
    scanner.feed(document("GB3O"))
    assert scanner.finish() == []


def test_no_point_and_no_part_of_the_body_is_a_slip():
    clear = [each for each in catalogue().spellings() if each not in catalogue().ambiguous]
    for name in (*clear, *words.REGION_WORDS):
        faults, notes = own_names.check(json.loads(document(name)))
        assert (faults, notes) == ([], []), name


@pytest.mark.parametrize("value", [None, [], {"places": [1]}, {"routines": [{"steps": [1]}]}])
def test_a_document_of_any_shape_is_looked_at(value):
    assert own_names.check(value) == ([], [])
