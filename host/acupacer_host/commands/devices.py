"""``acupacer devices``."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import click

from ..console import examples, json_option, print_json, print_table, say
from ..device import connection, simulator_port, transport
from ..device.client import Client
from ..device.connection import Connector, pass_looking_connector
from ..errors import PortError


@dataclass(frozen=True)
class Found:
    """A port that leads, or may lead, to a device. ``trouble``: why it is not known."""

    port: str
    dev_id: str = ""
    model: str = ""
    firmware: str = ""
    trouble: str = ""


@click.command(epilog=examples("acupacer devices", "acupacer devices --json"))
@json_option
@pass_looking_connector
def devices_command(connector: Connector, as_json: bool) -> None:
    """List the devices connected to this computer."""
    devices = [look(port) for port in ports(connector)]
    if as_json:
        print_json([asdict(device) for device in devices])
    elif devices:
        rows = [(d.port, d.dev_id, d.model, d.firmware, d.trouble) for d in devices]
        print_table(("port", "device", "model", "firmware", ""), rows)
    else:
        say("no device found; plug one in, or have acupacer doctor look for the reason")


def ports(connector: Connector) -> list[str]:
    """Every port worth asking: the one named, else all candidates and simulators."""
    if connector.named:
        return [connector.named]
    paths = [candidate.path for candidate in transport.candidates()]
    return paths + simulator_port.find_all()


def look(port: str) -> Found:
    """Ask who is at ``port``. Blocks: 300 ms when nobody is."""
    try:
        client = Client(connection.open_transport(port))
    except PortError as error:
        return Found(port, trouble=error.message.removeprefix(f"{port}: "))
    try:
        hello = client.probe()
    finally:
        client.close()
    if hello is None:
        return Found(port, trouble="no answer; not an acupacer, or not ready yet")
    return Found(port, hello.dev_id, hello.model, hello.fw)


COMMANDS = {"devices": devices_command}
