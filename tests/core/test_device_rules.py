"""The rules of coaching, one by one, on the whole device: buttons in, cues and screens out."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "portable"))

from acupacer.core import events, settings
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE, ROUTINES_FILE, SETTINGS_FILE
from gestures_data import BALLS, CAUTIONS, EXTRA, GUN, HOLD, HOME, PROMPT, ROUTINES, STOPPED
from rig import Rig, motor_pulses

NOON = 1_760_011_200  # 2025-10-09 12:00 UTC
TOO_MUCH = "tap STOP\nwait 3000\ntap STOP\nwait 1500\ntap START\nwait 500\n"


def rig(script="", **chosen):
    files = {FACTORY_FILE: ROUTINES}
    if chosen:
        files[SETTINGS_FILE] = settings.encode(dict(settings.defaults(), **chosen))
    return Rig(files).run(script)


def shown(device_rig, *names):
    view = device_rig.device.view.as_dict()
    return tuple(view[name] for name in names)


def lines(device_rig, what, since=0):
    """The trace's lines of one kind: (ms, text)."""
    found = [line.split(" ", 2) for line in device_rig.trace[since:]]
    return [(int(ms), text) for ms, kind, text in found if kind == what]


def pulses(device_rig, since=0):
    """(start, length) of everything the motor did."""
    found = motor_pulses(device_rig.trace[since:])
    return [(pulse.start_ms, pulse.end_ms - pulse.start_ms) for pulse in found]


def kinds(device_rig):
    """The kinds of the history's records, in order."""
    rows = device_rig.files[HISTORY_FILE].decode().splitlines()
    return [json.loads(row)["kind"] for row in rows]


def records(device_rig, kind):
    rows = device_rig.files[HISTORY_FILE].decode().splitlines()
    return [row for row in map(json.loads, rows) if row["kind"] == kind]


def until(device_rig, state):
    """Wait, some milliseconds at a time, until the device is in ``state``."""
    for _ in range(3000):
        if device_rig.device.state == state:
            return device_rig
        device_rig.wait(100)
    raise AssertionError("it never is")


def finish(device_rig):
    """START at every prompt until home."""
    for _ in range(60):
        if device_rig.device.session is None:
            return device_rig
        if device_rig.device.state in ("prompt", "done"):
            device_rig.tap("START")
        device_rig.wait(10_000)
    raise AssertionError("the session does not end")


# --- power loss ----------------------------------------------------------------------------


def cut(script):
    return rig(script + "power\n" + STOPPED + "wait 1500")


def test_power_loss_is_offered_and_goes_on_at_its_repetition():
    after = cut(HOLD + "wait 32000\n")  # in the second hold on the left
    assert after.device.state == "power_loss_offer"
    assert records(after, "ended")[-1]["how"] == "power_lost"
    after.run("tap START\nwait 2000")
    assert shown(after, "screen", "step", "side") == ("prompt", 1, "left")
    after.run("tap START\nwait 5500")
    assert shown(after, "screen", "side", "repetition") == ("hold", "left", 2)
    finish(after)
    ended = records(after, "ended")[-1]
    assert ended["how"] == "finished"
    assert ended["given"] == [
        ["LI4", "left", 20_000],
        ["LI4", "right", 40_000],
        ["GB21", "left", 20_000],
    ]


def test_power_loss_in_the_second_arm_goes_on_with_that_arm():
    after = cut(BALLS + "tap START\nwait 70000\n")
    after.run("tap START\nwait 2000\ntap START\nwait 6000")
    assert shown(after, "screen", "arm") == ("movement", "right")


def test_power_loss_never_starts_by_itself():
    after = cut(HOLD + "wait 20000\n")
    after.run("wait 110000")
    assert after.device.state == "power_loss_offer"
    after.run("wait 12000")
    assert after.device.state in ("home", "dark")
    assert after.device.session is None
    assert records(after, "ended")[-1]["how"] == "power_lost"


@pytest.mark.parametrize("key", ["tap NEXT", "long NEXT", "tap STOP"])
def test_power_loss_offer_ends_with_any_other_key(key):
    after = cut(HOLD + "wait 20000\n").run(key + "\nwait 500")
    assert (after.device.state, after.device.session) == ("home", None)


@pytest.mark.parametrize(("minutes", "state"), [(29, "power_loss_offer"), (30, "home")])
def test_power_loss_offer_needs_half_an_hour_by_a_trusted_clock(minutes, state):
    before = rig(f"clock {NOON} 0\n" + HOLD + "wait 20000\n")
    last_s = records(before, "end")[-1]["time"]
    before.power_up()
    before.run(f"clock {last_s + minutes * 60} 0\n" + STOPPED)
    assert before.device.state == state


def test_power_loss_offer_falls_when_the_clock_is_set_later():
    before = rig(f"clock {NOON} 0\n" + HOLD + "wait 20000\n")
    before.run("power\n" + STOPPED)
    assert before.device.state == "power_loss_offer"  # no clock yet: the user's word
    before.run(f"clock {NOON + 7200} 0\ntap START\nwait 500")
    assert (before.device.state, before.device.session) == ("home", None)


def test_power_loss_checks_exclusions_again():
    after = cut(HOLD + "wait 20000\n")
    after.device.store.recorder.note("profile", ["pregnancy", True])
    after.run("tap START\nwait 500")
    assert shown(after, "screen", "flag", "place") == ("refused", "pregnancy", "LI4")


def test_a_resumed_hold_that_is_cut_counts():
    after = rig(HOLD)
    after.run("tap START\nwait 3000\ntap START\nwait 6000\n")  # 2 s, then 3 s of the rest
    assert kinds(after)[-3:] == ["begin", "end", "begin"]
    after.run("power\n" + STOPPED)
    assert after.device.progress.open_session is None
    entry = after.device.store.contents.entries[0]
    assert after.device.progress.left_today(entry, after.device.clock) == 4


# --- sides, limits, new day ------------------------------------------------------------------


def test_a_side_cut_short_comes_first_next_time():
    after = rig(HOLD + "wait 52000\nlong NEXT\nwait 500\nlong NEXT\nwait 500\n")  # no right
    finish(after)
    after.run(f"clock {NOON} 0\nwait 1900000\ntap NEXT\nwait 500\ntap START\nwait 2000")
    assert shown(after, "screen", "side") == ("prompt", "right")


def test_too_much_rests_the_point_until_the_next_day():
    after = rig(f"clock {NOON} 0\n" + HOLD + TOO_MUCH + "tap START\nwait 500")
    assert shown(after, "screen", "reason", "place") == ("refused", "refused_rested", "LI4")
    assert 0 < after.device.view.wait_min <= 720
    after.run(f"tap START\nclock {NOON + 86_400} 0\ntap START\nwait 2000")
    assert shown(after, "screen", "hold_s", "repetitions") == ("prompt", 10, 2)


def test_a_rest_after_midnight_ends_with_the_day_that_the_user_set():
    at_one = NOON + 13 * 3600
    after = rig(f"clock {at_one} 0\n" + HOLD + TOO_MUCH, day_ends_h=3)
    assert records(after, "answer")[-1]["day_ends_h"] == 3
    for minute, state in ((119, "refused"), (120, "prompt")):  # power goes with it each time
        after.run("power\n" + STOPPED + f"clock {at_one + 60 * minute} 0\n")
        after.run("wait 500\ntap START\nwait 2000")
        assert after.device.state == state
    after.device.preferences.change({"day_ends_h": 6})
    after.run("tap STOP\nwait 3000\ntap START\nwait 2000")
    assert shown(after, "screen", "reason") == ("refused", "refused_rested")


def test_without_a_clock_new_day_is_asked_once():
    after = rig(HOLD + TOO_MUCH + "tap START\nwait 500")
    assert shown(after, "screen", "question") == ("question", "new_day")
    after.run("tap NEXT\nwait 500")
    assert shown(after, "screen", "wait_min") == ("refused", -1)
    after.run("tap START\nwait 300\ntap START\nwait 500")
    assert after.device.state == "refused"  # not asked again
    after.run("power\n" + STOPPED + "tap START\nwait 500\ntap START\nwait 2000")
    assert after.device.state == "question"  # START START begins a session, not a new day
    after.run("long START\nwait 2000")
    assert after.device.state == "prompt"
    assert records(after, "new_day")


UNSAID = HOLD + "tap STOP\nwait 32000\ntap START\nwait 500\n"  # at home, nothing was said


def test_what_was_not_said_is_asked_before_the_place_is_pressed_again():
    after = rig(UNSAID)
    assert records(after, "answer")[0]["answer"] == "not_said"
    after.run("tap START\nwait 500")
    assert shown(after, "screen", "question") == ("question", "too_much")
    after.run("tap STOP\nwait 1500\ntap START\nwait 500")
    assert shown(after, "screen", "question") == ("question", "too_much")  # as long as it takes
    after.run("tap NEXT\nwait 2000")
    assert after.device.state == "prompt"
    (_, row) = records(after, "answer")
    assert (row["answer"], row["session"], row["key"]) == ("no", 1, "LI4")


def test_too_much_said_later_counts_as_said_at_once():
    after = rig(f"clock {NOON} 0\n" + UNSAID + "tap START\nwait 500\ntap START\nwait 500")
    assert shown(after, "screen", "reason", "place") == ("refused", "refused_rested", "LI4")
    after.run(f"tap START\nclock {NOON + 86_400} 0\ntap START\nwait 2000")
    assert shown(after, "screen", "hold_s", "repetitions") == ("prompt", 10, 2)


def test_what_was_not_said_outlives_power_and_concerns_its_place_only():
    after = rig(UNSAID + "power\n" + STOPPED + "wait 3000\ntap START\nwait 500")
    assert shown(after, "screen", "question") == ("question", "too_much")
    elsewhere = rig(UNSAID + "tap NEXT\nwait 300\ntap START\nwait 500")  # the gun, at BL23
    assert elsewhere.device.state == "cautions"


def test_too_much_twice_advises_a_professional():
    after = rig(f"clock {NOON} 0\n" + HOLD + TOO_MUCH)
    assert shown(after, "screen", "notice") == ("home", "")
    after.run(f"clock {NOON + 90_000} 0\ntap START\nwait 2000\ntap START\nwait 8000")
    assert after.device.state == "hold"
    after.run("tap STOP\nwait 3000\ntap STOP\nwait 1500")
    assert shown(after, "screen", "notice") == ("done", "notice_professional")
    after.run("tap START\nwait 500")
    assert shown(after, "screen", "notice") == ("home", "notice_professional")


# --- did it help? -----------------------------------------------------------------------------

# Balls on both arms, each for some seconds, and what the summary leads to.
SHORT = "tap START\nwait 9000\n" + "long NEXT\nwait 7000\n" * 2 + "tap START\nwait 2000\n"


def test_an_answer_is_on_record_after_the_end_of_its_session():
    after = rig(f"clock {NOON} 0\n" + BALLS + SHORT)
    assert shown(after, "screen", "is_deaf") == ("helped", False)
    after.run("tap NEXT\nwait 500")
    assert after.device.state == "home"
    assert kinds(after)[-2:] == ["ended", "helped"]
    (row,) = records(after, "helped")
    assert (row["session"], row["helped"], row["routine"]) == (1, "same", "balls")


def test_what_nobody_said_is_not_on_record():
    after = rig(BALLS + SHORT + "wait 40000\n")
    assert (after.device.state, kinds(after)[-1]) == ("home", "ended")


def test_a_session_cut_by_a_power_loss_is_not_asked_about():
    for script in (BALLS + "tap START\nwait 9000\n", BALLS + SHORT):
        after = rig(script + "power\n" + STOPPED + "wait 3000\n")
        if after.device.state == "power_loss_offer":
            after.run("tap NEXT\nwait 1000\n")
        after.run("wait 70000")
        screens = [text.split()[0] for _, text in lines(after, "show", 0)]
        power_up = max(at for at, screen in enumerate(screens) if screen == "starting")
        assert "helped" not in screens[power_up:]
        assert records(after, "helped") == []


def test_worse_twice_running_shows_who_to_see_once_also_after_a_power_loss():
    worse = "long NEXT\nwait 3000\n"
    after = rig(f"clock {NOON} 0\n" + BALLS + SHORT + worse)
    assert after.device.state == "home"
    after.run("power\n" + STOPPED + f"clock {NOON + 90_000} 0\nwait 2000\n")
    after.run("tap START\nwait 4000\n" + SHORT + worse)
    assert after.device.state == "advice"
    after.run("tap START\nwait 500\n")
    assert (after.device.state, len(records(after, "helped"))) == ("home", 2)
    after.run(f"clock {NOON + 180_000} 0\ntap START\nwait 4000\n" + SHORT + worse)
    assert after.device.state == "home"


def test_a_finished_session_whose_too_much_was_left_unsaid_is_no_finished_day():
    after = until(rig(f"clock {NOON} 0\n" + HOLD), "prompt")
    after.run("wait 3000\ntap START\n")
    until(after, "done").run("wait 3000\ntap STOP\nwait 32000\ntap START\nwait 500\n")
    assert [row["how"] for row in records(after, "ended")] == ["finished"]
    assert [row["answer"] for row in records(after, "answer")] == ["not_said"]
    pair = after.device.progress._levels.pair("hands", "LI4")
    assert (pair.level, pair.days) == (0, 0)


def test_the_prompt_says_why_the_hold_is_as_long_as_it_is():
    after = rig(PROMPT)
    assert shown(after, "page", "lines") == (0, [])
    after.run("tap NEXT\nwait 100")
    assert shown(after, "page", "lines") == (1, ["dose_start", "20", "3"])
    assert any("20 s" in line for line in after.device.painter.lines())
    after.run("tap NEXT\nwait 100")
    assert shown(after, "page", "lines") == (2, ["Sit."])


def test_a_press_that_lights_the_panel_is_felt_and_stop_is_not():
    for key, levels in (("START", [100, 0]), ("NEXT", [100, 0]), ("STOP", [])):
        made = rig(HOME + "wait 121000\n")
        assert made.device.state == "dark"
        made.trace.clear()
        made.run(f"tap {key}\nwait 1000")
        motor = [line.split() for line in made.trace if " motor " in line]
        assert [int(level) for _, _, level in motor] == levels, key
        assert made.device.state == "home"


# --- cautions and exclusions -----------------------------------------------------------------


def test_cautions_come_again_when_their_text_changes():
    after = rig(PROMPT + "tap STOP\nwait 2000\ntap START\nwait 2000")
    assert after.device.state == "prompt"  # accepted once is enough
    after.run("tap STOP\nwait 2000")
    after.files[ROUTINES_FILE] = ROUTINES.replace(
        b'"title":"Hold",', b'"title":"Hold","cautions":["New."],'
    )
    after.run("power\n" + STOPPED + "tap START\nwait 500")
    assert after.device.state == "cautions"


def test_exclusions_are_checked_again_before_each_step():
    after = until(rig(HOLD), "prompt")
    assert shown(after, "screen", "step") == ("prompt", 2)
    after.device.store.recorder.note("profile", ["pregnancy", True])
    after.run("tap START\nwait 500")
    assert shown(after, "screen", "step", "flag") == ("refused", 2, "pregnancy")
    assert records(after, "ended")[-1]["how"] == "ended_early"


# --- cues ------------------------------------------------------------------------------------


def test_a_gun_plays_boundaries_twice_and_sounds_whatever_is_set():
    after = rig(GUN, sound=False)
    after.run("tap START\nwait 10000\ntap NEXT\nwait 100")
    since = len(after.trace)
    spot_ms = after.now_ms - 200 + 3100  # three seconds after NEXT was let go
    after.run("wait 6000")
    press = [row for row in pulses(after, since) if row[1] == 500]
    assert [start - press[0][0] for start, _ in press] == [0, 1500]
    assert abs(press[0][0] - spot_ms) <= 100
    assert {text for _, text in lines(after, "tone", since)} == {"0", "1600", "2000"}


@pytest.mark.parametrize(
    ("chosen", "duty", "long_ms"),
    [
        ({}, "100", 500),
        ({"strength": "low"}, "70", 500),
        ({"motor": "slow"}, "100", 750),
        ({"motor": "fast"}, "100", 400),
    ],
)
def test_strength_and_motor_kind_are_felt(chosen, duty, long_ms):
    after = rig(HOLD, **chosen)
    press = [row for row in pulses(after) if row[0] >= after.now_ms - 2500]
    assert press[0][1] == long_ms
    assert {text for _, text in lines(after, "motor")} == {"0", duty}


def test_sound_and_vibration_cannot_both_be_off():
    after = rig(EXTRA + "tap NEXT\nwait 100\ntap START\nwait 300\ntap START\nwait 900")
    assert after.device.preferences.values["sound"] is False
    after.run("tap NEXT\nwait 300\ntap START\nwait 900")
    assert after.device.preferences.values["vibration"] is True


def test_done_calls_at_0_5_10_and_20_seconds_until_a_press():
    after = until(rig(HOLD), "prompt").run("wait 3000\ntap START")
    since = len(until(after, "done").trace)
    after.run("wait 29000")
    longs = [start for start, long_ms in pulses(after, since) if long_ms == 500]
    longs = longs[1:]  # the first one ends the last release
    calls = [start for start in longs if start - 620 not in longs]
    assert len(longs) == 4 * len(calls)
    assert [at_ms - calls[0] for at_ms in calls] == [0, 5000, 10_000, 20_000]
    after.run("tap START\nwait 300")
    assert after.device.state == "helped"
    after.run("wait 30000")
    assert after.device.state == "home"


def test_a_pause_reminds_three_times():
    after = rig(HOLD)
    since = len(after.trace)
    after.run("tap START\nwait 200000")
    starts = [start for start, _ in pulses(after, since)]
    groups = [ms for ms in starts if ms - 240 not in starts]
    assert [ms - groups[0] for ms in groups] == [0, 30_000, 60_000, 90_000]


@pytest.mark.parametrize("ms", [10, 130, 260, 600])
def test_stop_cuts_a_cue_in_its_own_step(ms):
    after = rig(HOLD + f"wait 18000\nwait {ms}")  # in and around ``release``
    after.press("STOP")
    assert (after.motor_pct, after.tone_hz) == (0, 0)
    since = len(after.trace)
    after.run("wait 999")
    assert lines(after, "motor", since) == []


def test_a_fault_is_felt_in_a_session_when_there_is_room():
    after = rig(HOLD)
    since = len(after.trace)
    after.give(events.StoreFailed(-1, "io"))
    after.run("wait 4000")
    assert [long_ms for _, long_ms in pulses(after, since)] == [120] * 6
    assert after.device.state == "hold"


def test_a_fault_as_a_prompt_opens_is_felt_after_its_cue():
    before = rig(CAUTIONS + "tap NEXT\nwait 100\n" * 8)
    since = len(before.trace)
    before.store.failure = "io"
    before.run("tap START\nwait 4000")
    assert before.device.state == "prompt"
    assert [long_ms for _, long_ms in pulses(before, since)] == [500] * 2 + [120] * 6


def test_a_pulse_that_was_cut_is_felt_in_a_session_and_shown_at_its_end():
    after = rig(HOLD)
    since = len(after.trace)
    after.run("capped motor\nwait 4000\n")
    assert [long_ms for _, long_ms in pulses(after, since)] == [120] * 6
    assert after.device.state == "hold"
    after.run("tap STOP\nwait 3000\ntap NEXT\nwait 1000\n")
    assert after.device.state == "done"
    after.run("tap STOP\n")
    assert (after.device.state, after.motor_pct, after.tone_hz) == ("home", 0, 0)
    after.run("wait 2000\n")
    assert shown(after, "screen", "error") == ("error", "error_capped")
    after.run("tap STOP\n")
    assert after.device.state == "home"


def test_the_screen_of_a_pulse_that_was_cut_does_not_call_itself():
    after = rig(HOME + "capped motor\nwait 300\n")
    assert after.device.state == "error"
    after.run("capped motor\nwait 2000\ntap START\nwait 2000\n")
    assert after.device.state == "home"
    assert after.device.fault_signs.capped == {"motor": 2, "tone": 0}
    after.run("capped tone\n")
    assert after.device.state == "error"


def test_a_pulse_that_was_cut_leads_around_nothing_at_power_up():
    after = rig("capped tone\nwait 1000\n")
    assert after.device.state == "stop_check"
    after.run(STOPPED)
    assert after.device.state == "question"


def test_a_fault_is_not_felt_in_the_silence():
    after = rig(HOLD + "tap STOP\n")
    since = len(after.trace)
    after.give(events.StoreFailed(-1, "io"))
    after.run("wait 800")
    assert pulses(after, since) == []


# --- waiting, stuck keys, stalls --------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "ms"),
    [(PROMPT, 597_000), (HOLD + "tap START\n", 599_900)],
)
def test_nobody_there_ends_the_session_after_ten_minutes(script, ms):
    after = rig(script)
    after.wait(ms - 1000)
    assert after.device.session.ended == ""
    after.wait(1100)
    assert shown(after, "screen", "ended") == ("done", "ended_early")
    after.wait(60_000)
    assert after.device.session is None


def test_a_stuck_stop_refuses_every_start():
    after = rig(HOME + "press STOP\nwait 10500\n")
    assert shown(after, "screen", "button") == ("stuck", "STOP")
    after.run("tap START\nwait 300\ntap START\nwait 300")
    assert shown(after, "screen", "reason") == ("refused", "refused_stuck_stop")


def test_a_key_stuck_in_a_session_is_said_at_its_end():
    after = rig(HOLD + "press NEXT\nwait 11000\n")
    assert after.device.session
    after.press("STOP")
    after.wait(3500)
    after.release("STOP")
    after.tap("START")
    after.wait(500)
    after.tap("START")
    after.wait(2000)
    after.tap("START")
    after.wait(500)
    assert shown(after, "screen", "button") == ("stuck", "NEXT")


def test_a_stuck_key_at_power_up_does_not_lead_around_the_stop_check():
    after = rig(HOME)
    after.power_up()
    after.press("NEXT")
    after.wait(10_500)
    assert after.device.state == "stuck"
    after.run("tap START\nwait 300\ntap START\nwait 500")
    assert after.device.state == "stop_check"


def test_a_device_that_slept_pauses_and_asks_for_a_press():
    after = rig(HOLD)
    after.now_ms += 30_000
    after.settle()
    assert shown(after, "screen", "at") == ("paused", "hold")
    assert records(after, "end")[-1]["ms"] <= 3000
    after.run("wait 20000")
    assert after.device.state == "paused"


# --- the trainer ----------------------------------------------------------------------


def test_the_trainer_keeps_its_confusions_and_shows_them():
    after = rig(EXTRA + "tap START\nwait 400\ntap START\nwait 4000\ntap START\nwait 500\n")
    played, named = (records(after, "trained")[0][name] for name in ("played", "named"))
    after.run("tap START\nwait 3000\nlong NEXT\nwait 300")
    assert shown(after, "stage", "index", "count") == ("known", 12, 12)
    known = after.device.view.known
    assert sum(map(sum, known)) == 1
    row = after.device.progress.confusions.matrix([played, named])
    assert row[0][1 if played != named else 0] == 1
    after.run("power\n" + STOPPED)
    assert sum(map(sum, after.device.progress.confusions.matrix((played, named)))) >= 1
