"""Whatever the engine can put into a view fits its screen, in every language."""

import pytest
from acupacer.core import settings
from acupacer.core.cue.cues import TAUGHT
from acupacer.core.languages import CODES
from acupacer.core.progress import counts
from acupacer.core.routine import points, safety
from acupacer.core.routine.safety import FLAGS, METHODS
from acupacer.core.screen.menu_screens import HELP_PAGES
from acupacer.core.screen.painter import Painter
from acupacer.core.store import loader
from acupacer_host.pictures.gallery_views import VIEWS, changed

GALLERY = dict(VIEWS)
LONGEST_WAIT_MIN = 24 * 60


def varied(name, field, values):
    return [changed(GALLERY[name], **{field: value}) for value in values]


def questions():
    return varied("question", "question", (*safety.FLAGS, "new_day", "too_much"))


def refusals():
    found = []
    for flag in safety.FLAGS:
        for step, point in ((1, "BL52"), (64, "")):
            for method in METHODS:
                facts = {"step": step, "point": point, "method": method, "flag": flag}
                found.append(changed(GALLERY["refused_excluded"], **facts))
    reasons = (counts.LIMIT_DAY, counts.LIMIT_POINT, counts.GAP, counts.RESTED)
    reasons += ("refused_acute", "refused_unanswered", "refused_stuck_stop", "refused_broken")
    for reason in reasons:
        for point in ("", "BL52", "sore spot on a thigh"):
            for wait_min in (0, LONGEST_WAIT_MIN):
                facts = {"reason": reason, "point": point, "wait_min": wait_min}
                found.append(changed(GALLERY["refused_gap"], **facts))
    whole = {"reason": counts.FULL, "point": "", "wait_min": -1}  # of the whole routine
    return [*found, changed(GALLERY["refused_gap"], **whole)]


def settings_shown():
    found = []
    for name, values in settings.CHOICES.items():
        keys = [settings.words_key(value) for value in values]
        found += varied("settings", "value", keys)
        found += varied("settings", "setting", [name])
    return found + [changed(GALLERY["settings"], setting="profile", value="value_change")]


def cautions():
    spots = [(1, method, code, "") for method in METHODS for code in points.CODES]
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
    for is_large in (False, True):
        found += varied("red_flags_last", "lines", safety.red_flag_pages(is_large))
    found += [changed(GALLERY["prompt"], hold_s=120, repetitions=10)]
    for method in METHODS:
        found += varied("prompt_area", "method", (method,))
    return found


PARTS = (
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


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_it_fits(part, language, is_large):
    painter = Painter()
    painter.set_options(language, False, is_large)
    views = part()
    assert views
    for view in views:
        painter.show(view)
        assert "" not in painter.lines()
        assert not painter.is_clipped, (view, painter.lines())


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("language", CODES)
def test_every_screen_has_words_for_what_it_says(language, is_large):
    painter = Painter()
    painter.set_options(language, False, is_large)
    for view in [*GALLERY.values(), *(view for part in PARTS for view in part())]:
        painter.show(view)
        assert [line for line in painter.lines() if "_" in line] == [], view  # a bare key
