"""Every cue can be felt, and any two that can meet are told apart.

The bars and the model are in ``legibility``, what can meet in ``cue_contexts``; both come
from the device's own tables. A cue that fails here must be changed, not the bar.
"""

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from acupacer.core.cue import cues, player, trains
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.routine import fields
from acupacer.core.session import timetable
from acupacer_host.content import routine_files
from acupacer_host.content.validate import check_bytes
from acupacer_host.pictures import timeline
from acupacer_host.records import today

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

import cue_contexts
import draw_legibility
import legibility
from acupacer.core.routine.document import parse_routine
from rig import Rig
from routine_parts import make_step
from test_session import Walker

KINDS = pytest.mark.parametrize("kind", cues.MOTOR_SCALE_PCT)
STRENGTHS = pytest.mark.parametrize("strength_pct", cues.STRENGTH_PCT.values())


@pytest.fixture(scope="module")
def contexts():
    return cue_contexts.widened(cue_contexts.find())


@KINDS
@STRENGTHS
@pytest.mark.parametrize("lateness", [lambda p: p, legibility.late, legibility.early_gap])
def test_every_pulse_is_felt_and_every_gap_too(kind, strength_pct, lateness):
    for name, pulses in legibility.variants(kind).items():
        made = lateness(pulses)
        levels = legibility.felt(made, kind, strength_pct)
        weakest = min(legibility.peaks(made, levels))
        highest = max(legibility.valleys(made, levels), default=0.0)
        assert weakest >= legibility.PULSE_LEAST, (name, kind, weakest)
        assert highest <= legibility.VALLEY_MOST, (name, kind, highest)
        assert len(legibility.decoded(levels)) == len(pulses), (name, kind)


def test_the_bars_are_those_of_the_rule():
    assert (legibility.PULSE_LEAST, legibility.VALLEY_MOST) == (0.60, 0.35)
    assert (legibility.RISE_MS, legibility.COAST_MS, legibility.SOFT_START_MS) == (60, 90, 30)


def test_a_pulse_that_is_too_short_fails_the_bar():
    levels = legibility.felt([(0, 100)], "typical")
    assert max(levels) < legibility.PULSE_LEAST
    levels = legibility.felt([(0, 500), (540, 120)], "typical")
    assert min(levels[500:540]) > legibility.VALLEY_MOST


@KINDS
def test_cues_that_can_meet_differ_or_have_a_stated_rhythm(kind, contexts):
    felt = {
        name: legibility.decoded(legibility.felt(pulses, kind))
        for name, pulses in legibility.variants(kind).items()
    }
    series = set()
    for one, other in cue_contexts.pairs(contexts):
        apart = legibility.difference(felt[one], felt[other])
        if apart:
            continue
        assert (one, other) in draw_legibility.SERIES, (one, other)
        series.add((one, other))
    assert series == set(draw_legibility.SERIES), "a rhythm is stated that nobody needs"


@KINDS
def test_cues_of_one_count_and_length_are_listed_with_their_rhythm(kind, contexts):
    felt = {
        name: legibility.decoded(legibility.felt(pulses, kind))
        for name, pulses in legibility.variants(kind).items()
    }
    alike = {
        draw_legibility.families(pair)
        for pair in cue_contexts.pairs(contexts)
        if legibility.difference(felt[pair[0]], felt[pair[1]]) == "rhythm"
    }
    assert alike == set(draw_legibility.RHYTHMS)


def test_the_device_was_explored(contexts):
    for state in ("hold hands", "rest hands", "switch_side hands", "movement balls"):
        assert {"press", "release"} & contexts[state], state
    assert {"countdown", "press", "release", "tick", "turn", "fault"} <= contexts["hold hands"]
    assert {"press_twice", "release_twice"} <= contexts["spot gun"]
    assert "session_done" in contexts["done"]
    assert "ask" in contexts["power_loss_offer"]
    met = {name.partition("_twice")[0] for names in contexts.values() for name in names}
    for cue in cues.CUES:
        assert cue.name in met or any(name.startswith(cue.name) for name in met), cue.name


# --- the series and rhythms that are stated ------------------------------------------------


def played():
    """(cues of a whole session, doses) of every factory routine, first and last level."""
    for entry in check_bytes(routine_files.packaged(), "packaged").entries:
        for level in (0, 10):
            data = routine_files.packaged()[entry.offset : entry.offset + entry.length]
            routine = parse_routine(data, entry.id)
            asked = today.prescriptions_at(routine, level)
            yield timeline.play(routine, asked, has_ticks=True).cues


def test_countdowns_are_a_series_that_ends_at_a_boundary():
    for found in played():
        starts = {at_ms: name for at_ms, name in found if name != "tick"}
        for at_ms, name in found:
            if name == "countdown":
                after = starts.get(at_ms + 1000)
                assert after in ("countdown", "press", "release", "next_point"), (at_ms, after)


@KINDS
@pytest.mark.parametrize("lateness", [lambda p: p, legibility.late, legibility.early_gap])
def test_in_the_shortest_holds_and_rests_press_and_release_are_told_apart(kind, lateness):
    """By feel alone: one pulse, then three, with more silence between than within any cue."""
    step = make_step({"method": "hands", "point": "LI4", "hold": 3, "rest_s": 2})
    played = Walker((step, Prescription(3, 0, 4, ("left",), 0, 0)))
    scale_pct = played.player.scale_pct = cues.MOTOR_SCALE_PCT[kind]
    played.start(24_000)
    begun = [row for row in played.cues() if row[0] >= 5000]
    assert [row[1] for row in begun] == ["press", "release"] * 4
    train = [
        (at_ms - 5000 + start_ms, long_ms)
        for at_ms, name in begun
        for start_ms, long_ms in lateness(trains.pulses(cues.BY_NAME[name].pattern, scale_pct))
    ]
    apart_ms = trains.GROUP_GAP_MS * scale_pct // 100
    groups = [[]]
    for start_ms, long_ms in legibility.decoded(legibility.felt(train, kind)):
        if groups[-1] and start_ms - sum(groups[-1][-1]) >= apart_ms:
            groups.append([])
        groups[-1].append((start_ms, long_ms))
    assert [len(group) for group in groups] == [1, 3] * 4
    for one, other in pairwise(groups):
        assert legibility.difference(one, other) == "count"
        assert other[0][0] - sum(one[-1]) >= 2 * max(
            after[0] - sum(before) for before, after in pairwise(groups[1])
        )


@pytest.mark.parametrize("name", ["tick", "out"])
def test_ticks_and_outs_stand_alone(name):
    seen = 0
    for found in played():
        times = [at_ms for at_ms, _ in found]
        for index, (at_ms, other) in enumerate(found):
            if other == name:
                seen += 1
                near = times[max(0, index - 1) : index] + times[index + 1 : index + 2]
                assert all(abs(at_ms - near_ms) >= 2000 for near_ms in near), (at_ms, found)
    assert seen


def test_rejected_answers_a_key_at_once():
    rig = Rig({})
    rig.wait(1000)
    rig.device.player.has_sound = False
    rig.wait(2000)
    rig.tap("NEXT")
    rig.wait(1000)
    rig.trace.clear()  # the STOP check has no long NEXT
    rig.long("NEXT")
    motor = [line for line in rig.trace if " motor " in line]
    assert motor[0] == f"{rig.now_ms - 100} motor 100"  # at 800 ms of the 900 it is down


# --- docs --------------------------------------------------------------------------------


def test_the_page_and_the_picture_are_fresh(contexts):
    made = draw_legibility.page(contexts)
    docs = ROOT / "docs" / "developer"
    assert (docs / "legibility.md").read_text(encoding="utf-8") == made, (
        "run: python tools/draw_legibility.py"
    )
    assert draw_legibility.picture_digest(docs / "legibility.png") == draw_legibility.digest(
        contexts
    ), "run: python tools/draw_legibility.py"


def test_lateness_that_is_let_pass_is_what_the_shortest_pulse_can_lose():
    assert player.LATE_MS == 8
    shortest = trains.pulses("S", cues.MOTOR_SCALE_PCT["fast"])
    lost = [(0, long_ms - player.LATE_MS - 2) for _, long_ms in shortest]
    assert max(legibility.felt(lost, "fast")) < legibility.PULSE_LEAST
    assert timetable.TICK_CLEAR_MS == player.TICK_CLEAR_MS
    assert fields.METHODS  # methods are what contexts are named by
