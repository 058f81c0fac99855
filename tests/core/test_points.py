"""The built-in points: the agreed six are there, rows are sound, wrong codes are told."""

import pytest
from acupacer.core.languages import CODES
from acupacer.core.routine import points, safety
from acupacer.core.screen import whereabouts


def test_the_agreed_six_are_there():
    assert {"BL23", "BL52", "BL60", "GB21", "GB30", "LI4"} <= set(points.CODES)
    assert len(set(points.CODES)) == len(points.CODES)


@pytest.mark.parametrize("point", points.POINTS, ids=points.CODES)
def test_a_row_is_sound(point):
    assert set(point.excluded_by) <= set(safety.FLAGS)
    assert point.spot.picture in whereabouts.PICTURES
    assert 5 <= point.spot.x_px <= 50 and 5 <= point.spot.y_px <= 42  # the whole mark
    assert all(len(texts) == 4 and all(texts[:3]) for texts in point.words)
    assert len({bool(texts[3]) for texts in point.words}) == 1, "a caution in each or none"
    assert {texts[0] for texts in point.words} <= set(CODES)


@pytest.mark.parametrize("key", ["find_XX1", "caution_stop", "region_", "method_LI4", "left"])
def test_other_words_are_in_no_row(key):
    assert points.word(key, "en") is None
    assert points.word("find_LI4", "xx") is None


@pytest.mark.parametrize("code", points.CODES)
def test_a_code_finds_its_point(code):
    point, remark = points.find_point(code)
    assert point is not None
    assert (point.code, remark) == (code, "")
    assert point.sides == ("left", "right")


@pytest.mark.parametrize(
    ("code", "remark"),
    [
        ("B23", "did you mean BL23?"),
        ("UB23", "did you mean BL23?"),
        ("UB52", "did you mean BL52?"),
        ("B60", "did you mean BL60?"),
        ("UB60", "did you mean BL60?"),
        ("li4", "did you mean LI4?"),
        ("LI-4", "did you mean LI4?"),
        (" bl 60 ", "did you mean BL60?"),
        ("L14", "did you mean LI4?"),
        ("l14", "did you mean LI4?"),
        ("B47", "did you mean BL52? (older Western numbering)"),
        ("BL47", "BL47 is Hunmen, another point (beside T9); did you mean BL52?"),
        ("UB47", "UB47 is Hunmen, another point (beside T9); did you mean BL52?"),
    ],
)
def test_a_known_misspelling_names_the_point_meant(code, remark):
    assert points.find_point(code) == (None, remark)


@pytest.mark.parametrize(
    "code", ["", "LI5", "BL", "4", "hand", "L\u01314", "LI4" * 9, "\u212a"]
)
def test_anything_else_is_unknown_and_lists_the_known(code):
    point, remark = points.find_point(code)
    assert point is None
    assert remark.startswith("unknown point; known: BL23, BL52, GB30, LI4, BL60, GB21")


def test_no_alias_is_a_code_or_another_points_alias():
    spellings = [alias for point in points.POINTS for alias in point.aliases]
    assert len(set(spellings)) == len(spellings)
    assert not set(spellings) & set(points.CODES)
