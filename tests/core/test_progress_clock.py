"""What a day is: zones, jumps both ways, no clock, the user's word."""

import pytest
from acupacer.core.clock import day_mark
from progress_story import DAY_S, NOON, Story, hands
from routine_parts import make_routine

LI4 = make_routine("li4", hands())
HOUR_S = 3600


def use_up(story, routine=LI4, times=5):
    """Unfinished sessions of one second each."""
    for _ in range(times):
        assert story.refusal(routine) is None
        story.run(routine, "ended_early", lambda p: 1000 if p == first(p) else None)


def first(phase):
    return phase if (phase.repetition, phase.side) == (1, "left") else None


def used_up(at_s=NOON, offset_min=0):
    story = Story(at_s, offset_min)
    use_up(story)
    return story


def test_the_day_ends_at_local_midnight():
    for offset_min, wait_min in (
        (0, 720),
        (120, 600),
        (-300, 1020),
        (330, 390),
        (-570, 570 + 720),
    ):
        story = used_up(NOON, offset_min)
        wait_min = wait_min if wait_min <= 1440 else wait_min - 1440
        assert story.refusal(LI4) == ("refused_limit_day", 0, "", wait_min)
        story.wait(wait_min * 60 - 6)
        assert story.refusal(LI4) is not None
        story.wait(1)
        assert story.refusal(LI4) is None


# --- zones --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to_min", "hours"),
    [
        (0, 3),  # at home: midnight in 3 h
        (360, 21),  # it is 03:00 of tomorrow there; tomorrow has to end there too
        (-360, 3 + 6),  # 15:00 there: 9 h more
        (840, 13),  # 11:00 of tomorrow there
        (-720, 3 + 12),
    ],
)
def test_a_new_zone_never_ends_a_day_early(to_min, hours):
    story = used_up(NOON + 9 * HOUR_S)
    story.set_clock(0, to_min)
    story.wait(hours * HOUR_S - 6)
    assert story.refusal(LI4) is not None
    story.wait(1)
    assert story.refusal(LI4) is None


def test_to_and_fro_between_zones_gives_nothing():
    story = used_up(NOON + 9 * HOUR_S)
    for to_min in (360, -360, 840, -720, 0):
        story.set_clock(0, to_min)
        story.note("profile", ["pregnancy", False])
        assert story.refusal(LI4) is not None


def test_sessions_before_and_after_a_flight_share_a_day():
    story = Story(NOON + 9 * HOUR_S)
    use_up(story, times=2)
    story.set_clock(0, 360)
    assert story.left_today(LI4) == 3
    use_up(story, times=3)
    story.wait(20 * HOUR_S)
    assert story.left_today(LI4) == 0
    story.wait(HOUR_S)
    assert story.left_today(LI4) == 5


def test_a_date_seen_in_one_zone_is_not_begun_again_in_another():
    story = Story(NOON, 840)  # 02:00 of the 10th there
    use_up(story, times=1)
    story.set_clock(0, -720)  # 00:00 of the 9th
    use_up(story, times=4)
    assert story.wait_min(LI4) == 48 * 60
    story.wait(48 * HOUR_S - 6)
    assert story.refusal(LI4) is not None
    story.wait(1)
    assert story.refusal(LI4) is None


def test_midnight_has_to_pass_where_the_first_session_was():
    story = Story(NOON + 600, -720)  # 00:10 there: its midnight is 23:50 away
    use_up(story, times=1)
    story.set_clock(0, 660)  # 23:10 there
    use_up(story, times=4)
    assert story.wait_min(LI4) == 23 * 60 + 50


def test_a_session_without_a_clock_keeps_the_midnight_before_it():
    story = Story(NOON + 600, -720)
    use_up(story, times=1)
    story.set_clock(is_trusted=False)
    use_up(story, times=4)
    story.set_clock(0, 660)
    assert story.wait_min(LI4) == 23 * 60 + 50


def test_summer_time_ends_as_any_day():
    sunday_0110 = 1761437400  # 2025-10-26 00:10 UTC is 02:10 in summer time
    story = used_up(sunday_0110, 120)
    story.set_clock(0, 60)
    assert story.wait_min(LI4) == 60 * 24 - 70
    story.wait(story.wait_min(LI4) * 60)
    assert story.refusal(LI4) is None


def test_summer_time_begins_and_ends_and_gives_nothing():
    """Berlin, to and fro on the night of a change, as a device or a host may see it."""
    story = used_up(1774745990, 60)  # 2026-03-29 01:59:50 there: ten seconds to go
    for offset_min in (120, 60, 120):
        story.set_clock(0, offset_min)
        assert story.left_today(LI4) == 0
    assert story.wait_min(LI4) == 22 * 60 + 1  # to the midnight by which it was done
    story.wait(22 * HOUR_S)
    for offset_min in (60, 120):
        story.set_clock(0, offset_min)
        assert story.left_today(LI4) == 0
    story.wait(10)
    assert story.left_today(LI4) == 5


# --- the end of the day ---------------------------------------------------------------------


@pytest.mark.parametrize("ends_h", range(7))
def test_the_day_ends_at_the_hour_that_was_set(ends_h):
    story = Story(NOON, 60)
    story.end_day_at(ends_h)
    use_up(story)
    assert story.wait_min(LI4) == 11 * 60 + 60 * ends_h
    story.wait((11 + ends_h) * HOUR_S - 6)
    assert story.refusal(LI4) is not None
    story.power_up()
    story.set_clock(0, 60)
    assert story.refusal(LI4) is not None
    story.wait(6)
    assert story.left_today(LI4) == 5


@pytest.mark.parametrize("before_h", [0, 4])
def test_another_end_of_the_day_gives_nothing_to_and_fro(before_h):
    story = Story(NOON + 11 * HOUR_S)  # 23:00
    story.end_day_at(before_h)
    use_up(story)
    for hour in (0, 6, 0, 1, 6, 2, before_h):
        story.end_day_at(hour)
        story.note("profile", ["pregnancy", False])
        assert story.left_today(LI4) == 0
    story.wait(3 * HOUR_S)  # 02:00
    for hour in (before_h, 6, 4, before_h):
        story.end_day_at(hour)
        assert story.left_today(LI4) == (5 if hour == before_h == 0 else 0)


def test_a_session_after_midnight_is_of_the_day_before_until_the_day_ends():
    story = Story(NOON + 13 * HOUR_S)  # 01:00
    story.end_day_at(3)
    story.run(LI4)
    assert story.done_days(LI4) == 0
    story.wait(3 * HOUR_S)
    assert story.done_days(LI4) == 1
    story.run(LI4)
    assert story.why(hands()).sessions_left == 1  # two different days of three


# --- jumps --------------------------------------------------------------------------------


@pytest.mark.parametrize("back_s", [61, HOUR_S, 13 * HOUR_S, DAY_S, 40 * DAY_S, 3000 * DAY_S])
@pytest.mark.parametrize("is_noted", [True, False])
def test_a_clock_that_jumps_back_gives_nothing_back(back_s, is_noted):
    story = used_up()
    story.set_clock(-back_s, is_noted=is_noted)
    assert story.left_today(LI4) == 0
    story.power_up()
    story.set_clock(-back_s, is_noted=is_noted)
    assert story.left_today(LI4) == 0
    story.wait(12 * HOUR_S - 6)
    assert story.left_today(LI4) == 0


@pytest.mark.parametrize(
    ("back_s", "wait_min"),
    [
        (HOUR_S, 780),
        (11 * HOUR_S, 1380),
        (13 * HOUR_S, 60 + 1440),  # 23:00 of yesterday: the date it had comes again
        (DAY_S, 720 + 1440),
        (40 * DAY_S, 720),
        (40 * DAY_S - 6 * HOUR_S, 720),  # 18:00: its own midnight was 12 h away
        (3000 * DAY_S, 720),
    ],
)
def test_after_a_jump_back_the_day_ends_all_the_same(back_s, wait_min):
    story = used_up()
    story.set_clock(-back_s)
    assert story.wait_min(LI4) == wait_min
    story.wait(story.wait_min(LI4) * 60)
    assert story.left_today(LI4) == 5


def test_a_jump_back_to_just_before_midnight_gives_nothing():
    story = used_up()
    story.set_clock(-20 * DAY_S + 12 * HOUR_S - 60)
    story.wait(120)
    assert story.left_today(LI4) == 0


def test_back_and_forward_again_gives_nothing():
    story = used_up()
    for _ in range(5):
        story.set_clock(-50 * DAY_S)
        assert story.left_today(LI4) == 0
        story.set_clock(0)
        assert story.left_today(LI4) == 0


def test_a_jump_forward_gives_one_day_and_the_way_back_none():
    story = used_up()
    story.set_clock(10 * DAY_S)
    assert story.left_today(LI4) == 5
    use_up(story)
    assert story.left_today(LI4) == 0
    for _ in range(3):
        story.set_clock(0)
        assert story.left_today(LI4) == 0
        story.set_clock(10 * DAY_S)
        assert story.left_today(LI4) == 0
    story.set_clock(0)
    story.wait(DAY_S)
    assert story.left_today(LI4) == 5


def test_a_clock_that_was_years_ahead_locks_nobody_out():
    story = Story()
    story.set_clock(3650 * DAY_S)
    story.run(LI4, "stopped", answer="yes")
    story.set_clock(0)
    assert story.refusal(LI4)[0] == "refused_rested"
    story.wait(DAY_S)
    assert story.refusal(LI4) is None
    assert story.done_days(LI4) == -1


def test_days_since_after_a_jump_back():
    story = Story()
    story.run(LI4)
    story.set_clock(-3 * DAY_S)
    story.note("profile", ["pregnancy", False])
    assert story.done_days(LI4) == 0
    story.wait_days(2)
    assert story.done_days(LI4) == 2


def test_growth_needs_another_day_whatever_the_clock_does():
    story = Story()
    story.run(LI4)
    for error_s in (-DAY_S, 0, -9 * DAY_S, 0):
        story.set_clock(error_s)
        story.run(LI4)
    assert story.why(hands()).sessions_left == 2


# --- no clock -----------------------------------------------------------------------------


def test_counts_run_on_without_a_clock():
    story = Story(is_trusted=False)
    use_up(story, times=3)
    for _ in range(2):
        story.power_up()
        story.wait(3 * DAY_S)
        assert story.left_today(LI4) == 2
    use_up(story, times=2)
    assert story.refusal(LI4) == ("refused_limit_day", 0, "", -1)
    assert story.wait_min(LI4) == -1


def test_the_new_day_question():
    story = Story(is_trusted=False)
    use_up(story, times=4)
    assert not story.can_ask(LI4)  # nothing refuses
    use_up(story, times=1)
    assert story.can_ask(LI4)
    story.progress.is_new_day_asked = True
    assert not story.can_ask(LI4)
    story.note("new_day", [])
    assert story.left_today(LI4) == 5
    use_up(story)
    assert not story.can_ask(LI4)  # once per power-up
    story.power_up()
    assert story.left_today(LI4) == 0
    assert story.can_ask(LI4)
    story.set_clock()
    assert not story.can_ask(LI4)  # the clock knows


def test_the_users_word_ends_rests_and_makes_another_day():
    story = Story(is_trusted=False)
    story.run(LI4, "stopped", answer="yes")
    assert story.refusal(LI4) == ("refused_rested", 1, "LI4", -1)
    story.power_up()
    assert story.can_ask(LI4)
    story.note("new_day", [])
    assert story.refusal(LI4) is None
    for left in (3, 2, 1, 3):
        assert story.why(hands()).sessions_left == left
        story.run(LI4)
        story.power_up()
        story.note("new_day", [])
    assert story.why(hands()).reason == "grown"


def test_the_word_means_nothing_to_a_clock():
    story = used_up()
    story.note("new_day", [])
    assert story.left_today(LI4) == 0


def test_when_the_clock_comes_the_day_of_unknown_sessions_is_today():
    story = Story(is_trusted=False)
    use_up(story)
    story.wait(30 * DAY_S)
    story.set_clock()
    assert story.refusal(LI4) == ("refused_limit_day", 0, "", 720)
    story.wait(12 * HOUR_S - 5)
    assert story.refusal(LI4) is None


def test_a_clock_that_goes_away_ends_no_day():
    story = used_up()
    story.power_up()
    story.wait(5 * DAY_S)
    assert story.refusal(LI4) == ("refused_limit_day", 0, "", -1)


def test_the_clock_goes_on_record_only_when_something_needs_it():
    story = Story()
    assert not story.progress.should_note_clock(story.clock)
    use_up(story, times=1)
    assert not story.progress.should_note_clock(story.clock)
    story.set_clock(-HOUR_S, is_noted=False)
    assert story.progress.should_note_clock(story.clock)
    story.note("clock", [])
    assert not story.progress.should_note_clock(story.clock)
    story.set_clock(is_trusted=False)
    use_up(story, times=1)
    assert not story.progress.should_note_clock(story.clock)
    story.set_clock(0, is_noted=False)
    assert story.progress.should_note_clock(story.clock)


def test_a_rest_alone_needs_the_clock_too():
    story = Story()
    story.run(LI4, "stopped", lambda p: 500 if p == first(p) else None, "yes")
    assert story.left_today(make_routine("other", hands("GB21"))) == 5
    story.set_clock(-DAY_S, is_noted=False)
    assert story.progress.should_note_clock(story.clock)


def test_after_a_checkpoint_the_clock_looks_at_everything():
    story = Story(is_trusted=False)
    use_up(story)
    values = list(story.progress.checkpoint())
    story.lines = []
    story.power_up()
    story.set_clock(is_noted=False)
    for each in values:
        story.note("checkpoint", each)
    assert story.progress.should_note_clock(story.clock)
    story.note("clock", [])
    assert not story.progress.should_note_clock(story.clock)
    assert story.wait_min(LI4) == 720


def test_cycling_the_clock_over_used_dates_gives_nothing():
    """Back and forth over three dates: each is a day once."""
    day_s = 86400
    base_s = 1790000000
    mark = None
    given = 0
    for offset in (0, *((-1, 0, 1) * 4)):
        now = day_mark.Moment(base_s + offset * day_s, (base_s + offset * day_s) // 60, 0)
        if mark is None or day_mark.is_over(mark, now):
            given += 1
            mark = day_mark.marked(mark, now)
        else:
            mark = day_mark.settled(mark, now)
    assert given == 2  # today, and the one new day ahead
