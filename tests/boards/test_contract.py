"""Every board offers the same names: ``boards.board`` is what each of them is held to."""

import inspect
import os
import sys

import fake_machine
import fake_page
import pytest
from acupacer.boards import board as contract
from acupacer.boards.clock import RealClock, VirtualClock
from acupacer.boards.pi.board import Parts, PiBoard
from acupacer.boards.pi.config import parse
from acupacer.boards.pico.board import PicoBoard
from acupacer.boards.pico.config import Config
from acupacer.boards.sim.board import SimOptions, Simulator
from acupacer.boards.web.board import WebBoard
from gpiozero.pins.mock import MockFactory, MockPWMPin

ROLES = {
    "clock": contract.Clock,
    "buttons": contract.Buttons,
    "motor": contract.Actuator,
    "tone": contract.Actuator,
    "panel": contract.Panel,
    "link": contract.Link,
    "store": contract.Store,
    "wall_clock": contract.WallClock,
}


def no_port():
    raise OSError("no port here")


def pi_board(tmp_path, clock, controller):
    sections = {"panel": {"controller": controller}, "device": {"state_dir": str(tmp_path)}}
    parts = Parts(
        pin_factory=MockFactory(pin_class=MockPWMPin), open_i2c=no_port, open_port=no_port
    )
    return PiBoard(parse(sections, "test"), clock, parts)


@pytest.fixture(
    params=["pi", "pi virtual", "pi no panel", "sim", "pico", "pico no panel", "web"]
)
def board(request, tmp_path, world, monkeypatch):
    kind = request.param
    fake_page.PAGE.told.clear()
    controller = "none" if "no panel" in kind else "ssd1306"
    if kind.startswith("pico"):
        with open(os.devnull) as nobody:
            monkeypatch.setattr(sys, "stdin", nobody)
            yield PicoBoard(Config({"panel": controller}), folder=f"{tmp_path}/")
        return
    if kind == "web":
        yield WebBoard()
        return
    if kind == "sim":
        simulator = Simulator(SimOptions(is_virtual=True))
        yield simulator.board
        simulator.close()
        return
    clock = VirtualClock() if "virtual" in kind else RealClock()
    made = pi_board(tmp_path, clock, controller)
    yield made
    made.close()


def parameters(method):
    return list(inspect.signature(method).parameters)


def offers(role, wanted):
    """What ``role`` lacks of the protocol ``wanted``: names, or other parameters."""
    missing = [name for name in wanted.__annotations__ if not hasattr(role, name)]
    for name, member in vars(wanted).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            missing += [] if hasattr(role, name) else [name]
        elif inspect.isfunction(member):
            asked, method = parameters(member)[1:], getattr(role, name, None)
            if method is None or parameters(method)[: len(asked)] != asked:
                missing.append(f"{name}({', '.join(asked)})")
    return missing


def test_a_board_has_every_role_and_each_role_every_name(board):
    assert offers(board, contract.Board) == []
    for name, wanted in ROLES.items():
        assert (name, offers(getattr(board, name), wanted)) == (name, [])


def test_the_contract_is_held_to_what_it_says():
    assert set(ROLES) == {
        name for name, member in vars(contract.Board).items() if isinstance(member, property)
    }
    assert offers(object(), contract.Buttons) == ["read()"]
    assert "due_ms" in offers(object(), contract.Actuator)


def test_outputs_have_their_names_and_are_low_once_they_are_shut(board):
    assert (board.motor.name, board.tone.name) == ("motor", "tone")
    board.motor.set(100, 0)
    board.shut()
    board.motor.set(100, 1)
    assert board.motor.level == 0


def test_no_board_starts_with_an_output_driven(board):
    assert board.motor.due_ms is board.tone.due_ms is None
    assert set(fake_machine.WORLD.levels.values()) <= {0}
    assert [level for level, _ in fake_page.PAGE.all("motor") if level] == []
