"""``acupacer open``, ``pause`` and ``stop``: nothing here can start pressure."""

from __future__ import annotations

import click

from ..console import Failure, did_you_mean, examples
from ..content.routine_files import known_ids
from ..content.wording import WORDS
from ..device.connection import Connector, pass_connector, pass_looking_connector
from ..device.states import OVER, STEPS, sentence
from ..errors import Refused, ending
from .completion import complete_routine


@click.command(epilog=examples("acupacer open hands-li4"))
@click.argument("routine", shell_complete=complete_routine)
@pass_connector
def open_command(connector: Connector, routine: str) -> None:
    """Open ROUTINE on the device, up to the page that waits for START.

    Pressure starts by a press on the device and in no other way.
    """
    with connector.client(untouched=f"{routine} was not opened.") as client:
        try:
            client.control("open", routine)
        except Refused as error:
            if error.reason_code == "unknown_routine":
                how = did_you_mean(routine, known_ids()) or "acupacer routines lists them"
                raise Failure(f"no routine {routine!r}; {how}") from error
            why = _obstacle(error, client.state().state)
            raise Failure(f"{routine} is not opened: {why}") from error
        with ending(f"The device was told to open {routine}."):
            state = client.state_after("home").state
    if state == "prompt":
        click.echo(f"{routine} is open; press START on the device when you are in place")
    elif state == "cautions":
        click.echo(f"{routine}: {STEPS[state]}")
    else:
        raise Failure(f"{routine} is not opened: the device {sentence(state)}")


@click.command(epilog=examples("acupacer pause"))
@pass_looking_connector
def pause_command(connector: Connector) -> None:
    """Pause the running session; it goes on by START on the device."""
    with connector.client() as client:
        try:
            client.control("pause")
        except Refused as error:
            raise Failure(f"nothing to pause: {_reason(error)}") from error
    click.echo("paused; START on the device goes on")


@click.command(epilog=examples("acupacer stop"))
@pass_looking_connector
def stop_command(connector: Connector) -> None:
    """Stop the session, as the STOP button does; fine when none runs."""
    with connector.client() as client:
        with ending("The device was not told to stop."):
            before = client.state()
        client.control("stop")
    if before.state in OVER:
        click.echo(f"{before.routine} is over already; the device {sentence(before.state)}")
    elif before.routine:
        click.echo(f"{before.routine} is stopped; the device may ask if it was too much")
    else:
        click.echo("no session runs")


def _obstacle(error: Refused, state: str) -> str:
    """Why a device now in ``state`` did not open a routine, and what to do about it."""
    if error.reason_code in ("not_home", "refused_unanswered"):
        other = f"the device {sentence(state)}; end that with STOP there, then try again"
        is_step = state in STEPS and state not in ("prompt", "cautions")
        return STEPS[state] if is_step else other
    return _reason(error)


def _reason(error: Refused) -> str:
    """The device's reason in its own words, where it has some."""
    code = error.reason_code
    return WORDS.say(code) if WORDS.has(code) else error.message


COMMANDS = {"open": open_command, "pause": pause_command, "stop": stop_command}
