"""Contacts to gestures, on a fake clock."""

import pytest
from acupacer.core.events import NEXT, START, STOP
from acupacer.core.input.buttons import (
    BRUSH,
    FIRM_MS,
    FREED,
    LONG,
    PRESSED,
    SETTLED_MS,
    SHORT,
    STUCK,
    STUCK_MS,
    Buttons,
)
from hypothesis import given, settings
from hypothesis import strategies as st


def play(*changes, until_ms=0, first=0):
    """Feed (ms, pressed) changes, stepping at every deadline; [(ms, gesture, button)]."""
    made = Buttons()
    made.begin(first, 0)
    found = []
    now_ms = 0
    for at_ms, pressed in [*list(changes), (until_ms, None)]:
        while made.next_ms is not None and made.next_ms <= at_ms:
            now_ms = max(made.next_ms, now_ms)
            found += [(now_ms, *gesture) for gesture in made.step(now_ms)]
        now_ms = max(at_ms, now_ms)
        if pressed is not None:
            found += [(now_ms, *gesture) for gesture in made.change(pressed, now_ms)]
    return found


def test_a_tap_is_pressed_on_contact_and_short_on_release():
    assert play((100, START), (220, 0), until_ms=500) == [
        (100, PRESSED, START),
        (220, SHORT, START),
    ]


def test_short_until_just_before_the_long_press_and_long_at_it():
    assert play((0, NEXT), (799, 0), until_ms=900)[1:] == [(799, SHORT, NEXT)]
    assert play((0, NEXT), (800, 0), until_ms=900)[1:] == [(800, LONG, NEXT)]
    assert play((0, NEXT), (2000, 0), until_ms=3000)[1:] == [(800, LONG, NEXT)]


@pytest.mark.parametrize(("let_go_ms", "gesture"), [(799, SHORT), (800, LONG), (5000, LONG)])
def test_a_long_press_is_one_though_nobody_looked_in_time(let_go_ms, gesture):
    made = Buttons()
    made.begin(0, 0)
    made.change(NEXT, 0)
    made.step(100)
    assert made.change(0, let_go_ms) == [(gesture, NEXT)]


def test_five_bounces_are_one_press():
    bounces = [(ms, START if ms % 2 == 0 else 0) for ms in range(10)]
    assert play(*bounces, (12, START), (200, 0), (203, START), (206, 0), until_ms=400) == [
        (0, PRESSED, START),
        (200, SHORT, START),
    ]


def test_a_contact_that_no_finger_makes_is_a_brush_and_not_lost():
    assert play((0, START), (4, 0), until_ms=200) == [
        (0, PRESSED, START),
        (4 + SETTLED_MS, BRUSH, START),
    ]
    assert play((0, NEXT), (FIRM_MS - 1, 0), until_ms=200)[1][1] == BRUSH
    assert play((0, NEXT), (FIRM_MS, 0), until_ms=200)[1][1] == SHORT


def test_sparks_do_not_add_up_to_a_firm_press():
    sparks = [(ms, START if ms % 20 == 0 else 0) for ms in range(0, 400, 10)]
    assert [gesture for _, gesture, _ in play(*sparks, until_ms=600)] == [PRESSED, BRUSH]


def test_a_contact_that_chatters_is_no_long_press():
    chatter = [(ms, NEXT if ms % 40 == 0 else 0) for ms in range(0, 2000, 20)]
    assert [gesture for _, gesture, _ in play(*chatter, until_ms=2100)] == [PRESSED, BRUSH]


def test_a_press_before_the_one_before_has_settled_counts_once_it_is_steady():
    found = play((0, NEXT), (100, 0), (130, NEXT), (300, 0), until_ms=500)
    assert found == [
        (0, PRESSED, NEXT),
        (100, SHORT, NEXT),
        (130 + SETTLED_MS, PRESSED, NEXT),
        (300, SHORT, NEXT),
    ]


@given(data=st.data(), bounce_ms=st.integers(0, 50), close_ms=st.integers(40, 300))
@settings(max_examples=500, deadline=None)
def test_any_bounce_is_one_press(data, bounce_ms, close_ms):
    """Both ends bounce anyhow; the loop may look up to 10 ms late, or be held up."""
    opened_ms = bounce_ms + close_ms
    edges = [*bounce(data, 0, bounce_ms), *bounce(data, opened_ms, bounce_ms)]
    level_at = levels(edges)
    made, found, now_ms = Buttons(), [], 0
    while now_ms < opened_ms + bounce_ms + 2 * SETTLED_MS:
        found += made.change(START if level_at(now_ms) else 0, now_ms)
        found += made.step(now_ms)
        now_ms += data.draw(st.integers(1, 10))
    kinds = [gesture for gesture, _ in found]
    assert kinds[0] == PRESSED and kinds[1:] in ([SHORT], [BRUSH])
    # The look that sees it closed and the last one may each be 10 ms off.
    assert kinds[1] == SHORT or close_ms < FIRM_MS + 20


@given(data=st.data(), stalls=st.lists(st.integers(1, 200), min_size=1, max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_loop_that_is_held_up_makes_no_firm_press_of_a_short_contact(data, stalls):
    closed_ms = data.draw(st.integers(0, 60))
    opened_ms = closed_ms + data.draw(st.integers(1, FIRM_MS - 1))
    made, found, now_ms = Buttons(), [], 0
    for stall_ms in [*stalls, 100, 100]:
        found += made.change(NEXT if closed_ms <= now_ms < opened_ms else 0, now_ms)
        found += made.step(now_ms)
        now_ms += stall_ms
    assert [gesture for gesture, _ in found] in ([], [PRESSED], [PRESSED, BRUSH])


def bounce(data, from_ms, lasts_ms):
    """Instants of an odd number of edges, the last one ``lasts_ms`` after the first."""
    if lasts_ms < 2:
        return [from_ms]
    inner = data.draw(st.sets(st.integers(1, lasts_ms - 1), max_size=12))
    odd = sorted(inner)[: len(inner) // 2 * 2]
    if not odd:
        return [from_ms]
    return [from_ms, *(from_ms + ms for ms in odd[:-1]), from_ms + lasts_ms]


def levels(edges):
    """The level at an instant: every edge turns it over."""
    return lambda at_ms: sum(edge <= at_ms for edge in edges) % 2 == 1


def test_the_next_deadline_is_the_earliest_of_all_contacts():
    made = Buttons()
    made.begin(0, 0)
    made.change(START, 0)
    made.step(SETTLED_MS)
    assert made.next_ms == 800
    made.change(START | STOP, 500)
    assert made.next_ms == 500 + min(FIRM_MS, SETTLED_MS)
    made.change(STOP, 600)
    made.step(600 + SETTLED_MS)
    assert made.next_ms == 500 + 800


def test_stop_wins_over_a_button_that_is_down():
    found = play((0, START), (300, START | STOP), (400, STOP), (500, 0), until_ms=2000)
    assert found == [(0, PRESSED, START), (300, PRESSED, STOP), (500, SHORT, STOP)]


def test_stop_wins_within_one_reading():
    assert play((0, START | STOP), until_ms=100) == [(0, PRESSED, STOP)]


@pytest.mark.parametrize(("first", "second"), [(START, NEXT), (NEXT, START), (STOP, START)])
def test_the_second_of_two_buttons_is_ignored_until_let_go(first, second):
    found = play((0, first), (100, first | second), (200, first), (300, 0), until_ms=400)
    assert found == [(0, PRESSED, first), (300, SHORT, first)]
    found = play((0, first), (100, first | second), (200, second), (300, 0), until_ms=400)
    assert found == [(0, PRESSED, first), (200, SHORT, first)]


def test_a_button_down_for_ten_seconds_is_stuck_until_freed():
    found = play((0, NEXT), (STUCK_MS + 5000, 0), (20000, NEXT), (20100, 0), until_ms=21000)
    assert found == [
        (0, PRESSED, NEXT),
        (800, LONG, NEXT),
        (STUCK_MS, STUCK, NEXT),
        (STUCK_MS + 5000, FREED, NEXT),
        (20000, PRESSED, NEXT),
        (20100, SHORT, NEXT),
    ]


def test_a_button_held_at_power_up_makes_no_gesture_but_can_be_stuck():
    assert play((500, 0), until_ms=900, first=START) == []
    assert play(until_ms=STUCK_MS + 1, first=STOP) == [(STUCK_MS, STUCK, STOP)]


def test_a_contact_that_bounces_at_power_up_makes_no_gesture():
    bounces = [(5, 0), (8, START), (11, 0), (14, START)]
    assert play(*bounces, (500, 0), (503, START), (506, 0), until_ms=900, first=START) == []


def test_a_stuck_button_does_not_lock_the_others_out():
    found = play((0, NEXT), (11000, NEXT | START), (11100, NEXT), until_ms=12000)
    assert found[-2:] == [(11000, PRESSED, START), (11100, SHORT, START)]


def test_consume_ends_the_gesture():
    made = Buttons()
    made.change(START, 0)
    made.consume()
    assert made.step(900) == []
    assert made.change(0, 1000) == []


def test_is_stuck_follows_the_debounced_level():
    made = Buttons()
    made.change(STOP, 0)
    assert not made.is_stuck(STOP)
    made.step(STUCK_MS)
    assert made.is_stuck(STOP)
    made.change(0, STUCK_MS + 100)
    assert not made.is_stuck(STOP)


def test_a_longer_long_press_can_be_chosen():
    made = Buttons()
    made.long_press_ms = 1500
    made.change(NEXT, 0)
    for steady_ms in (FIRM_MS, SETTLED_MS):
        assert made.next_ms == steady_ms
        assert made.step(steady_ms) == []
    assert made.next_ms == 1500
    assert made.step(800) == []
    assert made.step(1500) == [(LONG, NEXT)]
