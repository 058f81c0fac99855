"""STOP ends the motor at once, and cues stay on time, whatever else the chip does."""

import random

import pytest
import rp2040_documents as documents
import rp2040_scenes as scenes
from acupacer.core.events import ROUTINES_FILE
from rp2040_copies import in_a_copy
from rp2040_host import SCREEN, STATE, Host
from rp2040_session import lags_of
from rp2040_twin import MOTOR, PINS

SEED = 12
PULSES = 8
INSTANTS_A_PULSE, MANY_INSTANTS_A_PULSE = 3, 125  # a third of them while the motor is on
OFF_MS = 10
BUSY_MS = 8  # how late an edge may be while a host asks
FLOOD_EVERY_MS = 3
PULSE_MS = 100
PERIOD_MS = 8  # longer than one of the motor's PWM
HOLD_MS = 25_000
PATIENCE_MS = 20_000
ERASE = 0x20  # the flash chip's command


@pytest.fixture(scope="module")
def prompt(image_path):
    """A chip at the first prompt of a routine, and its twin."""
    chip, twin = scenes.at_home(scenes.new_chip(image_path))
    twin.open_routine()
    return chip, twin


def stop_many(chip, instants_a_pulse):
    """STOP at random instants of each of the first pulses after START, each in a copy."""
    dice = random.Random(SEED)
    host = Host(chip)
    edges = chip.edges[MOTOR]
    chip.press(PINS["START"], 100)
    took_ms = []
    for _ in range(PULSES):
        wait_for_pulse(chip, host)
        for _ in range(instants_a_pulse):
            delay_ms = dice.uniform(0, PULSE_MS)
            took_ms.append(in_a_copy(lambda by_ms=delay_ms: stop_after(chip, host, by_ms)))
        host.poll(PULSE_MS, FLOOD_EVERY_MS)
    while_on_ms = sorted(round(ms, 2) for ms in took_ms if ms is not None)
    scenes.tell("STOP to motor off, ms", while_on_ms)
    assert len(while_on_ms) >= PULSES * instants_a_pulse // 3
    assert edges and host.answers > PULSES
    assert max(while_on_ms) <= OFF_MS


def wait_for_pulse(chip, host):
    """Until the motor, which rests, begins another one; the host asks all the time."""
    end_ms = chip.now_ms + PATIENCE_MS
    before = len(chip.edges[MOTOR])
    while len(chip.edges[MOTOR]) == before:
        assert chip.now_ms < end_ms, "no pulse comes"
        host.poll(FLOOD_EVERY_MS, FLOOD_EVERY_MS)


def stop_after(chip, host, delay_ms):
    """How long after STOP's contact the motor was off, in ms; None if it was off before."""
    host.poll(delay_ms, FLOOD_EVERY_MS)
    edges = chip.edges[MOTOR]
    pressed_ms = chip.now_ms
    was_on = pressed_ms - edges[-1][0] < PERIOD_MS
    chip.hold(PINS["STOP"])
    host.poll(2 * PERIOD_MS, FLOOD_EVERY_MS)
    ends = [at_ms for at_ms, is_high in edges if not is_high and at_ms >= pressed_ms]
    assert not chip.is_high(MOTOR), "the motor runs on"
    return (max(ends, default=pressed_ms) - pressed_ms) if was_on else None


def test_stop_ends_the_motor_at_once(prompt):
    stop_many(prompt[0], INSTANTS_A_PULSE)


@pytest.mark.soak
def test_stop_ends_the_motor_at_once_at_many_instants(prompt):
    stop_many(prompt[0], MANY_INSTANTS_A_PULSE)


def test_a_press_that_is_over_before_flash_was_written_ends_the_session(prompt):
    """No interrupt comes while flash is erased, which may take longer than a press."""
    chip, _ = prompt
    chip.press(PINS["START"], 100)
    written = tap_within_next_flash_write(chip, PINS["STOP"])
    chip.run_until(lambda: written)
    chip.run(300)
    assert Host(chip).ask(STATE)["state"] == "silence"


def tap_within_next_flash_write(chip, pin):
    """A list that gets the instant of the next write; in it ``pin`` is pressed and let go."""
    found, ssi = [], chip.mcu.ssi
    apply = ssi._apply_command

    def tapped():
        if not found and ssi._tx_buffer[:1] == bytes((ERASE,)):
            found.append(chip.now_ms)
            chip.hold(pin)
            chip.let_go(pin)
        apply()

    ssi._apply_command = tapped
    return found


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
    scenes.tell("answers, edges in ms", (host.answers, [round(lag) for lag in lags]))
    assert len(found) == len(wanted) >= 10
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
    assert twin.core.device.session is not None
    lags = lags_of(*twin.pulses(began_ms))
    scenes.tell("64 steps: answers, worst edge ms", (host.answers, max(lags)))
    assert chip.resets == []
    assert max(lags) <= BUSY_MS
    twin.settle()
    twin.look()
    assert twin.differing == []
