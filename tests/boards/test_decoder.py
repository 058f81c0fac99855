"""Pulses read back into cues: every cue of the vocabulary, whole and cut anywhere."""

import pytest
from acupacer.boards import decoder
from acupacer.boards.decoder import FeltCue, decode
from acupacer.boards.pulse_log import Pulse, PulseLog
from acupacer.core.cue import cues, trains
from acupacer.core.cue.player import LATE_MS, Player
from acupacer.core.events import SetMotor
from hypothesis import given
from hypothesis import strategies as st

SCALES = pytest.mark.parametrize("scale_pct", cues.MOTOR_SCALE_PCT.values())
ONE_SHORT = ("out", "countdown", "tick", "no_room", "woken")
PATTERNS = [(cue.name, cue.pattern) for cue in cues.CUES if cue.name != "where_am_i"]
PATTERNS += [
    ("where_am_i", (marks + " " + "S" * repetition).strip())
    for marks in cues.SIDE_MARKS.values()
    for repetition in range(21)
]


def played(pattern, at_ms=0, tone_hz=0, scale_pct=100):
    """The pulses of a pattern from ``at_ms`` on; tone 0: the motor alone."""
    marks, _, repetition = pattern.partition(" ")
    rows = trains.pulses(marks, scale_pct)
    if repetition:
        side = next(side for side, letters in cues.SIDE_MARKS.items() if letters == marks)
        rows = cues.where_am_i(side, len(repetition), scale_pct)
    return [Pulse(at_ms + start, at_ms + start + long, tone_hz) for start, long in rows]


def sounding(name, at_ms=0, scale_pct=100):
    cue = cues.BY_NAME[name]
    return played(cue.pattern, at_ms, cue.tone_hz, scale_pct)


def cut(pulses, ms):
    """What is left of ``pulses`` when they end at ``ms``."""
    kept = [pulse for pulse in pulses if pulse.start_ms < ms]
    return [pulse._replace(end_ms=min(pulse.end_ms, ms)) for pulse in kept]


def names_of(pulses, scale_pct=0):
    return [cue.names for cue in decode(pulses, scale_pct)]


# --- one cue alone ----------------------------------------------------------------------


@SCALES
def test_every_cue_that_sounds_is_itself_on_every_motor(scale_pct):
    for name, pattern in PATTERNS:
        pulses = played(pattern, 700, cues.BY_NAME[name].tone_hz, scale_pct)
        for known_pct in (scale_pct, 0):
            assert decode(pulses, known_pct) == [FeltCue(700, (name,), pattern, 0)]


@SCALES
def test_without_a_tone_all_that_feel_the_same_are_named(scale_pct):
    for _, pattern in PATTERNS:
        alike = tuple(name for name, other in PATTERNS if other == pattern)
        pulses = played(pattern, 0, 0, scale_pct)
        assert decode(pulses, scale_pct) == [FeltCue(0, alike, pattern, 0)]


def test_which_cues_feel_the_same_is_known():
    alike = {}
    for name, pattern in PATTERNS:
        alike.setdefault(pattern, []).append(name)
    assert [names for names in alike.values() if len(names) > 1] == [
        ["press", "where_am_i"],
        ["turn", "no", "rejected"],
        list(ONE_SHORT),
        ["next_point", "where_am_i"],
        ["yes", "where_am_i"],
    ]


# --- cut --------------------------------------------------------------------------------


@SCALES
@pytest.mark.parametrize("has_tone", [True, False])
def test_every_cue_cut_in_every_pulse_is_itself_cut(has_tone, scale_pct):
    for name, pattern in PATTERNS:
        pulses = played(pattern, 0, has_tone * cues.BY_NAME[name].tone_hz, scale_pct)
        for pulse in pulses:
            for cut_ms in (pulse.start_ms + 1, pulse.end_ms - LATE_MS - 1):
                (felt,) = decode(cut(pulses, cut_ms), scale_pct)
                assert name in felt.names, (cut_ms, felt)
                assert (felt.cut_ms, felt.name) == (cut_ms, "")


@SCALES
def test_every_cue_cut_in_every_gap_is_itself_cut_or_another_whole_one(scale_pct):
    for name, pattern in PATTERNS:
        tone_hz = cues.BY_NAME[name].tone_hz
        pulses = played(pattern, 0, tone_hz, scale_pct)
        for count in range(1, len(pulses)):
            (felt,) = decode(pulses[:count], scale_pct)
            whole = tuple(
                other
                for other, other_pattern in PATTERNS
                if other_pattern == felt.pattern and cues.BY_NAME[other].tone_hz == tone_hz
            )
            assert felt.names == (whole or (name,))
            assert felt.cut_ms == (0 if whole else pulses[count - 1].end_ms)


def test_a_cut_cue_is_called_so():
    (felt,) = decode(cut(sounding("press"), 200))
    assert felt == FeltCue(0, ("press",), "S", 200)
    assert felt.called() == "press, cut after 200 ms"
    (felt,) = decode(cut(sounding("release"), 700))
    assert felt.called() == "release, cut after 700 ms"


def test_what_is_not_certain_is_called_so():
    (felt,) = decode(played("S"))
    assert felt.called() == "out, countdown, tick, no_room or woken"
    (felt,) = decode(played("L"))
    assert (felt.called(), felt.name) == ("press or where_am_i", "")
    (felt,) = decode(played("LSL"))
    assert (felt.called(), felt.names, felt.pattern) == ("unknown", (), "LSL")
    (felt,) = decode(played("L", tone_hz=1234))
    assert (felt.called(), felt.pattern) == ("unknown", "L")


# --- one after another ------------------------------------------------------------------


@SCALES
@given(st.lists(st.sampled_from([cue.name for cue in cues.CUES]), min_size=1, max_size=6))
def test_cues_as_close_as_the_player_lets_them_come_stay_apart(scale_pct, names):
    at_ms, pulses, expected = 0, [], []
    for name in names:
        pulses += sounding(name, at_ms, scale_pct)
        if expected and expected[-1][0] == name:
            at_ms += 1000  # two of one kind never come closer
            pulses = pulses[: -len(sounding(name))] + sounding(name, at_ms, scale_pct)
        expected.append((name,))
        at_ms = pulses[-1].end_ms + trains.GROUP_GAP_MS
    assert names_of(pulses, scale_pct) == expected


def test_a_cue_that_cuts_another_leaves_it_its_name():
    pulses = cut(sounding("ask"), 300) + sounding("paused", 600)
    assert [cue.called() for cue in decode(pulses)] == ["ask, cut after 300 ms", "paused"]


def test_a_gun_says_press_and_release_twice():
    pulses = [
        Pulse(start, start + long, 1200)
        for start, long in trains.doubled(trains.pulses(cues.BY_NAME["release"].pattern))
    ]
    assert names_of(pulses) == [("release",), ("release",)]


def test_seconds_tell_a_countdown_without_a_tone():
    pulses = played("S", 0) + played("S", 1000) + played("S", 2000) + played("L", 3000)
    assert names_of(pulses) == [("countdown",)] * 3 + [("press",)]
    assert names_of(pulses[:2]) == [("countdown",)] * 2
    assert names_of(played("S", 0) + played("S", 1000 + LATE_MS)) == [("countdown",)] * 2
    assert names_of(played("S", 0) + played("S", 1001 + LATE_MS)) == [ONE_SHORT] * 2
    assert names_of(played("S", 0) + played("LLLL", 1000))[0] == ONE_SHORT


def test_a_late_step_stretches_a_cue_and_it_is_still_known():
    pulses = [Pulse(0, 180, 0), Pulse(310, 500, 0), Pulse(700, 1260, 0)]
    assert decode(pulses, 100) == [FeltCue(0, ("release",), "SSL", 0)]


@given(st.integers(-LATE_MS, LATE_MS))
def test_an_edge_as_late_as_is_let_pass_changes_nothing(late_ms):
    pulses = [pulse._replace(end_ms=pulse.end_ms + late_ms) for pulse in sounding("fault")]
    assert names_of(pulses, 100) == [("fault",)]


def test_the_scales_are_those_of_the_motors():
    assert sorted(decoder.SCALES_PCT) == sorted(cues.MOTOR_SCALE_PCT.values())
    assert decoder.SCALES_PCT[-1] == max(decoder.SCALES_PCT)


# --- changes into pulses ----------------------------------------------------------------


def log_of(player, until_ms):
    log = PulseLog()
    while player.next_ms is not None and player.next_ms <= until_ms:
        effects, now_ms = [], player.next_ms
        player.step(now_ms, effects)
        for effect in effects:
            if isinstance(effect, SetMotor):
                log.motor(now_ms, effect.duty_pct)
            else:
                log.tone(now_ms, effect.freq_hz)
    return log


@pytest.mark.parametrize("has_sound", [True, False])
@pytest.mark.parametrize("has_vibration", [True, False])
def test_what_the_player_plays_is_read_back(has_sound, has_vibration):
    player = Player()
    player.has_sound, player.has_vibration = has_sound, has_vibration
    player.play("paused", 1000)
    found = decode(log_of(player, 60_000).pulses)
    silent = not has_sound and not has_vibration
    assert found == ([] if silent else [FeltCue(1000, ("paused",), "SSS", 0)])


def test_a_pulse_lasts_while_either_is_on():
    log = PulseLog()
    log.motor(100, 70)
    log.tone(101, 2000)
    assert (log.is_on, log.pulses) == (True, [])
    log.motor(220, 0)
    log.tone(223, 0)
    assert (log.is_on, log.pulses) == (False, [Pulse(100, 223, 2000)])


@pytest.mark.parametrize(
    ("tone_hz", "longest_ms"),
    [(2000, 300), (1500, 458), (2300, 908), (0, 908), (1234, 300)],
)
def test_how_long_a_cue_may_still_go_on(tone_hz, longest_ms):
    assert decoder.silence_ms(tone_hz) == longest_ms
