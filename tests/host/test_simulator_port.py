"""Simulators that commands find by themselves."""

import errno
import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from acupacer_host.cli import cli
from acupacer_host.device import simulator_port, transport
from cli_rig import Rig
from click.testing import CliRunner

if sys.platform == "win32":
    pytest.skip("the simulator needs a pty", allow_module_level=True)

from acupacer.boards.sim.board import Simulator


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    """No device but simulators."""
    monkeypatch.setattr(transport, "candidates", lambda ports=None: [])
    return Rig(monkeypatch, tmp_path)


def test_a_running_simulator_is_found(rig: Rig) -> None:
    with simulator_port.announced("/dev/pts/77"):
        assert simulator_port.find() == "/dev/pts/77"
        result = CliRunner().invoke(cli, ["info"])
        assert result.exit_code == 0
        assert "using the simulator on /dev/pts/77" in result.stderr
    assert simulator_port.find() is None


@pytest.mark.parametrize("last", [0, 1])
def test_a_simulator_is_found_when_another_has_ended(rig: Rig, last: int) -> None:
    ports = ["/dev/pts/77", "/dev/pts/78"]
    stacks = [ExitStack(), ExitStack()]
    for number, (stack, port) in enumerate(zip(stacks, ports, strict=True)):
        stack.enter_context(simulator_port.announced(port))
        [file] = simulator_port.folder().glob(f"*-{port[-2:]}")
        os.utime(file, ns=(number, number))
    told = CliRunner().invoke(cli, ["status"])
    assert (told.exit_code, told.stderr) == (
        0,
        "(using the newest of 2 simulators, on /dev/pts/78)\n",
    )
    listed = json.loads(CliRunner().invoke(cli, ["devices", "--json"]).stdout)
    assert [device["port"] for device in listed] == ports[::-1]
    stacks[1 - last].close()
    told = CliRunner().invoke(cli, ["status"])
    assert (told.exit_code, told.stderr) == (0, f"(using the simulator on {ports[last]})\n")
    stacks[last].close()
    assert list(simulator_port.folder().iterdir()) == []


def test_what_a_simulator_left_that_was_killed_is_not_used(rig: Rig) -> None:
    simulator_port.folder().mkdir(parents=True)
    (simulator_port.folder() / "99-dev-pts-5").write_text("/dev/pts/5")
    assert simulator_port.find() is None
    assert list(simulator_port.folder().iterdir()) == []


def test_a_full_disk_costs_the_convenience_only(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(simulator_port.os, "replace", refuse)
    with simulator_port.announced("/dev/pts/77"):
        assert simulator_port.find() is None
    assert list(simulator_port.folder().iterdir()) == []


@pytest.mark.parametrize(("options", "count"), [([], 1), (["--virtual"], 0)])
def test_a_headless_simulator_can_be_found_while_time_goes_on(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, options: list[str], count: int
) -> None:
    ports: list[list[str]] = []
    do = Simulator.do

    def look(simulator: Simulator, step: Any) -> None:
        ports.append(simulator_port.find_all())
        do(simulator, step)

    monkeypatch.setattr(Simulator, "do", look)
    command = ["simulate", "--headless", *options]
    told = CliRunner().invoke(cli, command, input="tap STOP\nquit\n")
    assert told.exit_code == 0, told.output
    port = json.loads(told.stdout.splitlines()[0])["port"]
    assert ports[0] == [port] * count
    assert simulator_port.find_all() == []
