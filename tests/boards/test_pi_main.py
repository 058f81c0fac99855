"""The command ``acupacer-device``, the runner, and what else the Pi board is made of."""

import subprocess
import sys
import tomllib
import zlib

import pytest
from acupacer.boards.pi import main as program
from acupacer.boards.pi.config import Config, parse
from acupacer.boards.pi.devices import Inflater
from acupacer.boards.pi.runner import FAULT_VIEW
from acupacer.boards.sim.board import SimOptions, Simulator
from acupacer.core import events
from acupacer.core.screen.painter import Painter
from stand_in import StandIn, run_until

# --- commands ----------------------------------------------------------------------------


def test_the_defaults_are_printed_as_a_file_that_can_be_used(capsys):
    assert program.main(["config", "--print-defaults"]) == 0
    assert parse(tomllib.loads(capsys.readouterr().out), "printed") == Config()


def test_a_configuration_is_checked_and_its_pins_shown(tmp_path, capsys):
    path = tmp_path / "box.toml"
    path.write_text("[motor]\npin = 12\n")
    assert program.main(["config", "--config", str(path)]) == 0
    assert "motor.pin            BCM 12\n" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["run", "config"])
def test_a_wrong_configuration_is_wrong_use(tmp_path, capsys, command):
    path = tmp_path / "box.toml"
    path.write_text("[motor]\nspin = 12\n")
    assert program.main([command, "--config", str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"{path}: motor.spin: unknown key")


@pytest.mark.parametrize("arguments", [[], ["jump"], ["run", "--fast"]])
def test_wrong_use_ends_with_two_and_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        program.main(arguments)
    assert ended.value.code == 2
    assert "usage: acupacer-device" in capsys.readouterr().err


def test_off_a_pi_a_librarys_warnings_are_lines_without_its_source():
    code = (
        "import sys, warnings\n"
        "from acupacer.boards.pi import main\n"
        "main.start_logging()\n"
        "warnings.warn('Falling back from lgpio: no chip', RuntimeWarning)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stderr == "WARNING Falling back from lgpio: no chip\n"


# --- a fault ---------------------------------------------------------------------------------


def test_a_fault_puts_the_outputs_low_and_stays_on_the_panel(caplog):
    device = StandIn(
        [
            (0, [events.SetMotor(100, 0), events.SetTone(2000, 0)]),
            (50, [RuntimeError("an inner fault")]),
        ]
    )
    simulator = Simulator(SimOptions(), None, lambda *arguments: device)
    assert simulator.run() == 1
    assert [simulator.factory.pin(pin).states[-1].state for pin in (18, 13)] == [0, 0]
    assert "an inner fault" in caplog.text
    simulator.close()
    expected = Painter()
    expected.show(FAULT_VIEW)
    expected.draw()
    assert simulator.panel.page_buffer() == bytes(expected.page)
    assert simulator.panel.is_on


def test_a_fault_is_logged_only_after_the_outputs_are_low(caplog):
    device = StandIn([(0, [events.SetMotor(100, 0)]), (50, [RuntimeError("an inner fault")])])
    simulator = Simulator(SimOptions(), None, lambda *arguments: device)
    seen = []
    caplog.handler.addFilter(
        lambda record: seen.append(simulator.factory.pin(18).states[-1].state) or True
    )
    assert simulator.run() == 1
    assert seen == [0]
    simulator.close()


def test_a_fault_without_a_panel_ends_just_as_well():
    device = StandIn([(50, [RuntimeError("an inner fault")])])
    simulator = Simulator(SimOptions(), None, lambda *arguments: device)
    simulator.plug_panel(False)
    assert simulator.run() == 1
    simulator.close()


def test_a_run_that_is_stopped_in_mid_pulse_returns_with_outputs_low():
    device = StandIn([(0, [events.SetMotor(100, 0), events.SetTone(2000, 0)])])
    simulator = Simulator(SimOptions(), None, lambda *arguments: device)
    assert run_until(simulator, lambda: simulator.board.motor.level == 100) == 0
    assert [simulator.factory.pin(pin).states[-1].state for pin in (18, 13)] == [0, 0]
    simulator.close()


def test_power_off_ends_the_run_with_outputs_low():
    device = StandIn([(0, [events.SetMotor(100, 0)]), (20, [events.PowerOff()])])
    simulator = Simulator(SimOptions(), None, lambda *arguments: device)
    assert simulator.run() == 0
    assert simulator.ended == "power_off"
    assert simulator.factory.pin(18).states[-1].state == 0
    simulator.close()


# --- inflating an upload -----------------------------------------------------------------


def inflated(data, piece, limit):
    inflater = Inflater()
    found = b""
    for at in range(0, len(data), piece):
        inflater.push(data[at : at + piece])
        while pulled := inflater.pull(limit):
            assert len(pulled) <= limit
            found += pulled
    return found, inflater.is_done


@pytest.mark.parametrize(("piece", "limit"), [(1, 1), (7, 100), (4096, 512)])
def test_a_stream_is_inflated_in_pieces(piece, limit):
    text = bytes(range(256)) * 20
    assert inflated(zlib.compress(text), piece, limit) == (text, True)


def test_a_stream_that_is_cut_short_is_not_done():
    assert inflated(zlib.compress(b"hello" * 100)[:-3], 4096, 512)[1] is False


@pytest.mark.parametrize("data", [b"not zlib at all", zlib.compress(b"hello") + b"more"])
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError):
        inflated(data, 4096, 512)


def test_bytes_after_the_end_are_refused():
    inflater = Inflater()
    inflater.push(zlib.compress(b"hello"))
    assert inflater.pull(99) == b"hello"
    with pytest.raises(ValueError, match="after the end"):
        inflater.push(b"x")
