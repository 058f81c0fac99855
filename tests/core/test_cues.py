"""The vocabulary: exact pulses, and that every pattern says what the contract says."""

import pytest
from acupacer.core.cue import cues, trains

PATTERNS = {
    "countdown": "S",
    "press": "L",
    "release": "SSL",
    "turn": "SS",
    "out": "S",
    "switch_side": "SS-SS",
    "next_point": "LL",
    "window": "LSS",
    "paused": "SSS",
    "ask": "LS",
    "session_done": "LLLL",
    "yes": "LLL",
    "no": "SS",
    "fault": "SSSSSS",
    "tick": "S",
    "rejected": "SS",
    "no_room": "S",
    "where_am_i": "L",
}


def test_the_vocabulary_is_the_contract():
    assert {name: cues.BY_NAME[name].pattern for name in PATTERNS} == PATTERNS
    assert len(cues.BY_NAME) == len(cues.CUES)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("S", [(0, 120)]),
        ("SSL", [(0, 120), (240, 120), (480, 500)]),
        ("SS-SS", [(0, 120), (240, 120), (660, 120), (900, 120)]),
        ("LLLL", [(0, 500), (620, 500), (1240, 500), (1860, 500)]),
    ],
)
def test_pulses_at_the_typical_motor(pattern, found):
    assert trains.pulses(pattern) == found


def test_the_motor_kind_scales_lengths_and_gaps():
    assert trains.pulses("SS", 150) == [(0, 180), (360, 180)]
    assert trains.pulses("S-L", 80) == [(0, 96), (336, 400)]


def test_where_am_i_says_side_then_repetition():
    assert cues.where_am_i("left", 2) == [(0, 500), (1100, 120), (1340, 120)]
    assert cues.where_am_i("both", 0) == [(0, 500), (620, 500), (1240, 500)]


def test_doubled_comes_again_a_second_after_the_end():
    assert trains.doubled([(0, 500)]) == [(0, 500), (1500, 500)]


@pytest.mark.parametrize(
    ("scale_pct", "is_doubled", "lead_ms"),
    [(80, False, 1500), (100, False, 1500), (150, False, 1970), (100, True, 3460)],
)
def test_release_is_felt_before_the_next_cue(scale_pct, is_doubled, lead_ms):
    assert cues.lead_after_release_ms(scale_pct, is_doubled) == lead_ms
