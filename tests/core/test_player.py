"""Cues to edges: precedence, cutting, lateness."""

import pytest
from acupacer.core.cue.player import Player
from acupacer.core.events import SetMotor, SetTone


def run(player, until_ms, from_ms=0):
    """Step at every deadline up to ``until_ms``; [(at_ms, what, value)]."""
    found = []
    now_ms = from_ms
    while player.next_ms is not None and player.next_ms <= until_ms:
        now_ms = max(player.next_ms, now_ms)
        found += step(player, now_ms)
    return found


def step(player, now_ms):
    effects = []
    player.step(now_ms, effects)
    return [
        (now_ms, "motor", effect.duty_pct)
        if isinstance(effect, SetMotor)
        else (now_ms, "tone", effect.freq_hz)
        for effect in effects
    ]


def motor(rows):
    return [(at_ms, value) for at_ms, what, value in rows if what == "motor"]


def test_motor_and_tone_go_together():
    player = Player()
    player.play("press", 1000)
    assert run(player, 5000) == [
        (1000, "motor", 100),
        (1000, "tone", 2000),
        (1500, "motor", 0),
        (1500, "tone", 0),
    ]
    assert player.started == [(1000, "press")]


def test_edges_carry_the_instant_they_were_due():
    player = Player()
    player.play("press", 1000)
    effects = []
    player.step(1007, effects)
    assert effects == [SetMotor(100, 1000), SetTone(2000, 1000)]


def test_a_lower_cue_yields_to_a_boundary_it_would_crowd():
    player = Player()
    assert player.offer("turn", 0, 660)  # 360 ms long: ends 300 ms before
    player = Player()
    assert not player.offer("turn", 0, 659)
    assert run(player, 5000) == []


def test_a_fault_keeps_two_seconds_from_the_boundary():
    length_ms = 6 * 120 + 5 * 120
    assert Player().offer("fault", 0, length_ms + 2000)
    assert not Player().offer("fault", 0, length_ms + 1999)


def test_a_lower_cue_never_runs_into_another():
    player = Player()
    player.play("release", 0)  # ends at 980
    assert not player.offer("countdown", 1279, None)
    assert player.offer("countdown", 1280, None)


def test_a_phase_change_cuts_a_minor_cue_and_waits_300_ms():
    player = Player()
    player.play("turn", 0)
    found = run(player, 50)
    at_ms = player.make_way(60)
    assert at_ms == 360
    player.play("ask", at_ms)
    found += step(player, 60) + run(player, 2000, 60)
    assert motor(found) == [
        (0, 100),
        (60, 0),
        (360, 100),
        (860, 0),
        (980, 100),
        (1100, 0),
    ]


@pytest.mark.parametrize("name", ["next_point", "switch_side", "session_done", "ask", "window"])
def test_what_says_a_phase_is_let_finish_by_a_press(name):
    player = Player()
    length_ms = player.length_ms(name)
    player.play(name, 1000)
    found = run(player, 1050)
    assert player.make_way(1060) == player.way_ms(1060) == 1000 + length_ms + 300
    assert motor(found + run(player, 4000, 1060))[-1] == (1000 + length_ms, 0)


def test_what_says_a_phase_and_has_not_begun_is_dropped():
    player = Player()
    player.play("ask", 0)
    run(player, 50)
    player.play("ask", player.make_way(60))
    assert player.make_way(70) == 740 + 300  # after the first, not after the second
    assert run(player, 4000, 70)[-1] == (740, "tone", 0)
    assert player.is_idle


def test_only_stop_cuts_what_says_a_phase():
    player = Player()
    player.play("next_point", 0)
    run(player, 50)
    player.cut(60)
    assert motor(step(player, 60)) == [(60, 0)]
    assert player.make_way(70) == 360


def test_a_phase_cue_that_came_late_is_kept_to_its_later_end():
    player = Player()
    player.play("next_point", 0)
    step(player, 40)  # 40 ms late: all that follows comes 40 ms later
    assert player.make_way(100) == 1120 + 40 + 300


def test_an_edge_that_the_board_applied_late_shifts_the_rest_of_its_cue():
    player = Player()
    player.play("press", 0)
    step(player, 0)
    assert not player.was_late(0, 8)
    assert player.was_late(0, 100)
    assert not player.was_late(0, 100)  # motor and tone tell it of one edge
    assert run(player, 1000) == [(600, "motor", 0), (600, "tone", 0)]


def test_what_a_late_step_has_shifted_is_not_shifted_again():
    player = Player()
    player.play("release", 0)
    step(player, 30)
    assert not player.was_late(0, 30)
    assert not player.was_late(0, 38)
    assert player.was_late(0, 40)
    assert run(player, 2000, 31)[0] == (120 + 40, "motor", 0)


def test_the_end_of_a_cue_that_came_late_shifts_nothing():
    player = Player()
    player.play("press", 0)
    run(player, 500)
    assert not player.was_late(500, 100)
    assert player.is_idle


def test_a_countdown_starts_at_the_instant_of_a_press_when_all_is_quiet():
    player = Player()
    player.play("next_point", 0)
    run(player, 5000)
    assert player.make_way(6000) == 6000
    assert player.offer("countdown", 6000, 9000)


def test_a_cut_in_a_gap_counts_from_the_last_pulse():
    player = Player()
    player.play("turn", 0)  # pulses 0-120 and 240-360
    run(player, 200)
    assert player.make_way(200) == 420


def test_nothing_running_means_no_wait():
    player = Player()
    assert player.make_way(5000) == 5000


@pytest.mark.parametrize("name", ["press", "release"])
def test_a_boundary_is_let_finish(name):
    player = Player()
    player.play(name, 0)
    found = run(player, 10)
    ends_ms = player.length_ms(name)
    at_ms = player.make_way(20)
    assert at_ms == ends_ms + 300
    player.play("paused", at_ms)
    found += run(player, 9000, 20)
    alone = Player()
    alone.play(name, 0)
    boundary = motor(run(alone, 9000))
    assert motor(found)[: len(boundary)] == boundary
    assert motor(found)[len(boundary)] == (at_ms, 100)


def test_a_second_press_drops_what_waits_but_not_the_boundary():
    player = Player()
    player.play("press", 0)
    found = run(player, 10)
    player.play("paused", player.make_way(20))
    assert player.make_way(200) == 800
    found += run(player, 9000, 200)
    assert motor(found) == [(0, 100), (500, 0)]


def test_stop_cuts_everything():
    player = Player()
    player.play("press", 0)
    run(player, 10)
    player.cut(20)
    assert step(player, 20) == [(20, "motor", 0), (20, "tone", 0)]
    assert player.next_ms is None and not player.is_on


def test_a_late_step_moves_the_rest_of_the_cue_instead_of_shortening_it():
    player = Player()
    player.play("turn", 1000)
    found = step(player, 1100) + run(player, 5000, 1100)
    assert motor(found) == [(1100, 100), (1220, 0), (1340, 100), (1460, 0)]


def test_a_little_late_keeps_the_deadlines():
    player = Player()
    player.play("turn", 1000)
    found = step(player, 1008) + run(player, 5000, 1008)
    assert motor(found) == [(1008, 100), (1120, 0), (1240, 100), (1360, 0)]
    player = Player()
    player.play("turn", 1000)
    found = step(player, 1009) + run(player, 5000, 1009)
    assert motor(found) == [(1009, 100), (1129, 0), (1249, 100), (1369, 0)]


def test_a_late_end_of_a_pulse_does_not_eat_the_gap():
    player = Player()
    player.play("turn", 1000)
    found = run(player, 1000) + step(player, 1300) + run(player, 5000, 1300)
    assert motor(found) == [(1000, 100), (1300, 0), (1420, 100), (1540, 0)]


def test_lateness_is_reported_whatever_was_done_about_it():
    player = Player()
    player.play("countdown", 1000)
    effects = []
    player.step(1900, effects)
    assert effects == [SetMotor(100, 1000), SetTone(1600, 1000)]


def test_a_fault_comes_two_seconds_after_a_boundary():
    player = Player()
    player.play("release", 0)  # ends at 980
    assert not player.offer("fault", 2979, None)
    assert player.offer("fault", 2980, None)


def test_a_tick_comes_two_seconds_after_any_cue():
    player = Player()
    player.play("turn", 0)  # ends at 360
    assert not player.offer("tick", 2359, 10_000)
    assert player.offer("tick", 2360, 10_000)


def test_a_pulse_whose_both_edges_are_late_is_still_felt():
    player = Player()
    player.play("countdown", 1000)
    assert motor(step(player, 1900) + run(player, 5000, 1900)) == [(1900, 100), (2020, 0)]


def test_preferences():
    player = Player()
    player.has_sound = False
    player.duty_pct = 70
    player.play("countdown", 0)
    assert run(player, 1000) == [(0, "motor", 70), (120, "motor", 0)]
    player = Player()
    player.has_vibration = False
    player.play("countdown", 0)
    assert run(player, 1000) == [(0, "tone", 1600), (120, "tone", 0)]


def test_after_a_cue_that_drove_no_output_the_next_need_not_wait():
    player = Player()
    player.has_sound = False
    assert player.offer("tick", 2000, None, is_felt=False)
    assert run(player, 3000) == []
    assert player.make_way(2200) == 2200


def test_a_gun_forces_sound_and_doubles_boundaries():
    player = Player()
    player.has_sound = False
    player.is_gun = True
    player.play("press", 0)
    found = run(player, 5000)
    assert motor(found) == [(0, 100), (500, 0), (1500, 100), (2000, 0)]
    assert [row for row in found if row[1] == "tone"][0] == (0, "tone", 2000)


def test_a_minor_cue_can_be_the_tone_alone():
    player = Player()
    player.offer("no_room", 0, None, is_felt=False)
    assert run(player, 1000) == [(0, "tone", 1000), (120, "tone", 0)]
    player = Player()
    player.has_sound = False
    player.offer("no_room", 0, None)
    assert run(player, 1000) == [(0, "motor", 100), (120, "motor", 0)]
