"""The demo on a terminal: the simulator live, and a visitor that presses the first keys.

The visitor pushes the routines, walks through the safety questions and starts a
session. As soon as the device is not where the visitor expects it, because the user has
pressed something, the visitor leaves the device to the user.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from acupacer.core.link.upload import ROUTINES

from ..device import connection, simulator_port
from ..device.client import Client
from ..errors import HostError
from .demo_keys import DemoPath

if TYPE_CHECKING:
    from acupacer.boards.sim.board import Simulator

LOOK_S = 0.7  # so that a person can read along
PATIENCE_S = 5.0
POLL_S = 0.1


def show(path: DemoPath) -> int:
    """Run the demo until the user quits; the exit code. Blocks: until then."""
    from acupacer.boards.sim.board import SimOptions
    from acupacer.boards.sim.terminal import run_terminal

    return run_terminal(SimOptions(), lambda simulator: visit(simulator, path))


def visit(simulator: Simulator, path: DemoPath) -> None:
    """Push the routines and press the keys of ``path``, as far as the user lets it."""
    with simulator_port.announced(simulator.port):
        client = Client(connection.open_transport(simulator.port), wait=False)
        try:
            client.upload(ROUTINES, path.verdict.data)
            for key in path.presses():
                if not _reaches(client, key.state):
                    break
                time.sleep(LOOK_S)
                _press(simulator, key.line)
        except HostError:
            pass  # the user has quit, or a session runs already: nothing is left to show
        finally:
            client.close()


def _reaches(client: Client, state: str) -> bool:
    """Whether the device comes to ``state`` before long."""
    until_s = time.monotonic() + PATIENCE_S
    while client.state().state != state:
        if time.monotonic() > until_s:
            return False
        time.sleep(POLL_S)
    return True


def _press(simulator: Simulator, line: str) -> None:
    """Play one line of script on the mock pins in real time."""
    from acupacer.boards.sim import script

    for step in script.parse(line):
        if step.verb == "wait":
            time.sleep(step.value / 1000)
        else:
            simulator.do(step)
