"""However the device program ends, motor and buzzer are low: real processes, real signals."""

import contextlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHILD = Path(__file__).with_name("device_child.py")
# One pulse at the duty cap, as exact pin states.
PULSE = [0.0, 0.6, 0.0]
PATIENCE_S = 60  # for what is certain to come, however busy the machine


@pytest.fixture
def start(tmp_path):
    """Start the device program; its report is a file that ``pins`` reads."""
    children = []
    config = tmp_path / "config.toml"
    config.write_text(
        f'[device]\nstate_dir = "{tmp_path}/state"\n'
        f'[serial]\nport = "{tmp_path}/no-port"\n[panel]\ni2c_bus = 250\n'
    )

    def run(fault="none", cap_ms=2000):
        with config.open("a") as file:
            file.write(f"[motor]\nsoft_start_ms = 0\npulse_cap_ms = {cap_ms}\n")
        child = subprocess.Popen(
            [sys.executable, str(CHILD), str(tmp_path / "report"), fault, str(config)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        children.append(child)
        assert child.stdout.readline() == "on\n"
        return child

    yield run
    for child in children:
        child.kill()
        child.communicate()


def pins(tmp_path):
    return json.loads((tmp_path / "report").read_text())


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_in_mid_pulse_ends_low_and_in_order(start, tmp_path, name):
    child = start()
    child.send_signal(signal.Signals[name])
    out, _ = child.communicate(timeout=PATIENCE_S)
    assert (child.returncode, out) == (0, "ran 0\n")
    found = pins(tmp_path)
    assert found["motor"] == PULSE
    assert found["buzzer"] == [0.0, 0.5, 0.0]


@pytest.mark.parametrize("fault", ["core", "buttons", "link", "store"])
def test_an_exception_in_the_loop_ends_low_and_says_so(start, tmp_path, fault):
    child = start(fault)
    out, err = child.communicate(timeout=PATIENCE_S)
    assert (child.returncode, out) == (1, "ran 1\n")
    assert "fault: motor and buzzer are off" in err
    assert "failed" in err
    found = pins(tmp_path)
    assert found["motor"] == PULSE
    assert found["buzzer"] == [0.0, 0.5, 0.0]


def test_a_motor_pin_that_fails_does_not_keep_the_buzzer_on(start, tmp_path):
    child = start("motor")
    assert child.stdout.readline() == "broken\n"
    child.send_signal(signal.SIGTERM)
    _, err = child.communicate(timeout=PATIENCE_S)
    assert child.returncode == 1
    assert "a role failed" in err
    assert pins(tmp_path)["buzzer"] == [0.0, 0.5, 0.0]


def test_a_hung_core_is_cut_by_the_guard(start, tmp_path):
    child = start("hang", cap_ms=800)
    assert child.stdout.readline() == "hung\n"
    wait_for_motor(tmp_path, PULSE)
    assert child.poll() is None


def test_a_signal_puts_the_outputs_low_even_while_the_core_hangs(start, tmp_path):
    child = start("hang-unguarded")  # so it is the signal alone that can end the pulse
    assert child.stdout.readline() == "hung\n"
    wait_for_motor(tmp_path, PULSE[:2])
    child.send_signal(signal.SIGTERM)
    wait_for_motor(tmp_path, PULSE)


def wait_for_motor(tmp_path, states):
    """Wait until the report says that the motor went through ``states``."""
    until_s = time.monotonic() + PATIENCE_S
    found = None
    while found != states and time.monotonic() < until_s:
        with contextlib.suppress(OSError, ValueError):  # just being written
            found = pins(tmp_path)["motor"]
        time.sleep(0.005)
    assert found == states


def test_a_wrong_configuration_is_named_and_nothing_runs(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text("[motor]\nspeed = 3\n")
    done = subprocess.run(
        [sys.executable, "-m", "acupacer.boards.pi.main", "run", "--config", str(config)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 2
    assert done.stderr == (
        f"{config}: motor.speed: unknown key; allowed: pin, pwm_hz, duty_cap_pct, "
        "soft_start_ms, pulse_cap_ms, pwm\n"
    )


def test_a_computer_without_pins_is_told_what_to_do():
    done = subprocess.run(
        [sys.executable, "-m", "acupacer.boards.pi.main", "run"],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env={"GPIOZERO_PIN_FACTORY": "lgpio", "PATH": "/usr/bin"},
    )
    assert done.returncode == 1
    assert "acupacer simulate" in done.stderr
    assert "Traceback" not in done.stderr
