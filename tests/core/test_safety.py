"""Exclusions and cautions, against the table written out once more."""

import pytest
from acupacer.core.routine import fields, points, safety
from acupacer.core.routine.places import Place, built_in, unnamed
from acupacer.core.screen.words import Words

TOOLS = ("balls", "ball", "roller", "gun")
EXPECTED = {
    "pregnancy": {("hands", code) for code in ("LI4", "BL60", "GB21", "BL23", "BL52", "")},
    "hip_replacement": {("hands", "GB30"), *((tool, "GB30") for tool in TOOLS)},
    "anticoagulants": set(),
    "osteoporosis": set(),
    "reduced_sensation": set(),
    "acute_injury": {(by, place) for by in ("hands", "move") for place in (*points.CODES, "")},
}
for flag, pairs in EXPECTED.items():
    if flag != "hip_replacement":
        pairs |= {(tool, place) for tool in TOOLS for place in (*points.CODES, "")}


@pytest.mark.parametrize("flag", safety.FLAGS)
@pytest.mark.parametrize("method", fields.METHODS)
@pytest.mark.parametrize("point", (*points.CODES, ""))
def test_every_cell_of_the_exclusion_table(flag, method, point):
    expected = flag if (method, point) in EXPECTED[flag] else ""
    place = built_in(point) or unnamed("sore spot")
    assert safety.exclusion([flag], method, place.avoid_when) == expected


def test_no_flag_excludes_nothing():
    assert safety.exclusion([], "gun", "pregnancy") == ""
    assert safety.routine_exclusions([], [(1, "gun", "BL23", "BL23", "pregnancy")]) == []


def test_the_first_flag_in_order_is_named_whatever_the_order_given():
    for flags in (["osteoporosis", "pregnancy"], ["pregnancy", "osteoporosis"]):
        assert safety.exclusion(flags, "gun", "") == "pregnancy"


def test_every_excluded_step_is_listed_with_its_reason():
    spots = [
        (1, "hands", "LI4", "LI4", "pregnancy"),
        (2, "hands", "KI1", "KI1", ""),
        (3, "roller", "back", "Back", ""),
        (4, "hands", "GB30", "GB30", "hip_replacement"),
    ]
    found = safety.routine_exclusions(["hip_replacement", "pregnancy"], spots)
    assert found == [
        (1, "hands", "LI4", "pregnancy"),
        (3, "roller", "Back", "pregnancy"),
        (4, "hands", "GB30", "hip_replacement"),
    ]


def test_a_place_nobody_knows_is_excluded_by_pregnancy_and_an_acute_injury():
    for place in (unnamed("sore spot"), Place("knot", "Knot", "neck", avoid_when=[])):
        for flag in safety.FLAGS:
            expected = flag if flag in ("pregnancy", "acute_injury") else ""
            assert safety.exclusion([flag], "hands", place.avoid_when) == expected


def test_why_tells_tradition_from_what_nobody_knows():
    assert safety.why("pregnancy", "hands", "LI4") == "why_pregnancy"
    assert safety.why("pregnancy", "gun", "Knot") == "why_pregnancy"
    assert safety.why("pregnancy", "hands", "Knot") == "why_unknown"
    assert safety.why("acute_injury", "hands", "Knot") == "why_acute_injury"


SPOTS = [
    (1, "roller", "GB21", "GB21", ""),
    (2, "hands", "BL23", "BL23", ""),
    (3, "hands", "neck", "Neck", ""),
]


def test_cautions_are_of_tools_then_of_points():
    assert safety.cautions(SPOTS) == ["caution_roller", "caution_BL23", "caution_GB21"]
    assert (
        safety.cautions([(1, "hands", "LI4", "LI4", ""), (2, "hands", "BL60", "BL60", "")])
        == []
    )


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
        ("hands", "hold"): (3, 180),
        ("ball", "hold"): (5, 180),
        ("move", "hold"): (3, 180),
        ("gun", "window"): (30, 600),
        ("gun", "spot"): (5, 30),
        ("roller", "window"): (30, 180),
        ("roller", "spot"): (5, 60),
    }
    assert (safety.ROUTINES_MAX, safety.STEPS_MAX) == (64, 64)
    assert (safety.DOCUMENT_MAX_BYTES, safety.SESSION_MAX_S) == (65536, 2700)
    assert (safety.BALLS_MAX_S, safety.GUN_MAX_S, safety.GUN_GAP_MIN_S) == (300, 600, 30)


def test_there_are_words_for_every_key():
    spots = [
        (1, method, point, point, "") for method in fields.METHODS for point in points.CODES
    ]
    keys = safety.cautions(spots)
    keys += [key for page in safety.RED_FLAG_PAGES for key in page]
    keys += ["region_" + point.code for point in points.POINTS]
    assert [key for key in keys if not Words("en").has(key)] == []
