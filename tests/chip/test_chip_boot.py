"""From power to the program: when, and every way to start again."""

import pytest
import rp2040_scenes as scenes
from acupacer.core.link import frames
from raw_repl import RawRepl
from rp2040_rig import Rp2040
from rp2040_twin import MOTOR, PINS, Twin

LIT_MS = 100
READY_MS = 560
WATCHDOG_MS = (7_000, 8_300)  # after it was last fed
PROMPT = b">>> "
WAY_OUT = b"\x03repl\n"
PRODUCT = {"config.json": b'{"product": true}'}
SAFE = b"acupacer: safe mode"


def test_it_is_lit_at_once_and_ready_soon(image_path):
    """The STOP check is on the panel, and a press of STOP counts from then on."""
    chip = Rp2040(image_path)
    chip.run_until(lambda: chip.panel.chip.is_on, step_ms=1)
    scenes.tell("lit after ms", chip.now_ms)
    assert chip.now_ms <= LIT_MS
    twin = Twin(chip, scenes.FACTORY)
    assert twin.differing == [], "what is shown is what the core draws"
    twin.press_on("STOP")
    assert twin.state == "question"
    assert twin.differing == []
    assert any(is_high for _, is_high in chip.edges[MOTOR]), "and the press is felt"


def test_the_program_is_ready_soon(chip):
    scenes.tell("ready after ms", chip.ready_ms)
    assert chip.ready_ms <= READY_MS


def test_the_motor_is_off_while_it_starts(chip):
    """Until the cue that goes with the STOP check."""
    first_ms = min((at for at, is_high in chip.edges[MOTOR] if is_high), default=chip.now_ms)
    assert chip.lit_ms < first_ms


@pytest.mark.parametrize("name", PINS)
def test_a_button_held_at_power_up_means_safe_mode(image_path, name):
    chip = Rp2040(image_path, PRODUCT, held=(PINS[name],))
    chip.run_until(lambda: chip.received.endswith(PROMPT))
    assert chip.received.startswith(SAFE)
    assert chip.panel.chip.is_on
    assert RawRepl(chip).run("print(6 * 7)") == "42\n"


def test_machine_reset_starts_the_program_again(image_path):
    chip = Rp2040(image_path, held=(PINS["START"],))
    repl = RawRepl(chip)
    chip.let_go(PINS["START"])
    repl.start("import machine; machine.reset()")
    chip.run_until(lambda: chip.resets)
    starts_again(chip)


def test_a_soft_reset_starts_the_program_again(image_path):
    chip = Rp2040(image_path, held=(PINS["START"],))
    repl = RawRepl(chip)
    chip.let_go(PINS["START"])
    repl.leave()
    chip.send(b"\x04")
    chip.run(READY_MS)
    chip.settle()
    assert chip.resets == []
    Twin(chip, scenes.FACTORY).press_on("STOP")
    assert any(is_high for _, is_high in chip.edges[MOTOR])


def starts_again(chip):
    """After a reset: the STOP check, and STOP leads on."""
    chip.run(READY_MS)
    chip.settle()
    twin = Twin(chip, {**scenes.FACTORY, **scenes.kept_files(chip)})
    twin.press_on("STOP")
    assert twin.state in ("question", "red_flags", "power_loss_offer", "home")
    assert twin.differing == []


# --- the product ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def product(image_path):
    return scenes.new_chip(image_path, PRODUCT)


def test_the_watchdog_is_fed_and_ends_a_program_that_hangs(product):
    product.run(2 * WATCHDOG_MS[1])
    assert product.resets == []
    product.take()
    hung_ms = product.now_ms
    product.hang()
    product.run_until(lambda: product.resets)
    assert WATCHDOG_MS[0] <= product.resets[0] - hung_ms <= WATCHDOG_MS[1]
    starts_again(product)


def test_a_motor_that_was_on_is_off_after_the_watchdog(image_path):
    chip, twin = scenes.at_home(scenes.new_chip(image_path, PRODUCT))
    twin.press_on("START")
    chip.press(PINS["START"], 100)
    chip.run_until(lambda: chip.is_high(MOTOR), step_ms=1)
    chip.hang()
    chip.run_until(lambda: chip.resets)
    assert not chip.is_high(MOTOR)
    starts_again(chip)
    assert chip.edges[MOTOR][-1][1] is False


def test_byte_03_in_data_is_a_byte_in_the_product(image_path):
    chip = scenes.new_chip(image_path, PRODUCT)
    answer = frames.encode(b"\x03" * 40)
    chip.send(b"\x03\x03 text \x03" + answer + b"\x03\n")
    chip.run(500)
    assert chip.take() == b""
    assert chip.resets == []
    twin = Twin(chip, scenes.FACTORY)
    twin.press_on("STOP")
    assert twin.state == "question"


@pytest.mark.parametrize("at_ms", [0, 20, 45, 60, 120, 240])
def test_byte_03_does_not_end_a_product_before_it_has_begun(image_path, at_ms):
    chip = Rp2040(image_path, PRODUCT)
    chip.run(at_ms)
    chip.send(b"\x03\x03")
    chip.run(READY_MS)
    chip.settle()
    assert chip.take() == b""
    twin = Twin(chip, scenes.FACTORY)
    twin.press_on("STOP")
    assert twin.state == "question"


def test_ctrl_c_again_and_again_leaves_it_as_once_does(image_path):
    chip = scenes.new_chip(image_path)
    for _ in range(40):
        chip.send(b"\x03")
        chip.run(1)
    chip.run_until(lambda: chip.received.endswith(PROMPT))
    assert b"motor and buzzer are low" in chip.received
    assert b"Traceback" not in chip.received


def test_ctrl_c_stops_a_makers_program_with_the_outputs_low(image_path):
    chip = scenes.new_chip(image_path)
    chip.send(b"\x03")
    chip.run_until(lambda: chip.received.endswith(PROMPT))
    assert b"motor and buzzer are low" in chip.received
    assert not chip.is_high(MOTOR)


def test_the_way_out_of_the_product_leads_to_the_prompt_once(image_path):
    chip = scenes.new_chip(image_path, PRODUCT)
    chip.send(WAY_OUT)
    chip.run_until(lambda: chip.resets)
    chip.run_until(lambda: chip.received.endswith(PROMPT))
    assert SAFE in chip.take()
    RawRepl(chip).start("import machine; machine.reset()")
    chip.run_until(lambda: len(chip.resets) == 2)
    starts_again(chip)


def test_the_way_out_asked_in_a_session_is_not_obeyed_after_it(image_path):
    chip, twin = scenes.at_home(scenes.new_chip(image_path, PRODUCT))
    twin.open_routine()
    chip.send(WAY_OUT)
    twin.wait(500)
    twin.end_session()
    twin.wait(3000)
    assert chip.resets == []
