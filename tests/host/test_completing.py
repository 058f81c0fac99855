"""What a laptop adds to a file: the definitions of the catalogue's points, said once."""

import json

import pytest
from acupacer_host.commands.demo_keys import DemoPath
from acupacer_host.content import validate
from acupacer_host.content.catalogue import catalogue
from acupacer_host.content.completing import completed, definition
from acupacer_host.content.opened import routine_of
from acupacer_host.content.routine_diff import difference
from acupacer_host.content.routine_titles import Titles

HOLD = {"start_s": 10, "max_s": 40, "step_s": 5, "every": 3}
KNOT = {"id": "neck-knot", "name": {"en": "Neck knot", "de": "Nackenknoten"}}


def document(*steps, version=2, **more):
    made = [{"method": "hands", "hold": HOLD, **step} for step in steps]
    routine = {"id": "mine", "title": "Mine", "steps": made}
    whole = {"format": "acupacer-routines", "version": version}
    return {**whole, "routines": [routine], **more}


def check(value):
    return validate.check_text(json.dumps(value).encode(), "f")


def test_points_of_the_catalogue_are_defined_without_a_word():
    points = ({"point": "GB20"}, {"point": "LI4"}, {"point": "ST36"}, {"point": "GB20"})
    verdict = check(document(*points))
    assert verdict.faults == []
    assert verdict.notes == ()
    sent = json.loads(verdict.data)
    assert list(sent) == ["format", "version", "places", "routines"]
    known = catalogue().places
    assert sent["places"] == [definition(known["GB20"]), definition(known["ST36"])]
    routine = routine_of(verdict.data, verdict.entries[0])
    assert [step.place_id for step in routine.steps] == ["GB20", "LI4", "ST36", "GB20"]
    assert routine.steps[2].sides == ("left", "right")
    again = validate.check_text(verdict.data, "f")
    assert (again.data, again.notes) == (verdict.data, ())


def test_a_file_of_version_1_becomes_one_with_places_where_it_needs_them():
    verdict = check(document({"point": "GB20"}, version=1))
    assert verdict.faults == [] and json.loads(verdict.data)["version"] == 2
    assert "f: version 2 of the format, which has places" in verdict.notes
    plain = check(document({"point": "LI4"}, version=1))
    assert (plain.notes, json.loads(plain.data)["version"]) == ((), 1)


def test_places_are_put_before_the_routines():
    verdict = check(document({"place": "neck-knot"}, places=[KNOT]))
    assert verdict.faults == []
    assert verdict.notes == ("f: places are put before the routines",)
    assert list(json.loads(verdict.data)) == ["format", "version", "places", "routines"]


def test_a_definition_of_ones_own_is_kept():
    mine = {**definition(catalogue().places["GB20"]), "name": "My pool", "caution": "Slowly."}
    verdict = check(document({"point": "GB20"}, places=[mine]))
    assert json.loads(verdict.data)["places"] == [mine]


@pytest.mark.parametrize("value", [None, 3, [], {}, {"routines": 3}, {"routines": [1, {}]}])
def test_what_is_no_document_stays_as_it_is(value):
    assert completed(value) == (value, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Di4", '"Di4": did you mean LI4?'),
        ("GI4", '"GI4": did you mean LI4?'),
        ("Hegu", '"Hegu": did you mean LI4?'),
        ("gb 20", '"gb 20": did you mean GB20?'),
        ("IG4", '"IG4": may be LI4 or SI4; write the code'),
    ],
)
def test_another_spelling_is_told_the_code(text, said):
    assert check(document({"point": text})).faults == [f"f: routines[0].steps[0].point: {said}"]


def test_a_difference_names_the_places_that_differ():
    old = check(document({"place": "neck-knot"}, places=[KNOT, {"id": "gone", "name": "Gone"}]))
    other = {**KNOT, "region": "neck"}
    new = check(document({"place": "neck-knot"}, {"point": "GB20"}, places=[other]))
    lines = difference(old.data, new.data).lines()
    assert lines[-4:] == [
        "~ place neck-knot",
        '    region: (absent) -> "neck"',
        "- place gone",
        "+ place GB20",
    ]
    assert difference(new.data, new.data).is_empty
    moved = check(document({"place": "neck-knot"}, places=[other]))
    same = check(document({"place": "neck-knot"}, places=[KNOT]))
    assert not difference(same.data, moved.data).is_empty


def test_the_demo_reads_the_cautions_of_places_too():
    plain = DemoPath(check(document({"point": "LI4"})), "mine")
    defined = DemoPath(check(document({"point": "LI4"}, {"point": "GB20"})), "mine")
    assert len(defined.presses()) == len(plain.presses()) + 1


def test_a_place_is_called_as_its_file_does():
    verdict = check(document({"place": "neck-knot"}, {"point": "GB20"}, places=[KNOT]))
    titles = Titles([verdict.data])
    assert titles.place("neck-knot", "left") == "Neck knot, left"
    assert titles.place("GB20") == "GB20 Wind Pool"
    assert titles.place("sore-spot") == "sore spot"
