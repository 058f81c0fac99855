"""What is said about a wrong routines document, and what is kept of a right one.

Hundreds more documents, on both interpreters, are in tests/portable/routines_corpus.py.
"""

import copy
import inspect
import json

import pytest
from acupacer.core.errors import RoutineError
from acupacer.core.routine import document as routines
from acupacer.core.routine import fault_list, fields, model, safety
from acupacer.core.routine.cutter import ROUTINE_MAX_BYTES
from acupacer.core.routine.places import built_in

HOLD = {"start_s": 10, "max_s": 60, "step_s": 5, "every": 3}
STEP = {"method": "hands", "point": "LI4", "hold": HOLD}
ROUTINE = {"id": "one", "title": "One", "steps": [STEP]}


def document(*made, **top):
    return dict({"format": "acupacer-routines", "version": 1, "routines": list(made)}, **top)


def check(value, chunk=None, **limits):
    """(faults, entries) of a document given as a value or as bytes."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    scanner = routines.Scanner(**limits)
    chunk = chunk or len(data) or 1
    for at in range(0, len(data), chunk):
        scanner.feed(data[at : at + chunk])
    return scanner.finish(), list(scanner.entries)


def changed(path, value):
    """``ROUTINE`` with the value at ``path`` (keys and indices) replaced."""
    made = copy.deepcopy(ROUTINE)
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return made


STEP_0 = ("steps", 0)


@pytest.mark.parametrize(
    ("word", "choices", "hint"),
    [
        ("pannel", ["panel"], "panel"),  # one letter too many, too few, another one
        ("pnel", ["panel"], "panel"),
        ("pinel", ["panel"], "panel"),
        ("startXYpin", ["start_pin"], "start_pin"),  # two
        ("startXYZin", ["start_pin"], ""),  # three, though most is alike
        ("repetitXYZn", ["repetitions"], ""),
        ("stXXXX", ["start"], ""),
        ("at", ["as"], ""),  # one letter alike
        ("axyb", ["acdb"], "acdb"),  # half alike, at least
        ("axyb", ["acd"], ""),
        ("ponel", ["pinel", "ponels", "panel"], "ponels"),  # the likest, of two the first
        ("ponel", ["pinel", "panel"], "pinel"),
        ("ponel", [], ""),
    ],
)
def test_a_word_misspelt_by_a_letter_or_two_is_known(word, choices, hint):
    expected = f"; did you mean {hint}?" if hint else ""
    assert fault_list.suggestion(word, choices) == expected


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ((*STEP_0, "hold", "max_s"), 300, "steps[0].hold.max_s: 300 exceeds 180"),
        ((*STEP_0, "hold", "max_s"), 2, "steps[0].hold.max_s: 2 is below 3"),
        ((*STEP_0, "hold", "max_s"), 9, "steps[0].hold.start_s: 10 exceeds max_s 9"),
        (
            (*STEP_0, "hold", "every"), True,
            "steps[0].hold.every: must be a whole number, found true",
        ),
        (
            (*STEP_0, "hold", "every"), 3.0,
            "steps[0].hold.every: must be a whole number, found a decimal number",
        ),
        ((*STEP_0, "hold", "evry"), 3, "steps[0].hold.evry: unknown key; did you mean every?"),
        ((*STEP_0, "point"), "L14", 'steps[0].point: "L14": did you mean LI4?'),
        (
            (*STEP_0, "point"), "BL47",
            'steps[0].point: "BL47": BL47 is Hunmen, another point (beside T9); '
            "did you mean BL52?",
        ),
        (
            (*STEP_0, "method"), "hand",
            'steps[0].method: "hand" is not one of hands, balls, ball, roller, gun, move; '
            "did you mean hands?",
        ),
        (("title",), "x" * 41, "title: 41 characters exceed 40"),
        (("title",), "", "title: is empty; needs 1 to 40 characters"),
        (("title",), "\u5408", "title: character 1 U+5408 is not in the panel's font"),
        (("cautions",), ["x"] * 9, "cautions: 9 texts exceed 8"),
        (("id",), "One", 'id: "One" may hold only a-z, 0-9 and -'),
        (("steps",), None, "steps: must be a list, found null"),
        (("author",), "me", "author: unknown key"),
    ],
)  # fmt: skip
def test_a_fault_says_place_found_and_allowed(path, value, fault):
    faults, entries = check(document(ROUTINE | {"id": "zero"}, changed(path, value)))
    assert faults == ["routines[1]." + fault]
    assert [entry.id for entry in entries] == ["zero"]


def test_every_fault_in_one_run():
    wrong = changed((*STEP_0, "hold", "max_s"), 300)
    wrong["titel"] = wrong.pop("title")
    assert check(document(wrong, ROUTINE, ROUTINE, version=3))[0] == [
        "routines[0].title: missing",
        "routines[0].titel: unknown key; did you mean title?",
        "routines[0].steps[0].hold.max_s: 300 exceeds 180",
        'routines[1].id: "one" is the id of routines[0] already',
        'routines[2].id: "one" is the id of routines[0] already',
        "version: 3 exceeds 2",
    ]


def test_faults_beyond_the_limit_are_counted():
    wrong = [dict(ROUTINE, id=f"r{number}", title=1) for number in range(10)]
    faults = check(document(*wrong), max_faults=3)[0]
    assert faults == [
        "routines[0].title: must be text, found 1",
        "routines[1].title: must be text, found 1",
        "routines[2].title: must be text, found 1",
        "and 7 more",
    ]


def test_an_entry_finds_its_bytes_again():
    data = json.dumps(document(ROUTINE, ROUTINE | {"id": "two", "title": "Zwölf"})).encode()
    faults, (_, two) = check(data, chunk=7)
    assert faults == []
    assert (two.id, two.title, two.minutes) == ("two", "Zwölf", 2)
    assert (two.methods, two.places) == (("hands",), ((1, "hands", "LI4", "LI4", "pregnancy"),))
    text = data[two.offset : two.offset + two.length]
    assert json.loads(text)["id"] == "two"
    assert routines.parse_routine(text, "two").title == "Zwölf"
    assert len(two.digest) == 12
    assert two.digest != check(data.replace(b'"two"', b'"duo"'))[1][1].digest


def test_a_routine_is_returned_with_every_default():
    routine = routines.parse_routine(json.dumps(ROUTINE).encode(), "it")
    assert {**vars(routine), "steps": len(routine.steps)} == {
        "id": "one",
        "title": "One",
        "about": "",
        "cautions": (),
        "steps": 1,
    }
    (step,) = routine.steps
    assert {**vars(step), "hold": vars(step.hold)} == {
        "method": "hands",
        "place": built_in("LI4"),
        "short": "",
        "balls": 1,
        "position": "standing",
        "sides": ("left", "right"),
        "alternate": False,
        "text": (),
        "get_ready_s": 5,
        "rest_s": 10,
        "switch_side_s": 10,
        "repetitions": 3,
        "hold": HOLD,
        "movement": None,
        "window": None,
        "spot": None,
    }


@pytest.mark.parametrize(
    ("part", "table"),
    [
        (model.Routine, fields.ROUTINE),
        (model.Dose, fields.DOSE),
        (model.Window, fields.WINDOW),
        (model.Movement, fields.MOVEMENT),
    ],
)
def test_a_constructor_takes_the_fields_of_its_table_in_their_order(part, table):
    names = list(inspect.signature(part).parameters)
    assert names == [row.name for row in table]
    made = part(*[(number,) for number in range(len(names))])
    assert vars(made) == {name: (number,) for number, name in enumerate(names)}


def test_a_routine_with_faults_is_refused_with_all_of_them():
    text = json.dumps(ROUTINE | {"title": 1, "steps": []}).encode()
    with pytest.raises(RoutineError) as refused:
        routines.parse_routine(text, "it")
    assert refused.value.faults == [
        "it.title: must be text, found 1",
        "it.steps: is empty; needs 1 to 64 steps",
    ]


@pytest.mark.parametrize(
    ("step", "sides"),
    [
        (STEP, ("left", "right")),
        ({"method": "hands", "area": "sore spot", "hold": HOLD}, ("both",)),
        (
            {
                "method": "gun",
                "point": "BL23",
                "window": dict(HOLD, start_s=60, max_s=600),
                "spot": dict(HOLD, max_s=30),
            },
            ("both",),
        ),
    ],
)
def test_default_sides(step, sides):
    routine = routines.parse_routine(json.dumps(ROUTINE | {"steps": [step]}).encode(), "it")
    assert routine.steps[0].sides == sides


def test_default_gap_is_the_methods_least():
    window = dict(HOLD, start_s=60, max_s=120)
    rolls = {"repetitions": 1, "out_s": 4, "stay_s": 2, "back_s": 4}
    gun = {"method": "gun", "point": "BL23", "window": window, "spot": dict(HOLD, max_s=30)}
    roller = dict(gun, method="roller", movement=rolls, window=window | {"optional": True})
    text = json.dumps(ROUTINE | {"steps": [gun, roller]}).encode()
    routine = routines.parse_routine(text, "it")
    assert [step.window.gap_s for step in routine.steps] == [30, 0]


def test_the_cautions_hash_changes_with_what_must_be_accepted_and_only_then():
    def hash_of(**changes):
        return check(document(ROUTINE | changes))[1][0].cautions_hash

    same = hash_of()
    assert hash_of(title="Other", about="Words") == same
    assert hash_of(steps=[STEP | {"hold": dict(HOLD, max_s=90)}, STEP]) == same
    others = [
        hash_of(cautions=["Take care."]),
        hash_of(cautions=["Take", "care."]),
        hash_of(steps=[STEP | {"point": "GB30"}]),
        hash_of(steps=[STEP, STEP | {"point": "GB30"}]),
    ]
    assert len({same, *others}) == 5


def test_new_wording_of_a_caution_asks_again(monkeypatch):
    before = check(document(ROUTINE))[1][0].cautions_hash
    monkeypatch.setattr(safety, "CAUTIONS_EDITION", safety.CAUTIONS_EDITION + 1)
    assert check(document(ROUTINE))[1][0].cautions_hash != before


def test_a_board_may_take_less():
    data = json.dumps(document(ROUTINE)).encode()
    assert check(data, max_bytes=len(data))[0] == []
    assert check(data, max_bytes=len(data) - 1)[0] == [
        f"document: more than {len(data) - 1} bytes"
    ]


def test_memory_is_bounded_by_one_routine():
    """However long the document, no more than one routine and the skeleton is kept."""
    scanner = routines.Scanner()
    scanner.feed(b'{"format":"acupacer-routines","version":1,"routines":[{"id":"')
    for _ in range(60):
        scanner.feed(b"x" * 1000)
    cutter = scanner._cutter
    assert len(cutter._text) == ROUTINE_MAX_BYTES
    assert len(cutter.skeleton) < 100


def test_nothing_is_taken_after_a_fault_of_the_structure():
    data = json.dumps(document(ROUTINE)).encode()
    faults, entries = check(b"]" + data)
    assert faults == ["byte 0: ] closes nothing that is open"]
    assert entries == []


def test_a_step_with_every_kind_of_wrong_value_names_them_all():
    step = {
        "method": "gun", "point": "BL52", "sides": ["left"], "text": "Press.",
        "get_ready_s": 2, "hold": HOLD, "window": dict(HOLD, gap_s=10, max_s=601),
        "spot": {}, "sources": {"hold": "me"},
    }  # fmt: skip
    assert check(document(ROUTINE | {"steps": [step]}))[0] == [
        "routines[0].steps[0]." + fault
        for fault in (
            'text: must be a list, found "Press."',
            "get_ready_s: 2 is below 3",
            "hold: not with gun, only with hands or ball or move",
            "window.start_s: 10 is below 30",
            "window.max_s: 601 exceeds 600",
            "spot.start_s: missing",
            "spot.max_s: missing",
            "spot.step_s: missing",
            "spot.every: missing",
            'sources.hold: "me" is not one of article, who, anatomy, tradition, haptics, '
            "selfcare, design",
            'sides: must be ["both"] with gun',
            "point: never with gun on BL52, only with hands or balls or ball or roller",
            "window.gap_s: 10 is below 30 with gun",
        )
    ]


def test_a_buffer_serves_one_scanner_after_the_other():
    buffer = bytearray(b"x" * ROUTINE_MAX_BYTES)
    long = document(ROUTINE | {"title": "A long title", "about": "words " * 10})
    for value in (long, document(ROUTINE), b"{" + json.dumps(long).encode(), long):
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        again = routines.Scanner(buffer=buffer)
        fresh = routines.Scanner()
        for scanner in (again, fresh):
            scanner.feed(data)
        assert again.finish() == fresh.finish()
        assert again.entries == fresh.entries
    assert len(buffer) == ROUTINE_MAX_BYTES


@pytest.mark.parametrize(
    ("text", "bracket"), [(b'{"a":[}', "}"), (b'{"a":{]', "]"), (b"{]", "]")]
)
def test_a_bracket_that_closes_another_kind_is_told(text, bracket):
    faults, entries = check(text)
    assert entries == []
    assert [fault for fault in faults if f"{bracket} closes nothing that is open" in fault]
