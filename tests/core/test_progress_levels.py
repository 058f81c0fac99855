"""Doses: how levels grow, step back, and what "too much" does to them."""

import pytest
from acupacer.core.progress import history, prescriptions
from acupacer.core.progress.prescriptions import Why
from acupacer.core.progress.too_much import WORSE_KEPT
from acupacer.core.session import plan
from progress_story import DAY_S, Story, balls, gun, hands
from routine_parts import make_routine, make_step

LI4 = make_routine("li4", hands())


def half(phase):
    return phase.duration_ms // 2


@pytest.mark.parametrize(
    ("days", "level", "hold_s", "left"),
    [(0, 0, 10, 3), (1, 0, 10, 2), (2, 0, 10, 1), (3, 1, 15, 3), (6, 2, 20, 3), (30, 10, 60, 0),
     (36, 10, 60, 0)],
)  # fmt: skip
def test_a_hold_grows_by_5_s_after_3_days(days, level, hold_s, left):
    story = Story()
    story.finish_days(LI4, days)
    asked = story.prescription(hands())
    assert (asked.level, asked.hold_s) == (level, hold_s)
    reason = "grown" if level else "start"
    assert story.why(hands()) == Why(level, hold_s, 10, 0, left, reason, 0)


def test_sessions_of_one_day_are_one_step():
    story = Story()
    for _ in range(3):
        story.run(LI4)
        story.wait(1800)
    assert story.why(hands()).sessions_left == 2


@pytest.mark.parametrize("how", ["ended_early", "stopped", "power_lost"])
def test_only_finished_sessions_grow(how):
    story = Story()
    for _ in range(4):
        story.run(LI4, how)
        story.wait_days(1)
    assert story.why(hands()).sessions_left == 3


def test_a_level_belongs_to_method_and_place_across_routines():
    story = Story()
    for name in ("one", "two", "three"):
        story.run(make_routine(name, hands()))
        story.wait_days(1)
    assert story.prescription(hands()).level == 1
    assert story.prescription(hands("GB21")).level == 0
    story.finish_days(make_routine("b", balls("LI4")), 3)
    assert story.prescription(balls("LI4")).level == 0
    # an edited routine keeps the level
    assert story.prescription(hands(start_s=20, step_s=7)).hold_s == 27


@pytest.mark.parametrize("steps", [(gun(), hands("BL23")), (hands("BL23"), gun())])
def test_each_method_at_a_place_grows_within_one_session(steps):
    story = Story()
    story.finish_days(make_routine("both", *steps), 3)
    assert [story.prescription(step).level for step in steps] == [1, 1]


def test_an_area_has_a_level_too():
    sore = hands(area="Sore spot")
    story = Story()
    story.finish_days(make_routine("sore", sore), 3)
    assert story.prescription(sore).hold_s == 15
    assert story.prescription(hands()).hold_s == 10


def test_a_level_stops_where_the_dose_does():
    story = Story()
    story.finish_days(make_routine("short", hands(max_s=18)), 12)
    assert story.prescription(hands(max_s=18))[4:] == (2, 0)
    assert story.prescription(hands(max_s=18)).hold_s == 18
    assert story.prescription(hands()).hold_s == 20


def test_a_dose_given_more_room_grows_on_the_next_day():
    story = Story()
    story.finish_days(make_routine("fixed", hands(max_s=10)), 5)
    assert story.prescription(hands()).level == 0
    assert story.why(hands()).sessions_left == 1
    story.finish_days(LI4, 1)
    assert story.prescription(hands()).level == 1


def test_two_doses_of_a_step_share_a_level():
    story = Story()
    story.finish_days(make_routine("gun", gun()), 3 * 5)
    asked = story.prescription(gun())
    assert (asked.level, asked.hold_s, asked.window_s) == (5, 30, 600)
    assert prescriptions.top_level(gun()) == 5
    assert story.why(gun()).sessions_left == 0


@pytest.mark.parametrize(
    ("idle_s", "level"),
    [(14 * DAY_S - 120, 2), (14 * DAY_S, 1), (28 * DAY_S - 120, 1), (28 * DAY_S, 0),
     (400 * DAY_S, 0)],
)  # fmt: skip
def test_one_level_less_for_each_14_days(idle_s, level):
    story = Story()
    story.finish_days(LI4, 5)
    story.run(LI4)
    story.wait(idle_s)
    assert story.prescription(hands()).level == level
    assert story.why(hands()).reason == ("grown" if level == 2 else "stepped_back")


def test_a_step_back_is_kept_once_a_session_used_it():
    story = Story()
    story.finish_days(LI4, 7)
    assert story.why(hands()).sessions_left == 2
    story.wait_days(14)
    assert story.why(hands()).sessions_left == 3
    story.run(LI4, "stopped")
    assert story.why(hands()) == Why(
        level=1,
        hold_s=15,
        start_s=10,
        window_s=0,
        sessions_left=3,
        reason="stepped_back",
        most_s=0,
    )


def test_no_step_back_without_a_clock():
    story = Story()
    story.finish_days(LI4, 3)
    story.wait_days(100)
    story.power_up()
    assert story.prescription(hands()).level == 1
    story.set_clock()
    assert story.prescription(hands()).level == 0


def test_use_at_an_unknown_time_is_taken_for_use_when_the_clock_comes():
    story = Story()
    story.finish_days(LI4, 3)
    story.wait_days(100)
    story.power_up()
    story.run(LI4)
    story.wait_days(3)
    story.set_clock()
    assert story.prescription(hands()).level == 1
    story.wait_days(14)
    assert story.prescription(hands()).level == 0


@pytest.mark.parametrize(
    ("step", "hold_s", "window_s", "repetitions"),
    [
        (hands(), 10, 0, 2),
        (hands(start_s=30), 10, 0, 2),
        (hands(start_s=5), 5, 0, 2),
        (hands(repetitions=1), 10, 0, 1),
        (gun(), 15, 300, 0),
        (gun(start_s=420, spot_s=25), 15, 300, 0),
        (gun(start_s=120, spot_s=10), 10, 120, 0),
        (balls(), 0, 0, 2),
    ],
)
def test_too_much_goes_back(step, hold_s, window_s, repetitions):
    routine = make_routine("r", step)
    story = Story()
    story.finish_days(routine, 6)
    story.run(routine, "stopped", half, "yes")
    asked = story.prescription(step)
    assert asked[:3] + asked[4:] == (hold_s, window_s, repetitions, 0, 0)
    assert story.why(step).reason == "too_much"


def test_growing_once_lifts_the_ease_and_then_the_dose_grows():
    story = Story()
    story.run(LI4, "stopped", half, "yes")
    story.wait_days(1)
    for hold_s, repetitions in ((10, 2), (10, 3), (15, 3)):
        asked = story.prescription(hands())
        assert (asked.hold_s, asked.repetitions) == (hold_s, repetitions)
        assert story.why(hands()).sessions_left == 3
        story.finish_days(LI4, 3)


@pytest.mark.parametrize("answer", ["no", "not_said"])
def test_any_other_answer_changes_nothing(answer):
    story = Story()
    story.finish_days(LI4, 3)
    story.run(LI4, "stopped", half, answer)
    assert story.prescription(hands())[:3] == (15, 0, 3)
    assert story.refusal(LI4) is None


DONE_DAYS = 2  # one more finished day, and the hold grows


@pytest.mark.parametrize(
    ("said", "hold_s", "sessions_left"),
    [
        ({}, 15, 3),
        ({"answer": "no"}, 15, 3),
        ({"helped": "better"}, 15, 3),
        ({"helped": "same"}, 15, 3),
        ({"helped": "much_better"}, 15, 3),
        ({"helped": "worse"}, 10, 1),
        ({"answer": "not_said"}, 10, 1),
    ],
)
def test_what_was_worse_or_left_unsaid_grows_nothing(said, hold_s, sessions_left):
    story = Story()
    story.finish_days(LI4, DONE_DAYS)
    story.run(LI4, **said)
    for _ in range(2):
        assert story.prescription(hands()).hold_s == hold_s
        assert story.why(hands()).sessions_left == sessions_left
        story.power_up()
        story.set_clock()


def test_a_worse_evening_takes_back_the_morning_and_the_day_stays_used_up():
    story = Story()
    story.finish_days(LI4, DONE_DAYS)
    story.run(LI4, helped="better")
    assert story.prescription(hands()).hold_s == 15
    story.wait(3600)
    story.run(LI4, "stopped", half, "no", helped="worse")
    assert (story.prescription(hands()).hold_s, story.why(hands()).sessions_left) == (10, 1)
    story.wait(3600)
    story.run(LI4)
    assert story.prescription(hands()).hold_s == 10
    story.wait_days(1)
    story.run(LI4)
    assert story.prescription(hands()).hold_s == 15


def test_worse_takes_back_what_grew_that_day_at_the_places_it_pressed_and_no_more():
    other = make_routine("other", hands("GB21"))
    story = Story()
    for _ in range(DONE_DAYS + 1):
        story.run(LI4)
        story.run(other)
        story.wait_days(1)
    story.finish_days(LI4, DONE_DAYS)
    assert story.prescription(hands()).hold_s == 15
    story.run(LI4)
    story.run(other, helped="worse")
    assert story.prescription(hands()).hold_s == 20
    story.wait_days(1)
    story.run(LI4, helped="worse")  # another day: what has grown stays
    assert story.prescription(hands()).hold_s == 20
    assert story.prescription(hands("GB21")).hold_s == 15


def test_too_much_is_not_undone_by_worse():
    story = Story()
    story.finish_days(LI4, 3)
    number = story.run(LI4, answer="yes")
    story.note("helped", ["worse", "li4"], number)
    assert story.prescription(hands())[:3] == (10, 0, 2)


def test_worse_twice_running_is_per_routine_and_then_begins_anew():
    story = Story()

    def was_worse():
        return [story.progress.was_worse(name) for name in ("li4", "other")]

    for helped, expected in (
        ("worse", [True, False]),
        ("", [True, False]),
        ("much_better", [True, False]),
        ("same", [False, False]),
        ("worse", [True, False]),
        ("worse", [False, False]),
        ("worse", [True, False]),
        ("better", [False, False]),
    ):
        story.run(LI4, helped=helped)
        assert was_worse() == expected
        story.wait_days(1)
    story.run(make_routine("other", hands("GB21")), helped="worse")
    assert was_worse() == [False, True]


def test_of_worse_routines_the_newest_are_remembered():
    story = Story()
    for number in range(WORSE_KEPT + 1):
        story.note("helped", ["worse", f"r{number}"], number + 1)
    kept = [story.progress.was_worse(f"r{n}") for n in range(WORSE_KEPT + 1)]
    assert kept == [False] + [True] * WORSE_KEPT


def test_too_much_is_about_the_place_by_every_method():
    story = Story()
    story.finish_days(make_routine("both", hands("BL23"), balls("BL23"), hands()), 3)
    story.run(make_routine("b", balls("BL23")), "stopped", half, "yes")
    assert story.prescription(hands("BL23"))[:3] == (10, 0, 2)
    assert story.prescription(hands())[:3] == (15, 0, 3)


def roller(point, circles_s=60):
    movement = {"repetitions": 5, "out_s": 4, "stay_s": 2, "back_s": 4}
    window = {"start_s": 180, "max_s": 180, "step_s": 10, "every": 1, "optional": True}
    spot = {"start_s": circles_s, "max_s": 60, "step_s": 5, "every": 1}
    texts = {"method": "roller", "point": point}
    return make_step({**texts, "movement": movement, "window": window, "spot": spot})


STRONG = {"start_s": 120, "max_s": 120, "repetitions": 10}
EASED = [
    (hands("BL23", **STRONG), (10, 0, 2, ("left", "right"), 0, 0)),
    (gun(600, 30), (15, 300, 0, ("both",), 0, 0)),
    (balls(), (0, 0, 2, ("both",), 0, 0)),
    (roller("BL23"), (20, 180, 2, ("both",), 0, 0)),
]


def test_too_much_eases_every_method_at_the_place_on_record_or_not_yet():
    """The ways of an issue: too much by roller, then by hand and gun as never before."""
    for guilty, _ in EASED:
        story = Story()
        story.run(make_routine("guilty", guilty), "stopped", half, "yes")
        for _ in range(2):
            for step, asked in EASED:
                assert story.prescription(step) == asked
                assert story.why(step).reason == "too_much"
            story.power_up()
            story.set_clock()
            story.wait_days(40)


def test_each_method_lifts_its_own_ease():
    story = Story()
    story.run(make_routine("b", balls()), "stopped", half, "yes")
    story.wait_days(1)
    strong = hands("BL23", **STRONG)
    story.finish_days(make_routine("h", strong), 2)
    assert (story.prescription(strong)[:3], story.why(strong).sessions_left) == ((10, 0, 2), 1)
    story.finish_days(make_routine("h", strong), 1)
    assert story.prescription(strong)[:3] == (120, 0, 10)
    assert story.prescription(gun())[:2] == (15, 300)
    assert story.prescription(balls()).repetitions == 2
    story.run(make_routine("h", strong), "stopped", half, "yes")
    assert story.prescription(strong)[:3] == (10, 0, 2)


def test_a_checkpoint_of_the_first_version_eases_every_method():
    """It has no row for the place; what had grown since stays as it was."""
    story = Story()
    head = [("id", 1), ("kind", "checkpoint"), ("session", 0)]
    times = [("time", None), ("offset", None), ("up", 0)]
    grown = ["pair", "balls", "BL23", 0, False, 0, [], -1, "grown"]
    eased = ["pair", "roller", "BL23", 0, True, 0, [], -1, "too_much"]
    line = history.encode(head + times, "checkpoint", [[grown, eased]])
    story.lines = [line]
    story.power_up()
    strong = hands("BL23", **STRONG)
    assert story.prescription(strong)[:3] == (10, 0, 2)
    assert story.prescription(balls()).repetitions == 5


def test_a_movement_is_as_often_as_prescribed():
    story = Story()
    story.run(make_routine("b", balls()), "stopped", half, "yes")
    asked = story.prescription(balls())
    assert asked.repetitions == 2
    phases = plan.compile_plan(make_routine("r", balls()), [asked])
    assert [phase.duration_ms for phase in phases if phase.kind == "movement"] == [20_000] * 2


def left_only(phase):
    return phase.duration_ms if phase.side == "left" else None


def test_a_side_cut_short_comes_first_next_time():
    story = Story()
    assert story.prescription(hands()).sides == ("left", "right")
    story.run(LI4, "ended_early", left_only)
    assert story.prescription(hands()).sides == ("right", "left")
    # of another routine as well, where the step has that side
    assert story.prescription(hands(sides=("left",))).sides == ("left",)
    story.run(LI4, "ended_early", lambda phase: 0 if phase.side == "right" else None)
    assert story.prescription(hands()).sides == ("right", "left")
    story.run(LI4)
    assert story.prescription(hands()).sides == ("left", "right")


@pytest.mark.parametrize(
    ("right_ms", "sides"),
    [(9999, ("left", "right")), (9001, ("left", "right")), (9000, ("right", "left"))],
)
def test_a_second_makes_a_side_short(right_ms, sides):
    story = Story()
    step = hands(repetitions=1)
    routine = make_routine("r", step)
    story.run(routine, "finished", lambda p: 10000 if p.side == "left" else right_ms)
    assert story.prescription(step).sides == sides


def test_a_power_loss_before_any_pressure_counts_for_nothing():
    story = Story()
    for _ in range(6):  # one more than a day allows
        assert story.refusal(LI4) is None
        story.run(LI4, "power_lost", lambda phase: 0)


def test_a_power_loss_owes_the_side_it_cut():
    story = Story()
    story.run(LI4, cut_after=4)  # in the second repetition on the right
    lost = story.progress.open_session
    assert (lost.routine, lost.step, lost.repetition, lost.side) == ("li4", 0, 2, "right")
    assert lost.given == [("LI4", "left", 30000), ("LI4", "right", 10000)]
    story.power_up()
    given = story.progress.open_session.given
    story.note("ended", ["power_lost", given, [], 0, None], 1)
    assert story.progress.open_session is None
    assert story.prescription(hands()).sides == ("right", "left")


def test_finish_at_each_pair_not_only_at_the_place():
    """Balls alone can finish a place; the hold nobody did must not grow."""
    story = Story()
    routine = make_routine("r", hands("BL23", repetitions=1, start_s=5), balls("BL23"))
    for _ in range(3):
        story.run(routine, "finished", lambda p: None if p.kind == "hold" else p.duration_ms)
        story.wait_days(1)
    assert story.prescription(hands("BL23")).level == 0
