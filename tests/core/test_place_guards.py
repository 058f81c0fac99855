"""Guards go by the place, not by its spelling: on a device, and across old records."""

import json

import pytest
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE
from acupacer.core.progress import history
from acupacer.core.progress.progress import Progress
from acupacer.core.routine.document import Scanner, parse_place
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.prompt_screen import PromptView
from acupacer.core.screen.whereabouts import Whereabouts
from gestures_data import HOME
from progress_story import Story, hands
from rig import Rig
from routine_parts import make_routine

HOLD = {"start_s": 10, "max_s": 40, "step_s": 5, "every": 3}
PREGNANT = HOME.replace("tap NEXT", "tap START", 1)
KNOT = {"id": "neck-knot", "name": {"en": "Neck knot", "de": "Nackenknoten"}, "region": "neck"}
GB20 = {"id": "GB20", "name": "Wind Pool", "caution": {"en": "Gently.", "de": "Sanft."}}


def document(step, *places):
    routine = {"id": "mine", "title": "Mine", "steps": [dict(step, method="hands", hold=HOLD)]}
    whole = {"format": "acupacer-routines", "version": 2, "places": list(places)}
    return json.dumps(whole | {"routines": [routine]}).encode()


def opened(data, before=HOME, files=()):
    return Rig({FACTORY_FILE: data, **dict(files)}).run(before + "\ntap START\nwait 500\n")


def faults(data):
    scanner = Scanner()
    scanner.feed(data)
    return scanner.finish()


@pytest.mark.parametrize("text", ["LI4 (Hegu)", "Di 4", "hegu", "GI4", "L14"])
def test_a_known_point_is_no_area(text):
    (fault,) = faults(document({"area": text}))
    assert fault.endswith(f'.area: "{text}" is LI4: write "point": "LI4"')


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("find", "", ["find: is empty"]),
        ("find", {"en": ""}, ["find.en: is empty"]),
        (
            "name",
            {"English": ""},
            [
                "name.English: is no language's code, such as en or de",
                "name.English: is empty",
            ],
        ),
    ],
)
def test_a_wording_needs_words_and_a_language_s_code(field, value, said):
    knot = dict(KNOT, **{field: value})
    told = faults(document({"place": "neck-knot"}, knot))
    assert [fault.partition(";")[0] for fault in told] == ["places[0]." + each for each in said]


@pytest.mark.parametrize(
    ("step", "places"), [({"area": "sore spot"}, ()), ({"place": "neck-knot"}, (KNOT,))]
)
def test_with_pregnancy_a_place_nobody_knows_is_refused(step, places):
    device = opened(document(step, *places), PREGNANT).device
    view = device.view.as_dict()
    assert (view["reason"], view["flag"]) == ("refused_excluded", "pregnancy")
    name = "Neck knot" if places else "sore spot"
    words = " ".join(device.painter.lines())
    assert f"{name}" in words and "Not known to be fine in pregnancy" in words
    assert opened(document(step, *places)).device.state == "prompt"


def test_with_pregnancy_a_point_known_to_be_fine_is_opened():
    assert opened(document({"point": "GB20"}, GB20), PREGNANT).device.state == "cautions"


@pytest.mark.parametrize(("language", "text"), [("en", "Gently."), ("de", "Sanft.")])
def test_the_caution_of_a_defined_place_is_read_in_the_devices_language(language, text):
    rig = opened(document({"point": "GB20"}, GB20))
    rig.device.preferences.values["language"] = language
    rig.run("tap STOP\nwait 3000\ntap START\nwait 500\n")
    shown = []
    for _ in range(8):
        shown += rig.device.view.as_dict()["lines"]
        rig.run("tap NEXT\nwait 300\n")
    assert text in shown


def test_the_caution_of_a_place_accepted_with_one_routine_is_not_shown_with_another():
    whole = json.loads(document({"point": "GB20"}, GB20))
    whole["routines"].append({**whole["routines"][0], "id": "other", "title": "Other"})
    rig = opened(json.dumps(whole).encode())
    assert rig.device.state == "cautions"
    rig.run("tap START\nwait 500\n")
    assert rig.device.state == "prompt"
    rig.run("tap STOP\nwait 3000\ntap NEXT\nwait 500\n")
    assert rig.device.view.as_dict()["title"] == "Other"
    assert rig.run("tap START\nwait 500\n").device.state == "prompt"


def test_an_exercise_called_as_a_place_is_not_asked_about_it_nor_accepts_its_caution():
    knot = dict(KNOT, caution="Never on the spine.")
    whole = json.loads(document({"place": "neck-knot"}, knot))
    exercise = {"method": "move", "exercise": "Neck knot", "hold": 3}
    first = {"id": "first", "title": "First", "steps": [exercise]}
    whole["routines"].insert(0, first)
    rig = opened(json.dumps(whole).encode())
    assert rig.device.view.as_dict()["lines"] == ["caution_move"]
    rig.run(
        "tap START\nwait 500\ntap STOP\nwait 3000\ntap NEXT\nwait 500\ntap START\nwait 500\n"
    )
    assert rig.device.view.as_dict()["lines"] == ["Never on the spine."]


def test_a_place_defined_anew_makes_its_routine_another():
    def entry(*places, **step):
        scanner = Scanner()
        scanner.feed(document(step, *places))
        assert scanner.finish() == []
        return scanner.entries[0]

    ours = entry(KNOT, place="neck-knot")
    for changed in (
        {"region": "shoulder"},
        {"name": "Nacken"},
        {"caution": "Gently."},
        {"find": "left of the spine"},
        {"avoid_when": ["osteoporosis"]},
    ):
        assert entry(dict(KNOT, **changed), place="neck-knot").digest != ours.digest
    other = {"id": "calf", "name": "Calf"}
    assert entry(KNOT, other, place="neck-knot").digest == ours.digest
    assert entry(KNOT, point="LI4").digest == entry(point="LI4").digest


def test_what_power_cut_is_not_offered_at_a_place_that_was_defined_anew():
    def cut(then):
        rig = opened(document({"place": "neck-knot"}, KNOT))
        while rig.device.state == "cautions":
            rig.run("tap NEXT\nwait 300\ntap START\nwait 500\n")
        rig.run("tap START\nwait 9000\n")
        assert rig.device.state == "hold"
        store = rig.store
        store.files[FACTORY_FILE] = document({"place": "neck-knot"}, then)
        return rig.run("power\nwait 1000\ntap STOP\nwait 3000\n").device.state

    assert cut(KNOT) == "power_loss_offer"
    assert cut(dict(KNOT, region="shoulder")) == "home"


def test_a_defined_place_is_shown_on_the_way():
    rig = opened(document({"place": "neck-knot"}, KNOT))
    while rig.device.state == "cautions":
        rig.run("tap NEXT\nwait 300\ntap START\nwait 500\n")
    assert rig.device.state == "prompt"
    assert "Neck knot" in rig.device.painter.lines()


def test_without_a_landmark_the_part_of_the_body_stands_beside_the_picture():
    knot = dict(KNOT, label={"en": "neck, left", "de": "Nacken"})
    painter = Painter()
    place = parse_place(json.dumps(knot).encode())
    where = Whereabouts("hands", place, "both", 0, 3, 1, 1, "")
    painter.show(PromptView(where, "Mine", 10, [], 0, 1, False))
    assert "neck, left" in " ".join(painter.lines())


# --- records of before ----------------------------------------------------------------


def old_session(story, text):
    """A finished session as version 0.1.0 recorded one at an area called ``text``."""
    number = story.progress.next_session
    dose = [0, "hands", text, 0, 10, 0, 1, ["left"], 1, 6]
    story.note("started", ["old", "d" * 12, [dose], [[text, "left", 10000]]], number)
    story.note("begin", [0, 1, text, "left"], number)
    story.note("end", [0, 1, text, "left", 10000], number)
    story.note("ended", ["finished", [[text, "left", 10000]], [], 0, None], number)


@pytest.mark.parametrize("text", ["LI4 (Hegu)", "Di4", "LI4"])
def test_an_old_record_counts_for_the_point_that_was_meant(text):
    story = Story()
    old_session(story, text)
    routine = make_routine("li4", hands())
    refusal = story.refusal(routine)
    assert (refusal.reason, refusal.place) == ("refused_gap", "LI4")
    assert story.left_today(routine) == 4
    assert story.prescription(hands()).level == 1


def test_an_old_area_and_a_place_of_the_same_words_are_one():
    story = Story()
    old_session(story, "Neck knot")
    step = hands(area="neck-knot")
    assert step.place_id == "neck-knot"
    assert story.refusal(make_routine("knot", step)).reason == "refused_gap"


def test_too_much_said_by_an_old_name_rests_the_point():
    story = Story()
    old_session(story, "LI4 (Hegu)")
    story.note("answer", ["yes", "hands", "LI4 (Hegu)"], 1)
    assert story.refusal(make_routine("li4", hands())).reason == "refused_rested"


def test_two_spellings_in_a_checkpoint_are_one_place_and_the_stricter_counts():
    spelt, merged = ("LI4 (Hegu)", "LI4"), Story()
    for text in (*spelt, *spelt):
        old_session(merged, text)
        merged.wait(1900)
    rows = [row for (rows,) in merged.progress.checkpoint() for row in rows]
    places = [row for row in rows if row[0] == "place"]
    pairs = [row for row in rows if row[0] == "pair"]
    assert (len(places), places[0][2], len(pairs)) == (1, 4, 1)
    old = [["place", text, 2, *places[0][3:]] for text in spelt]
    old += [
        ["pair", "hands", text, level, *pairs[0][4:]]
        for text, level in zip(spelt, (1, 3), strict=True)
    ]
    again = Progress()
    head = [("id", 1), ("kind", "checkpoint"), ("session", 0)]
    head += [("time", None), ("offset", None), ("up", 0)]
    again.apply(history.decode(history.encode(head, "checkpoint", [old])))
    restored = [row for (rows,) in again.checkpoint() for row in rows]
    assert [row for row in restored if row[0] == "place"] == places
    assert [row[3] for row in restored if row[0] == "pair"] == [1]


def test_on_a_device_a_gap_goes_by_the_place():
    story = Story()
    old_session(story, "LI4 (Hegu)")
    files = {HISTORY_FILE: b"".join(story.lines)}
    clock = f"clock {story.real_s} 0\n"
    rig = Rig({FACTORY_FILE: document({"point": "LI4"}), **files})
    view = rig.run(clock + HOME + "\ntap START\nwait 500\n").device.view.as_dict()
    assert (view["reason"], view["place"], view["wait_min"]) == ("refused_gap", "LI4", 30)
