"""Views: equal by their facts, and what differs between two."""

import json

import pytest
from acupacer.core.screen.ending_screens import SilenceView
from acupacer.core.screen.menu_screens import DarkView, HelpView, StartingView
from acupacer.core.screen.safety_screens import RedFlagsView
from acupacer.core.screen.views import MORE, NONE, TICK, View
from acupacer_host.pictures.gallery_views import GUN, VIEWS, changed

GALLERY = dict(VIEWS)


@pytest.mark.parametrize("view", [view for _, view in VIEWS], ids=[name for name, _ in VIEWS])
def test_views_of_equal_facts_are_equal_and_plain_at_the_edge(view):
    again = changed(view)
    assert again is not view
    assert again == view
    assert view.change_from(again) == NONE
    facts = view.as_dict()
    assert facts["screen"] == view.screen
    assert json.loads(json.dumps(facts)) == facts
    assert repr(view) == f"{type(view).__name__}({facts})"


def test_views_of_two_kinds_are_never_equal():
    assert SilenceView() != DarkView()
    assert SilenceView() != View()
    assert HelpView(0, 3) != RedFlagsView([], 0, 3)
    assert HelpView(0, 3) != {"screen": "help", "page": 0, "pages": 3}


def test_a_fact_too_few_or_too_many_is_refused():
    with pytest.raises(TypeError):
        HelpView(0)
    with pytest.raises(TypeError):
        changed(StartingView(), page=0)


def test_whereabouts_are_facts_as_any_other():
    hold = GALLERY["hold"]
    assert changed(hold, where=GUN) != hold
    assert changed(hold, repetition=3) != hold
    assert changed(hold, repetition=3).as_dict() == dict(hold.as_dict(), repetition=3)


@pytest.mark.parametrize(
    ("name", "facts", "change"),
    [
        ("hold", {"remaining_s": 26}, TICK),
        ("hold", {"remaining_s": 0}, MORE),  # with 0 something on the screen ends
        ("hold", {"remaining_s": 26, "firm": False}, MORE),
        ("hold", {"side": "right"}, MORE),
        ("movement_balls_out", {"remaining_s": 32, "part_s": 1}, TICK),
        ("movement_balls_out", {"part_s": 0}, MORE),
        ("window_gap", {"remaining_s": 599, "gap_s": 23}, TICK),
        ("window_gap", {"remaining_s": 599, "gap_s": 0}, MORE),
        ("paused", {"remaining_s": 11}, MORE),
        ("receiving", {"percent": 44}, TICK),
        ("help_1", {"page": 1}, MORE),
    ],
)
def test_what_differs_between_two_views(name, facts, change):
    assert changed(GALLERY[name], **facts).change_from(GALLERY[name]) == change


def test_another_screen_is_more_than_a_tick():
    assert GALLERY["rest"].change_from(GALLERY["hold"]) == MORE
    assert GALLERY["rest"].change_from(None) == MORE
