"""How often: counts, gaps and rests."""

import pytest
from progress_story import DAY_S, Story, balls, hands
from routine_parts import make_routine

LI4 = make_routine("li4", hands())
DESK = make_routine("desk", hands(), hands("GB21"))
GB21 = make_routine("gb21", hands("GB21"))
RUN_S = 60  # a session of LI4 by the story's clock: six holds of 10 s


def part(ms):
    """Only ``ms`` of the first hold on the left, nothing else."""
    return lambda p: ms if (p.side, p.repetition, p.step) == ("left", 1, 0) else None


def test_five_sessions_a_day_of_one_routine():
    story = Story()
    for left in (5, 4, 3, 2, 1):
        assert story.refusal(LI4) is None
        assert story.left_today(LI4) == left
        story.run(LI4, "ended_early", part(1000))
    assert story.left_today(LI4) == 0
    # 12:00:05 now
    assert story.refusal(LI4) == ("refused_limit_day", 0, "", 720)
    assert story.wait_min(LI4) == 720
    story.wait(12 * 3600 - 6)
    assert story.refusal(LI4) == ("refused_limit_day", 0, "", 1)
    story.wait(1)
    assert story.refusal(LI4) is None
    assert story.left_today(LI4) == 5


def test_five_sessions_a_day_at_one_point_across_routines():
    story = Story()
    for number in range(5):
        story.run(make_routine(f"r{number}", hands()), "ended_early", part(1000))
    assert story.refusal(GB21) is None
    refusal = story.refusal(make_routine("desk", hands("GB21"), hands()))
    assert refusal == ("refused_limit_point", 2, "LI4", 720)
    assert story.left_today(DESK) == 0
    assert story.left_today(GB21) == 5
    assert story.refusal(make_routine("b", balls("LI4")))[0] == "refused_limit_point"


@pytest.mark.parametrize(("ms", "left"), [(0, 5), (999, 5), (1000, 4)])
def test_a_session_counts_after_one_second(ms, left):
    story = Story()
    story.run(LI4, "stopped", part(ms))
    assert story.left_today(LI4) == left


def test_a_second_counts_in_all_and_for_every_place_pressed():
    story = Story()
    story.run(DESK, "stopped", lambda p: 500 if (p.repetition, p.side) == (1, "left") else None)
    assert (story.left_today(DESK), story.left_today(LI4), story.left_today(GB21)) == (4, 4, 4)


def test_a_place_not_reached_does_not_count():
    story = Story()
    story.run(DESK, "stopped", part(1000))
    assert (story.left_today(DESK), story.left_today(LI4), story.left_today(GB21)) == (4, 4, 5)


def test_a_session_counts_once_at_a_place_of_many_steps():
    story = Story()
    story.run(make_routine("twice", hands(), hands()), "ended_early")
    assert story.left_today(LI4) == 4


def test_the_gap_is_30_min_after_a_finished_session():
    story = Story()
    story.run(DESK)
    assert story.refusal(DESK) == ("refused_gap", 1, "LI4", 30)
    assert story.refusal(GB21) == ("refused_gap", 1, "GB21", 30)
    assert story.wait_min(GB21) == 30
    story.wait(1799)
    assert story.refusal(DESK) == ("refused_gap", 1, "LI4", 1)
    story.wait(1)
    assert story.refusal(DESK) is None
    assert story.wait_min(DESK) == 0


@pytest.mark.parametrize("how", ["ended_early", "stopped"])
def test_only_a_finished_session_makes_a_gap(how):
    story = Story()
    story.run(LI4, how)
    assert story.refusal(LI4) is None


def test_the_longest_gap_is_shown():
    story = Story()
    story.run(LI4)
    story.wait(600)
    story.run(GB21)
    assert story.refusal(DESK) == ("refused_gap", 2, "GB21", 30)


def test_the_gap_goes_on_by_the_clock_after_a_reboot():
    story = Story()
    story.run(LI4)
    story.wait(60)
    story.power_up()
    story.wait(60)
    assert story.refusal(LI4) is None  # no clock: unknown, allowed
    assert story.wait_min(LI4) == -1  # and said
    story.set_clock()
    assert story.refusal(LI4) == ("refused_gap", 1, "LI4", 28)


def test_the_gap_uses_uptime_whatever_the_clock_does():
    story = Story()
    story.run(LI4)
    story.wait(600)
    story.set_clock(3600)
    assert story.refusal(LI4) == ("refused_gap", 1, "LI4", 20)
    story.set_clock(-3600)
    assert story.refusal(LI4) == ("refused_gap", 1, "LI4", 20)
    story.set_clock(is_trusted=False)
    assert story.refusal(LI4) == ("refused_gap", 1, "LI4", 20)
    story.wait(1200)
    assert story.refusal(LI4) is None
    assert story.wait_min(LI4) == 0


def test_the_gap_after_a_reboot_and_a_jump_back_is_30_min_at_most():
    story = Story()
    story.run(LI4)
    story.power_up()
    story.set_clock(-7200)
    assert story.refusal(LI4) == ("refused_gap", 1, "LI4", 30)
    story.wait(1800)
    assert story.refusal(LI4) is None


def test_the_gap_without_any_clock():
    story = Story(is_trusted=False)
    story.run(LI4)
    assert story.refusal(LI4) == ("refused_gap", 1, "LI4", 30)
    assert not story.can_ask(LI4)
    story.power_up()
    assert story.refusal(LI4) is None
    assert story.wait_min(LI4) == -1
    story.set_clock()
    assert story.refusal(LI4) is None


def test_too_much_rests_until_the_next_day():
    story = Story()
    story.run(DESK, "stopped", lambda p: 10000 if p.step == 0 else None, "yes")
    assert story.refusal(DESK) == ("refused_rested", 1, "LI4", 719)
    assert story.refusal(make_routine("b", balls("LI4")))[0] == "refused_rested"
    assert (story.left_today(LI4), story.left_today(GB21)) == (0, 5)
    assert story.refusal(GB21) is None
    story.wait(12 * 3600 - RUN_S)
    assert story.refusal(DESK) is None


def test_a_rest_comes_before_a_limit():
    story = Story()
    for _ in range(4):
        story.run(LI4, "stopped")
    story.run(LI4, "stopped", answer="yes")
    assert story.refusal(LI4) == ("refused_rested", 1, "LI4", 715)


@pytest.mark.parametrize(("gap_s", "is_advised"), [(7 * DAY_S, True), (7 * DAY_S + 60, False)])
def test_too_much_twice_in_7_days(gap_s, is_advised):
    story = Story()
    story.run(LI4, "stopped", answer="yes")
    assert not story.progress.advice()
    story.wait(gap_s - RUN_S // 3 * 2)  # the second is shorter: it was eased
    story.run(LI4, "stopped", answer="yes")
    assert story.progress.advice() == ("notice_professional" if is_advised else "")
    story.wait(7 * DAY_S - 60)
    story.note("profile", ["pregnancy", False])
    assert story.progress.advice() == ("notice_professional" if is_advised else "")
    story.wait(61)
    story.note("profile", ["pregnancy", False])
    assert not story.progress.advice()


def test_too_much_dated_ahead_is_not_close_to_everything():
    story = Story()
    story.set_clock(400 * DAY_S)
    story.run(LI4, "stopped", answer="yes")
    story.set_clock(0)
    story.wait(20 * DAY_S)
    story.run(LI4, "stopped", answer="yes")
    assert not story.progress.advice()


@pytest.mark.parametrize(("words", "is_advised"), [(7, True), (8, False)])
def test_too_much_twice_by_the_users_word(words, is_advised):
    story = Story(is_trusted=False)
    story.run(LI4, "stopped", answer="yes")
    for _ in range(words):
        story.power_up()
        story.note("new_day", [])
    story.run(LI4, "stopped", answer="yes")
    assert story.progress.advice() == ("notice_professional" if is_advised else "")


def test_one_session_says_too_much_once():
    story = Story()
    number = story.run(LI4, "stopped", answer="yes")
    story.note("answer", ["yes", "hands", "LI4"], number)
    assert not story.progress.advice()


@pytest.mark.parametrize(
    ("wait_s", "days"), [(0, 0), (12 * 3600 - 61, 0), (12 * 3600 - 60, 1), (3 * DAY_S, 3)]
)
def test_days_since_a_routine_was_finished(wait_s, days):
    story = Story()
    assert story.done_days(LI4) == -1
    story.run(LI4, "stopped")
    assert story.done_days(LI4) == -1
    story.run(LI4)
    story.wait(wait_s - RUN_S)
    assert story.done_days(LI4) == days
    assert story.done_days(GB21) == -1


def test_days_since_are_unknown_without_a_clock():
    story = Story()
    story.run(LI4)
    story.power_up()
    assert story.done_days(LI4) == -2
    story.run(LI4)
    story.set_clock()
    assert story.done_days(LI4) == -2
