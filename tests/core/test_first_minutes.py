"""From power-up to the first pressure: how many presses, how many words; no word is hidden."""

import sys
from pathlib import Path

import pytest
from acupacer.core.languages import CODES

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import presses

FIRST_EVER_PRESSES, FIRST_EVER_WORDS = 12, 180
NEW_PRESSES, AGAIN_PRESSES, DARK_PRESSES = 6, 2, 3


@pytest.fixture(scope="module", params=CODES)
def routines(request):
    return presses.all_counted(request.param)


def test_the_first_session_ever_is_twelve_presses_away(routines):
    first = routines[0].first
    assert first.presses <= FIRST_EVER_PRESSES
    assert first.words <= FIRST_EVER_WORDS


def test_another_first_routine_adds_its_own_cautions_and_nothing_else(routines):
    before = {found.first.presses - found.new.presses for found in routines}
    assert before == {FIRST_EVER_PRESSES - AGAIN_PRESSES}


def test_a_new_routine_is_six_presses_away_and_the_usual_one_two(routines):
    for found in routines:
        assert found.new.presses <= NEW_PRESSES, found.title
        assert found.new.words <= FIRST_EVER_WORDS, found.title
        assert found.again.presses == AGAIN_PRESSES, found.title
        assert found.dark.presses == DARK_PRESSES, found.title


def test_an_untouched_device_takes_no_press_more_than_one_that_knows_the_language():
    assert presses.counted(0).first.presses == presses.counted(0, "en").first.presses


def test_a_word_is_counted_and_the_sign_of_a_key_is_not():
    assert presses.words_in("START: none, I agree") == 3
    assert presses.words_in("Emergency: help now for:") == 4
