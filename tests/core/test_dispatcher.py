"""The dispatcher alone: which gesture reaches whom, and which is rejected."""

import pytest
from acupacer.core.events import NEXT, START, STOP
from acupacer.core.input import gestures
from acupacer.core.input.buttons import (
    FIRM_MS,
    LONG_PRESS_MS,
    SETTLED_MS,
    STUCK_MS,
    Buttons,
)
from acupacer.core.input.dispatcher import Dispatcher
from acupacer.core.input.transitions import rows, take


def brew(kettle, at_ms):
    kettle.done.append(("brew", at_ms))


def pour(kettle, at_ms):
    kettle.done.append(("pour", at_ms))


def switch_off(kettle, at_ms):
    kettle.done.append(("switch_off", at_ms))


def is_full(kettle, at_ms):
    return kettle.is_full


TABLE = {
    "cold": rows(
        (gestures.START, is_full, brew, "hot"),
        (gestures.NEXT, None, pour, "cold"),
        (gestures.STOP, None, switch_off, "cold"),
    ),
    "empty": rows(
        (gestures.NEXT, None, brew, "empty"),
        (gestures.STOP, None, switch_off, "empty"),
    ),
    "hot": rows(
        (gestures.START_DOWN, None, switch_off, "cold"),
        (gestures.NEXT, None, pour, "cold"),
        (gestures.NEXT_LONG, None, brew, "hot"),
        (gestures.STOP, None, switch_off, "cold"),
    ),
}


class Kettle:
    def __init__(self, state):
        self.state = state
        self.is_full = True
        self.done = []


class Stage:
    """Writes down all that it is asked."""

    def __init__(self, state):
        self.kettle = Kettle(state)
        self.is_dark = False
        self.forbidden = None
        self.pages_left = 0
        self.told = []
        self.were_firm = []

    def answering(self):
        return TABLE, self.kettle, lambda *event: take(TABLE, *event)

    def wakes(self, button, now_ms):
        was_dark, self.is_dark = self.is_dark, False
        return was_dark

    def allows(self, act, is_firm, now_ms):
        self.were_firm.append(is_firm)
        return act is not self.forbidden

    def reject(self, now_ms):
        self.told.append(("reject", now_ms))

    def turns(self):
        self.pages_left -= 1
        return self.pages_left >= 0

    def overtake(self):
        pass

    def stuck(self, button, now_ms):
        self.told.append(("stuck", button, now_ms))

    def freed(self, now_ms):
        self.told.append(("freed", now_ms))


def played(state, *moves, **settings):
    """A stage after ``moves``: (ms, buttons down) each."""
    stage = Stage(state)
    vars(stage).update(settings)
    dispatcher = Dispatcher(Buttons(), stage)
    for at_ms, pressed in moves:
        dispatcher.step(at_ms)
        dispatcher.change(pressed, at_ms)
    return stage


def tap(button, at_ms=0):
    return (at_ms, button), (at_ms + 100, 0)


def test_a_short_press_acts_on_release():
    stage = played("cold", *tap(START))
    assert (stage.kettle.state, stage.kettle.done) == ("hot", [("brew", 100)])


def test_stop_acts_on_contact_and_its_release_does_nothing():
    stage = played("hot", *tap(STOP))
    assert (stage.kettle.state, stage.kettle.done) == ("cold", [("switch_off", 0)])
    assert stage.told == []


def test_start_acts_on_contact_where_the_state_has_a_row_for_it():
    stage = played("hot", *tap(START))
    assert (stage.kettle.state, stage.kettle.done) == ("cold", [("switch_off", 0)])


def test_what_has_no_row_is_rejected():
    stage = played("cold", (0, NEXT), (LONG_PRESS_MS, NEXT))
    assert (stage.kettle.done, stage.told) == ([], [("reject", LONG_PRESS_MS)])


def test_a_row_whose_moment_it_is_not_is_rejected():
    stage = crossed("cold", START, "cold", is_full=False)
    assert (stage.kettle.state, stage.told) == ("cold", [("reject", 100)])


def test_what_is_forbidden_has_said_so_itself():
    stage = played("cold", *tap(START), forbidden=brew)
    assert (stage.kettle.done, stage.told) == ([], [])


def crossed(before, button, after, **settings):
    """A press that was begun in one state and let go in another."""
    stage = Stage(before)
    vars(stage.kettle).update(settings)
    dispatcher = Dispatcher(Buttons(), stage)
    dispatcher.change(button, 0)
    stage.kettle.state = after
    dispatcher.step(100)
    dispatcher.change(0, 100)
    return stage


def test_a_key_meant_for_an_earlier_state_is_rejected_unless_it_is_for_the_same():
    stage = crossed("cold", NEXT, "hot")
    assert (stage.kettle.done, stage.told) == ([("pour", 100)], [])
    stage = crossed("cold", NEXT, "empty")
    assert (stage.kettle.done, stage.told) == ([], [("reject", 100)])


def test_next_first_turns_the_pages_there_are_and_nothing_else_does():
    moves = [move for at_ms in (0, 1000, 2000) for move in tap(NEXT, at_ms)]
    stage = played("hot", *moves, pages_left=2)
    assert stage.kettle.done == [("pour", 2100)]
    assert played("cold", *tap(START), pages_left=2).kettle.done == [("brew", 100)]


def test_a_press_begun_elsewhere_turns_no_page():
    stage = Stage("cold")
    stage.pages_left = 1
    dispatcher = Dispatcher(Buttons(), stage)
    dispatcher.change(NEXT, 0)
    stage.kettle.state = "hot"
    dispatcher.step(100)
    dispatcher.change(0, 100)
    assert (stage.pages_left, stage.kettle.done) == (1, [("pour", 100)])


@pytest.mark.parametrize(("ms", "is_firm"), [(FIRM_MS - 1, False), (FIRM_MS, True)])
def test_a_brush_is_told_apart_from_a_press(ms, is_firm):
    stage = played("cold", (0, START), (ms, 0), (ms + SETTLED_MS, 0))
    assert stage.kettle.state == "hot"
    assert stage.were_firm == [is_firm]


def test_a_press_that_wakes_the_panel_does_nothing_else():
    stage = played("cold", *tap(START), is_dark=True)
    assert (stage.kettle.done, stage.told) == ([], [])


def test_a_stuck_button_is_told_and_untold():
    stage = played("cold", (0, NEXT), (STUCK_MS, NEXT), (STUCK_MS + 500, 0))
    told = [event for event in stage.told if event[0] != "reject"]
    assert told == [("stuck", NEXT, STUCK_MS), ("freed", STUCK_MS + 500)]


def test_the_host_means_the_present_state():
    stage = Stage("hot")
    Dispatcher(Buttons(), stage).act_now(gestures.NEXT_LONG, 70)
    assert stage.kettle.done == [("brew", 70)]
