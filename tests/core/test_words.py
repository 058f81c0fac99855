"""Words: every language has every key, and every text fits."""

import json
import re
import string
from importlib import resources

import pytest
from acupacer.core import settings
from acupacer.core.cue.cues import CUES, TAUGHT
from acupacer.core.languages import CODES, LANGUAGES
from acupacer.core.progress import counts
from acupacer.core.routine import points, safety
from acupacer.core.screen import factory_texts, words
from acupacer.core.screen.canvas import WIDTH
from acupacer.core.screen.font import SMALL
from acupacer.core.screen.menu_screens import HELP_PAGES
from acupacer.core.screen.whereabouts import LOCATOR_WIDTH_PX
from acupacer.core.text import alphabet

MESSAGES = ("caution_", "ask_", "why_", "refused_", "error_", "help_", "find_")
MESSAGE_MOST = 84
TITLE_MOST = 20
NAMES = re.compile(r"\b[A-Z]+\d+\b|STOP|NEXT|\?")  # and signs, said in every language
FACTORY = json.loads(resources.files("acupacer_data").joinpath("routines.json").read_bytes())


def table(language):
    """The words of ``language`` by key."""
    said = words.words_of(language)
    return dict(zip(said[::2], said[1::2], strict=True))


ENGLISH = table("en")
# What rows say for the languages known there; the table of any other language does.
ROW_KEYS = ["cue_" + cue.name for cue in CUES]
ROW_KEYS += ["setting_" + name for name in settings.NAMES]
ROW_KEYS += [kind + code for kind in ("region_", "find_", "caution_") for code in points.CODES]
ROW_KEYS += [
    settings.words_key(value)
    for setting in settings.SETTINGS
    for value in setting.values
    if not isinstance(value, bool)
]
in_every_language = pytest.mark.parametrize("language", CODES)


def texts(language):
    """(key, text) of all there is to say."""
    said = words.Words(language)
    return [(key, said.say(key)) for key in (*ENGLISH, *ROW_KEYS)]


@in_every_language
def test_every_language_has_words_for_every_key(language):
    said = words.Words(language)
    missing = [key for key in (*ENGLISH, *ROW_KEYS) if not said.has(key)]
    assert missing == [], f"write them in words_{language}.py (those of rows perhaps there)"


@in_every_language
def test_no_language_has_words_that_nobody_says(language):
    keys = list(table(language))
    assert [key for key in keys if key not in ENGLISH and key not in ROW_KEYS] == []
    assert [key for key in keys if key in ENGLISH] == list(ENGLISH), "in the order of English"


@in_every_language
def test_a_key_is_not_taken_for_the_words_of_another(language):
    said = words.Words(language)
    for key, text in table(language).items():
        assert said.say(key) == text
    assert words.Words("en").say("Roller") == "Roller"  # not the key behind those words


@in_every_language
def test_gaps_are_filled_alike(language):
    for key, text in texts(language):
        gaps = [gap for _, gap, _, _ in string.Formatter().parse(text) if gap is not None]
        assert gaps == [""] * ENGLISH.get(key, "").count("{}"), key


@in_every_language
def test_messages_keep_to_their_length(language):
    for key, text in texts(language):
        if key.startswith(MESSAGES):
            assert len(text) <= MESSAGE_MOST, key


@in_every_language
def test_every_character_can_be_drawn(language):
    for key, text in (*texts(language), *LANGUAGES):
        assert all(map(alphabet.has, text)), key


@in_every_language
def test_a_landmark_fits_beside_the_locator_without_breaking_a_word(language):
    said = words.Words(language)
    for code in points.CODES:
        room_px = WIDTH - LOCATOR_WIDTH_PX - 6
        assert len(SMALL.by_words(said.say("find_" + code), room_px)) <= 3, code


@pytest.mark.parametrize("language", CODES[1:])
def test_the_factory_routines_are_there_in_every_language(language):
    found = {}
    for routine in FACTORY["routines"]:
        found[routine["title"]] = TITLE_MOST
        for text in [routine["about"], *routine.get("cautions", ())]:
            found[text] = MESSAGE_MOST
        for step in routine["steps"]:
            found.update(dict.fromkeys(step["text"], MESSAGE_MOST))
    texts = words.texts(language)
    assert set(factory_texts.ENGLISH) == set(found)
    for english, own in zip(factory_texts.ENGLISH, texts, strict=True):
        assert NAMES.findall(own) == NAMES.findall(english), "is it in its place?"
        assert abs(len(own) - len(english)) <= max(len(english) // 2, 8), (own, english)
        assert own != english
        assert len(own) <= found[english], own
        assert all(map(alphabet.has, own)), own
        assert words.Words(language).translated(english) == own
        assert words.Words(CODES[0]).translated(english) == english
    assert words.Words(language).translated("My own text") == "My own text"


@in_every_language
def test_words_are_found_by_key(language):
    said = words.Words(language)
    for key, text in table(language).items():
        assert said.say(key) == text
        assert said.has(key)


def test_rows_say_what_cues_settings_values_and_points_are_called():
    said = words.Words("de")
    keys = ("cue_release", "setting_strength", "value_low", "value_800", "value_en", "value_on")
    assert said.say("find_LI4") == "höchste Stelle beim Daumen"
    assert [said.say(key) for key in keys] == [
        "loslassen",
        "Stärke",
        "schwach",
        "0,8 s",
        "English",
        "an",
    ]


def test_another_language_is_english():
    assert words.Words("xx").say("cue_release") == "release"


def test_an_unknown_key_says_itself():
    said = words.Words("en")
    assert said.say("left right") == "left right"
    assert said.say("LEF") == "LEF"
    assert not said.has("LEF")


def engine_keys():
    """Every key the engine can put into a view."""
    keys = ["ask_new_day", "ask_too_much", "why_unknown"]
    for flag in safety.FLAGS:
        keys += ["ask_" + flag, "why_" + flag]
        keys += ["flag_" + flag]
    spots = [(1, method, code, code, "") for method in safety.METHODS for code in points.CODES]
    keys += safety.cautions(spots)
    keys += [key for page in safety.RED_FLAG_PAGES for key in page]
    keys += ["find_" + code for code in points.CODES]
    keys += ["region_" + point.code for point in points.POINTS]
    keys += ["method_" + method for method in safety.METHODS]
    keys += ["setting_" + name for name in (*settings.NAMES, "profile")]
    keys += [
        settings.words_key(value) for values in settings.CHOICES.values() for value in values
    ]
    keys += ["value_change"] + ["cue_" + cue for cue in TAUGHT]
    keys += [counts.LIMIT_DAY, counts.LIMIT_POINT, counts.GAP, counts.RESTED, counts.FULL]
    keys += ["ended_" + how for how in ("finished", "ended_early", "stopped", "too_much")]
    for page in range(HELP_PAGES):
        keys += [f"help_{page}", f"help_title_{page}"]
    return keys


def test_there_are_words_for_whatever_the_engine_says():
    said = words.Words("en")
    assert [key for key in engine_keys() if not said.has(key)] == []
