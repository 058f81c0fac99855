"""Pulses spelled back into cues, and levels into strips and pixels into characters."""

import pytest
from acupacer.boards.decoder import FeltCue
from acupacer.boards.sim import pixels
from acupacer.boards.sim.signals import CueLog, Signal
from acupacer.core.cue import cues, trains


def records(name, at_ms, scale_pct=100, has_tone=True):
    """The trace of a cue: motor and tone edges."""
    cue = cues.BY_NAME[name]
    found = []
    for start_ms, length_ms in trains.pulses(cue.pattern, scale_pct):
        for key, level in (("motor_pct", 100), ("tone_hz", cue.tone_hz)):
            if key == "motor_pct" or has_tone:
                found.append({"t_ms": at_ms + start_ms, key: level})
                found.append({"t_ms": at_ms + start_ms + length_ms, key: 0})
    return sorted(found, key=lambda record: record["t_ms"])


def heard(trace, until_ms=60_000):
    log = CueLog()
    for record in trace:
        log.take(record)
    return log.finished(until_ms)


@pytest.mark.parametrize("scale_pct", cues.MOTOR_SCALE_PCT.values())
@pytest.mark.parametrize("cue", cues.CUES, ids=lambda cue: cue.name)
def test_every_cue_is_named_on_every_motor(cue, scale_pct):
    assert heard(records(cue.name, 1000, scale_pct)) == [
        FeltCue(1000, (cue.name,), cue.pattern, 0)
    ]


def test_a_cue_is_told_once_and_only_when_it_is_over():
    log = CueLog()
    for record in records("press", 0):
        log.take(record)
    assert log.finished(800) == []
    assert log.finished(801) == [FeltCue(0, ("press",), "L", 0)]
    assert log.finished(900) == []


def test_a_cue_that_is_still_played_is_not_told():
    log = CueLog()
    for record in records("turn", 0)[:-1]:
        log.take(record)
    assert log.finished(60_000) == []


def test_cues_one_after_another_stay_apart():
    trace = records("countdown", 0) + records("countdown", 1000) + records("press", 2000)
    assert [cue.name for cue in heard(trace)] == ["countdown", "countdown", "press"]
    cut_short = records("ask", 0)[:4] + records("paused", 500 + trains.GROUP_GAP_MS)
    assert [cue.called() for cue in heard(cut_short)] == ["ask, cut after 500 ms", "paused"]


def test_a_strip_shows_where_the_level_was_on():
    signal = Signal()
    signal.change(100, 70)
    signal.change(160, 0)
    assert signal.strip(300, 5, 60) == [False, True, True, False, False]
    signal.change(290, 70)
    assert signal.strip(300, 5, 60) == [False, True, True, False, True]
    assert signal.strip(10_000, 5, 60) == [True] * 5
    signal.change(10_000, 0)
    assert signal.strip(20_000, 3, 60) == [False] * 3


def picture(*lines):
    return [[letter == "#" for letter in line] for line in lines]


def test_half_blocks_keep_every_pixel():
    assert pixels.half_blocks(picture("# #.", " ##.")) == ["▀▄█ "]


def test_braille_keeps_every_pixel():
    assert pixels.braille(picture("# ", "# ", "# ", "# ")) == ["\u2847"]
    assert pixels.braille(picture(" #", " #", " #", " #")) == ["\u28b8"]
    assert pixels.braille(picture("####", "####", "####", "####")) == ["\u28ff\u28ff"]


def test_both_keep_the_panels_shape():
    rows = [[False] * 128 for _ in range(64)]
    assert {len(line) for line in pixels.half_blocks(rows)} == {128}
    assert len(pixels.half_blocks(rows)) == 32
    assert {len(line) for line in pixels.braille(rows)} == {64}
    assert len(pixels.braille(rows)) == 16
