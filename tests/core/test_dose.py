"""Lengths of doses, steps and sessions, by hand and against the compiled plan."""

import pytest
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.routine import duration

DOSE = {"start_s": 10, "max_s": 60, "step_s": 15, "every": 3}


@pytest.mark.parametrize(("level", "seconds"), [(0, 10), (1, 25), (3, 55), (4, 60), (99, 60)])
def test_a_dose_grows_by_steps_up_to_its_maximum(level, seconds):
    assert duration.dose_s(DOSE, level) == seconds


def test_a_dose_without_steps_stays():
    assert duration.dose_s(dict(DOSE, step_s=0), 7) == 10


def hands(**changes):
    step = {
        "method": "hands", "point": "LI4", "sides": ["left", "right"], "get_ready_s": 5,
        "rest_s": 10, "switch_side_s": 12, "repetitions": 3, "hold": DOSE,
    }  # fmt: skip
    return dict(step, **changes)


def rolling(**changes):
    movement = {"repetitions": 5, "out_s": 4, "stay_s": 2, "back_s": 4, "arms": []}
    return dict(
        {"method": "roller", "get_ready_s": 5, "switch_side_s": 5, "movement": movement},
        **changes,
    )


WINDOW = dict(DOSE, start_s=60, max_s=180, optional=True, gap_s=0)


def test_holds_of_two_sides():
    # 5 ready, twice 3 x 20 held and 2 x 10 rested, 2 for the cue and 12 to change
    assert duration.step_s(hands(), 20, 0) == 5 + 2 * (60 + 20) + 2 + 12


def test_one_hold_of_one_side():
    assert duration.step_s(hands(sides=["left"], repetitions=1), 20, 0) == 5 + 20


def test_a_movement_per_arm():
    step = rolling()
    assert duration.step_s(step, 0, 0) == 5 + 50
    step["movement"]["arms"] = ["left", "right"]
    assert duration.movement_s(step) == 50 + 2 + 5 + 50
    assert duration.step_s(step, 0, 0) == 5 + 107


def test_an_optional_window_gets_ready_again():
    assert duration.step_s(rolling(window=WINDOW), 0, 60) == 5 + 50 + 2 + 5 + 60
    gun = {"method": "gun", "get_ready_s": 5, "window": dict(WINDOW, optional=False)}
    assert duration.step_s(gun, 0, 300) == 305


def test_a_session_counts_the_cue_between_steps():
    routine = {"steps": [hands(), hands()]}
    assert duration.session_s(routine, False) == 2 * duration.step_s(hands(), 10, 0) + 2
    assert duration.session_s(routine, True) == 2 * duration.step_s(hands(), 60, 0) + 2


@pytest.mark.parametrize("at_top", [False, True])
def test_a_session_is_as_long_as_its_compiled_plan(factory, at_top):
    """Phases in a row, plus 2 s after every release that another cue follows."""
    plan = pytest.importorskip("acupacer.core.session.plan")
    key = "max_s" if at_top else "start_s"
    for routine in factory:
        asked = [
            Prescription(
                step.get("hold", {key: 0})[key],
                step.get("window", {key: 0})[key],
                step["repetitions"],
                tuple(step["sides"]),
                0,
            )
            for step in routine["steps"]
        ]
        phases = plan.compile_plan(routine, asked)
        total_ms = sum(phase.duration_ms for phase in phases)
        leads = [phase for phase in phases[1:] if phase.kind in ("prompt", "switch_side")]
        assert duration.session_s(routine, at_top) * 1000 == total_ms + 2000 * len(leads)
