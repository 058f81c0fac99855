"""The factory routines: all points, all methods, within the panel's columns."""

import json
import textwrap
from pathlib import Path

from acupacer.core.routine import duration, fields, safety

FACTORY_FILE = Path(__file__).parents[2] / "shared" / "routines.json"


def by_id(factory):
    return {routine.id: routine for routine in factory}


def test_the_agreed_routines_in_the_agreed_order(factory):
    assert [routine.id for routine in factory] == [
        "hands-li4",
        "hands-gb30",
        "hands-bl60",
        "balls-lower-back",
        "roller-upper-back",
        "gun-lower-back",
        "desk-break",
        "full-back",
    ]


def test_all_points_and_methods_are_used(factory):
    steps = [step for routine in factory for step in routine.steps]
    assert {"BL23", "BL52", "BL60", "GB21", "GB30", "LI4"} == {step.place_id for step in steps}
    assert {step.method for step in steps} == {"hands", "balls", "roller", "gun"}


def test_the_balls_press_both_points_on_both_sides(factory):
    steps = by_id(factory)["balls-lower-back"].steps
    assert [(step.place_id, step.sides) for step in steps] == [
        ("BL23", ("both",)),
        ("BL52", ("both",)),
    ]


def test_the_agreed_methods_of_the_combined_routines(factory):
    desk, full = by_id(factory)["desk-break"], by_id(factory)["full-back"]
    assert [(step.method, step.place_id) for step in desk.steps] == [
        ("hands", "LI4"),
        ("hands", "GB21"),
    ]
    methods = [step.method for step in full.steps]
    assert methods == sorted(methods, key=("hands", "balls", "roller").index)
    assert set(methods) == {"hands", "balls", "roller"}


def test_every_text_is_the_articles():
    for routine in json.loads(FACTORY_FILE.read_bytes())["routines"]:
        assert all(step["sources"]["text"] == "article" for step in routine["steps"])


def test_every_hold_has_the_articles_numbers(factory):
    for routine in factory:
        for step in routine.steps:
            if step.method == "hands":
                assert vars(step.hold) == {"start_s": 10, "max_s": 60, "step_s": 5, "every": 3}
                assert step.repetitions in (3, 4)
            assert step.text


def test_movements_and_windows_have_the_agreed_numbers(factory):
    for routine in factory:
        for step in routine.steps:
            if step.movement is not None:
                moved = step.movement
                numbers = (moved.repetitions, moved.out_s, moved.stay_s, moved.back_s)
                assert numbers == (5, 4, 2, 4)
            if step.method == "gun":
                assert (step.window.start_s, step.window.max_s) == (300, 600)
                assert (step.spot.start_s, step.spot.max_s) == (15, 30)
            if step.method == "roller":
                assert step.window.optional is True
                assert step.spot.start_s == 20


def test_sessions_are_short_at_first_and_within_the_limit_at_last(factory):
    for routine in factory:
        assert duration.session_s(routine, duration.start_s) <= 15 * 60
        assert duration.session_s(routine, duration.top_s) <= safety.SESSION_MAX_S


def test_every_text_fits_four_lines_of_the_panel(factory):
    for routine in factory:
        texts = [routine.about, *routine.cautions]
        texts += [text for step in routine.steps for text in step.text]
        for text in texts:
            assert len(textwrap.wrap(text, 21)) <= 4, text
            assert text == text.strip()


def test_the_quick_look_at_a_text_knows_all_of_ascii():
    assert set(fields.PRINTABLE_ASCII) == {chr(code) for code in range(0x20, 0x7F)}


def test_the_file_is_small_and_evenly_laid_out(factory):
    data = FACTORY_FILE.read_bytes()
    assert len(data) <= 12 * 1024
    lines = data.decode().splitlines()
    assert max(len(line) for line in lines) <= 100
    assert not any(line != line.rstrip() or "\t" in line for line in lines)
    assert len(json.loads(data)["routines"]) == len(factory)
