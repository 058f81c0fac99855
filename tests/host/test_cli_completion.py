"""What the shell completes, as ``acupacer completion`` has it asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from acupacer_host.cli import COMMANDS, SECTIONS, cli
from acupacer_host.device import simulator_port, transport
from acupacer_host.device.transport import Candidate
from click.shell_completion import BashComplete


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No routine was seen yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    yield


def complete(*typed: str) -> list[str]:
    """What fits the last word of ``typed``; the name of a file as ``<file>``."""
    *before, incomplete = typed
    items = BashComplete(cli, {}, "acupacer", "_ACUPACER_COMPLETE").get_completions(
        before, incomplete
    )
    return ["<file>" if item.type == "file" else item.value for item in items]


def test_commands_and_their_options() -> None:
    assert complete("sc") == ["screenshot", "screens"]
    assert complete("") == list(COMMANDS)
    assert complete("push", "--re") == ["--replace"]


def test_a_command_that_there_is_not_is_no_fault() -> None:
    assert complete("nonsense", "x") == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["so"], ["sound=on", "sound=off"]),
        (["s"], ["sound=", "strength="]),
        (["sound=of"], ["sound=off"]),  # zsh and fish
        (["sound="], ["sound=on", "sound=off"]),
        (["sound", "="], ["on", "off"]),  # bash
        (["sound", "=", "of"], ["off"]),
        (["sound", "=", "on", "mo"], ["motor=typical", "motor=fast", "motor=slow"]),
        (["nonsense="], []),
        (["nonsense", "=", "o"], []),
    ],
)
def test_settings_and_their_values(typed: list[str], offered: list[str]) -> None:
    assert complete("settings", *typed) == offered


def test_the_safety_answers() -> None:
    assert complete("profile", "preg") == ["pregnancy=yes", "pregnancy=no"]
    assert complete("profile", "pregnancy", "=", "n") == ["no"]


@pytest.mark.parametrize(
    "command", ["open", "edit", "remove", "explain", "preview", "plan", "card card.pdf"]
)
def test_routines(command: str) -> None:
    assert complete(*command.split(), "desk") == ["desk-break"]


def test_what_is_shown_is_a_routine_or_a_file() -> None:
    assert complete("show", "desk") == ["<file>", "desk-break"]
    assert complete("show", "mine") == ["<file>"]


def test_places() -> None:
    assert complete("places", "li1") == ["LI10", "LI11"]


@pytest.mark.parametrize("before", [(), ("info",), ("doctor",)])
def test_ports_of_devices_and_of_simulators(
    before: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    devices = [Candidate("/dev/ttyACM0", "acupacer", ""), Candidate("/dev/ttyACM1", "", "")]
    monkeypatch.setattr(transport, "candidates", lambda: devices)
    monkeypatch.setattr(simulator_port, "find_all", lambda: ["/dev/pts/4"])
    assert complete(*before, "--port", "/dev/tty") == ["/dev/ttyACM0", "/dev/ttyACM1"]
    assert complete(*before, "--port", "/dev/p") == ["/dev/pts/4"]


def test_guides() -> None:
    assert "routines" in complete("docs", "rou")


def test_the_help_is_grouped_by_what_somebody_wants() -> None:
    groups = list(SECTIONS)
    assert [group.split()[0] for group in groups] == [
        *("Play", "Make", "Send", "Plan", "Set", "Read")
    ]
    text = cli.get_help(cli.make_context("acupacer", [], resilient_parsing=True))
    found = [
        line.rstrip(":") for line in text.splitlines() if line.endswith(":") and line[0] != " "
    ]
    assert found == ["Options", *groups]
