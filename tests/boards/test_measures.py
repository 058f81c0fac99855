"""The figures of a self-test: bounces by when they came, pulses, waits."""

import pytest
from acupacer.boards.pi.measures import Bounces, Lateness, Pulses

US, MS = 1000, 1_000_000
CLOSE, OPEN = True, False


def edges(*times_ms):
    """Edges at these times, closing and opening in turn."""
    return [(number % 2 == 0, round(at_ms * MS)) for number, at_ms in enumerate(times_ms)]


def test_a_clean_press_bounces_never():
    bounces = Bounces()
    assert bounces.take(edges(10, 260)) == 0
    assert bounces.held_ms == [250]
    assert bounces.closing == bounces.opening == [0] * 6
    assert bounces.last_us == 0


def test_bounces_are_counted_by_when_they_came():
    bounces = Bounces()
    # Opens after 0.4, 1.5 and 30 ms, closes again after each; lets go at 300, closes at 304.
    pressed = edges(0, 0.4, 0.6, 1.5, 1.6, 30, 31, 300, 304, 305)
    assert bounces.take(pressed) == 3
    assert bounces.held_ms == [300]
    assert bounces.closing == [1, 1, 0, 0, 0, 1]
    assert bounces.opening == [0, 0, 1, 0, 0, 0]
    assert bounces.last_us == 30_000


@pytest.mark.parametrize("let_go_ms", [20, 59])
def test_a_brief_tap_is_a_press_and_its_end_no_bounce(let_go_ms):
    bounces = Bounces()
    assert bounces.take(edges(0, 2, 3, let_go_ms)) == 1
    assert bounces.held_ms == [let_go_ms]
    assert bounces.closing == [0, 1, 0, 0, 0, 0]


def test_several_presses_add_up():
    bounces = Bounces()
    for _ in range(3):
        bounces.take(edges(0, 0.5, 0.7, 100))
    bounces.take(edges(0, 80))
    assert bounces.closing == [3, 0, 0, 0, 0, 0]
    assert bounces.lines() == [
        "pressed 4 times, 80 to 100 ms",
        "bounces after the touch:  <1 ms 3, <2 ms 0, <5 ms 0, <10 ms 0, <20 ms 0, <60 ms 0",
        "bounces after letting go: <1 ms 0, <2 ms 0, <5 ms 0, <10 ms 0, <20 ms 0, <60 ms 0",
        "the latest after 0.50 ms",
    ]


@pytest.mark.parametrize("seen", [[], edges(5), [(OPEN, 3 * MS)]])
def test_what_is_no_press_is_passed_over(seen):
    bounces = Bounces()
    assert bounces.take(seen) == 0
    assert bounces.held_ms == [] and bounces.lines() == ["no press was seen"]


def test_a_pulse_is_timed_from_its_orders_to_its_first_and_last_edge():
    pulses = Pulses()
    pulses.take(0, 100 * MS, edges(1.2, 4.2, 6.2, 100.3))
    pulses.take(0, 100 * MS, edges(0.4, 99))  # low between two periods: it had nothing to do
    assert pulses.high.late_us == [1200, 400]
    assert pulses.low.late_us == [300, 0]
    assert pulses.words() == (
        "2 pulses: high 0.80 ms late (worst 1.20 ms), low 0.15 ms late (worst 0.30 ms)"
    )
    assert pulses.figures() == {
        "high": {"count": 2, "median_us": 800, "worst_us": 1200},
        "low": {"count": 2, "median_us": 150, "worst_us": 300},
        "missed": 0,
    }


@pytest.mark.parametrize("seen", [[], edges(1), edges(1, 2, 3), [(OPEN, MS)]])
def test_a_pulse_that_did_not_arrive_or_end_is_missed(seen):
    pulses = Pulses()
    pulses.take(0, 100 * MS, seen)
    assert pulses.missed == 1 and pulses.high.late_us == []
    assert pulses.words() == ("0 pulses: high not measured, low not measured; 1 not seen")


def test_nothing_measured_is_said():
    assert Lateness().figures() == {"count": 0}
    assert Lateness().words() == "not measured"
