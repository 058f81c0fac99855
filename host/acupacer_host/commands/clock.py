"""``acupacer clock``."""

from __future__ import annotations

import click

from ..console import examples, json_option, print_json
from ..device import clock
from ..device.connection import Connector, pass_looking_connector
from ..errors import ending


@click.command(epilog=examples("acupacer clock", "acupacer clock --set"))
@click.option("--set", "is_set", is_flag=True, help="Set it to this computer's time and zone.")
@json_option
@pass_looking_connector
def clock_command(connector: Connector, is_set: bool, as_json: bool) -> None:
    """Show or set the device's clock, which tells it when a day is over."""
    with connector.client() as client:
        if is_set:
            clock.set_now(client)
        with ending("The clock was set." if is_set else "Nothing was changed."):
            time = clock.device_clock(client)
    if as_json:
        off_s = clock.offset(time).total_seconds() if time else None
        print_json({"clock": time or None, "off_s": off_s})
    else:
        click.echo(clock.describe(time))


COMMANDS = {"clock": clock_command}
