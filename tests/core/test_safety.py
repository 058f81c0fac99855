"""Exclusions and cautions, against the table written out once more."""

import pytest
from acupacer.core.routine import fields, points, safety
from acupacer.core.screen.words import Words

TOOLS = ("balls", "roller", "gun")
EXPECTED = {
    "pregnancy": {("hands", code) for code in ("LI4", "BL60", "GB21", "BL23", "BL52")},
    "hip_replacement": {("hands", "GB30"), *((tool, "GB30") for tool in TOOLS)},
    "anticoagulants": set(),
    "osteoporosis": set(),
    "reduced_sensation": set(),
    "acute_injury": {("hands", place) for place in (*points.CODES, "")},
}
for flag, pairs in EXPECTED.items():
    if flag != "hip_replacement":
        pairs |= {(tool, place) for tool in TOOLS for place in (*points.CODES, "")}


@pytest.mark.parametrize("flag", safety.FLAGS)
@pytest.mark.parametrize("method", fields.METHODS)
@pytest.mark.parametrize("point", (*points.CODES, ""))
def test_every_cell_of_the_exclusion_table(flag, method, point):
    expected = flag if (method, point) in EXPECTED[flag] else ""
    assert safety.exclusion([flag], method, point) == expected


def test_no_flag_excludes_nothing():
    assert safety.exclusion([], "gun", "BL23") == ""
    assert safety.routine_exclusions([], [(1, "gun", "BL23", "")]) == []


def test_the_first_flag_in_order_is_named_whatever_the_order_given():
    for flags in (["osteoporosis", "pregnancy"], ["pregnancy", "osteoporosis"]):
        assert safety.exclusion(flags, "gun", "BL23") == "pregnancy"


def test_every_excluded_step_is_listed_with_its_reason():
    spots = [
        (1, "hands", "LI4", ""),
        (2, "hands", "", "sore spot"),
        (3, "roller", "", "back"),
        (4, "hands", "GB30", ""),
    ]
    found = safety.routine_exclusions(["hip_replacement", "pregnancy"], spots)
    assert found == [
        (1, "hands", "LI4", "pregnancy"),
        (3, "roller", "", "pregnancy"),
        (4, "hands", "GB30", "hip_replacement"),
    ]


def test_a_by_hand_area_is_only_excluded_by_an_acute_injury():
    for flag in safety.FLAGS:
        expected = flag if flag == "acute_injury" else ""
        assert safety.exclusion([flag], "hands", "") == expected


SPOTS = [(1, "roller", "GB21", ""), (2, "hands", "BL23", ""), (3, "hands", "", "neck")]


def test_cautions_are_of_tools_then_of_points():
    assert safety.cautions(SPOTS) == ["caution_roller", "caution_BL23", "caution_GB21"]
    assert safety.cautions([(1, "hands", "LI4", ""), (2, "hands", "BL60", "")]) == []


def test_a_routines_hash_is_made_of_what_the_first_version_showed():
    assert safety.hashed_cautions(SPOTS, ["Mind the cat."]).split("\n") == [
        "1",
        "caution_not_advice",
        "caution_ask_first",
        "caution_see_doctor",
        "caution_start_gentle",
        "caution_stop",
        "caution_results",
        "caution_hands",
        "caution_roller",
        "caution_BL23",
        "caution_GB21",
        "Mind the cat.",
    ]


def test_emergencies_have_pages_of_their_own():
    emergencies, others = safety.RED_FLAG_PAGES
    assert emergencies == ("red_bladder", "red_saddle", "red_leg")
    assert others == ("red_fever", "red_cancer", "red_pain", "red_doubt", "caution_general")


def test_the_hard_limits_are_the_agreed_ones():
    assert safety.DOSE_RANGES_S == {
        ("hands", "hold"): (5, 120),
        ("gun", "window"): (30, 600),
        ("gun", "spot"): (5, 30),
        ("roller", "window"): (30, 180),
        ("roller", "spot"): (5, 60),
    }
    assert (safety.ROUTINES_MAX, safety.STEPS_MAX) == (64, 64)
    assert (safety.DOCUMENT_MAX_BYTES, safety.SESSION_MAX_S) == (65536, 2700)
    assert (safety.BALLS_MAX_S, safety.GUN_MAX_S, safety.GUN_GAP_MIN_S) == (300, 600, 30)


def test_there_are_words_for_every_key():
    spots = [(1, method, point, "") for method in fields.METHODS for point in points.CODES]
    keys = safety.cautions(spots)
    keys += [key for page in safety.RED_FLAG_PAGES for key in page]
    keys += ["region_" + point.code for point in points.POINTS]
    assert [key for key in keys if not Words("en").has(key)] == []
