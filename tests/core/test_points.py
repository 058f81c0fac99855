"""The six points, and what a code spelt otherwise means."""

import pytest
from acupacer.core.routine import points, safety


def test_there_are_exactly_six():
    assert sorted(points.CODES) == ["BL23", "BL52", "BL60", "GB21", "GB30", "LI4"]
    assert sorted(safety.CAUTION_POINTS) == sorted(points.CODES)


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
    assert remark == "unknown point; known: BL23, BL52, GB30, LI4, BL60, GB21"


def test_no_alias_is_a_code_or_another_points_alias():
    spellings = [alias for point in points.POINTS for alias in point.aliases]
    assert len(set(spellings)) == len(spellings)
    assert not set(spellings) & set(points.CODES)
