"""A Pico from power-up to history, with the real program, client and command line."""

import hashlib
import itertools
import json
import re
import sys
import time

import pytest
from acupacer import __version__
from acupacer.boards.sim.panel import SSD1306
from acupacer.core.events import FAULT_FILE, ROUTINES_FILE, SETTINGS_FILE
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.safety_screens import StopCheckView
from acupacer.core.settings import CHOICES, defaults, encode
from acupacer_host.cli import cli
from acupacer_host.content import routine_files
from acupacer_host.device import connection
from acupacer_host.device.client import Client
from click.testing import CliRunner
from pico_rig import (
    BUZZER,
    MICROPYTHON,
    MOTOR,
    NEXT,
    RESET_CODE,
    START,
    STOP,
    FakePico,
    wait_for,
)

HAS_MICROPYTHON = pytest.mark.skipif(
    not MICROPYTHON.exists(), reason="no MicroPython here: its wheel is for x86-64 Linux only"
)
INTERPRETERS = [
    pytest.param(sys.executable, id="cpython"),
    pytest.param(MICROPYTHON, id="micropython", marks=HAS_MICROPYTHON),
]


WAY_OUT = b"\x03repl\n"
FAULT_ENDS = "acupacer: end of fault\n"


def as_core_draws(language, is_large, is_inverted, is_open=False):
    painter = Painter()
    painter.set_options(language, is_inverted, is_large)
    painter.show(StopCheckView(False, is_open))
    painter.draw()
    return bytes(painter.page)


@pytest.fixture(params=INTERPRETERS)
def start(request, tmp_path, monkeypatch):
    """Start a Pico; ``config``: its config.json."""
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    made = []

    def run(config=None):
        made.append(FakePico(request.param, tmp_path, config))
        return made[-1]

    yield run
    for pico in made:
        pico.close()


def acupacer(pico, *arguments):
    done = CliRunner().invoke(cli, ["--port", pico.port, *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def state(pico):
    return json.loads(acupacer(pico, "status", "--json"))["state"]


def answer_questions(pico):
    """STOP check, six times no, looked over, the red flags, until home."""
    wait_for(lambda: pico.panel().is_on)
    wait_for(lambda: state(pico) == "stop_check")
    pico.tap(STOP)
    wait_for(lambda: state(pico) == "question")
    while state(pico) == "question":
        pico.tap(NEXT)
    pico.tap(START)
    turn_pages(pico, "red_flags")


def open_session(pico):
    """From home to a session's first prompt."""
    pico.tap(START)
    wait_for(lambda: state(pico) != "home")
    turn_pages(pico, "cautions")
    assert state(pico) == "prompt"


def turn_pages(pico, screen):
    """NEXT until the last page, START there; START on an earlier one does nothing."""
    for _ in range(20):
        if state(pico) != screen:
            return
        pico.tap(START)
        if state(pico) == screen:
            pico.tap(NEXT)
    raise AssertionError(f"{screen} does not end")


def test_push_is_stored_verbatim_and_survives_power_off(start):
    pico = start()
    data = routine_files.packaged()
    out = acupacer(pico, "push")
    assert hashlib.sha256(data).hexdigest()[:12] in out
    assert (pico.flash / ROUTINES_FILE).read_bytes() == data
    pico.power_off()
    pico.power_on()
    wait_for(lambda: state(pico) == "stop_check")
    wait_for(lambda: "yours" in acupacer(pico, "info"))  # once it has read them


def test_the_panel_holds_what_a_screenshot_says(start):
    pico = start()
    wait_for(lambda: pico.panel().is_on)
    client = Client(connection.open_transport(pico.port))
    shown = client.screen()
    client.close()
    assert any(shown.page)
    wait_for(lambda: pico.panel().page_buffer() == shown.page)


LOOKS = list(itertools.product(CHOICES["language"], CHOICES["large"], CHOICES["inverted"]))


@pytest.mark.parametrize("language,is_large,is_inverted", LOOKS)
def test_the_panel_is_first_lit_with_the_stop_check_as_the_core_draws_it(
    start, language, is_large, is_inverted
):
    pico = start()
    pico.power_off()
    chosen = {"language": language, "large": is_large, "inverted": is_inverted}
    (pico.flash / SETTINGS_FILE).write_bytes(encode({**defaults(), **chosen}))
    pico.power_on()
    pico.ready()
    wanted = as_core_draws(language, is_large, is_inverted)
    assert pico.panel(is_first=True).page_buffer() == wanted
    assert pico.panel(is_first=True).is_on
    assert pico.panel().page_buffer() == wanted


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"language":"xx","large":1,"inverted":"yes"}', '{"language":[]}', "\xff"],
)
def test_settings_that_cannot_be_read_leave_the_first_screen_as_delivered(start, text):
    is_open = "language" not in text  # it is to be chosen
    pico = start()
    pico.power_off()
    (pico.flash / SETTINGS_FILE).write_bytes(text.encode("latin-1"))
    pico.power_on()
    pico.ready()
    assert pico.panel(is_first=True).page_buffer() == as_core_draws("en", False, False, is_open)


def test_it_stays_lit_from_the_first_screen_on(start):
    pico = start()
    pico.ready()
    wait_for(lambda: state(pico) == "stop_check")
    chip, was_on = SSD1306(), []
    for record in pico.trace():
        if "i2c" in record:
            chip.transaction(bytes.fromhex(record["i2c"])[1:])
            was_on.append(chip.is_on)
    assert all(was_on[was_on.index(True) :])


@pytest.mark.parametrize("is_released", [True, False])
def test_stop_pressed_while_the_program_is_loaded_is_answered(start, is_released):
    pico = start()
    pico.power_off()
    pico.do(f"lit press {STOP}")
    if is_released:
        pico.do(f"lit release {STOP}")
    pico.power_on()
    wait_for(lambda: state(pico) == "question")
    assert any(pico.pin(MOTOR))


def test_no_press_is_made_up_while_the_program_is_loaded(start):
    pico = start()
    pico.power_off()
    pico.do(f"lit press {NEXT}")
    pico.do(f"lit release {NEXT}")
    pico.power_on()
    assert wait_for(lambda: state(pico) != "starting" and state(pico)) == "stop_check"


def test_a_panel_may_go_and_come_back(start):
    pico = start()
    wait_for(lambda: pico.panel().is_on)
    pico.do("panel off")
    pico.tap(STOP)
    wait_for(lambda: not json.loads(acupacer(pico, "status", "--json"))["has_panel"])
    pico.do("panel on")
    wait_for(lambda: json.loads(acupacer(pico, "status", "--json"))["has_panel"])


def test_a_reset_by_the_host_restarts_the_chip_with_outputs_low(start):
    pico = start()
    wait_for(lambda: pico.panel().is_on)
    client = Client(connection.open_transport(pico.port))
    client.reset()
    client.close()
    assert pico.ended() == RESET_CODE
    assert (pico.pin(MOTOR)[-1], pico.pin(BUZZER)[-1]) == (0, 0)


@pytest.mark.parametrize("pin", [START, NEXT, STOP])
def test_a_button_held_at_power_up_is_safe_mode(start, pin):
    pico = start()
    pico.power_off()
    pico.do(f"press {pin}")
    pico.power_on()
    assert pico.ended() == 0  # the program has handed over to MicroPython's prompt
    assert pico.panel().is_on
    assert (pico.pin(MOTOR), pico.pin(BUZZER)) == ([0], [0])


def test_the_host_can_ask_for_the_prompt_and_the_next_start_is_normal(start):
    pico = start({"product": True})
    pico.ready()
    transport = connection.open_transport(pico.port)
    transport.write(WAY_OUT)
    transport.close()
    assert pico.ended() == RESET_CODE
    pico.power_on()
    assert pico.ended() == 0
    pico.power_on()
    assert "pico-" in acupacer(pico, "info")


def test_a_wish_for_the_prompt_in_a_session_is_not_obeyed_after_it(start):
    pico = start({"product": True})
    answer_questions(pico)
    open_session(pico)
    transport = connection.open_transport(pico.port)
    transport.write(WAY_OUT)
    transport.close()
    assert state(pico) == "prompt"
    pico.tap(STOP)
    for _ in range(20):
        if state(pico) == "home":
            break
        pico.tap(NEXT)
    assert state(pico) == "home"
    assert not pico.has_ended()
    transport = connection.open_transport(pico.port)
    transport.write(WAY_OUT)
    transport.close()
    assert pico.ended() == RESET_CODE


def test_the_product_has_its_watchdog(start):
    pico = start({"product": True})
    pico.ready()
    assert [record["wdt"] for record in pico.trace() if "wdt" in record] == [8000]


def test_a_wrong_configuration_is_shown_and_nothing_runs(start):
    pico = start({"motor_hz": 1})
    said = pico.hear(FAULT_ENDS)
    assert said.splitlines() == [
        "acupacer: fault",
        "config.json line 1, column 14: motor_hz: 1 does not fit; write 50 to 1000",
        "acupacer: end of fault",
    ]
    wait_for(lambda: pico.panel().is_on)
    assert any(pico.panel().page_buffer())
    assert pico.pin(MOTOR) == [0]
    assert not (pico.flash / FAULT_FILE).exists()


def test_it_says_again_what_is_wrong_and_start_tries_anew(start):
    pico = start({"motor_hz": 1})
    said = pico.hear(FAULT_ENDS)
    done = CliRunner().invoke(cli, ["--port", pico.port, "doctor"])
    assert said.splitlines()[1] in done.output
    pico.press(START)
    time.sleep(0.2)
    assert not pico.has_ended(), "still down it would start into safe mode"
    pico.release(START)
    assert pico.ended() == RESET_CODE
    (pico.flash / "config.json").write_text('{"motor_hz": 200}')
    pico.power_on()
    wait_for(lambda: state(pico) == "stop_check")


def test_ctrl_c_leads_from_a_fault_to_the_prompt(start):
    pico = start({"motor_hz": 1})
    pico.hear(FAULT_ENDS)
    pico.interrupt()
    assert pico.ended() == 0
    assert pico.said().endswith("Ctrl-D starts it again\n")


def test_a_fault_of_the_program_is_kept_once_with_names_and_lines_and_doctor_fetches_it(start):
    pico = start()
    pico.power_off()
    whole = pico.image.read_text()
    pico.image.write_text(whole.replace("MARK = ", "MARK = 'none'  # "))
    for _ in range(2):
        pico.power_on()
        said = pico.hear(FAULT_ENDS)
        pico.power_off()
    assert pico.pin(MOTOR) == [0]
    assert re.search(r'/boards/pico/start\.py", line \d+, in run\n', said)
    assert re.search(r'/boards/pico/make_device\.py", line \d+, in <module>\n', said)
    traceback = said[len("acupacer: fault\n") : -len("\n" + FAULT_ENDS)]
    assert traceback.splitlines()[-1].startswith("IndexError: ")
    kept = (pico.flash / FAULT_FILE).read_text()
    assert re.fullmatch(
        rf"acupacer {re.escape(__version__)}, \d+ s after power-up\n" + re.escape(traceback),
        kept,
    )
    pico.image.write_text(whole)
    pico.power_on()
    wait_for(lambda: state(pico) == "stop_check")
    told = acupacer(pico, "doctor")
    assert all(line in told for line in kept.splitlines())


def test_a_session_by_button_is_felt_and_recorded(start):
    pico = start()
    answer_questions(pico)
    assert any(pico.pin(MOTOR)), "STOP check and keys are felt"
    open_session(pico)
    while state(pico) == "prompt":  # a key counts once the prompt's cue has begun
        pico.tap(START)
    wait_for(lambda: state(pico) == "hold")
    pico.tap(STOP)
    wait_for(lambda: pico.pin(MOTOR)[-1] == 0)
    wait_for(lambda: state(pico) == "too_much")
    for _ in range(20):  # too much? no, once it takes answers; then home
        if state(pico) == "home":
            break
        pico.tap(NEXT)
    history = wait_for(lambda: json.loads(acupacer(pico, "history", "--json")))
    assert history
