"""Every fault in one run: any two kinds put into a sound file are both named."""

import copy
import json

import pytest
from acupacer_host.content import validate

DOSE = {"start_s": 10, "max_s": 40, "step_s": 5, "every": 3}
ROLLS = {"repetitions": 3, "out_s": 3, "stay_s": 3, "back_s": 4}
HANDS = {"method": "hands", "point": "LI4", "text": ["Press."], "hold": DOSE, "rest_s": 9}
AREA = {"method": "hands", "area": "sore spot", "hold": DOSE}
BALLS = {"method": "balls", "point": "BL52", "movement": {**ROLLS, "arms": ["left"]}}
ROLLER = {
    "method": "roller",
    "point": "GB21",
    "movement": ROLLS,
    "window": {"start_s": 60, "max_s": 120, "step_s": 30, "every": 3, "optional": True},
    "spot": {"start_s": 15, "max_s": 30, "step_s": 5, "every": 3},
}
GUN = {
    "method": "gun",
    "place": "low-back",
    "window": {"start_s": 60, "max_s": 120, "step_s": 30, "every": 3, "gap_s": 30},
    "spot": {"start_s": 15, "max_s": 30, "step_s": 5, "every": 3},
}
# Where each kind of step is in a routine.
HAND, PLACE, BALL, ROLL, SHOT = range(5)
STEPS = [HANDS, AREA, BALLS, ROLLER, GUN]
LONG = "…" * 84


def document():
    routines = [
        {"id": f"one-{n}", "title": "One", "about": "Of two.", "cautions": ["Slow."]}
        for n in range(2)
    ]
    for routine in routines:
        routine["steps"] = copy.deepcopy(STEPS)
    places = [
        {"id": "low-back", "name": "Low back", "region": "lower_back"},
        {"id": "throat", "name": "Throat", "region": "throat"},
    ]
    whole = {"format": "acupacer-routines", "version": 2, "places": places}
    return whole | {"routines": routines}


def put(place, value):
    """A fault made by ``value`` at a place in a routine such as ("steps", 0, "point")."""

    def change(_, routine):
        inner = routine
        for key in place[:-1]:
            inner = inner[key]
        if value is None:
            del inner[place[-1]]
        else:
            inner[place[-1]] = copy.deepcopy(value)

    return change


def step(number, key, value):
    return put(("steps", number, key), value)


def more(name, value, count):
    """A fault made by ``count`` more of ``value`` at the end of a routine's list."""
    return lambda _, routine: routine[name].extend([copy.deepcopy(value)] * count)


def whole(change):
    """A fault of the document, whatever the routine."""
    return lambda document, _: change(document)


def add_place(document, name, **fields):
    document["places"].append({"id": name, "name": "One", **fields})


def define(**fields):
    """A fault of one more definition."""
    return whole(lambda document: document["places"].append(fields))


def more_routines(document, count, routine):
    document["routines"] += [{**routine, "id": f"more-{n}"} for n in range(count)]


def set_all_texts(_, routine):
    for each in routine["steps"][:4]:
        each["text"] = [LONG] * 8


NOT_LONG = {"title": "More", "steps": [HANDS]}
LARGE = {"title": "More", "steps": [{**HANDS, "text": [LONG] * 8}] * 3}
BALL_MINUTES = {**BALLS, "movement": {"repetitions": 20, "out_s": 5, "stay_s": 5, "back_s": 6}}
BALL_MINUTES["movement"]["arms"] = ["left"]
GUN_POINT = {"point": "LI4", **{key: GUN[key] for key in ("method", "window", "spot")}}
GUN_AREA = {"area": "back", **{key: GUN[key] for key in ("method", "window", "spot")}}
GUN_MINUTES = {**GUN, "window": {**GUN["window"], "max_s": 600}}
HOUR = {**HANDS, "hold": {**DOSE, "max_s": 120}, "repetitions": 10}

# Name: what makes the fault, and what is said; {} is the routine's place.
OF_CONTENT = {
    "odd character": (put(("about",), "Ж."), "{}.about: character 1 U+0416 is not in the"),
    "text too long": (put(("title",), "x" * 41), "{}.title: 41 characters exceed 40"),
    "empty text": (step(HAND, "text", [" "]), "{}.steps[0].text[0]: is empty"),
    "too many texts": (put(("cautions",), ["x"] * 9), "{}.cautions: 9 texts exceed 8"),
    "id odd": (put(("id",), "My id"), '{}.id: "My id" may hold only'),
    "id twice": (
        lambda document, _: (
            more_routines(document, 2, NOT_LONG) or document["routines"][-1].update(id="more-0")
        ),
        'id: "more-0" is the id of routines[',
    ),
    "unknown key": (put(("titel",), "One"), "{}.titel: unknown key; did you mean title?"),
    "unknown key of a step": (step(ROLL, "sid", 1), "{}.steps[3].sid: unknown key"),
    "unknown key of a dose": (
        put(("steps", HAND, "hold", "evry"), 3),
        "{}.steps[0].hold.evry: unknown key; did you mean every?",
    ),
    "wrong type": (step(HAND, "get_ready_s", "5"), "{}.steps[0].get_ready_s: must be a whole"),
    "no object": (step(PLACE, "hold", "15"), "{}.steps[1].hold: must be an object"),
    "hold too short": (step(PLACE, "hold", 2), "{}.steps[1].hold: 2 is below 3"),
    "hardly open": (
        step(PLACE, "hold", {"open": True, "start_s": 9, "max_s": 13}),
        "{}.steps[1].hold.max_s: 13 is less than 5 s above start_s",
    ),
    "turns of one side": (
        more("steps", {**AREA, "alternate": True}, 1),
        "].alternate: needs two sides",
    ),
    "turns and rests": (
        step(HAND, "alternate", True),
        "{}.steps[0].rest_s: not with alternate",
    ),
    "ball without hold": (
        more("steps", {"method": "ball", "area": "x"}, 1),
        "has neither of hold",
    ),
    "exercise missing": (
        more("steps", {"method": "move", "hold": 3}, 1),
        "].exercise: missing",
    ),
    "open exercise": (
        more("steps", {"method": "move", "exercise": "x", "hold": {}}, 1),
        "].hold: must be a whole number",
    ),
    "no step": (more("steps", 7, 1), "]: must be an object, found 7"),
    "above": (step(HAND, "rest_s", 900), "{}.steps[0].rest_s: 900 exceeds 120"),
    "below": (step(HAND, "repetitions", 0), "{}.steps[0].repetitions: 0 is below 1"),
    "dose above": (
        put(("steps", SHOT, "spot", "max_s"), 31),
        "{}.steps[4].spot.max_s: 31 exceeds 30",
    ),
    "start above max": (
        put(("steps", ROLL, "spot", "start_s"), 40),
        "{}.steps[3].spot.start_s: 40 exceeds max_s 30",
    ),
    "missing": (put(("steps", BALL, "movement"), None), "{}.steps[2].movement: missing"),
    "title missing": (put(("title",), None), "{}.title: missing"),
    "unknown method": (step(PLACE, "method", "laser"), "{}.steps[1].method: "),
    "not with this method": (step(SHOT, "rest_s", 5), "{}.steps[4].rest_s: not with gun"),
    "unknown point": (step(HAND, "point", "L14"), '{}.steps[0].point: "L14": did you mean'),
    "old name of a point": (step(BALL, "point", "B47"), '{}.steps[2].point: "B47": '),
    "point as an area": (step(PLACE, "area", "li 4"), '{}.steps[1].area: "li 4" is LI4'),
    "point and area": (step(BALL, "area", "back"), "{}.steps[2]: has point and area; give"),
    "no place": (step(SHOT, "place", None), "{}.steps[4]: has none of them; give one of"),
    "undefined place": (step(SHOT, "place", "back"), '{}.steps[4].place: "back" is not'),
    "gun on the throat": (more("steps", {**GUN, "place": "throat"}, 1), "press on throat"),
    "gun on an area": (more("steps", GUN_AREA, 1), ".area: gun needs a region"),
    "weaker point": (define(id="LR3", name="Mine", avoid_when=[]), "avoid_when: lacks"),
    "built in": (define(id="LI4", name="Mine"), "id: LI4 is built in"),
    "known name": (define(id="mine", name="Hegu"), '"Hegu" is LI4, which is known'),
    "unknown region": (define(id="my-knee", name="Knee", region="kne"), "mean knee?"),
    "place too large": (define(id="big", name="B", label="x" * 1100), "bytes without blanks"),
    "too many places": (
        whole(lambda whole: [add_place(whole, f"p{n}") for n in range(64)]),
        "places exceed 64",
    ),
    "gun on a point": (
        more("steps", GUN_POINT, 1),
        ".point: never with gun on hand, only with hands or balls",
    ),
    "sides": (step(SHOT, "sides", ["left"]), '{}.steps[4].sides: must be ["both"]'),
    "arms": (put(("steps", BALL, "movement", "arms"), None), "{}.steps[2].movement.arms: "),
    "window": (put(("steps", ROLL, "window", "optional"), False), "optional: must be true"),
    "gap": (put(("steps", SHOT, "window", "gap_s"), 5), "{}.steps[4].window.gap_s: 5 is below"),
    "spot without window": (step(ROLL, "window", None), "{}.steps[3].spot: needs a window"),
    "source": (step(HAND, "sources", {"hold": "web"}), '{}.steps[0].sources.hold: "web"'),
    "long on balls": (more("steps", BALL_MINUTES, 1), "s on the balls in all exceed 300"),
    "long with the gun": (more("steps", GUN_MINUTES, 1), "s with the gun in all exceed 600"),
    "long session": (more("steps", HOUR, 2), "{}.steps: "),
    "too many steps": (more("steps", HANDS, 64), "steps exceed 64"),
    "routine too large": (set_all_texts, "{}: "),
    "no steps": (put(("steps",), []), "{}.steps: is empty"),
    "no routine": (
        whole(lambda whole: whole["routines"].append(5)),
        "must be an object, found 5",
    ),
    "too many routines": (
        whole(lambda whole: more_routines(whole, 64, NOT_LONG)),
        "routines exceed 64",
    ),
    "document too large": (
        whole(lambda whole: more_routines(whole, 11, LARGE)),
        "bytes without blanks exceed 65536",
    ),
    "format": (whole(lambda whole: whole.update(format="x")), 'format: "x" is not acupacer'),
    "version": (whole(lambda whole: whole.update(version=9)), "version: 9 exceeds"),
    "version missing": (whole(lambda whole: whole.pop("version")), "version: missing"),
    "unknown key outside": (
        whole(lambda whole: whole.update(note="x" * 3000)),
        "note: unknown key",
    ),
    "too deep": (put(("deep",), [[[[[[[1]]]]]]]), "nested deeper than 8 levels"),
}
# What such a fault is about, where more than one kind is: both cannot be at one place.
PARTS = {
    "text too long": "title",
    "title missing": "title",
    "no steps": "steps",
    "missing": "movement",
    "no object": "hold of a place",
    "hold too short": "hold of a place",
    "hardly open": "hold of a place",
    "arms": "movement",
    "spot without window": "window",
    "window": "window",
    "start above max": "spot",
    "no place": "place",
    "undefined place": "place",
}
# Of writing: the bytes replaced in the finished file, and by what.
OF_WRITING = {
    "comma too many": (b'"every": 3\n', b'"every": 3,\n', "a comma too many before }"),
    "comma missing": (b'"step_s": 5,', b'"step_s": 5 ', "expecting ',' delimiter"),
    "curly quotes": (b'"format"', "“format”".encode(), "curly quotes"),
    "code page": (b"Of two", b"Of tw\xf6", "it is ö; save the file as UTF-8"),
    "line break in a text": (b"Slow", b"Sl\now", "invalid control character"),
    "no value": (b'"stay_s": 3', b'"stay_s": tru', "not JSON: expecting value"),
    "escape": (b"Slow.", b"Slow\\q", "invalid \\escape"),
    "key twice": (
        b'"cautions"',
        b'"cautions": [], "cautions"',
        'key "cautions" is given twice',
    ),
    "not a number": (b'"step_s": 30', b'"step_s": NaN', "NaN is not JSON"),
    "something behind": (b"\n}", b"\n}\nend", "extra data"),
}
IMPOSSIBLE = {frozenset(("version", "version missing"))}


def faults_with(*names):
    """What is said of a file with these kinds of faults; and what should be."""
    made, expected = document(), []
    of_content = [name for name in names if name in OF_CONTENT]
    apart = len({PARTS.get(name, name) for name in of_content}) < len(of_content)
    apart |= "no steps" in names or "routine too large" in names
    for number, name in enumerate(of_content):
        change, said = OF_CONTENT[name]
        index = number if apart else 0
        change(made, made["routines"][index])
        expected.append(said.format(f"routines[{index}]"))
    data = json.dumps(made, indent=1, ensure_ascii=False).encode()
    for name in names:
        if name in OF_WRITING:
            old, new, said = OF_WRITING[name]
            at = data.rindex(old) if name == "something behind" else data.index(old)
            data = data[:at] + new + data[at + len(old) :]
            expected.append(said)
    return validate.check_text(data, "f").faults, expected


KINDS = [*OF_CONTENT, *OF_WRITING]


def test_the_document_is_sound():
    assert faults_with() == ([], [])


@pytest.mark.parametrize("name", KINDS)
def test_any_two_faults_are_both_named(name):
    for other in KINDS[KINDS.index(name) :]:
        pair = [name] if other == name else [name, other]
        if frozenset(pair) in IMPOSSIBLE:
            continue
        faults, expected = faults_with(*pair)
        for said in expected:
            assert any(said in fault for fault in faults), (pair, said, faults)


def test_an_odd_character_does_not_hide_a_length_nor_another_one():
    made = document()
    made["routines"][0]["title"] = "Ж" + "x" * 40 + "日Ж"
    assert validate.check_text(json.dumps(made).encode(), "f").faults == [
        "f: routines[0].title: character 1 U+0416 is not in the panel's font",
        "f: routines[0].title: character 42 U+65E5 is not in the panel's font",
        "f: routines[0].title: 43 characters exceed 40",
    ]
