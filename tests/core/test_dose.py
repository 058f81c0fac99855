"""Lengths of doses, steps and sessions, by hand and against the compiled plan."""

import pytest
from acupacer.core.routine import duration
from acupacer.core.routine.model import Dose
from acupacer_host.records import today
from routine_parts import make_routine, make_step

DOSE = Dose(10, 60, 15, 3)


@pytest.mark.parametrize(("level", "seconds"), [(0, 10), (1, 25), (3, 55), (4, 60), (99, 60)])
def test_a_dose_grows_by_steps_up_to_its_maximum(level, seconds):
    assert DOSE.seconds_at(level) == seconds


@pytest.mark.parametrize(("step_s", "level"), [(0, 0), (10, 5), (15, 4), (50, 1), (60, 1)])
def test_the_top_level_is_the_first_at_the_maximum(step_s, level):
    assert Dose(10, 60, step_s, 3).top_level == level


def test_a_dose_without_steps_stays():
    assert Dose(10, 60, 0, 3).seconds_at(7) == 10


HOLD = {"start_s": 10, "max_s": 60, "step_s": 15, "every": 3}
WINDOW = dict(HOLD, start_s=60, max_s=180, optional=True)
ROLLS = {"repetitions": 5, "out_s": 4, "stay_s": 2, "back_s": 4}


def hands(**changes):
    step = {"method": "hands", "point": "LI4", "switch_side_s": 12, "hold": HOLD}
    return make_step(dict(step, **changes))


def test_holds_of_two_sides():
    # 5 ready, twice 3 x 20 held and 2 x 10 rested, 2 for the cue and 12 to change
    assert duration.step_s(hands(), 20, 0) == 5 + 2 * (60 + 20) + 2 + 12


def test_one_hold_of_one_side():
    assert duration.step_s(hands(sides=["left"], repetitions=1), 20, 0) == 5 + 20


def test_a_movement_per_arm():
    rolling = make_step({"method": "roller", "point": "GB21", "movement": ROLLS})
    assert duration.movement_s(rolling) == 50
    assert duration.step_s(rolling, 0, 0) == 5 + 50
    movement = dict(ROLLS, arms=["left", "right"])
    balls = {"method": "balls", "point": "BL23", "switch_side_s": 5, "movement": movement}
    assert duration.movement_s(make_step(balls)) == 50 + 2 + 5 + 50
    assert duration.step_s(make_step(balls), 0, 0) == 5 + 107


def test_an_optional_window_gets_ready_again():
    rolling = {"method": "roller", "point": "GB21", "movement": ROLLS, "window": WINDOW}
    assert duration.step_s(make_step(dict(rolling, spot=HOLD)), 0, 60) == 5 + 50 + 2 + 5 + 60
    gun = {"method": "gun", "point": "BL23", "window": dict(WINDOW, optional=False)}
    assert duration.step_s(make_step(dict(gun, spot=dict(HOLD, max_s=30))), 0, 300) == 305


def test_a_session_counts_the_cue_between_steps():
    routine = make_routine("r", hands(), hands())
    assert (
        duration.session_s(routine, duration.start_s) == 2 * duration.step_s(hands(), 10, 0) + 2
    )
    assert (
        duration.session_s(routine, duration.top_s) == 2 * duration.step_s(hands(), 60, 0) + 2
    )


@pytest.mark.parametrize("at_top", [False, True])
def test_a_session_is_as_long_as_its_compiled_plan(factory, at_top):
    """Phases in a row, plus 2 s after every release that another cue follows."""
    plan = pytest.importorskip("acupacer.core.session.plan")
    for routine in factory:
        asked = today.prescriptions_at(routine, 100 if at_top else 0)
        phases = plan.compile_plan(routine, asked)
        total_ms = sum(phase.duration_ms for phase in phases)
        leads = [phase for phase in phases[1:] if phase.kind in ("prompt", "switch_side")]
        of_step = duration.top_s if at_top else duration.start_s
        assert duration.session_s(routine, of_step) * 1000 == total_ms + 2000 * len(leads)
