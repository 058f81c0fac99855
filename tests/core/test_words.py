"""Words: every language has every key, and every text fits."""

import importlib
import string

import pytest
from acupacer.core import settings
from acupacer.core.cue.cues import TAUGHT
from acupacer.core.progress import counts
from acupacer.core.routine import points, safety
from acupacer.core.screen import font, words
from acupacer.core.screen.menu_screens import HELP_PAGES

MESSAGES = ("caution_", "ask_", "why_", "refused_", "error_", "help_", "find_")
MESSAGE_MOST = 84


def table(language):
    return list(importlib.import_module("acupacer.core.screen.words_" + language).WORDS.items())


ENGLISH = table("en")
LANGUAGES = pytest.mark.parametrize("language", words.LANGUAGES)


@LANGUAGES
def test_every_language_has_the_same_keys_in_the_same_order(language):
    assert [key for key, _ in table(language)] == [key for key, _ in ENGLISH]


@LANGUAGES
def test_gaps_are_filled_alike(language):
    for (key, text), (_, english) in zip(table(language), ENGLISH, strict=True):
        gaps = [gap for _, gap, _, _ in string.Formatter().parse(text) if gap is not None]
        assert gaps == [""] * english.count("{}"), key


@LANGUAGES
def test_messages_keep_to_their_length(language):
    for key, text in table(language):
        if key.startswith(MESSAGES):
            assert len(text) <= MESSAGE_MOST, key


@LANGUAGES
def test_every_character_can_be_drawn(language):
    for key, text in table(language):
        assert font.missing(text) == "", key


@LANGUAGES
def test_words_are_found_by_key(language):
    said = words.Words(language)
    for key, text in table(language):
        assert said.say(key) == text
        assert said.has(key)


def test_an_unknown_key_says_itself():
    said = words.Words("en")
    assert said.say("left right") == "left right"
    assert said.say("LEF") == "LEF"
    assert not said.has("LEF")


def engine_keys():
    """Every key the engine can put into a view."""
    keys = ["question", "ask_new_day"]
    for flag in safety.FLAGS:
        keys += ["ask_" + flag, "why_" + flag]
    spots = [
        (1, method, code, "") for method in safety.CAUTION_METHODS for code in points.CODES
    ]
    keys += safety.caution_lines(spots, [])
    keys += [key for page in safety.RED_FLAG_PAGES for key in page]
    keys += ["find_" + code for code in points.CODES]
    keys += ["region_" + point.code for point in points.POINTS]
    keys += ["method_" + method for method in safety.CAUTION_METHODS]
    keys += ["setting_" + name for name in (*settings.NAMES, "profile")]
    keys += [
        settings.words_key(value) for values in settings.CHOICES.values() for value in values
    ]
    keys += ["value_change", "cue_countdown"] + ["cue_" + cue for cue in TAUGHT]
    keys += [counts.LIMIT_DAY, counts.LIMIT_POINT, counts.GAP, counts.RESTED]
    keys += ["ended_" + how for how in ("finished", "ended_early", "stopped", "too_much")]
    for page in range(HELP_PAGES):
        keys += [f"help_{page}", f"help_title_{page}"]
    return keys


def test_there_are_words_for_whatever_the_engine_says():
    said = words.Words("en")
    assert [key for key in engine_keys() if not said.has(key)] == []
