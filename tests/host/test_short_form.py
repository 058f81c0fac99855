"""The short form and the table: what is written reads back as it was, in every direction."""

import json
import re
from pathlib import Path

import pytest
import routine_strategies as made
from acupacer.core.routine import known_places
from acupacer.core.routine.document import Scanner, parse_place, parse_routine
from acupacer_host.cli import cli
from acupacer_host.content import forms, meaning, validate
from acupacer_host.content.catalogue import catalogue
from acupacer_host.content.places import fold
from acupacer_host.content.short import (
    reading,
    table_reading,
    table_writing,
    tokens,
    words,
    writing,
)
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
FORMS = [
    (writing.text_of, reading.read, ".txt"),
    (table_writing.table_of, table_reading.read, ".csv"),
]
IDS = ["text", "table"]
DOCS = Path(__file__).parents[2] / "docs" / "user"


# Words in which a line could be read otherwise.
CONFUSING = [
    "left knee", "two", "# x", "> x", "! x", "@ x: calf", "- x", "1. x", "// x", "x // y",
    "calf", "Wade", "3 x 20 s", "open 5", "ball of the foot", "[text]", "a: b", "x (y)",
    '"quoted"', "-x", "“x”", "x, y", "rest 10", "by hand", "=1+1", "'=x", " x", "x ",
    "a  b", "\\", 'a"b', "each", "hold", "x -", "2", "both", "1,5", "massage", "foam",
    "lying", "sources", "short", "in turn",
]  # fmt: skip
WORDS = st.sampled_from(CONFUSING) | made.texts(1, 40)


@st.composite
def with_more(draw, step):
    """``step`` with fields and words that ``steps`` does not have."""
    method = step["method"]
    if "area" in step:
        step["area"] = draw(WORDS)
    if "exercise" in step:
        step["exercise"] = draw(WORDS)
    if "point" not in step and draw(st.booleans()):
        step["short"] = draw(st.sampled_from(CONFUSING))
    if method == "ball":
        step["position"] = draw(st.sampled_from(["standing", "lying"]))
        if "sides" not in step and draw(st.booleans()):
            step["balls"] = 2
    if method not in ("gun", "roller") and draw(st.booleans()):
        step["switch_side_s"] = draw(st.integers(3, 120))
    if draw(st.booleans()):
        step["text"] = draw(st.lists(st.sampled_from(CONFUSING), min_size=1, max_size=3))
    return step


@st.composite
def sayable(draw, only_used=False):
    """A sound document of which every form has all: one language, the catalogue as it is."""
    places = [
        {key: said for key, said in place.items() if not isinstance(said, dict)}
        for place in draw(made.defined())
        if place["id"] in made.OWN
    ]
    names = draw(st.lists(WORDS, min_size=2, max_size=2, unique_by=known_places.identity))
    for place, name in zip(places, names, strict=False):
        place["name"] = name
    routines = draw(made.routine_lists())
    for routine in routines:
        routine["steps"] = [draw(with_more(step)) for step in routine["steps"]]
        for step in routine["steps"]:
            # the words of a place of one's own mean that place
            if known_places.identity(step.get("area", "")) in map(known_places.identity, names):
                step["area"] = "sore spot"
        if draw(st.booleans()):
            routine["title"] = draw(WORDS)
            routine["about"] = draw(st.sampled_from(CONFUSING))
    if only_used:
        used = {step.get("place") for each in routines for step in each["steps"]}
        places = [place for place in places if place["id"] in used]
    head = {"format": "acupacer-routines", "version": 2}
    return {**head, **({"places": places} if places else {}), "routines": routines}


def played(data):
    """What a device makes of a sound document: every value of every step."""
    scanner = Scanner()
    scanner.feed(data)
    assert scanner.finish() == []

    def plain(value):
        if hasattr(value, "__dict__"):
            left_out = ("offset", "length")
            return {
                key: plain(each) for key, each in vars(value).items() if key not in left_out
            }
        return [plain(each) for each in value] if isinstance(value, list | tuple) else value

    found = []
    for entry in scanner.entries:
        pieces = [data[at : at + size] for at, size in entry.definitions]
        text = data[entry.offset : entry.offset + entry.length]
        routine = parse_routine(text, entry.id, [parse_place(piece) for piece in pieces])
        found.append((plain(routine), entry.minutes, entry.cautions_hash))
    return found


@pytest.mark.parametrize(("write", "read", "ending"), FORMS, ids=IDS)
@SLOW
@given(data=st.data())
def test_a_document_goes_through_every_form(write, read, ending, data):
    document = data.draw(sayable(only_used=ending == ".csv"))
    before = validate.check_text(json.dumps(document).encode(), "x.json")
    assume(before.is_ok)
    text = write(document)
    after = validate.check_text(text.encode(), "x" + ending)
    assert after.faults == []
    assert played(after.data) == played(before.data)
    assert write(read(text).document) == text


@SLOW
@given(document=sayable(only_used=True))
def test_text_to_table_to_text(document):
    assume(validate.check_text(json.dumps(document).encode(), "x.json").is_ok)
    text = writing.text_of(document)
    table = table_writing.table_of(reading.read(text).document)
    assert meaning.first_difference(document, table_reading.read(table).document) == ""
    assert meaning.first_difference(document, reading.read(text).document) == ""


# --- what people write ------------------------------------------------------------


def steps_of(text, name="x.txt"):
    verdict = validate.check_text(text.encode(), name)
    assert verdict.faults == []
    return [step for each in json.loads(verdict.data)["routines"] for step in each["steps"]]


def step_of(line):
    (step,) = steps_of(f"# A\n{line}\n")
    return step


LI4 = {"method": "hands", "point": "LI4"}
DOSE = {"start_s": 10, "max_s": 40, "step_s": 5, "every": 3}
ROLLED = {"method": "roller", "place": "upper-back"}
TWELVE = {"repetitions": 12, "out_s": 4, "stay_s": 2, "back_s": 4}
SAME = [
    ("LI4 left 3 × 10–40 s", {**LI4, "sides": ["left"], "hold": DOSE}),
    ("li4 LEFT 3x10-40s", {**LI4, "sides": ["left"], "hold": DOSE}),
    (
        "- Di 4 (Hegu), links: 3 mal 10 bis 40 sek",
        {**LI4, "sides": ["left"], "hold": DOSE},
    ),
    (
        "left LI4 3 times 10 to 40 seconds",
        {**LI4, "sides": ["left"], "hold": DOSE},
    ),
    ("LI4 1,5 min", {**LI4, "repetitions": 1, "hold": 90}),
    ("LI4 ½ min", {**LI4, "repetitions": 1, "hold": 30}),
    ("LI4 1–1,5 min", {**LI4, "repetitions": 1, "hold": {**DOSE, "start_s": 60, "max_s": 90}}),
    ("LI4 hold 15", {**LI4, "repetitions": 1, "hold": 15}),
    ("LI4 twice, hold 15 s", {**LI4, "repetitions": 2, "hold": 15}),
    (
        "LI4 10–40 s +10 every 2",
        {**LI4, "repetitions": 1, "hold": {**DOSE, "step_s": 10, "every": 2}},
    ),
    ("LI4 zweimal 20 s, 5 s Pause", {**LI4, "rest_s": 5, "repetitions": 2, "hold": 20}),
    (
        "LI4 20 s firm, then gentle",
        {**LI4, "text": ["firm, then gentle"], "repetitions": 1, "hold": 20},
    ),
    (
        "LI4 20 s „kurz“ “again”",
        {**LI4, "text": ["kurz", "again"], "repetitions": 1, "hold": 20},
    ),
    (
        "LI4 abwechselnd 2 × open 20–90 s, Wechsel 5",
        {
            **LI4,
            "alternate": True,
            "switch_side_s": 5,
            "repetitions": 2,
            "hold": {"open": True, "start_s": 20, "max_s": 90},
        },
    ),
    (
        "chin tuck move 12 × 3 s, loose 2 s",
        {"method": "move", "exercise": "chin tuck", "rest_s": 2, "repetitions": 12, "hold": 3},
    ),
    (
        "BL23 Pistole 5–10 min, Stellen 15–30 s",
        {
            "method": "gun",
            "point": "BL23",
            "window": {"start_s": 300, "max_s": 600, "step_s": 60, "every": 3},
            "spot": {"start_s": 15, "max_s": 30, "step_s": 5, "every": 3},
        },
    ),
    (
        "upper back roller 5 rolls 3+2+4 s",
        {
            "method": "roller",
            "place": "upper-back",
            "movement": {"repetitions": 5, "out_s": 3, "stay_s": 2, "back_s": 4},
        },
    ),
    ("LI4 both 20 s", {**LI4, "repetitions": 1, "hold": 20}),
    ("LI4 both at once 20 s", {**LI4, "sides": ["both"], "repetitions": 1, "hold": 20}),
    ("LI4 both sides alternate 20 s", {**LI4, "alternate": True, "repetitions": 1, "hold": 20}),
    ("upper back roller 2 min", ROLLED | {"movement": TWELVE}),
    ("upper back roller both sides rolls 2 min", ROLLED | {"movement": TWELVE}),
    ("upper back roller rolls 12", ROLLED | {"movement": TWELVE}),
    (
        "upper back roller 1 min 5+5+5 s",
        ROLLED | {"movement": {"repetitions": 4, "out_s": 5, "stay_s": 5, "back_s": 5}},
    ),
    ('"calf" 20 s', {"method": "hands", "area": "calf", "repetitions": 1, "hold": 20}),
]


@pytest.mark.parametrize(("line", "step"), SAME, ids=[line for line, _ in SAME])
def test_a_line_means(line, step):
    assert step_of(line) == step


SPELLINGS = [
    (spelling, place.code)
    for place in catalogue().places.values()
    for spelling in place.spellings
    if fold(spelling) not in map(fold, catalogue().ambiguous)
]


def test_every_spelling_of_every_point_begins_a_line():
    lines = [f"{spelling} left 3 × 10 s" for spelling, _ in SPELLINGS]
    lines += [f"{spelling}, rechts: 20 s" for spelling, _ in SPELLINGS]
    heard = reading.read("# A   a\n" + "\n".join(lines))
    assert heard.faults == []
    found = [step.get("point") for step in heard.document["routines"][0]["steps"]]
    assert found == 2 * [code for _, code in SPELLINGS]


def test_every_example_of_the_docs_is_sound():
    evening = steps_of(example("routines.md"))
    assert [step["method"] for step in evening] == ["hands"] * 3 + ["move", "roller", "gun"]
    assert evening[1]["text"] == ["firm, then gentle"]
    sheet = steps_of(example("my-programme.md"))
    assert [step["method"] for step in sheet] == ["hands", "hands", "ball", "move"]
    assert sheet[1]["hold"] == {"open": True, "start_s": 20, "max_s": 120}


def example(name):
    """The routine in short form that a document for users shows."""
    [text] = re.findall(r"^```\n(# .*?)^```", (DOCS / name).read_text("utf-8"), re.M | re.S)
    return text


def test_a_text_is_read_to_the_last_word():
    text = """
# Evening neck                        evening-neck
> Before bed.
! Not when you have a cold.
@ knot: thigh_outer, "a hand above the knee", caution "Slowly.", avoid osteoporosis
LI4        both   3 × 10–40 s, rest 10    "Cushion under the hand."
  "Press gently."
knot       ball   2 × 30 s, change 8 s  [hold selfcare]
"""
    verdict = validate.check_text(text.encode(), "x.txt")
    document = json.loads(verdict.data)
    assert verdict.faults == []
    assert document["places"] == [
        {
            "id": "knot",
            "name": "knot",
            "region": "thigh_outer",
            "find": "a hand above the knee",
            "caution": "Slowly.",
            "avoid_when": ["osteoporosis"],
        }
    ]
    (routine,) = document["routines"]
    assert routine["about"] == "Before bed."
    assert routine["cautions"] == ["Not when you have a cold."]
    assert routine["steps"][0]["text"] == ["Cushion under the hand.", "Press gently."]
    assert routine["steps"][1] == {
        "method": "ball",
        "place": "knot",
        "switch_side_s": 8,
        "repetitions": 2,
        "hold": 30,
        "sources": {"hold": "selfcare"},
    }


WRONG = [
    (
        "LI4 lefft 3 × 10 s",
        "“LI4 lefft” names LI4 and says “lefft” besides; did you mean left?",
    ),
    ("LI4 3 × 10 s lefft", "“lefft” says nothing here; did you mean left?; possible: sides"),
    ("P7 3 × 10 s", "“P7” may mean LU7 or PC7: write the one you mean"),
    ("left 3 × 10 s", "“left” is no place: a line begins with one"),
    ("LI4", "how long is not told; for example: 3 × 10–40 s"),
    ("LI4 3 × 4,5 s", "4,5: whole seconds, please"),
    ("LI4 2 × 10 s, 20 s", "how long is told twice: 20 s too"),
    ("LI4 3 × 2 × 10 s", "how often is told twice"),
    ("LI4 3 × 300 s", "LI4, hold: 300 exceeds 180"),
    ("LI4 3 × 10 s, rest 1", "LI4, rest: 1 is below 2"),
    ("LI4 open 20 s", "less than 5 s above the first; as open 20–90 s"),
    ("chin tuck move 3 × 3–9 s", "chin tuck, hold: never grows; as 12 × 3 s"),
    ("BL23 roller", "roller: how often is not told; for example: 5 rolls"),
    ("BL23 gun 5 min", "gun: how long a spot is pressed is not told"),
    ("LI4 alternate left 2 × 9 s", "LI4, alternate: needs two sides"),
    ("LI4 lying 9 s", "hands: standing and lying are for a ball"),
    ("LI4 20 s [text]", "[text]: write a field and its source, as [text article]"),
    ("neck gun 5 min, spots 15 s", "by hand it may be pressed: neck 3 × 10–40 s"),
    ("throat 20 s", "nothing may press on throat"),
    ("spot x ball 20 s", "define the place in a line of its own, as “@ spot x: upper back”"),
    ("my spot gun 5 min, spots 15 s", "in a line of its own, as “@ my spot: lower back”"),
    ("BL23 gun 5 min, spots", "“spots” lacks its number; for example: spots 20 s"),
    ("BL23 gun 5 min, Stellen", "“Stellen” lacks its number; for example: Stellen 20 s"),
    ("BL23 roller, window", "“window” lacks its number; for example: window 20 s"),
    ("LI4 20 s, rest", "“rest” lacks its number; for example: rest 20 s"),
    ("BL23 roller rolls", "“rolls” lacks its number; for example: 5 rolls"),
    ("LI4 3 ×, offen", "“offen” lacks its number; for example: offen 20–90 s"),
    ("BL23 roller 1–2 min", "roller: it moves and holds nothing; for example: 2 min, or 5"),
    (f"LI4 {10**20} s", "a number is below 1000000 everywhere"),
    (f"LI4 {10**20} min", "a number is below 1000000 everywhere"),
    (f"BL23 gun {10**20} s, spots 20 s", "a number is below 1000000 everywhere"),
    ("GB3O 20 s", "“GB3O” looks like a point's code, but is none; name your own place in"),
    ("BL23 gun left 5 min, spots 15 s", "gun: both sides at once; leave the side out"),
    ('LI4 9 s "Press', '“"” begins a quote that has no end; possible: sides'),
    ("@ knot calf", "a place is called something, then a colon; for example: @ upper back:"),
    ("@ knot: nowhere", "“nowhere” says nothing here; possible: a region"),
    ("@ LI4: hand", "LI4 is built in; leave its definition out"),
]


@pytest.mark.parametrize(("line", "words"), WRONG, ids=[line for line, _ in WRONG])
def test_a_wrong_line_is_told_with_its_number(line, words):
    found = validate.check_text(f"# A\nGB21 20 s\n\n{line}\n".encode(), "x.txt").faults
    assert len(found) == 1, found
    assert found[0].startswith("x.txt: line 4")
    assert words in found[0]


WHOLE_LINES = {
    "hands": "calf by hand 3 × 10–40 s",
    "ball": "calf ball 3 × 10–40 s",
    "rolling": "calf ball 5 rolls",
    "two": "calf two balls 3 × 10 s",
    "balls": "upper back balls 5 rolls",
    "roller": "calf roller 5 rolls, spots 20 s",
    "gun": "calf gun 5–10 min, spots 15–30 s",
    "move": "chin tuck move 12 × 3 s",
}
PARTS = [
    "left",
    "alternate",
    "lying",
    "still",
    "moving",
    "4 ×",
    "50 s",
    "open 20–90 s",
    "7 rolls",
    "3+3+5 s",
    "arms left",
    "window 1–2 min",
    "spots 25 s",
    "gap 40 s",
    "rest 7 s",
    "change 7 s",
    "ready 7 s",
    'short "leg"',
    '"Slowly."',
    "gentle",
    "[text design]",
    "nonsense",
]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("line", WHOLE_LINES.values(), ids=WHOLE_LINES)
def test_no_part_of_a_line_is_dropped(line, part):
    assert step_of(line)
    verdict = validate.check_text(f"# A\n{line}, {part}\n".encode(), "x.txt")
    is_said = verdict.is_ok and json.loads(verdict.data)["routines"][0]["steps"] != [
        step_of(line)
    ]
    is_as_it_is = part in ("still", "moving")  # what is true of it anyway
    assert is_said or verdict.faults or is_as_it_is, verdict.data


def test_every_fault_of_a_text_is_told_in_one_run():
    lines = [line for line, _ in WRONG]
    text = "# A ☂\n" + "\n".join(lines)
    found = validate.check_text(text.encode(), "x.txt").faults
    told = [int(fault.split("line ")[1].split(",")[0].split(":")[0]) for fault in found]
    assert told == sorted(told)
    assert set(told) == set(range(1, len(lines) + 2))


def test_what_only_json_can_say_is_refused_by_name():
    step = {"method": "hands", "place": "x", "hold": 9}
    document = {
        "format": "acupacer-routines",
        "version": 2,
        "places": [{"id": "x", "name": "X", "find": {"en": "here", "de": "hier"}}],
        "routines": [{"id": "a", "title": "A", "steps": [step]}],
    }
    for write, _, _ in FORMS:
        with pytest.raises(writing.NotSayable, match="find of place x in several languages"):
            write(document)
    document["places"] = [{"id": "GB31", "name": "Wind Market", "region": "thigh_outer"}]
    document["routines"][0]["steps"] = [{"method": "hands", "point": "GB31", "hold": 9}]
    with pytest.raises(writing.NotSayable, match="cannot say places"):
        table_writing.table_of({**document, "routines": [{**document["routines"][0]}]})


HEADING = "Routine;Method;Where;Side;Reps;Hold from;Hold to;Rest;Note\n"

PIECES = [
    *words.PHRASES,
    *words.TIMES,
    *words.FREE_TIME,
    *words.UNITS,
    *words.REGIONS,
    *[
        "×",
        "–",
        "+",
        ",",
        ";",
        ":",
        "(",
        ")",
        "[",
        "]",
        "#",
        ">",
        "!",
        "@",
        "//",
        "3",
        "1,5",
        "½",
        "0",
        "999",
        "x",
        "/",
        "\\",
        "'",
        ".",
        "open",
        "hold",
        "every",
        "+5",
        "4+2+4",
    ],
    *[
        "LI4",
        "P7",
        "(y)",
        "[a",
        "b]",
        "sources",
        "avoid",
        "picture",
        "source",
        "label",
        "caution",
        "arms",
        "short",
    ],
    *('"', "„", "“", '"text"', "\n", "\n# A  a\n", "\n@ knot: calf\n", "  ", "\t"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_may_end_its_lines_as_any_system_does(end: str) -> None:
    text = end.join(["Routine,Where,Hold from,Repetitions", "Neck,LI4,9,2", ",BL60,12,1", ""])
    li4, bl60 = steps_of(text, "x.csv")
    assert (li4["point"], li4["repetitions"], bl60["point"]) == ("LI4", 2, "BL60")


@pytest.mark.parametrize("data", [b"\x00\r\x00", b"a\rb", b"\r"])
def test_what_is_no_table_is_refused_and_no_more(data: bytes) -> None:
    assert not table_reading.is_table(data.decode())
    assert not validate.check_text(data, "x.json").is_ok


@pytest.mark.parametrize(("name", "head"), [("x.txt", "# A\n"), ("x.csv", HEADING)])
@SLOW
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_anything_is_read_and_ends_sound_or_with_a_line(name, head, pieces):
    between = ";" if name == "x.csv" else " "
    verdict = validate.check_text((head + between.join(pieces)).encode(), name)
    assert verdict.is_ok or all(re.match(r"x\.\w+: (line|row) \d", f) for f in verdict.faults)
    if verdict.is_ok:
        assert played(verdict.data)


# --- what is read otherwise than it may be meant -----------------------------------


def notes_of(line):
    return [note.removeprefix("x.txt: ") for note in noted(f"# A\n{line}\n", "x.txt")]


def noted(text, name):
    verdict = validate.check_text(text.encode(), name)
    assert verdict.faults == []
    return verdict.notes


IN_TURN = "is read as left, then right; at the same time is “both at once”"


@pytest.mark.parametrize(
    "said",
    ["both sides", "on both sides", "beide Seiten", "Beidseits", "bds.", "los dos lados"],
)
def test_both_sides_are_left_then_right(said):
    for line in (f"calf {said} 20 s", f"{said} calf 20 s", f"calf move {said} 20 s"):
        assert step_of(line)["sides"] == ["left", "right"]
        assert notes_of(line) == [f"“{words.folded(said)}” {IN_TURN}"]
    (row,) = steps_of(f"Folge;Ort;Seite;Dauer\nA;calf;{said};20\n", "x.csv")
    assert row["sides"] == ["left", "right"]
    assert "sides" not in step_of(f"calf {said} two balls 20 s")


@pytest.mark.parametrize(
    "said", ["both", "beide", "both at once", "at the same time", "gleichzeitig"]
)
def test_both_are_at_once_where_two_hands_reach(said):
    assert step_of(f"ST36 {said} 20 s")["sides"] == ["both"]
    assert notes_of(f"ST36 {said} 20 s") == []


@pytest.mark.parametrize("place", ["LI4", "PC6", "LI11", "forearm", "Handgelenk"])
def test_both_of_an_arm_are_one_by_one_by_hand(place):
    assert step_of(f"{place} both 20 s").get("sides", ["left", "right"]) == ["left", "right"]
    assert notes_of(f"{place} both 20 s") == [f"“both” {IN_TURN}"]
    assert step_of(f"{place} both at once 20 s").get("sides", ["both"]) == ["both"]
    assert notes_of(f"{place} gleichzeitig 20 s") == []
    assert step_of("forearm both ball 20 s").get("sides", ["both"]) == ["both"]


def test_minutes_of_a_roller_are_told_as_rolls():
    told = ["upper back: 125 s are read as 12 rolls of 10 s"]
    assert notes_of("upper back roller 125 s") == told


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        ("Neck stretch, hold 30 seconds each side, twice", True),
        ("Nackendehnung 20 s", True),
        ("Schulterkreisen 20 s", True),
        ("neck stretch by hand 20 s", False),
        ("neck stretch move 20 s", False),
        ("sole 20 s", False),
    ],
)
def test_what_is_called_as_an_exercise_is_asked_about(line, is_asked):
    asked = [note for note in notes_of(line) if "for an exercise without pressure, add" in note]
    assert len(asked) == is_asked


# --- tables -----------------------------------------------------------------------


def test_a_spreadsheet_is_read_as_its_maker_meant():
    rows = (
        "Evening;Hands;LI4 ;left, right;3,0;10;40;10;Press the bulge\n"
        "Evening;hands;BL60;both;3;10;40;10;\n"
        ";hands;tight band;left,right;2;30;60;15;find the sore place\n"
    )
    li4, bl60, band = steps_of(HEADING + rows, "x.csv")
    assert li4 == {
        **LI4,
        "text": ["Press the bulge"],
        "hold": DOSE,
    }
    assert bl60["sides"] == ["both"] and bl60["point"] == "BL60"
    assert band["area"] == "tight band" and band["hold"]["max_s"] == 60
    assert (band["repetitions"], band["rest_s"]) == (2, 15)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("begin", ["", "\ufeff", "sep={}\n", "sep={}\r", "sep={}\r\n"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_separators_beginnings_and_ends(separator, begin, end):
    heading = separator.join(["Übung", "Wo", "Seite", "Wdh", "Hold from", "Pause", "Hinweis"])
    heading = heading.replace("Übung", "Programm")
    row = separator.join(["Abend", "Di 4", "links", "3", '"1,5 min"', "5", '"a; b, c"'])
    text = begin.format(separator) + heading + end + row + end
    (step,) = steps_of(text, "x")
    assert step == {
        **LI4,
        "sides": ["left"],
        "text": ["a; b, c"],
        "rest_s": 5,
        "hold": 90,
    }


@pytest.mark.parametrize("said", ["90", "90 s", "1½ min", "1,5 Min.", "1.5 minutes"])
def test_a_cell_says_seconds_as_a_line_does(said):
    (line,) = steps_of(f"# A\nLI4 hold {said}")
    (row,) = steps_of(f"Routine;Where;Hold from\nA;LI4;{said}\n", "x.csv")
    assert line["hold"] == row["hold"] == 90


def test_a_cell_for_holds_may_have_a_number_alone():
    rows = "Folge;Ort;Dauer\nA;LI4;30\n;GB21; 90 \n;BL60;10-40\n"
    assert [step["hold"] for step in steps_of(rows, "x.csv")] == [30, 90, DOSE]


WRONG_CELLS = [
    ("A;hands;LI4;left;3.000;10;40;10;", "row 2: column Reps: “3.000” is no number of times"),
    ("A;hands;LI4;left;10-Apr;10;40;10;", "row 2: column Reps: “10-Apr” is no number"),
    ("A;hands;LI4;left;3;10;00:40;10;", "row 2: column Hold to: “00:40” is no time in sec"),
    ("A;hands;LI4;lefft;3;10;40;10;", "row 2: column Side: “lefft” says nothing here; did"),
    ("A;hands;P7;left;3;10;40;10;", "row 2: column Where: “P7” may mean LU7 or PC7"),
    ("A;hands;;left;3;10;40;10;", "row 2: column Where: where?"),
    (";hands;LI4;left;3;10;40;10;", "row 2: column Routine: what is it called?"),
    ("A;hands;LI4;left;3;10;400;10;", "row 2, LI4, column Hold to: 400 exceeds 180"),
    ("A;hands;LI4;left;3;;40;10;", "row 2: column Hold from: from how many seconds on?"),
    ("A;hands;LI4;left;3;10;40;10;;;x", "row 2: column 11: “x” stands in a column without"),
    ("A;gun;neck;;;75;;;", "row 2: gun: how long a spot is pressed is not told"),
]


@pytest.mark.parametrize(("row", "words"), WRONG_CELLS, ids=[row for row, _ in WRONG_CELLS])
def test_a_cell_that_is_not_certain_is_told_by_row_and_column(row, words):
    found = validate.check_text((HEADING + row).encode(), "x.csv").faults
    assert any(words in fault for fault in found), found
    assert found[0].startswith("x.csv: row 2")


def test_a_thousand_of_a_spreadsheet_is_no_hold():
    (fault,) = validate.check_text(b"Folge;Ort;Dauer\nA;LI4;3.000\n", "x.csv").faults
    assert fault.startswith("x.csv: row 2: column Dauer: “3.000” is no time in seconds")


def test_headings_and_rows_out_of_order_are_told():
    text = "Routine;Where;Colour;Reps;Reps\nA;LI4;;1;\nB;LI4;;1;\nA;GB21;;1;\n"
    found = "\n".join(validate.check_text(text.encode(), "x.csv").faults)
    assert "row 1: column 3: “Colour” is no column known here; possible: routine, id" in found
    assert "row 1: column 5: “Reps” is there twice" in found
    assert "row 4: column Routine: “a” was above, and another one between" in found


def test_no_cell_of_a_table_is_a_formula():
    text = table_writing.table_of(
        {
            "format": "acupacer-routines",
            "version": 2,
            "routines": [
                {
                    "id": "a",
                    "title": "=1+1",
                    "steps": [{**LI4, "hold": 9, "text": ["@x", "'-x"]}],
                }
            ],
        }
    )
    assert "'=1+1" in text and ",'@x" in text and ",''-x" in text


NO_TEXT = "no text: export a spreadsheet as CSV, a text as UTF-8"
UTF_32 = ("", "-le", "-be")


# --- whichever form ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("x.txt", "# A\nLI4 9 s", "text"),
        ("x", "\n# A\nLI4 9 s", "text"),
        ("x.txt", '{"format": 1}', "json"),
        ("x.csv", "Where,Hold from\nLI4,9", "csv"),
        ("x", "Where,Hold from\nLI4,9", "csv"),
        ("x", "Where it hurts, hold it", "json"),
        ("x.json", "// a note\n{}", "json"),
    ],
)
def test_the_form_is_known_by_ending_or_beginning(name, text, form):
    assert forms.form_of(text, name) == form


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_letters_and_blanks(encoding):
    text = "# Fu\u0308r   a\nLI4\u00a09 s // note\n"
    verdict = validate.check_text(text.encode(encoding), "x.txt")
    assert verdict.faults == []
    assert json.loads(verdict.data)["routines"][0]["title"] == "Für"
    notes = "\n".join(verdict.notes)
    assert "put together" in notes and "made plain ones" in notes
    assert "comments are not sent to the device (1 left out)" in notes


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("name", "text"), [("x.txt", "# A\nLI4 9 s\n"), ("x.csv", "Folge;Ort;Dauer\nA;LI4;9\n")]
)
def test_utf_16_needs_no_mark(name, text, encoding):
    verdict = validate.check_text(text.encode(encoding), name)
    assert verdict.faults == []
    assert verdict.notes == (f"{name}: read as UTF-16; a device gets UTF-8",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\3\4\x14\0\xff", NO_TEXT),
        (b"\xd0\xcf\x11\xe0\xa1", NO_TEXT),
        *[("# A\n".encode(f"utf-32{end}"), NO_TEXT) for end in UTF_32],
    ],
)
def test_what_is_not_read_is_told_in_one_sentence(data, words):
    for name in ("x.csv", "x.xlsx", "x.txt", "x.json"):
        assert validate.check_text(data, name).faults == [f"{name}: {words}"]


def test_a_code_page_is_named():
    (fault,) = validate.check_text("# Für\nLI4 9 s".encode("cp1252"), "x.txt").faults
    assert fault.startswith("x.txt: line 1, column 4: byte 0xfc is not UTF-8")


# --- what nobody writes on purpose ------------------------------------------------

MANY = "9" * 5000


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("x.txt", f"# A\nLI4 {MANY} s", "9: a number is below 1000000 everywhere"),
        ("x.txt", f"# A\nLI4 {MANY} × 9 s", "9: a number is below 1000000 everywhere"),
        ("x.txt", f"# A\n@ a: calf, picture hip at {MANY}/1\na 9 s", "a, mark: must be [x, y]"),
        ("x.csv", f"Routine,Where,Hold from\nA,LI4,{MANY}", "9” is no time in seconds"),
        ("x.csv", f"Routine,Where,Hold from,Reps\nA,LI4,9,{MANY}", "9” is no number of times"),
    ],
)
def test_a_number_without_end_is_told_and_shortened(name, text, words):
    found = validate.check_text(text.encode(), name).faults
    assert any(words in fault for fault in found), found
    assert max(map(len, found)) < 600


@pytest.mark.parametrize(
    "text",
    [
        "x" * 131_073 + ",Where\na,LI4\n",
        'Where,"Hold from\n' + "LI4,9\n" * 30_000,
    ],
    ids=["a heading", "a quote without an end"],
)
def test_a_cell_that_is_too_large_for_a_table_is_told(text):
    assert not table_reading.is_table(text)
    (fault,) = validate.check_text(text.encode(), "x.csv").faults
    assert fault == (
        "x.csv: row 1: no table: field larger than field limit (131072); save it as CSV "
        "once more"
    )


class Quotes(str):
    """A line that tells how often a quote's end was looked for."""

    looked = 0

    def __getitem__(self, at):
        self.looked += 1
        return super().__getitem__(at)


@pytest.mark.parametrize("quote", ['"\\', "“", "„", "«", "»"])
def test_the_end_of_a_quote_is_looked_for_once(quote):
    line = Quotes(quote * 1000)
    assert all(token.kind != "text" for token in tokens.tokens.__wrapped__(line))
    assert line.looked < 20_000


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("x.txt", "# A\nLI4 9 s\n" + "“" * 30_000, "line 3: a line, with the texts below it, "),
        ("x.txt", "# A\nLI4 9 s\n" + '"a"\n' * 5_000, "line 2501: a line, with the texts "),
        ("x.csv", "Routine,Where,Hold\nA,LI4,9 s\n,LI4," + "“" * 30_000, "row 3: column 3: a "),
    ],
)
def test_a_line_longer_than_any_step_is_told_and_not_read(name, text, words):
    found = validate.check_text(text.encode(), name).faults
    first = next(fault for fault in found if "at most" in fault)
    assert first.startswith(f"{name}: {words}")
    assert first.endswith(" has 10000 characters at most")


@pytest.mark.parametrize(
    ("name", "text", "begin"),
    [
        (
            "x.txt",
            "# A\n@ \x1b]0;pwned\x07: calf\nLI4 9 s\n",
            "x.txt: line 2, ?]0;pwned?, name: ",
        ),
        ("x.txt", "# A\n\x07 9 s\n", "x.txt: line 2, ?: character 1 U+0007 is not in the "),
        (
            "x.csv",
            "Where,\x1b]0;pwned\x07\nLI4,9\n",
            "x.csv: row 1: column 2: “?]0;pwned?” is ",
        ),
        ("x\x1b[1m.csv", "Where,Hold from,b\nLI4,9\n", "x?[1m.csv: row 1: column 3: “b” is "),
        ("x.json", '{"a\\u001b[1m\\u202e": 1}', "x.json: a?[1m?: unknown key"),
    ],
)
def test_nothing_of_a_file_reaches_a_terminal_that_it_would_obey(name, text, begin):
    found = validate.check_text(text.encode(), name).faults
    assert any(fault.startswith(begin) for fault in found), found


def test_the_first_faults_are_printed_and_how_many_more_there_are(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    heading = ",".join(f"{'c' * 900}{number}" for number in range(1000))
    Path("x.csv").write_text(f"Routine,Where,Hold,{heading}\nA,LI4,9 s\n")
    done = CliRunner().invoke(cli, ["validate", "x.csv"])
    lines = done.stdout.splitlines()
    assert done.exit_code == 1 and len(lines) == 51
    assert lines[0].startswith("x.csv: row 1: column ") and " … " in lines[0]
    assert "possible: routine, id" in lines[0]
    assert lines[-1] == "and 950 more"
    assert done.stderr == "x.csv: 1000 faults; see acupacer docs routines\n"
    assert "and 950 more" in CliRunner().invoke(cli, ["show", "x.csv"]).stderr
