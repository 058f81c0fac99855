"""How often: counts, gaps, rests, the profile, power loss."""

import pytest
from progress_story import DAY_S, NOON, Story, balls, hands, make_entry, make_routine

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
        story.run(make_routine("r{}".format(number), hands()), "ended_early", part(1000))
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
    assert not story.progress.needs_professional()
    story.wait(gap_s - RUN_S // 3 * 2)  # the second is shorter: it was eased
    story.run(LI4, "stopped", answer="yes")
    assert story.progress.needs_professional() is is_advised
    story.wait(7 * DAY_S - 60)
    story.note("profile", ["pregnancy", False])
    assert story.progress.needs_professional() is is_advised
    story.wait(61)
    story.note("profile", ["pregnancy", False])
    assert not story.progress.needs_professional()


@pytest.mark.parametrize(("words", "is_advised"), [(7, True), (8, False)])
def test_too_much_twice_by_the_users_word(words, is_advised):
    story = Story(is_trusted=False)
    story.run(LI4, "stopped", answer="yes")
    for _ in range(words):
        story.power_up()
        story.note("new_day", [])
    story.run(LI4, "stopped", answer="yes")
    assert story.progress.needs_professional() is is_advised


def test_one_session_says_too_much_once():
    story = Story()
    number = story.run(LI4, "stopped", answer="yes")
    story.note("answer", ["yes", "hands", "LI4"], number)
    assert not story.progress.needs_professional()


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


# --- power loss ---------------------------------------------------------------------------


def test_a_hold_cut_by_a_power_loss_counts_for_the_day_it_began():
    story = Story(NOON + 12 * 3600 - 60)
    story.run(LI4, cut_after=0)
    story.power_up()
    story.wait(30)
    story.set_clock()
    lost = story.progress.open_session
    assert lost.is_begun
    assert (lost.given, lost.step, lost.repetition, lost.side) == ([], 0, 1, "left")
    story.note("ended", ["power_lost", lost.given, [], 0, None], lost.session)
    assert story.left_today(LI4) == 4
    story.wait(60)
    assert story.left_today(LI4) == 5


def test_an_end_that_was_never_written_counts_with_the_next_session():
    story = Story()
    story.run(LI4, cut_after=0)
    story.run(GB21, "ended_early", part(1000))
    assert (story.left_today(LI4), story.left_today(GB21)) == (4, 4)


def test_a_begin_without_pressure_does_not_count_when_it_was_the_users_choice():
    story = Story()
    story.run(LI4, cut_after=0)
    story.note("ended", ["stopped", [], [], 0, None], 1)
    assert story.left_today(LI4) == 5


@pytest.mark.parametrize(
    ("off_s", "has_clock", "can"),
    [(0, True, True), (1799 - 10, True, True), (1800 - 10, True, False), (0, False, True),
     (9 * DAY_S, False, True)],
)  # fmt: skip
def test_the_offer_to_go_on(off_s, has_clock, can):
    story = Story()
    story.run(LI4, cut_after=0)  # 10 s into the hold
    story.power_up()
    story.wait(off_s)
    story.set_clock(is_trusted=has_clock)
    lost = story.progress.open_session
    assert lost.time == NOON
    assert lost.can_take_up(story.wall, story.now_ms) is can


def test_no_offer_when_the_clock_cannot_tell():
    story = Story(is_trusted=False)
    story.run(LI4, cut_after=0)
    story.power_up()
    lost = story.progress.open_session
    assert lost.time is None
    assert lost.can_take_up(story.wall, story.now_ms)
    story.set_clock()
    assert not lost.can_take_up(story.wall, story.now_ms)
    story = Story()
    story.run(LI4, cut_after=0)
    story.power_up()
    story.set_clock(-3600)
    assert not story.progress.open_session.can_take_up(story.wall, story.now_ms)


# --- numbers, profile, damage -------------------------------------------------------------


def test_numbers_and_the_routine_used_last():
    story = Story()
    progress = story.progress
    assert (progress.next_id, progress.next_session, progress.last_routine) == (1, 1, "")
    story.note("trained", ["press", "release"])
    assert (progress.next_id, progress.next_session) == (2, 1)
    story.run(LI4)
    assert (progress.next_id, progress.next_session) == (16, 2)
    assert progress.last_routine == "li4"


def test_a_line_stored_twice_counts_once():
    story = Story()
    story.run(LI4, "stopped")
    story.lines += story.lines
    story.power_up()
    assert story.left_today(LI4) == 4


def test_the_profile_and_what_was_accepted():
    story = Story()
    assert len(story.progress.unanswered()) == 6
    story.note("profile", ["osteoporosis", True])
    story.note("profile", ["pregnancy", True])
    story.note("profile", ["acute_injury", False])
    assert story.progress.flags() == ("pregnancy", "osteoporosis")
    assert story.progress.unanswered() == (
        "hip_replacement",
        "anticoagulants",
        "reduced_sensation",
    )
    story.note("profile", ["pregnancy", False])
    assert story.progress.flags() == ("osteoporosis",)
    assert story.progress.accepted("red_flags") == ""
    story.note("accepted", ["red_flags", "1-3"])
    story.note("accepted", ["li4", "aa"])
    story.note("accepted", ["li4", "bb"])
    assert story.progress.accepted("red_flags") == "1-3"
    assert story.progress.accepted("li4") == "bb"


@pytest.mark.parametrize("missing", ["started", "begin", "end", "ended"])
def test_a_damaged_line_never_gives_a_session_back(missing):
    story = Story()
    story.run(LI4, "ended_early", part(2000))
    word = '"kind":"{}"'.format(missing).encode()
    story.lines = [line for line in story.lines if word not in line]
    story.power_up()
    story.run(GB21, "ended_early", part(2000))
    # without its start a session cannot be laid to its routine, only to its place
    assert story.left_today(LI4) == 4


def test_rows_of_a_long_routine_come_in_parts():
    story = Story()
    story.note("started", ["long", "d", [], []], 1)
    step = hands("GB21")
    row = [3, "hands", "GB21", 0, 10, 0, 3, ["left"], 3, 10]
    story.note("prescribed", [[row], [["GB21", "left", 10000]]], 1)
    assert story.progress.open_session.asked == [("GB21", "left", 10000)]
    story.note("begin", [3, 1, "GB21", "left"], 1)
    story.note("end", [3, 1, "GB21", "left", 10000], 1)
    story.note("ended", ["finished", [], [], 0, None], 1)
    assert story.why(step)["sessions_left"] == 2


def test_memory_stays_bounded():
    story = Story(is_trusted=False)
    for number in range(300):
        step = hands()
        del step["point"]
        step["area"] = "a{}".format(number)
        story.note("accepted", ["r{}".format(number), "h"])
        story.run(make_routine("r{}".format(number), step), "finished", part(1000))
    names = [row[0] for (rows,) in story.progress.checkpoint() for row in rows]
    counts = [names.count(name) for name in ("routine", "place", "pair", "accepted")]
    assert counts == [64, 128, 128, 65]


def test_an_entry_without_history_is_free():
    story = Story(is_trusted=False)
    assert story.refusal(DESK) is None
    assert (story.wait_min(DESK), story.left_today(DESK)) == (0, 5)
    assert make_entry(DESK).spots == ((1, "hands", "LI4", ""), (2, "hands", "GB21", ""))
