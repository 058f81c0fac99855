"""The kinds of steps: fixed, short and open holds, sides in turn, a ball, exercises."""

import pytest
from acupacer.core.input.gestures import NEXT_LONG, START, START_DOWN, START_LONG, STOP
from acupacer.core.progress.prescriptions import reason_words
from acupacer.core.routine import duration, safety
from acupacer.core.routine.fault_list import FaultList
from acupacer.core.routine.step_rules import check_step, check_times
from acupacer.core.session import guards
from acupacer_host.records import today
from progress_story import Story
from routine_parts import PLACES, make_routine, make_step
from test_session import Walker

OPEN = {"open": True, "start_s": 20, "max_s": 40}
ROLLS = {"repetitions": 3, "out_s": 4, "stay_s": 2, "back_s": 4}


def hands(**fields):
    return {"method": "hands", "point": "LI4", "hold": 10, **fields}


def ball(**fields):
    return {"method": "ball", "area": "shoulder", "hold": 60, **fields}


def move(**fields):
    return {"method": "move", "exercise": "chin tuck", "hold": 3, **fields}


def walker(*steps, **options):
    """A session of ``steps`` at their start, at its first prompt."""
    routine = make_routine("r", *map(make_step, steps))
    asked = today.prescriptions_at(routine, 0)
    return Walker(*zip(routine.steps, asked, strict=True), **options)


def faults_of(fields):
    faults = FaultList(8)
    check_step(fields, "step", faults, PLACES)
    return [fault.removeprefix("step").removeprefix(": ") for fault in faults.texts()]


def felt(played):
    """Every cue but the countdown's, as (s, name)."""
    return [(at_ms / 1000, name) for at_ms, name in played.cues() if name != "countdown"]


# --- what the checker says ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (hands(hold=2), [".hold: 2 is below 3"]),
        (hands(hold=180, rest_s=2, repetitions=20), []),
        (hands(hold=181), [".hold: 181 exceeds 180"]),
        (hands(hold=True), [".hold: must be an object, found true"]),
        (hands(rest_s=1), [".rest_s: 1 is below 2"]),
        (hands(repetitions=21), [".repetitions: 21 exceeds 20"]),
        (hands(hold=OPEN), []),
        (hands(hold=OPEN | {"max_s": 24}), [".hold.max_s: 24 is less than 5 s above start_s"]),
        (hands(hold=OPEN | {"open": False}), [".hold.open: must be true, or left out"]),
        (
            hands(hold=OPEN | {"step_s": 5}),
            [".hold.step_s: unknown key"],
        ),
        (hands(hold=OPEN | {"max_s": 181}), [".hold.max_s: 181 exceeds 180"]),
        (hands(alternate=True), []),
        (hands(alternate=True, sides=["left"]), [".alternate: needs two sides"]),
        (
            hands(alternate=True, rest_s=5),
            [".rest_s: not with alternate; the change takes switch_side_s"],
        ),
        (ball(hold=4), [".hold: 4 is below 5"]),
        (ball(movement=ROLLS), ["has both of hold and movement; give one of them"]),
        (
            {"method": "ball", "area": "sole"},
            ["has neither of hold and movement; give one of them"],
        ),
        (ball(balls=3), [".balls: 3 exceeds 2"]),
        (ball(balls=2, sides=["left"]), ['.sides: must be ["both"] with two balls']),
        (ball(position="sitting"), ['.position: "sitting" is not one of standing, lying']),
        (
            {
                "method": "ball",
                "area": "sole",
                "movement": ROLLS,
                "rest_s": 5,
                "repetitions": 2,
            },
            [
                ".rest_s: not with movement, which has its own",
                ".repetitions: not with movement, which has its own",
            ],
        ),
        (
            {"method": "ball", "area": "sole", "movement": ROLLS | {"arms": ["left"]}},
            [".movement.arms: not with ball, only with balls"],
        ),
        (move(), []),
        (move(hold=OPEN), [".hold: must be a whole number, found an object"]),
        ({"method": "move", "hold": 3}, [".exercise: missing; needed with move"]),
        (
            move(area="neck"),
            [".area: not with move, only with hands or balls or ball or roller or gun"],
        ),
        (hands(short="hand"), [".short: not with point, which is short"]),
        (hands(exercise="chin tuck"), [".exercise: not with hands, only with move"]),
        (hands(balls=1), [".balls: not with hands, only with ball"]),
    ],
)
def test_a_step_is_sound_or_what_is_wrong_is_named(fields, faults):
    assert faults_of(fields) == faults


@pytest.mark.parametrize(("method", "field"), [("roller", "spot"), ("gun", "spot")])
def test_tools_keep_their_limits(method, field):
    assert safety.DOSE_RANGES_S[(method, field)][0] == 5


def test_a_ball_counts_with_the_balls():
    def faults(*steps):
        found = FaultList(8)
        check_times(make_routine("r", *map(make_step, steps)), "r", found)
        return found.texts()

    two_sides = ball(sides=["left", "right"], hold=75, repetitions=2)
    assert faults(two_sides) == []
    arms = ROLLS | {"repetitions": 1, "arms": ["left"]}
    on_balls = {"method": "balls", "point": "BL23", "movement": arms}
    assert faults(two_sides, on_balls) == [
        "r.steps[1].movement: 310 s on the balls in all exceed 300"
    ]
    longest = ball(hold=OPEN | {"max_s": 101})
    assert faults(longest) == ["r.steps[0].hold: 303 s on the balls in all exceed 300"]


def test_a_step_with_a_fault_counts_as_nothing():
    faults = FaultList(8)
    faulty = check_step(ball(hold=OPEN | {"max_s": True}), "step", faults, PLACES)
    assert faults.count == 1
    longest = make_step(ball(hold=OPEN | {"max_s": 101}))
    faults = FaultList(8)
    check_times(make_routine("r", faulty, longest), "r", faults)
    assert faults.texts() == ["r.steps[1].hold: 303 s on the balls in all exceed 300"]


@pytest.mark.parametrize(
    ("fields", "sides"),
    [
        (ball(point="GB21"), None),
        ({"method": "ball", "point": "GB21", "hold": 9}, ("left", "right")),
        ({"method": "ball", "point": "GB21", "hold": 9, "balls": 2}, ("both",)),
        (ball(), ("both",)),
        (move(), ("both",)),
    ],
)
def test_sides_when_none_are_given(fields, sides):
    if sides is None:  # a point and an area
        assert faults_of(fields)
    else:
        assert make_step(fields).sides == sides


def test_how_long_sides_in_turn_take():
    step = make_step(hands(alternate=True, repetitions=3, switch_side_s=4))
    assert duration.step_s(step, 10, 0) == 5 + 6 * 10 + 5 * (2 + 4)


# --- short holds -------------------------------------------------------------------------


def test_a_short_hold_and_rest_are_press_and_release_alone():
    step = hands(hold=3, rest_s=2, repetitions=2, sides=["left"])
    assert walker(step).start(14_500).cues() == [
        (2000, "countdown"),
        (3000, "countdown"),
        (4000, "countdown"),
        (5000, "press"),
        (8000, "release"),
        (10_000, "press"),
        (13_000, "release"),
        (14_500, "session_done"),
    ]


@pytest.mark.parametrize(("rest_s", "counted"), [(4, []), (5, [12, 13, 14])])
def test_a_countdown_is_whole_or_not_there(rest_s, counted):
    played = walker(hands(hold=5, rest_s=rest_s, sides=["left"], repetitions=2)).start(14_900)
    assert [at_ms // 1000 for at_ms, _ in played.cues("countdown")][6:] == counted


def test_a_short_rest_that_goes_on_after_a_pause_is_counted_down():
    played = walker(hands(hold=3, rest_s=2, sides=["left"], repetitions=2)).start(9000)
    played.do(START_DOWN, 2000).do(START, 3500)
    assert played.cues()[-5:] == [
        (9280, "paused"),
        (11_000, "countdown"),
        (12_000, "countdown"),
        (13_000, "countdown"),
        (14_000, "press"),
    ]
    assert played.session.total_ms == 3000


# --- open holds --------------------------------------------------------------------------


def one_open(**fields):
    return walker(hands(hold=OPEN, sides=["left"], repetitions=1, **fields))


def test_an_open_hold_says_when_it_is_enough_and_ends_itself():
    played = one_open().start(60_000)
    assert felt(played)[:4] == [
        (5, "press"),
        (25, "turn"),
        (45, "release"),
        (46.5, "session_done"),
    ]
    assert [at_ms for at_ms, _ in played.cues("countdown")][3:] == [42_000, 43_000, 44_000]
    assert played.session.ledger.prescribed == [("LI4", "left", 20_000)]
    assert played.session.ledger.delivered == [("LI4", "left", 40_000)]
    assert played.session.ended == "finished"


@pytest.mark.parametrize(
    ("held_ms", "ended"), [(20_000, "finished"), (27_123, "finished"), (15_000, "ended_early")]
)
def test_next_long_ends_an_open_hold(held_ms, ended):
    played = one_open().start(5000 + held_ms).do(NEXT_LONG, 5000)
    assert played.cues("release")[0][0] >= 5000 + held_ms
    assert played.session.ledger.delivered == [("LI4", "left", held_ms)]
    assert played.session.ended == ended


@pytest.mark.parametrize(
    ("held_ms", "turn_ms"), [(10_000, 10_000), (19_500, 1200), (20_001, None)]
)
def test_that_it_is_enough_is_felt_once_though_a_pause_came(held_ms, turn_ms):
    played = one_open().start(5000 + held_ms)
    before = len(played.cues("turn"))
    played.do(START_DOWN, 1000).do(START, 30_000)
    turns = played.cues("turn")[before:]
    press_ms = played.cues("press")[1][0]
    assert [at_ms - press_ms for at_ms, _ in turns] == ([] if turn_ms is None else [turn_ms])
    assert before == (turn_ms is None)


def test_an_open_hold_does_not_grow_and_after_too_much_it_is_short_and_closed():
    step = make_step(hands(hold=OPEN))
    routine = make_routine("r", step)
    story = Story()
    story.finish_days(routine, 6)
    asked = story.prescription(step)
    assert (asked.level, asked.hold_s, asked.most_s) == (0, 20, 40)
    assert reason_words(story.why(step)) == ["dose_open", "20", "40"]
    story.run(routine, "stopped", lambda phase: phase.duration_ms // 2, "yes")
    asked = story.prescription(step)
    assert (asked.hold_s, asked.most_s) == (10, 0)
    story.wait_days(1)
    story.finish_days(routine, 3)
    assert story.prescription(step).most_s == 40


def test_a_hold_of_one_length_never_grows():
    step = make_step(hands(hold=15))
    story = Story()
    story.finish_days(make_routine("r", step), 4)
    assert story.prescription(step).hold_s == 15
    assert story.why(step).sessions_left == 0


# --- sides in turn -----------------------------------------------------------------------


def in_turn(**fields):
    return walker(hands(alternate=True, repetitions=2, switch_side_s=5, **fields))


def test_sides_alternate():
    played = in_turn().start(70_000)
    assert [name for _, name in felt(played)][:12] == [
        *("press", "release", "switch_side") * 3,
        *("press", "release", "session_done"),
    ]
    sides = [(row.side, row.repetition) for row in played.session.phases if row.kind == "hold"]
    assert sides == [("left", 1), ("right", 1), ("left", 2), ("right", 2)]
    assert not [row for row in played.session.phases if row.kind == "rest"]


def test_a_repetition_left_out_leads_to_the_next_change_which_is_felt():
    played = in_turn().start(15_000 + 1600)
    assert (played.state, played.session.phase.side) == ("switch_side", "right")
    played.do(NEXT_LONG, 2000)
    assert (played.state, played.session.phase.side) == ("switch_side", "left")
    assert len(played.cues("switch_side")) == 2


@pytest.mark.parametrize(("skips", "is_felt"), [(1, True), (2, False), (3, True)])
def test_a_pause_that_leaves_out_changes_side_only_as_felt(skips, is_felt):
    played = in_turn().start(8000)
    assert played.session.phase.side == "left"
    played.do(START_DOWN, 1000)
    for _ in range(skips):
        played.do(NEXT_LONG, 1000)
    played.do(START, 7000)
    assert played.state == "hold"
    assert played.session.phase.side == ("right" if skips % 2 else "left")
    changes = [at_ms for at_ms, _ in played.cues("switch_side") if at_ms > 8000]
    assert bool(changes) == is_felt


# --- a ball ------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", safety.FLAGS)
def test_a_ball_is_a_tool_and_an_exercise_none(flag):
    is_tool = flag != "hip_replacement"
    assert safety.exclusion((flag,), "ball", "") == (flag if is_tool else "")
    assert safety.exclusion((flag,), "move", "") == (flag if flag == "acute_injury" else "")


def test_a_ball_moves_on_one_side_and_then_the_other():
    step = {"method": "ball", "area": "sole", "sides": ["left", "right"], "movement": ROLLS}
    played = walker(step).start(80_000)
    assert [
        row[1] for row in felt(played) if row[1] in ("press", "release", "switch_side")
    ] == [
        *("press", "release", "switch_side"),
        *("press", "release"),
    ]
    assert played.session.ledger.delivered == [
        ("sole", "left", 30_000),
        ("sole", "right", 30_000),
    ]


def test_what_a_ball_is_to_do_comes_first_at_the_prompt():
    played = walker(ball(balls=2, position="lying", text=["Breathe."]))
    assert played.session.pages_of_text() == [["ball_lying", "2"], ["Breathe."]]


@pytest.mark.parametrize("before", [(), (hands(),)])
def test_once_on_a_ball_there_is_no_way_back(before):
    played = walker(*before, ball(repetitions=1), hands(), hands())
    for _ in before:
        played.do(NEXT_LONG, 2000)
    played.start(5000 + 60_000 + 3000)
    assert (played.state, played.session.phase.step) == ("prompt", len(before) + 1)
    assert guards.earlier_prompt(played.session) < 0
    played.do(NEXT_LONG, 2000).do(START_LONG, 2000)
    assert played.session.phase.step == len(before) + 1


@pytest.mark.parametrize(("step", "repetition"), [(1, 1), (1, 2), (2, 1)])
def test_nor_is_there_one_after_power_was_lost(step, repetition):
    once = {"sides": ["left"], "repetitions": 2}
    played = walker(hands(), ball(**once), hands(**once))
    played.session.take_up(step, "left", repetition)
    played.wait(2000)
    assert (played.state, played.session.phase.step) == ("prompt", step)
    assert guards.earlier_prompt(played.session) < 0


def test_from_a_ball_not_yet_used_the_way_back_is_open():
    once = {"point": "GB21", "sides": ["left"], "repetitions": 1}
    step = {"method": "ball", "hold": 60, **once}
    played = walker(hands(**once), step).start(5000 + 10_000 + 3000)
    assert (played.state, played.session.phase.step) == ("prompt", 1)
    assert guards.earlier_prompt(played.session) == 0


# --- exercises ---------------------------------------------------------------------------


def test_an_exercise_is_no_pressure_but_can_be_too_much():
    played = walker(move(rest_s=2, repetitions=12)).start(9000).do(STOP, 1500)
    assert played.session.ledger.delivered == []
    assert (played.state, played.session.last_pressed) == ("too_much", "")


@pytest.mark.parametrize(("leave_out", "ended"), [(0, "finished"), (3, "ended_early")])
def test_exercises_alone_are_finished_when_most_of_them_were_done(leave_out, ended):
    played = walker(move(rest_s=5, repetitions=5)).start(5000 + 3000 + 1000)
    for _ in range(leave_out):
        played.do(NEXT_LONG, 2500)
    played.wait(40_000)
    assert played.session.ended == ended


def test_beside_pressure_an_exercise_does_not_decide():
    played = walker(hands(repetitions=1, sides=["left"]), move()).start(17_000)
    assert played.state == "prompt"
    played.do(NEXT_LONG, 1000)
    assert played.session.ended == "finished"


def test_exercises_count_for_no_place_and_no_day():
    step = make_step(move(repetitions=2))
    routine = make_routine("r", step, make_step(hands()))
    exercises = make_routine("e", step)
    story = Story()
    for _ in range(7):
        story.run(exercises)
    assert story.refusal(exercises) is None
    assert story.left_today(exercises) == 5
    assert story.wait_min(routine) == 0
    story.run(exercises, "stopped", lambda phase: 1000, "yes")
    assert story.refusal(exercises) is None


def test_a_finished_exercise_is_remembered_and_a_cut_one_presses_nothing():
    step = make_step(move(repetitions=2))
    exercises = make_routine("e", step)
    story = Story()
    assert story.done_days(exercises) == -1
    story.run(exercises)
    assert story.done_days(exercises) != -1
    story.run(exercises, "power_lost")
    assert story.left_today(exercises) == 5


def test_an_exercise_called_as_a_place_that_was_too_much_is_asked_for_in_full():
    neck = make_step({"method": "hands", "area": "neck", "hold": 30, "repetitions": 4})
    story = Story()
    story.run(make_routine("r", neck), "stopped", lambda phase: 5000, "yes")
    assert story.prescription(neck).repetitions == 2
    both = {"exercise": "Neck", "repetitions": 12, "sides": ["left", "right"]}
    exercise = make_step(move(**both))
    asked = story.prescription(exercise)
    assert (asked.repetitions, asked.sides) == (12, ("left", "right"))


def test_the_last_place_pressed_is_asked_about_though_an_exercise_followed():
    played = walker(hands(repetitions=1, sides=["left"]), move()).start(17_000)
    played.do(START, 6000).do(STOP, 1500)
    assert played.session.last_pressed == "LI4"
