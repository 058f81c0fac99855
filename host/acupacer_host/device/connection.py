"""Which port a command talks to, and the open client behind it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

import click

from ..console import say
from ..errors import NoDevice, PortError, SeveralDevices
from . import simulator_port, transport
from .client import Client
from .states import STEPS

Result = TypeVar("Result")

# Tests put a device in this process behind it.
open_transport: Callable[[str], transport.Transport] = transport.open_transport


class Connector:
    """Finds the device a command is about.

    ``named``: the value of ``--port``, else of ACUPACER_PORT, else None. No port named:
    the one connected device, else a simulator that runs on this machine.
    """

    def __init__(self, named: str | None = None) -> None:
        self.named = named

    def port(self) -> str:
        """The port to use. Raises NoDevice or SeveralDevices; asks on a terminal."""
        try:
            return transport.choose_port(self.named, _answers)
        except NoDevice:
            simulated = simulator_port.find()
            if simulated is None:
                raise
            say(f"(using the simulator on {simulated})")
            return simulated
        except SeveralDevices as error:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            return _ask_which(error.ports)

    @contextmanager
    def client(self, wait: bool = True) -> Iterator[Client]:
        """The device's client, closed at the end. ``wait``: see ``Client``."""
        notice = BusyNotice()
        client = Client(
            open_transport(self.port()),
            wait,
            lambda left_s: notice(left_s, client.state().state),
        )
        try:
            yield client
        finally:
            client.close()


class BusyNotice:
    """Says once that a session runs and the command waits for its end.

    Says also, once each, what to press where the session waits for somebody itself.
    """

    def __init__(self) -> None:
        self._is_said = False
        self._states: set[str] = set()

    def __call__(self, left_s: int, state: str) -> None:
        """Called before each second of waiting with the device's ``state``."""
        if not self._is_said:
            left = f", about {left_s} s left" if left_s > 0 else ""
            say(f"a session runs on the device{left}; waiting for its end (Ctrl-C: give up)")
        if state in STEPS and state not in self._states:
            say(STEPS[state])
        self._is_said = True
        self._states.add(state)


def _answers(path: str) -> bool:
    """Whether a device says hello at ``path``; a port that cannot be opened counts."""
    try:
        client = Client(open_transport(path))
    except PortError:
        return True  # opening it for good will say what is wrong
    try:
        return client.probe() is not None
    finally:
        client.close()


def _ask_which(ports: list[str]) -> str:
    for number, port in enumerate(ports, 1):
        say(f"  {number}  {port}")
    choice: int = click.prompt(
        "Several devices are connected. Which one", type=click.IntRange(1, len(ports)), err=True
    )
    return ports[choice - 1]


def pass_connector(function: Callable[..., Result]) -> Callable[..., Result]:
    """Give a command the ``Connector`` for the global ``--port`` as its first argument."""

    @wraps(function)
    def with_connector(*arguments: Any, **named: Any) -> Result:
        root = click.get_current_context().find_root()
        port = root.params.get("port") or os.environ.get(transport.PORT_VARIABLE)
        return function(Connector(port), *arguments, **named)

    return with_connector
