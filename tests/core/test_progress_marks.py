"""When a day ends, for any moment and zone."""

import pytest
from acupacer.core.clock import day_mark
from acupacer.core.clock.day_mark import UNKNOWN, USED_KEPT, Moment
from acupacer.core.clock.wall_clock import WallClock
from hypothesis import given, settings
from hypothesis import strategies as st

# West: a day that ends at 6 in the last zone. East: one that ends at midnight in the first.
OFFSETS = st.integers(-18 * 4, 14 * 4).map(lambda quarter: quarter * 15)
MOMENTS = st.builds(
    lambda at_min, offset_min: Moment(at_min * 60, at_min, offset_min),
    st.integers(0, 9 * 1440),
    OFFSETS,
)


@given(st.lists(MOMENTS, min_size=1, max_size=5), MOMENTS)
@settings(max_examples=300, deadline=None)
def test_a_day_ends_by_every_zone_and_within_three_days(done, now):
    done = sorted(done, key=lambda moment: moment.at_min)
    mark = None
    for moment in done:
        mark = day_mark.marked(mark, moment)
    end_min = day_mark.ends_min(mark, now)
    assert day_mark.is_over(mark, now) is (end_min <= now.at_min)
    assert end_min <= max(done[-1].at_min, now.at_min) + 3 * 1440
    if done[-1].at_min <= now.at_min and end_min <= now.at_min:
        last = done[-1]
        for zone in (last.offset_min, now.offset_min):
            assert (last.at_min + zone) // 1440 < (now.at_min + zone) // 1440


@given(MOMENTS, MOMENTS)
@settings(max_examples=200, deadline=None)
def test_settling_twice_changes_nothing(done, now):
    settled = day_mark.settled(day_mark.marked(None, done), now)
    assert day_mark.settled(settled, now) == settled
    assert day_mark.from_row(day_mark.to_row(settled)) == settled


@pytest.mark.parametrize(
    ("epoch_s", "moment"),
    [(None, (UNKNOWN, UNKNOWN, 60)), (-1, (UNKNOWN, UNKNOWN, 60)), (0, (0, 0, 60))],
)
def test_the_first_second_that_is_counted_is_a_time(epoch_s, moment):
    assert day_mark.moment_of(epoch_s, 60) == moment


def test_a_day_ends_at_midnight_until_the_user_says_otherwise():
    wall = WallClock()
    wall.read(0, 86_400, 60, True)
    assert wall.times(7) == [("time", 86_400), ("offset", 60), ("up", 7)]
    assert day_mark.moment_at(wall, 0) == Moment(86_400, 1440, 60)


def noon(day):
    at_min = day * 1440 + 720
    return Moment(at_min * 60, at_min, 0)


def test_the_last_six_dates_are_remembered_the_oldest_in_front():
    mark = None
    for day in range(100, 108):
        mark = day_mark.marked(mark, noon(day))
    assert mark.day == 107
    assert [mark.used >> shift & 0xFFFF for shift in range(96, -1, -16)] == [
        0,
        *range(101, 107),
    ]
    assert USED_KEPT == 6


def test_a_clock_that_jumps_between_six_dates_gives_none_of_them_again():
    mark = None
    for day in range(100, 107):
        mark = day_mark.marked(mark, noon(day))
    for day in range(100, 107):
        assert not day_mark.is_over(mark, noon(day))
    assert day_mark.is_over(mark, noon(107))


def test_a_date_stays_used_when_what_followed_it_without_a_clock_is_settled_later():
    mark = day_mark.marked(day_mark.marked(None, noon(100)), Moment(UNKNOWN, UNKNOWN, 0))
    for day in (101, 98):  # a clock comes, and is set back
        mark = day_mark.settled(mark, noon(day))
        assert mark.day == day
    assert not day_mark.is_over(mark, noon(100))
    assert not day_mark.is_over(mark, noon(101))
    assert day_mark.is_over(mark, noon(102))
