"""What a maker sees of a config.json with a fault, and of a program that fails."""

import pytest
import rp2040_scenes as scenes
from acupacer.boards.pico.config import Config
from raw_repl import RawRepl
from rp2040_bridge import Bridge
from rp2040_flash import read_file
from rp2040_rig import Rp2040
from rp2040_twin import MOTOR, PINS, Twin
from rp2040_words import Words

FAULT_MS = 3_000
PLANTED = "GP26: planted fault"
# Wherever the device is stepped next, it fails.
PLANT = f"""
from acupacer.core.device import Device
def step(self, now_ms, inputs):
    raise OSError("{PLANTED}")
Device.step = step
from acupacer.boards.pico.start import start
start(False)
"""
HANG_MS = 3_000
# The loop hangs once, while the first cue sounds.
HANG = f"""
import time
from acupacer.boards.loop import Loop
turn = Loop.turn
hung = []
def hang(self):
    result = turn(self)
    if self.board.motor.level and not hung:
        hung.append(True)
        since_ms = time.ticks_ms()
        while time.ticks_diff(time.ticks_ms(), since_ms) < {HANG_MS}:
            pass
    return result
Loop.turn = hang
from acupacer.boards.pico.start import start
start(False)
"""
# (config.json, what the serial line has to name)
BROKEN = (
    (b'{"motor_pim": 14}', "motor_pim"),
    (b'{"motor_pin": 99}', "motor_pin"),
    (b'{"motor_pin": 16}', "_pin"),
    (b'{"sda_pin": 5, "scl_pin": 4}', "_pin"),
    (b'{"product": "yes"}', "product"),
    (b'{"address": 61.5}', "address"),
    (b'{"panel": "ssd1307"}', "panel"),
    (b'{"motor_hz": 20000}', "motor_hz"),
    (b'{"buzzer": "passive"', "config.json"),
    (b"\xff\xfe\x00motor", "config.json"),
)


@pytest.fixture(scope="module")
def words(image_path):
    return Words(image_path)


@pytest.mark.parametrize("text,named", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_config_is_named_and_nothing_runs(image_path, words, text, named):
    chip = Rp2040(image_path, {"config.json": text})
    chip.run(FAULT_MS)
    said = chip.take().decode()
    assert named in said
    shown = words.lines(chip)
    assert "config" in "".join(shown)
    chip.press(PINS["STOP"])
    chip.press(PINS["START"])
    chip.run(1_000)
    assert not any(is_high for _, is_high in chip.edges[MOTOR])
    assert words.lines(chip) == shown


@pytest.fixture(scope="module")
def failed(image_path):
    """A chip whose program has failed, and what it said."""
    chip = Rp2040(image_path, held=(PINS["START"],))
    repl = RawRepl(chip)
    chip.let_go(PINS["START"])
    repl.start(PLANT)
    chip.run_until(lambda: b"end of fault" in chip.received)
    chip.settle()
    return chip, chip.take().decode()


def test_a_fault_is_told_with_names_and_lines(failed, words):
    chip, said = failed
    assert 'File "acupacer/boards/loop.py", line ' in said
    assert ", in turn" in said
    assert PLANTED in said
    assert words.lines(chip)[:2] == ["Fault:", "see laptop"]
    assert not chip.is_high(MOTOR)


def test_a_fault_is_kept_and_doctor_shows_it(failed, image_path, tmp_path):
    chip, _ = failed
    kept = read_file(chip.file_system(), "fault.txt").decode()
    assert "acupacer/boards/loop.py" in kept
    again = scenes.new_chip(image_path, file_system=chip.file_system())
    said = Bridge(again, tmp_path).acupacer("doctor")
    assert PLANTED in said
    assert "acupacer/boards/loop.py" in said


def test_a_loop_that_hangs_leaves_the_motor_on_for_its_cap_and_it_is_kept(image_path):
    chip = Rp2040(image_path, held=(PINS["START"],))
    repl = RawRepl(chip)
    chip.let_go(PINS["START"])
    repl.start(HANG)
    edges = chip.edges[MOTOR]
    edges.clear()
    chip.run_until(lambda: any(is_high for _, is_high in edges))
    [began_ms, *_] = [at_ms for at_ms, is_high in edges if is_high]
    chip.run(HANG_MS - 100)
    assert not chip.is_high(MOTOR)
    on_ms = edges[-1][0] - began_ms
    scenes.tell("motor on while the loop hangs, ms", round(on_ms, 1))
    assert Config().pulse_cap_ms - 10 < on_ms < Config().pulse_cap_ms + 10
    chip.settle()
    twin = Twin(chip, scenes.FACTORY)
    twin.go_home()
    chip.run(3_000)
    kept = read_file(chip.file_system(), "fault.txt").decode()
    assert "motor, tone: a pulse did not end within its cap and was cut off" in kept


# --- how it looks ---------------------------------------------------------------------------


@pytest.mark.parametrize("language,is_large", [("de", False), ("de", True), ("en", True)])
def test_it_draws_what_the_core_draws_in_every_look(image_path, language, is_large):
    files = scenes.settings_file(language=language, large=is_large)
    chip = scenes.new_chip(image_path, files)
    twin = Twin(chip, {**scenes.FACTORY, **files})
    twin.go_home()
    twin.open_routine(3)
    twin.tap("START")
    for _ in range(3):
        twin.wait(3_500)
        twin.settle()
        twin.look()
    assert twin.looks > 10
    assert twin.differing == []
