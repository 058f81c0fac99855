"""Whatever the engine can put into a view fits its screen, in every language.

Large text says every word that small text does, and no language leaves another's words.
"""

import json
import re
from importlib import resources

import pytest
from acupacer.core import settings
from acupacer.core.cue.cues import TAUGHT
from acupacer.core.languages import CODES, LANGUAGES
from acupacer.core.progress import counts
from acupacer.core.routine import points, safety
from acupacer.core.routine.safety import FLAGS, METHODS
from acupacer.core.screen.menu_screens import HELP_PAGES
from acupacer.core.store import loader
from acupacer_host.pictures.gallery_views import LONG_AREA, LONG_TITLE, VIEWS, changed
from said import said

GALLERY = dict(VIEWS)
LONGEST_WAIT_MIN = 24 * 60
FACTORY = json.loads(resources.files("acupacer_data").joinpath("routines.json").read_bytes())
# Words that two languages share, and names.
SAME = ["acupacer", "Raspberry Pi", "START", "NEXT", "STOP", "Vibration", "normal", "min"]
SAME += [
    "Ball",
    "Countdown",
    "Quiz",
    "quiz",
    ", long",
    ": long",
    "sore upper back",
    "sore spot on a thigh",
]
# What a file says in its own words, and in the languages it has.
SAME += ["Small circles on a sore spot, with two fingers. Breathe out while you press."]
SAME += [
    "chin tuck",
    "neck knot",
    "Wind Pool",
    "hollow under the skull",
    ", neck",
    LONG_AREA,
    LONG_TITLE,
    "trapezius",
]
SAME += [name for _, name in LANGUAGES]


def varied(name, field, values):
    return [changed(GALLERY[name], **{field: value}) for value in values]


def questions():
    return varied("question", "question", (*safety.FLAGS, "new_day", "too_much"))


def refusals():
    found = []
    for flag in safety.FLAGS:
        for step, point in ((1, "BL52"), (64, "sore spot on a thigh")):
            for method in METHODS:
                facts = {"step": step, "place": point, "method": method, "flag": flag}
                found.append(changed(GALLERY["refused_excluded"], **facts))
    reasons = (counts.LIMIT_DAY, counts.LIMIT_POINT, counts.GAP, counts.RESTED)
    reasons += ("refused_acute", "refused_unanswered", "refused_stuck_stop", "refused_broken")
    for reason in reasons:
        for point in ("", "BL52", "sore spot on a thigh"):
            for wait_min in (0, LONGEST_WAIT_MIN):
                facts = {"reason": reason, "place": point, "wait_min": wait_min}
                found.append(changed(GALLERY["refused_gap"], **facts))
    whole = {"reason": counts.FULL, "place": "", "wait_min": -1}  # of the whole routine
    return [*found, changed(GALLERY["refused_gap"], **whole)]


def settings_shown():
    found = []
    for name, values in settings.CHOICES.items():
        keys = [settings.words_key(value) for value in values]
        found += varied("settings", "value", keys)
        found += varied("settings", "setting", [name])
    return found + [changed(GALLERY["settings"], setting="profile", value="value_change")]


def cautions():
    spots = [(1, method, code, code, "") for method in METHODS for code in points.CODES]
    lines = [[line] for line in safety.cautions(spots)]
    return varied("cautions_2", "lines", lines)


def reviews():
    without = [[flag for flag in FLAGS if flag != no] for no in FLAGS]
    return varied("review", "yes", ([], list(FLAGS), *without))


def homes():
    found = varied("home", "done_days", (-2, -1, 0, 1, 2, 9999))
    found += varied("home", "left_today", (-1, 0, 5))
    found += varied("home_gap", "wait_min", (-1, 30))
    found += varied("home_done_for_today", "wait_min", (-1, LONGEST_WAIT_MIN))
    return found + varied("home", "notice", (*loader.NOTICES, "notice_professional"))


def endings():
    found = []
    for ended in ("finished", "ended_early", "stopped", "too_much"):
        for wait_min in (-1, 0, LONGEST_WAIT_MIN):
            for left in (-1, 0, 5):
                facts = {"ended": ended, "wait_min": wait_min, "left_today": left}
                found.append(changed(GALLERY["done"], **facts))
    return found


def pauses():
    found = []
    for at in ("hold", "spot", "rest", "switch_side", "movement", "window"):
        found += varied("paused", "at", (at,)) + varied("paused_window", "at", (at,))
    return found


def doses():
    keys = ("dose_start", "dose_grown", "dose_too_much", "dose_stepped_back")
    lines = [[key, "120", "30"] for key in keys] + [["dose_top", "120"]]
    return varied("prompt_text", "lines", lines)


def others():
    found = varied("trainer", "guess", TAUGHT) + varied("trainer_lesson", "guess", TAUGHT)
    found += varied("trainer_wrong", "guess", TAUGHT) + varied("trainer_wrong", "felt", TAUGHT)
    found += varied("help_1", "page", range(HELP_PAGES))
    found += varied("stuck", "button", ("START", "NEXT", "STOP"))
    found += varied("error", "error", ("error_store", "error_capped", "error_internal"))
    found += varied("red_flags_last", "lines", safety.RED_FLAG_PAGES)
    found += [changed(GALLERY["prompt"], hold_s=120, repetitions=10)]
    for method in METHODS:
        found += varied("prompt_area", "method", (method,))
    return found


def gallery():
    return [view for _, view in VIEWS]


def factory():
    """What the factory routines say, where it is said."""
    found = []
    for routine in FACTORY["routines"]:
        for name in ("home", "home_first_time", "done", "refused_gap", "power_loss_offer"):
            found += varied(name, "title", [routine["title"]])
        found += varied("cautions_1", "lines", [[own] for own in routine.get("cautions", ())])
        for step in routine["steps"]:
            found += varied("prompt_text", "lines", [[text] for text in step["text"]])
    return found


PARTS = (
    gallery,
    factory,
    questions,
    reviews,
    refusals,
    settings_shown,
    cautions,
    homes,
    endings,
    pauses,
    doses,
    others,
)


in_every_language = pytest.mark.parametrize("language", CODES)
of_every_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)


@in_every_language
@of_every_part
def test_large_text_says_every_word_of_the_small_one(part, language):
    views = part()
    assert views
    for view in views:
        small, large = said(view, language, False), said(view, language, True)
        assert large.letters == small.letters, view
        assert large.keys[-1] == small.keys[-1], view
        assert len(small.keys) == 1


def words_of(view, language):
    """Each line in which something is said, apart from what languages share."""
    of_view = said(view, language, False)
    lines = set(of_view.lines + of_view.keys[0])
    for shared in SAME:
        lines = {line.replace(shared, "") for line in lines}
    return {line for line in lines if re.search(r"[^\W\d_]{3}", line)}


@pytest.mark.parametrize("language", CODES[1:])
@of_every_part
def test_no_screen_has_a_line_of_another_language(part, language):
    for view in part():
        assert words_of(view, language) & words_of(view, "en") == set(), view


@in_every_language
def test_every_word_has_its_key(language):
    for view in gallery() + factory():
        assert not [line for line in said(view, language, False).lines if "_" in line]
