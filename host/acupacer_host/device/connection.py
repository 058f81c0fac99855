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
from ..errors import NoDevice, PortError, SeveralDevices, ending
from . import clock, simulator_port, transport
from .client import Client
from .states import OVER, STEPS

Result = TypeVar("Result")

# Tests put a device in this process behind it.
open_transport: Callable[[str], transport.Transport] = transport.open_transport


class Connector:
    """Finds the device a command is about.

    ``named``: the value of ``--port``, else of ACUPACER_PORT, else None. No port named:
    the one connected device, else the newest simulator of this user. ``sets_clock``: the
    clock of a device that is talked to is put right, and that is said.
    """

    def __init__(self, named: str | None = None, sets_clock: bool = False) -> None:
        self.named = named
        self.sets_clock = sets_clock

    def at(self, port: str) -> Connector:
        """The same for a port that is known by now."""
        return Connector(port, self.sets_clock)

    def port(self) -> str:
        """The port to use. Raises NoDevice or SeveralDevices; asks on a terminal."""
        try:
            return transport.choose_port(self.named, _answers)
        except NoDevice:
            simulated = simulator_port.find_all()
            if not simulated:
                raise
            several = f"newest of {len(simulated)} simulators,"
            say(f"(using the {several if simulated[1:] else 'simulator'} on {simulated[0]})")
            return simulated[0]
        except SeveralDevices as error:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            return _ask_which(error.ports)

    @contextmanager
    def client(self, wait: bool = True, untouched: str = "") -> Iterator[Client]:
        """The device's client, closed at the end. ``wait``: see ``Client``.

        ``untouched``: how things stand if all ends before the block begins.
        """
        notice = BusyNotice()
        client = Client(
            open_transport(self.port()),
            wait,
            lambda left_s: notice(left_s, client.state().state),
        )
        try:
            if self.sets_clock:
                with ending(untouched):
                    _mind_clock(client)
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
            what = f"a session runs on the device{left}; waiting for its end"
            if state in OVER:
                what = "the device's session is over; waiting until it is stored"
            say(f"{what} (Ctrl-C: give up)")
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


def _mind_clock(client: Client) -> None:
    done = clock.keep_right(client)
    if done:
        say(f"({done})")


def pass_connector(function: Callable[..., Result]) -> Callable[..., Result]:
    """Give a command the ``Connector`` for its port as its first argument.

    The command gets the options ``--port``, which may stand before its name as well, and
    ``--no-clock``.
    """

    @click.option("--no-clock", is_flag=True, help="Leave the device's clock as it is.")
    @_port_option
    @wraps(function)
    def with_connector(*arguments: Any, no_clock: bool, **named: Any) -> Result:
        return function(Connector(_port(), not no_clock), *arguments, **named)

    return with_connector


def pass_looking_connector(function: Callable[..., Result]) -> Callable[..., Result]:
    """As ``pass_connector``, for one that sets no clock: it shows what is, or must not wait."""

    @_port_option
    @wraps(function)
    def with_connector(*arguments: Any, **named: Any) -> Result:
        return function(Connector(_port()), *arguments, **named)

    return with_connector


def _take_port(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """``--port`` behind a command's name counts before one that stands in front of it."""
    if value is not None:
        ctx.find_root().params["port"] = value


def complete_port(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Ports that may lead to a device, and those of simulators that run; none is opened."""
    ports = [port.path for port in transport.candidates()] + simulator_port.find_all()
    return [port for port in ports if port.startswith(incomplete)]


_port_option = click.option(
    "--port",
    metavar="PORT",
    expose_value=False,
    callback=_take_port,
    shell_complete=complete_port,
    help="Serial port of the device (default: the one connected).",
)


def _port() -> str | None:
    port: str | None = click.get_current_context().find_root().params.get("port")
    return port or os.environ.get(transport.PORT_VARIABLE)
