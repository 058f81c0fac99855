"""STOP ends the motor at once, and cues stay on time, whatever else the chip does."""

import random

import pytest
import rp2040_documents as documents
import rp2040_scenes as scenes
from acupacer.core.events import ROUTINES_FILE
from rp2040_copies import in_a_copy
from rp2040_host import SCREEN, STATE, Host
from rp2040_session import lags_of
from rp2040_twin import MOTOR, PINS, PULSE_GAP_MS

SEED = 12
INSTANTS, MANY_INSTANTS = 20, 500
OFF_MS = 10
BUSY_MS = 8  # how late an edge may be while a host asks without a break
FLOOD_EVERY_MS = 3
LAST_PULSE = 12  # STOP comes in one of so many pulses after START
PULSE_MS = 100
HOLD_MS = 40_000
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def prompt(image_path):
    """A chip at the first prompt of a routine, and its twin."""
    chip, twin = scenes.at_home(scenes.new_chip(image_path))
    twin.open_routine()
    return chip, twin


def stop_at(chip, pulse, delay_ms):
    """How many ms after STOP's contact the motor was off; None if it was off before.

    STOP comes ``delay_ms`` into the motor's pulse of that number after START, while a host
    asks for the screen all the time.
    """
    host = Host(chip)
    edges = chip.edges[MOTOR]
    edges.clear()
    chip.press(PINS["START"], 30)
    end_ms = chip.now_ms + PATIENCE_MS
    while pulses_begun(edges) < pulse:
        assert chip.now_ms < end_ms, "START leads to no pulses"
        host.poll(FLOOD_EVERY_MS, FLOOD_EVERY_MS)
    chip.run(delay_ms)
    pressed_ms = chip.now_ms
    was_on = pressed_ms - edges[-1][0] < PULSE_GAP_MS
    chip.hold(PINS["STOP"])
    host.poll(PULSE_GAP_MS * 2, FLOOD_EVERY_MS)
    ends = [at_ms for at_ms, is_high in edges if not is_high and at_ms >= pressed_ms]
    assert not chip.is_high(MOTOR)
    return (max(ends, default=pressed_ms) - pressed_ms) if was_on else None


def pulses_begun(edges):
    """How many pulses ``edges`` tell of; the periods of the PWM are joined."""
    at_ms = [at for at, _ in edges]
    gaps = [later - earlier for earlier, later in zip(at_ms, at_ms[1:], strict=False)]
    return bool(edges) + sum(gap > PULSE_GAP_MS for gap in gaps)


def stop_many(chip, count):
    dice = random.Random(SEED)
    took_ms = []
    while len(took_ms) < count:
        instant = dice.randint(1, LAST_PULSE), dice.uniform(0, PULSE_MS)
        found = in_a_copy(lambda at=instant: stop_at(chip, *at))
        if found is not None:
            took_ms.append(round(found, 2))
    scenes.tell("STOP to motor off, ms", sorted(took_ms))
    assert max(took_ms) <= OFF_MS


def test_stop_ends_the_motor_at_once(prompt):
    stop_many(prompt[0], INSTANTS)


@pytest.mark.soak
def test_stop_ends_the_motor_at_once_at_many_instants(prompt):
    stop_many(prompt[0], MANY_INSTANTS)


def test_cues_are_on_time_while_a_host_asks_without_a_break(image_path):
    chip, twin = scenes.at_home(scenes.new_chip(image_path))
    twin.open_routine()
    host = Host(chip)
    began_ms = twin.core.now_ms
    twin.tap("START")
    host.poll(HOLD_MS, FLOOD_EVERY_MS)
    twin.wait(0)
    found, wanted = twin.pulses(began_ms)
    lags = lags_of(found, wanted)
    scenes.tell("answers, worst edge ms", (host.answers, max(lags)))
    assert len(found) == len(wanted) > 20
    assert host.answers > 100
    assert max(lags) <= BUSY_MS


def test_the_longest_routine_runs_while_a_host_polls(image_path):
    """The first thing a program short of memory fails at."""
    files = {ROUTINES_FILE: documents.many_steps()}
    chip, twin = scenes.at_home(scenes.new_chip(image_path, files), files)
    twin.open_routine()
    host = Host(chip)
    host.poll(3_000, 100, (STATE, SCREEN))
    twin.wait(0)
    began_ms = twin.core.now_ms
    twin.tap("START")
    host.poll(HOLD_MS, 100, (STATE, SCREEN))
    twin.wait(0)
    assert twin.core.device.session.is_running
    lags = lags_of(*twin.pulses(began_ms))
    scenes.tell("64 steps: answers, worst edge ms", (host.answers, max(lags)))
    assert chip.resets == []
    assert max(lags) <= BUSY_MS
    twin.settle()
    twin.look()
    assert twin.differing == []
