"""A session through its plan, table-driven on a fake clock: exact cues at exact times."""

import pytest
from acupacer.core.cue.player import Player
from acupacer.core.events import SetMotor
from acupacer.core.input.gestures import NEXT, NEXT_LONG, START, START_DOWN, START_LONG, STOP
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.routine.model import Step, Window
from acupacer.core.routine.places import built_in
from acupacer.core.session import course, guards
from acupacer.core.session.plan import compile_plan, movement_part
from acupacer.core.session.session import Session
from acupacer.core.session.view import session_view
from routine_parts import make_routine, make_step

DOSE = {"start_s": 30, "max_s": 30, "step_s": 0, "every": 1}
HANDS = make_step({"method": "hands", "point": "LI4", "text": ["Sit down."], "hold": DOSE})
BALLS = make_step(
    {
        "method": "balls",
        "point": "BL23",
        "movement": {
            "repetitions": 2,
            "out_s": 4,
            "stay_s": 2,
            "back_s": 4,
            "arms": ["left", "right"],
        },
    }
)
GUN = make_step({"method": "gun", "point": "BL23", "window": DOSE, "spot": DOSE})


def hands(hold_s=10, repetitions=2, sides=("left", "right")):
    return HANDS, Prescription(hold_s, 0, repetitions, sides, 0, 0)


def balls():
    return BALLS, Prescription(0, 0, 2, ("both",), 0, 0)


def gun(spot_s=15, window_s=300):
    return GUN, Prescription(spot_s, window_s, 0, ("both",), 0, 0)


class Walker:
    """A session and its player on a fake clock that moves from deadline to deadline."""

    def __init__(self, *steps, has_ticks=False):
        routine = make_routine("r", *[step for step, _ in steps])
        self.player = Player()
        self.now_ms = self.base_ms = 0
        asked = [dose for _, dose in steps]
        self.session = Session(routine, asked, self.player, 0, has_ticks)
        self.wait(2000)

    def wait(self, ms):
        until_ms = self.now_ms + ms
        while not self.session.is_over:
            due = [self.session.next_ms(self.now_ms), self.player.next_ms]
            next_ms = min(at_ms for at_ms in due if at_ms is not None)
            if next_ms > until_ms:
                break
            self.now_ms = max(next_ms, self.now_ms)
            course.advance(self.session, self.now_ms)
            self.player.step(self.now_ms, [])
        self.now_ms = max(until_ms, self.now_ms)

    def do(self, gesture, wait_ms=0):
        if not course.happen(self.session, gesture, self.now_ms):
            self.session.reject(self.now_ms)
        self.player.step(self.now_ms, [])
        self.wait(wait_ms)
        return self

    def start(self, wait_ms=0):
        """From the prompt; the times of later cues count from here."""
        self.player.started.clear()
        self.base_ms = self.now_ms
        return self.do(START, wait_ms)

    def cues(self, *names):
        rows = [(at_ms - self.base_ms, name) for at_ms, name in self.player.started]
        return [row for row in rows if not names or row[1] in names]

    @property
    def state(self):
        return self.session.state


def test_the_plan_of_a_step_by_hand():
    step, dose = hands()
    phases = compile_plan(make_routine("r", step), [dose])
    assert [(row.kind, row.side, row.repetition, row.duration_ms) for row in phases] == [
        ("prompt", "left", 0, 0),
        ("get_ready", "left", 1, 5000),
        ("hold", "left", 1, 10000),
        ("rest", "left", 2, 10000),
        ("hold", "left", 2, 10000),
        ("switch_side", "right", 1, 10000),
        ("hold", "right", 1, 10000),
        ("rest", "right", 2, 10000),
        ("hold", "right", 2, 10000),
        ("done", "both", 0, 0),
    ]


def test_every_phase_knows_its_step_and_the_end_belongs_to_the_last():
    steps = [hands(), gun(), balls(), hands(), gun()]
    phases = compile_plan(
        make_routine("r", *[step for step, _ in steps]), [d for _, d in steps]
    )
    assert [row.step for row in phases if row.kind == "prompt"] == [0, 1, 2, 3, 4]
    assert (phases[-1].kind, phases[-1].step) == ("done", 4)


def test_a_session_by_hand_cue_by_cue():
    walker = Walker(hands()).start(100_000)
    assert walker.cues("press", "release", "switch_side", "session_done") == [
        (5000, "press"),
        (15000, "release"),
        (25000, "press"),
        (35000, "release"),
        (36500, "switch_side"),
        (46500, "press"),
        (56500, "release"),
        (66500, "press"),
        (76500, "release"),
        (78000, "session_done"),
        (83000, "session_done"),
        (88000, "session_done"),
        (98000, "session_done"),
    ]
    assert walker.cues("countdown")[:6] == [
        (ms, "countdown") for ms in (2000, 3000, 4000, 12000, 13000, 14000)
    ]
    assert walker.session.ended == "finished"
    assert walker.session.ledger.delivered == [("LI4", "left", 20000), ("LI4", "right", 20000)]


def test_the_next_point_waits_for_release():
    walker = Walker(hands(repetitions=1, sides=("both",)), hands()).start(20_000)
    assert walker.cues("release", "next_point") == [(15000, "release"), (16500, "next_point")]
    assert walker.state == "prompt"


def test_a_movement_has_its_own_rhythm():
    walker = Walker(balls()).start(60_000)
    assert walker.cues("press", "out", "turn", "release", "switch_side") == [
        (5000, "press"),
        (11000, "turn"),
        (15000, "out"),
        (21000, "turn"),
        (25000, "release"),
        (26500, "switch_side"),
        (36500, "press"),
        (42500, "turn"),
        (46500, "out"),
        (52500, "turn"),
        (56500, "release"),
    ]
    assert walker.session.ledger.delivered == [("BL23", "both", 40000)]


@pytest.mark.parametrize(
    ("elapsed_ms", "part"),
    [
        (-1, ("out", 1, 4000, 4000)),
        (0, ("out", 1, 4000, 4000)),
        (3999, ("out", 1, 1, 4000)),
        (4000, ("stay", 1, 2000, 2000)),
        (5999, ("stay", 1, 1, 2000)),
        (6000, ("back", 1, 4000, 4000)),
        (10_000, ("out", 2, 4000, 4000)),
        (19_999, ("back", 2, 1, 4000)),
        (20_000, ("back", 2, 1, 4000)),  # over: no third repetition begins
    ],
)
def test_a_movement_is_in_a_part_of_a_repetition_at_any_time(elapsed_ms, part):
    assert movement_part(BALLS.movement, elapsed_ms, 20_000) == part


def test_a_long_hold_turns_halfway_and_ticks_only_when_asked():
    walker = Walker(hands(hold_s=60, repetitions=1)).start(70_000)
    assert walker.cues("turn", "tick") == [(35000, "turn")]
    walker = Walker(hands(hold_s=60, repetitions=1), has_ticks=True).start(65_500)
    assert walker.cues("turn", "tick") == [
        (15000, "tick"),
        (25000, "tick"),
        (35000, "turn"),
        (45000, "tick"),
        (55000, "tick"),
    ]


@pytest.mark.parametrize("held_ms", [1, 3456, 8999])
def test_a_pause_keeps_the_rest_of_a_hold_to_the_millisecond(held_ms):
    walker = Walker(hands(repetitions=1)).start(5000 + held_ms)
    walker.do(START_DOWN, 50_000).do(START, 100)
    assert walker.state == "get_ready"
    walker.wait(3000)
    assert walker.state == "hold"
    press_ms, release_ms = walker.cues("press")[-1][0], 0
    walker.wait(20_000)
    release_ms = walker.cues("release")[0][0]
    assert release_ms - press_ms == 10_000 - held_ms
    assert walker.session.ledger.delivered[0] == ("LI4", "left", 10_000)


def test_after_a_pause_at_a_turn_the_rhythm_goes_on_without_that_turn():
    walker = Walker(balls()).start(11_000)
    assert walker.cues("turn") == [(11_000, "turn")]
    walker.do(START_DOWN, 50_000).start(14_000)
    press_ms = walker.cues("press")[0][0]
    rhythm = [(at_ms - press_ms, name) for at_ms, name in walker.cues("out", "turn")]
    assert rhythm == [(4000, "out"), (10_000, "turn")]


def test_less_than_a_second_left_at_the_pause_ends_the_repetition():
    walker = Walker(hands()).start(14_001)
    walker.do(START_DOWN, 1000)
    assert (walker.session.paused_state, walker.session.paused_ms) == ("rest", 10_000)
    assert walker.session.ledger.delivered[0] == ("LI4", "left", 9001)


def test_a_paused_session_calls_three_more_times():
    walker = Walker(hands()).start(7000)
    walker.do(START_DOWN, 200_000)
    assert walker.cues("paused") == [
        (7000, "paused"),
        (37000, "paused"),
        (67000, "paused"),
        (97000, "paused"),
    ]


def test_a_rest_goes_on_with_what_was_left_but_at_least_three_seconds():
    walker = Walker(hands()).start(19_000)
    walker.do(START_DOWN, 5000).do(START)
    assert (walker.state, walker.session.left_ms(walker.now_ms)) == ("rest", 6000)
    walker = Walker(hands()).start(24_000)
    walker.do(START_DOWN, 5000).do(START)
    assert (walker.state, walker.session.left_ms(walker.now_ms)) == ("rest", 3000)


def test_a_repetition_restarts_once_and_keeps_what_was_delivered():
    walker = Walker(hands(repetitions=1, sides=("left",))).start(9000)
    walker.do(START_DOWN, 1000).do(START_LONG, 3000 + 4000)
    assert walker.state == "hold"
    walker.do(START_DOWN, 1000)
    assert not guards.can_restart(walker.session, walker.now_ms)
    walker.do(START_LONG, 1000)
    assert walker.state == "paused"
    walker.do(START, 30_000)
    assert walker.session.ledger.delivered == [("LI4", "left", 14_000)]


def test_enough_ends_a_hold_with_release_and_rests():
    walker = Walker(hands()).start(9000)
    walker.do(NEXT_LONG, 100)
    assert walker.state == "rest"
    assert walker.cues("release") == [(9000, "release")]
    walker.wait(30_000)
    assert walker.cues("press") == [(5000, "press"), (19_000, "press")]


def test_enough_during_the_press_cue_lets_it_finish():
    walker = Walker(hands()).start(5200)
    walker.do(NEXT_LONG, 2000)
    assert walker.cues("press", "release") == [(5000, "press"), (5800, "release")]
    assert walker.session.ledger.delivered[0] == ("LI4", "left", 200)
    assert walker.session.start_ms == walker.base_ms + 5800


def test_a_skipped_repetition_goes_to_the_next_rest_side_or_done():
    walker = Walker(hands()).start(16_000)
    walker.do(NEXT_LONG, 100)
    assert (walker.state, walker.session.phase.side) == ("switch_side", "right")
    walker.wait(1400)  # what it leads to is felt first
    walker.do(NEXT_LONG, 400)
    assert (walker.state, walker.session.phase.repetition) == ("rest", 2)
    walker.do(NEXT_LONG, 2000)
    assert (walker.state, walker.session.ended) == ("done", "ended_early")


def test_ready_now_is_three_seconds_and_never_later():
    walker = Walker(hands()).start(17_000)
    walker.do(NEXT, 100)
    assert walker.state == "get_ready"
    walker.wait(3000)
    assert walker.cues("press")[-1] == (20_000, "press")
    walker = Walker(hands()).start(22_500)
    walker.do(NEXT, 10)
    assert walker.state == "rest"


def test_where_am_i_says_side_and_repetition_when_there_is_room():
    walker = Walker(hands(hold_s=30)).start(7000)
    walker.do(NEXT, 10)
    assert walker.cues("where_am_i") == [(7000, "where_am_i")]
    walker = Walker(hands()).start(10_600)  # 1.22 s long, countdown at 12 s
    walker.do(NEXT, 10)
    assert walker.cues("where_am_i", "no_room") == [(10_600, "no_room")]


def test_a_window_runs_on_through_its_spots():
    walker = Walker(gun()).start(5000 + 20_000)
    assert walker.state == "window"
    walker.do(NEXT, 3000)
    assert walker.state == "spot"
    walker.wait(15_000)
    assert walker.state == "window"
    assert walker.session.left_ms(walker.now_ms) == 300_000 - 38_000
    assert session_view(walker.session, walker.now_ms).gap_s == 30
    walker.do(NEXT, 10)  # the gap is not over
    assert walker.state == "window"
    walker.wait(30_000)
    assert session_view(walker.session, walker.now_ms).gap_s == 0
    walker.do(NEXT, 10)
    assert walker.state == "get_ready"
    walker.wait(300_000)
    assert walker.session.ledger.delivered == [("BL23", "both", 300_000)]
    assert walker.session.spots == [15, 15]


@pytest.mark.parametrize(("step", "duties"), [(hands(), []), (gun(), [100])])
def test_nothing_is_rejected_by_vibration_right_before_a_press_a_window_is_none(step, duties):
    walker, effects = Walker(step).start(3500), []
    walker.session.reject(walker.now_ms)
    walker.player.step(walker.now_ms, effects)
    assert [one.duty_pct for one in effects if isinstance(one, SetMotor)] == duties


def test_a_gun_plays_its_boundaries_twice_and_countdowns_yield():
    walker = Walker(gun()).start(10_000)
    walker.do(NEXT, 30_000)
    spot_ms = 10_000 + 3000
    assert walker.cues("press", "release") == [
        (spot_ms, "press"),
        (spot_ms + 15_000, "release"),
    ]
    assert walker.player.length_ms("press") == 2000
    assert walker.player.length_ms("release") == 2960


def test_a_spot_is_refused_with_less_than_eight_seconds_left():
    walker = Walker(gun(window_s=60)).start(5000 + 52_001)
    walker.do(NEXT, 10)
    assert walker.state == "window"
    walker = Walker(gun(window_s=60)).start(5000 + 52_000)
    walker.do(NEXT, 3000)
    assert (walker.state, walker.session.length_ms) == ("spot", 5000)


def test_a_spot_that_leaves_a_tail_ends_the_window_with_one_release():
    walker = Walker(gun(window_s=60)).start(5000 + 40_000)
    walker.do(NEXT, 30_000)
    assert walker.state == "done"
    assert walker.cues("release", "window", "session_done")[:3] == [
        (5000, "window"),
        (63_000, "release"),
        (63_000 + 3460, "session_done"),
    ]
    assert walker.session.ledger.delivered == [("BL23", "both", 58_000)]


def test_a_pause_stops_window_and_spot():
    walker = Walker(gun()).start(10_000)
    walker.do(NEXT, 3000 + 5000)
    walker.do(START_DOWN, 100_000)
    assert walker.session.window.left_ms(walker.now_ms) == 300_000 - 13_000
    walker.do(START, 3000 + 10_000)
    assert walker.state == "window"
    assert walker.session.spots == [15]
    assert walker.session.left_ms(walker.now_ms) == 300_000 - 23_000


def test_stop_is_low_silent_then_asks():
    walker = Walker(hands()).start(9000)
    walker.do(STOP, 999)
    assert (walker.state, walker.player.is_on) == ("silence", False)
    walker.do(STOP, 999)
    assert walker.state == "silence"
    walker.wait(1)
    assert walker.state == "too_much"
    assert walker.cues("ask") == [(10_999, "ask")]
    assert walker.session.is_deaf(walker.now_ms)
    walker.do(NEXT, 0)
    assert walker.state == "too_much"
    walker.do(STOP, 999)  # as soon as it is asked
    assert (walker.state, walker.session.ended) == ("done", "too_much")
    assert walker.cues("yes") == []
    walker.wait(1)
    assert walker.cues("yes") == [(11_999, "yes")]


def test_two_more_stops_in_the_silence_are_a_yes():
    walker = Walker(hands()).start(9000)
    walker.do(STOP, 100).do(STOP, 900).do(STOP, 999)
    assert walker.state == "silence"
    walker.wait(1)
    assert (walker.state, walker.session.ended) == ("done", "too_much")
    assert walker.session.answer == "yes"
    assert walker.cues("ask", "yes") == [(11_000, "yes")]


def test_no_is_felt_as_another_answer_than_yes():
    walker = Walker(hands()).start(9000)
    walker.do(STOP, 4000).do(START, 10)
    assert (walker.state, walker.session.answer) == ("done", "no")
    assert walker.cues("yes", "no") == [(13_000, "no")]


def test_a_hammered_stop_before_pressure_is_nothing_to_record():
    walker = Walker(hands()).start(3000)
    walker.do(STOP, 100).do(STOP, 100).do(STOP, 100).do(STOP, 1000)
    assert (walker.session.is_over, walker.session.ended) == (True, "stopped")


# --- keys before what they would be for was felt --------------------------------------------


ONE_HOLD = hands(repetitions=1, sides=("left",))


@pytest.mark.parametrize("gesture", [START, START_LONG, NEXT_LONG])
def test_a_prompt_takes_keys_once_its_cue_has_begun(gesture):
    walker = Walker(ONE_HOLD, ONE_HOLD).start(5000 + 10_000 + 500)
    assert (walker.state, walker.session.index) == ("prompt", 3)
    walker.do(gesture, 1000)
    assert (walker.state, walker.session.index) == ("prompt", 3)
    assert walker.cues("release", "next_point")[-2:] == [
        (15_000, "release"),
        (16_500, "next_point"),
    ]
    walker.do(START, 0)  # in the middle of it: let finish
    assert walker.state == "get_ready"
    assert walker.session.start_ms - walker.base_ms == 16_500 + 1120 + 300


@pytest.mark.parametrize("gesture", [NEXT, NEXT_LONG])
def test_the_other_side_takes_keys_once_it_was_said(gesture):
    walker = Walker(hands(repetitions=1)).start(5000 + 10_000 + 500)
    assert walker.state == "switch_side"
    walker.do(gesture, 1000)
    assert walker.state == "switch_side"
    assert walker.cues("switch_side") == [(16_500, "switch_side")]
    walker.do(NEXT, 10)
    assert walker.state == "get_ready"


def test_a_pause_before_the_other_side_was_said_says_it_on_going_on():
    walker = Walker(hands(repetitions=1)).start(5000 + 10_000 + 500)
    walker.do(START_DOWN, 5000)
    assert (walker.state, walker.cues("switch_side")) == ("paused", [])
    walker.do(START, 100)
    assert walker.state == "switch_side"
    assert walker.cues("switch_side") == [(20_500, "switch_side")]
    walker.wait(2000)
    walker.do(START_DOWN, 1000).do(START, 1000)  # said now: not again
    assert walker.cues("switch_side") == [(20_500, "switch_side")]


def test_a_repetition_that_a_pause_ends_is_let_go_and_the_other_side_said():
    walker = Walker(hands(repetitions=1)).start(5000 + 9200)
    walker.do(START_DOWN, 8000)
    assert (walker.state, walker.session.phase.side) == ("paused", "right")
    assert walker.cues("release", "paused") == [(14_420, "release"), (15_920, "paused")]
    walker.do(START, 1000)
    assert walker.cues("switch_side") == [(22_200, "switch_side")]


def test_a_paused_repetition_that_is_skipped_says_the_other_side_on_going_on():
    walker = Walker(hands(repetitions=1)).start(5000 + 4000)
    walker.do(START_DOWN, 5000).do(NEXT_LONG, 5000).do(START, 1000)
    assert walker.state == "switch_side"
    assert walker.cues("switch_side") == [(19_000, "switch_side")]


def test_however_much_is_skipped_in_a_pause_the_other_side_is_said():
    walker = Walker(hands()).start(5000 + 4000)
    walker.do(START_DOWN, 5000)
    walker.do(NEXT_LONG, 2000).do(NEXT_LONG, 2000).do(NEXT_LONG, 2000)
    assert (walker.state, walker.session.phase.side) == ("paused", "right")
    assert walker.session.phase.kind == "rest"
    walker.do(START, 1000)
    assert walker.cues("switch_side") == [(20_000, "switch_side")]


def test_a_repetition_left_out_before_it_began_is_not_let_go():
    walker = Walker(hands(sides=("left",), repetitions=2)).start(2500)
    walker.do(NEXT_LONG, 0)
    assert walker.state == "rest"
    walker.wait(2000)
    assert walker.cues("release", "where_am_i") == [(2500, "where_am_i")]
    begins_ms = 2500 + 500 + 600 + 360 + 300  # L SS, then its clock
    assert walker.session.start_ms - walker.base_ms == begins_ms


def test_get_ready_that_a_press_asks_for_counts_three():
    walker = Walker(hands()).start(17_000)
    walker.do(NEXT, 2500)
    assert walker.cues("countdown")[-3:] == [
        (17_000, "countdown"),
        (18_000, "countdown"),
        (19_000, "countdown"),
    ]


@pytest.mark.parametrize(("paused_at_ms", "turns"), [(14_999, 1), (15_001, 0)])
def test_turn_keeps_five_seconds_from_the_press_that_goes_on(paused_at_ms, turns):
    walker = Walker(hands(hold_s=40, sides=("left",))).start(5000 + paused_at_ms)
    walker.do(START_DOWN, 1000).do(START, 30_000)
    assert len(walker.cues("turn")) == turns


def test_the_summary_is_felt_before_a_key_leaves_it():
    walker = Walker(ONE_HOLD).start(5000 + 10_000 + 500)
    walker.do(START, 900)
    assert walker.state == "done"
    walker.wait(200)
    walker.do(START, 5000)
    assert walker.state == "helped"
    assert walker.cues("session_done") == [(16_500, "session_done")]


# --- did it help? -----------------------------------------------------------------------


def asked(*steps):
    """At "did it help?", its cue just begun: a hold was finished, START left the summary."""
    walker = Walker(*(steps or (ONE_HOLD,))).start(5000 + 10_000 + 1500 + 4000)
    assert walker.state == "done"
    walker.base_ms = walker.now_ms
    walker.player.started.clear()
    return walker.do(START, 0)


@pytest.mark.parametrize(
    ("gesture", "answer"),
    [(START, "better"), (START_LONG, "better"), (NEXT, "same"), (NEXT_LONG, "worse")],
)
def test_each_answer_is_felt_and_goes_on_record(gesture, answer):
    walker = asked()
    walker.do(gesture, 1499)
    walker.do(gesture, 1)
    assert (walker.state, walker.cues()) == ("helped", [(0, "ask")])  # deaf until now
    walker.do(gesture)
    assert walker.session.is_over
    assert walker.cues() == [(0, "ask"), (1500, answer)]
    assert walker.session.events[-1] == ("helped", [answer, "r"])


def test_a_key_that_leaves_the_summary_lets_its_cue_be_felt_before_the_question():
    walker = Walker(ONE_HOLD).start(5000 + 10_000 + 1500 + 100)
    walker.do(START, 0).do(START, 5000)  # twice: one that is used to it
    assert walker.state == "helped"
    ends_ms = 16_500 + walker.player.length_ms("session_done") + 300
    assert walker.cues("session_done", "ask") == [(16_500, "session_done"), (ends_ms, "ask")]
    assert walker.session.deaf_until_ms == walker.base_ms + ends_ms + 1500


def test_nobody_is_kept_the_question_comes_and_goes_within_the_summarys_minute():
    walker = Walker(ONE_HOLD).start(5000 + 10_000 + 1500 + 29_999)
    assert walker.state == "done"
    walker.wait(1)
    assert walker.cues("ask") == [(46_500, "ask")]
    walker.wait(29_999)
    assert walker.state == "helped"
    walker.wait(1)
    assert walker.session.is_over
    assert [kind for kind, _ in walker.session.events] == ["started", "begin", "end", "ended"]


def test_stop_at_the_question_is_no_answer_to_it_and_asks_too_much():
    walker = asked()
    walker.do(STOP, 1000)
    assert (walker.state, walker.player.is_on) == ("too_much", True)  # its cue
    walker.do(START, 1500).do(START, 1000)
    assert (walker.state, walker.session.answer) == ("done", "no")
    walker.do(START, 10)  # once a session
    assert walker.session.is_over
    assert "helped" not in dict(walker.session.events)


def test_a_hammered_stop_at_the_question_is_too_much_and_nothing_else():
    walker = asked()
    for _ in range(6):
        walker.do(STOP, 100)
    walker.wait(1000)
    assert (walker.state, walker.session.answer) == ("done", "yes")
    assert "helped" not in dict(walker.session.events)


def test_stop_at_the_question_goes_home_where_too_much_was_asked():
    walker = Walker(ONE_HOLD).start(9000)
    walker.do(STOP, 1000 + 1500).do(NEXT, 1000).do(NEXT, 100)
    assert walker.state == "helped"
    walker.do(STOP)
    assert (walker.session.is_over, walker.player.is_on) == (True, False)
    assert "helped" not in dict(walker.session.events)


@pytest.mark.parametrize(
    ("steps", "leave_ms"),
    [
        ([(STOP, 1000), (STOP, 1500)], 10),  # too much: that says it
        ([(STOP, 1000 + 30_000)], 10),  # not said: nobody is there
        ([(STOP, 100), (STOP, 100), (STOP, 1200)], 10),
        ([(START_DOWN, 600_000 + 1000)], 10),  # nobody came to a pause
        ([(STOP, 1000), (STOP, 1500)], 60_000),
    ],
)
def test_the_question_is_not_asked_where_it_would_be_idle(steps, leave_ms):
    walker = Walker(ONE_HOLD).start(9000)
    for gesture, wait_ms in steps:
        walker.do(gesture, wait_ms)
    assert walker.state == "done"
    walker.wait(leave_ms)
    walker.do(NEXT)
    assert walker.session.is_over


def test_without_pressure_nothing_is_asked():
    walker = Walker(ONE_HOLD)
    walker.do(NEXT_LONG, 3000).do(START, 10)
    assert walker.session.is_over


def test_a_second_worse_running_shows_who_to_see_and_calls_for_it():
    walker = asked()
    walker.session.was_worse = True
    walker.wait(1500)
    walker.do(NEXT_LONG, 10)
    assert walker.state == "advice"
    length_ms = walker.player.length_ms("worse")
    walker.do(START, length_ms + 1000)
    assert walker.state == "advice"  # not before it was felt
    assert walker.cues()[-2:] == [(1500, "worse"), (1500 + length_ms + 1000, "ask")]
    walker.do(START)
    assert walker.session.is_over


@pytest.mark.parametrize("gesture", [START, NEXT])
def test_any_other_answer_after_worse_shows_nothing(gesture):
    walker = asked()
    walker.session.was_worse = True
    walker.wait(1500)
    walker.do(gesture)
    assert walker.session.is_over


def test_that_nobody_came_is_felt():
    walker = Walker(hands())
    walker.wait(630_000)
    assert walker.cues("session_done") == [(600_000, "session_done")]


def test_a_spot_left_out_is_felt_as_the_window_again():
    walker = Walker(gun()).start(10_000)
    walker.do(NEXT, 1500).do(NEXT_LONG, 100)
    assert walker.state == "window"
    assert walker.cues("window") == [(5000, "window"), (11_500, "window")]


def test_an_unanswered_question_is_not_said():
    walker = Walker(hands()).start(9000)
    walker.do(STOP, 1000 + 30_000)
    assert (walker.state, walker.session.answer) == ("done", "not_said")


def test_stop_before_pressure_asks_nothing():
    walker = Walker(hands()).start(3000)
    walker.do(STOP, 1000)
    assert walker.session.is_over


def test_nobody_at_the_prompt_ends_the_session():
    walker = Walker(hands())
    walker.wait(600_000)
    assert (walker.state, walker.session.ended) == ("done", "ended_early")


def test_stop_at_done_asks_once():
    walker = Walker(hands(repetitions=1, sides=("left",))).start(20_000)
    walker.do(STOP, 1000)
    assert walker.state == "too_much"
    walker.wait(1500)
    walker.do(NEXT, 10)
    walker.do(STOP, 10)
    assert walker.session.is_over


def test_a_stall_pauses_where_the_device_slept():
    walker = Walker(hands()).start(7000)
    slept_ms = walker.now_ms
    walker.now_ms += 90_000
    course.stall(walker.session, slept_ms, walker.now_ms)
    walker.wait(10)
    assert (walker.state, walker.session.paused_ms) == ("paused", 8000)
    assert walker.session.ledger.delivered[0] == ("LI4", "left", 2000)


def test_a_resumed_hold_leaves_out_countdowns_right_after_press():
    walker = Walker(hands(repetitions=1)).start(12_300)  # 2.7 s left
    walker.do(START_DOWN, 5000).do(START, 8000)
    again_ms = walker.cues("press")[-1][0]
    late = [at_ms - again_ms for at_ms, name in walker.cues("countdown") if at_ms > again_ms]
    assert late == [1700]  # 2 s before the end would be 0.7 s after press


def test_a_tick_keeps_two_seconds_from_every_other_cue():
    walker = Walker(hands(hold_s=41, repetitions=1), has_ticks=True).start(60_000)
    # turn at 20.5 s left; the tick at 20 s left would be 0.5 s after it
    assert walker.cues("turn", "tick") == [
        (16_000, "tick"),
        (25_500, "turn"),
        (36_000, "tick"),
    ]


def test_a_spot_that_leaves_just_enough_keeps_the_window_open():
    walker = Walker(gun(window_s=60)).start(5000 + 36_000)
    walker.do(NEXT, 3000 + 15_000)  # 6 s are left
    assert walker.state == "window"
    walker = Walker(gun(window_s=60)).start(5000 + 36_001)
    walker.do(NEXT, 3000 + 15_000)
    assert walker.state == "done"


def test_a_rest_with_a_moment_left_is_still_a_rest_when_paused():
    walker = Walker(hands()).start(24_500)
    walker.do(START_DOWN, 1000)
    assert (walker.session.paused_state, walker.session.paused_ms) == ("rest", 500)


def test_the_gap_holds_however_a_spot_ended():
    walker = Walker(gun()).start(10_000)
    walker.do(NEXT, 3000 + 5000).do(START_DOWN, 1000).do(NEXT_LONG, 100)
    walker.do(START, 4000)
    assert walker.state == "window"
    walker.do(NEXT, 100)
    assert walker.state == "window"
    walker.wait(30_000)
    walker.do(NEXT, 100)
    assert walker.state == "get_ready"


def test_a_spot_that_would_be_too_short_once_release_was_felt_is_refused():
    window = Window(60, 60, 0, 1, False, 0)
    step = Step(
        *("roller", built_in("BL23"), None, 1, "lying", ("both",), False, ()),
        *(5, 10, 10, 3, None, None, window, None),
    )
    walker = Walker((step, Prescription(10, 60, 0, ("both",), 0, 0)))
    walker.do(START, 0)
    walker.base_ms = walker.now_ms
    walker.wait(5000 + 38_900)
    walker.do(NEXT, 3000 + 10_000 + 60)  # its release still runs, 8.04 s are left
    assert walker.state == "window"
    walker.do(NEXT, 10)
    assert walker.state == "window"


def test_no_going_back_to_balls_that_were_pressed():
    walker = Walker(balls(), hands()).start(70_000)
    assert (walker.state, walker.session.phase.step) == ("prompt", 1)
    walker.do(START_LONG, 100)
    assert walker.session.phase.step == 1
