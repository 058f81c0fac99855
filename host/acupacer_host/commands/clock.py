"""``acupacer clock``."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from ..connection import Connector, pass_connector
from ..console import examples, json_option, print_json
from .info import device_clock

WITHIN_S = 2.0  # a clock read over the link is right to about this


@click.command(epilog=examples("acupacer clock", "acupacer clock --set"))
@click.option("--set", "is_set", is_flag=True, help="Set it to this computer's time and zone.")
@json_option
@pass_connector
def clock_command(connector: Connector, is_set: bool, as_json: bool) -> None:
    """Show or set the device's clock, which tells it when a day is over."""
    with connector.client() as client:
        if is_set:
            client.set_clock(now().isoformat(timespec="seconds"))
        time = device_clock(client)
    if as_json:
        off_s = offset(time).total_seconds() if time else None
        print_json({"clock": time or None, "off_s": off_s})
    else:
        click.echo(describe(time))


def now() -> datetime:
    """This computer's local time with its zone."""
    return datetime.now().astimezone()


def offset(time: str) -> timedelta:
    """How far the device's ``time`` is ahead of this computer's."""
    return datetime.fromisoformat(time) - now()


def describe(time: str) -> str:
    """The device's time ("": not set) and how far it is off, in words."""
    if not time:
        return "not set; set it with acupacer clock --set"
    off_s = offset(time).total_seconds()
    if abs(off_s) <= WITHIN_S:
        return f"{time} (as this computer's)"
    off = timedelta(seconds=round(abs(off_s)))
    side = "ahead of" if off_s > 0 else "behind"
    return f"{time} ({off} {side} this computer's; acupacer clock --set corrects it)"
