"""Whole commands over lines that delay, lose, damage and repeat: right, or the end is said.

Whatever a command says at its end has to be true, and it never ends without saying how
things stand. The device is never asked for when it has answered.
"""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from acupacer.core.progress import history
from acupacer_host.content import reading, routine_files
from cli_rig import Rig
from fake_link_device import FaultList

OLD = routine_files.packaged()
NEW = reading.compact(json.loads(OLD.replace(b'"max_s": 60', b'"max_s": 55', 1)))
LINES = [
    history.encode([("id", n), ("session", 0)], "profile", ["pregnancy", False])[:-1]
    for n in range(1, 60)
]
KEEPS = "The device keeps the /routines.json it had."
EITHER = "The device has either the old file or the new one, complete"
NOT_DONE = (
    "Nothing was changed.",
    "No setting was changed.",
    "No answer was changed.",
    "The device was not told to stop.",
)
LONGEST_S = 60  # in vain, all in all
RUNS = 24
DEAF = "is the device on"


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    made = Rig(monkeypatch, tmp_path)
    made.store(OLD)
    made.has_history(LINES)
    (tmp_path / "new.json").write_bytes(NEW)
    return made


def hostile(chance: random.Random) -> dict[str, Any]:
    """A line of any kind, from harmless to hopeless."""

    def some(*values: float) -> float:
        return chance.choice((0.0, *values))

    faults = [
        FaultList(
            chance.getrandbits(32),
            bit_rate=some(1e-5, 1e-4, 1e-3),
            drop_rate=some(1e-5, 1e-4),
            lose=some(0.05, 0.2, 0.5),
            repeat=some(0.1, 0.5),
            delay=some(0.1),
            noise=some(0.3),
        )
        for _ in range(2)
    ]
    return {
        "faults": faults[0],
        "reply_faults": faults[1],
        "bytes_per_s": some(960, 11_520),
        "delay_s": some(0.05, 0.4, 0.6),
    }


def push(rig: Rig) -> None:
    done = rig.run("push", str(rig.home / "new.json"))
    no_false_question(rig, done.stderr)
    if done.exit_code == 0:
        assert rig.stored() == NEW
        return
    assert rig.stored() in (OLD, NEW)
    unchanged = KEEPS in done.stderr or "Nothing was sent" in done.stderr
    assert unchanged or EITHER in done.stderr or "has the new file" in done.stderr, done.stderr
    assert rig.stored() == OLD or not unchanged
    assert rig.stored() == NEW or "has the new file" not in done.stderr


def pull(rig: Rig) -> None:
    target = rig.home / "pulled.json"
    done = rig.run("pull", str(target))
    no_false_question(rig, done.stderr)
    if done.exit_code == 0:
        assert target.read_bytes() == OLD
        return
    assert not target.exists()
    assert "Nothing was written." in done.stderr, done.stderr


def pull_history(rig: Rig) -> None:
    done = rig.run("history")
    no_false_question(rig, done.stderr)
    if done.exit_code:
        assert "were pulled" in done.stderr and "are kept" in done.stderr, done.stderr
        rig.line = {}
        assert rig.run("history").exit_code == 0
    assert str(len(LINES)) in done.stderr or done.exit_code


def no_false_question(rig: Rig, said: str) -> None:
    """Whether the device is on is asked only where nothing ever came from it."""
    assert DEAF not in said or not rig.lines[0].replies, said


def change(rig: Rig, command: str, words: str, row: list[Any], asks: str = "") -> None:
    """``asks``: the command that tells what is so; "": this one."""
    asks = asks or command
    done = rig.run(command, *words.split())
    no_false_question(rig, done.stderr)
    calls = rig.port.calls.count(row)
    if done.exit_code == 0 or "That was set." in done.stderr:
        assert calls >= 1
    elif any(text in done.stderr for text in NOT_DONE):
        assert calls == 0
    else:
        assert "It is not known whether" in done.stderr, done.stderr
        assert f"run acupacer {asks}" in done.stderr


def settings(rig: Rig) -> None:
    change(rig, "settings", "sound=off", ["configure", [("sound", False)], []])


def profile(rig: Rig) -> None:
    change(rig, "profile", "pregnancy=no", ["configure", [], [("pregnancy", False)]])


def stop(rig: Rig) -> None:
    change(rig, "stop", "", ["control", "stop", ""], "status")


COMMANDS = (push, push, push, pull, pull_history, settings, profile, stop)


def run(rig: Rig, seed: int) -> None:
    random.seed(seed)  # the client's first sequence number is by chance
    chance = random.Random(seed)
    rig.line = line = hostile(chance)
    chance.choice(COMMANDS)(rig)
    used = rig.lines[0]
    assert rig.stored() in (OLD, NEW)
    if not line["bytes_per_s"]:
        talked_s = used.replies * (2 * line["delay_s"] + 0.5)
        assert used.now_s() - 100 <= LONGEST_S + talked_s


@pytest.mark.parametrize("command", COMMANDS[2:])
def test_a_command_that_never_hears_the_device_says_how_things_stand(
    rig: Rig, command: Callable[[Rig], None]
) -> None:
    rig.line = {"reply_faults": FaultList(1, lose=1.0)}
    command(rig)
    assert not rig.lines[0].replies
    assert rig.stored() == OLD


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_command_is_right_or_says_how_things_stand(rig: Rig, seed: int) -> None:
    run(rig, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(RUNS, 250))
def test_250_hostile_lines(rig: Rig, seed: int) -> None:
    run(rig, seed)
