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
    point = points.find_point(code)
    assert point is not None
    assert point.code == code
    assert point.sides == ("left", "right")


@pytest.mark.parametrize("code", ["", "li4", "LI5", "GB20"])
def test_another_spelling_finds_none(code):
    assert points.find_point(code) is None
