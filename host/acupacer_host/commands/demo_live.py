"""The demo on a terminal: the simulator live, and a visitor that plays a whole session.

The visitor pushes the routines, walks through the safety questions, starts a session and
waits it out, and says what it does. Any key of the user's hands the device over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from acupacer.core.link.upload import ROUTINES

from ..device import connection, simulator_port
from ..device.client import Client
from ..device.states import sentence
from ..errors import HostError, Refused
from .demo_keys import DemoPath, Key

if TYPE_CHECKING:
    from acupacer.boards.sim.show import Show

READ_S = 2.0  # for a state that is new
AGAIN_S = 0.8  # for the next key in the same
PATIENCE_S = 5.0
POLL_S = 0.1
TRIES = 3

# What the visitor says in a state.
WORDS = {
    "stop_check": "the language, and whether STOP works",
    "question": "safety questions, once: NEXT is no",
    "review": "all answers at one look: right",
    "red_flags": "who should see a doctor first",
    "home": "START opens the routine",
    "cautions": "to mind before the first time",
    "prompt": "where to press; START: in place",
    "get_ready": "3 short, a second apart: begins",
    "hold": "1 long: press, it counts down",
    "rest": "2 short, 1 long: let go, rest",
    "switch_side": "2 short, 2 short: other side",
    "done": "4 long: done; START goes on",
    "helped": "did it help? START: better",
}


def show(path: DemoPath) -> int:
    """Run the demo until the user quits; the exit code. Blocks: until then."""
    from acupacer.boards.sim.board import SimOptions
    from acupacer.boards.sim.terminal import run_terminal

    return run_terminal(SimOptions(), lambda stage: visit(stage, path))


def visit(stage: Show, path: DemoPath) -> None:
    """Play the session of ``path``, as far as the user lets it. Blocks: until the end."""
    with simulator_port.announced(stage.simulator.port):
        client = Client(connection.open_transport(stage.simulator.port), wait=False)
        try:
            Visitor(stage, client, path).play()
        except HostError as error:
            if not stage.taken.is_set():  # else the user has quit
                stage.say(f"the demo ends here: {error.message}")
        finally:
            client.close()


class Visitor:
    """Somebody who plays a session on the ``stage``."""

    def __init__(self, stage: Show, client: Client, path: DemoPath) -> None:
        self._stage = stage
        self._client = client
        self._path = path
        self._state = ""

    def play(self) -> None:
        """From the cable to home again, or until the user takes over."""
        self._stage.say("routines come over the (mock) cable")
        self._push()
        for state, keys in groupby(self._path.presses(), lambda key: key.state):
            if not self._reaches(state) or not self._does(list(keys)):
                return
        if not self._waits_for_the_end() or not self._does([Key("done", "tap START")]):
            return
        # The summary's cue ends first, then the question is deaf for a while.
        last = (Key("helped", "wait 3000"), Key("helped", "tap START"))
        if self._reaches("helped") and self._does(last):
            self._stage.say("that was all; take it")

    def _push(self) -> None:
        """Hand the routines over; the device may still be reading its card."""
        until_s = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self._client.upload(ROUTINES, self._path.verdict.data)
            except Refused:
                if time.monotonic() > until_s or self._stage.taken.wait(POLL_S):
                    raise

    def _reaches(self, state: str) -> bool:
        """Whether the device comes to ``state`` before long."""
        if self._sees(lambda seen: seen == state):
            return True
        if not self._stage.taken.is_set():
            self._stage.say(f"the device {sentence(self._client.state().state)}")
        return False

    def _sees(self, is_meant: Callable[[str], bool]) -> bool:
        """Whether the device is in a state that ``is_meant`` before long."""
        until_s = time.monotonic() + PATIENCE_S
        while not is_meant(self._client.state().state):
            if time.monotonic() > until_s or self._stage.taken.wait(POLL_S):
                return False
        return True

    def _does(self, keys: Sequence[Key]) -> bool:
        """Press ``keys`` of one state, again if that is not left: a busy computer may have let
        the device miss one. False: it stays there, or the user took over.
        """
        state = keys[0].state
        for _ in range(TRIES):
            for key in keys:
                if self._client.state().state == state and not self._press(key):
                    return False
            if self._sees(lambda seen: seen != state):
                return True
            if self._stage.taken.is_set():
                return False
        self._stage.say("the device misses a key: it is yours, space is START, q quits")
        return False

    def _press(self, key: Key) -> bool:
        """Say what comes, give time to read it, press; False: the user took over."""
        from acupacer.boards.sim import script

        is_new = key.state != self._state
        self._say(key.state)
        if self._stage.taken.wait(READ_S if is_new else AGAIN_S):
            return False
        for step in script.parse(key.line):
            if step.verb == "wait":
                time.sleep(step.value / 1000)
            else:
                self._stage.simulator.do(step)
        return True

    def _waits_for_the_end(self) -> bool:
        """Say what is felt until the session is done; False: it was not."""
        until_s = time.monotonic() + self._path.session_s
        state = self._client.state().state
        while state != "done":
            if time.monotonic() > until_s or self._stage.taken.wait(POLL_S):
                return False
            self._say(state)
            state = self._client.state().state
        return True

    def _say(self, state: str) -> None:
        self._state = state
        self._stage.say(WORDS.get(state, f"the device {sentence(state)}"))
