"""``acupacer info``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import click

from ..console import examples, json_option, print_facts, print_json
from ..device.clock import device_clock
from ..device.connection import Connector, pass_connector


@click.command(epilog=examples("acupacer info", "acupacer --port /dev/ttyACM1 info --json"))
@json_option
@pass_connector
def info_command(connector: Connector, as_json: bool) -> None:
    """Say which device this is and what it has."""
    with connector.client() as client:
        hello = client.hello()
        clock = device_clock(client)
    if as_json:
        print_json({**asdict(hello), "clock": clock})
        return
    print_facts(
        (
            ("device", hello.dev_id),
            ("model", hello.model),
            ("firmware", hello.fw),
            ("on for", timedelta(seconds=hello.uptime_ms // 1000)),
            ("clock", clock or "not set (acupacer clock --set)"),
            ("routines", describe_file(hello.routines_sha, hello.routines_bytes)),
        )
    )


def describe_file(sha: str, limit_bytes: int) -> str:
    """What the device has stored, in words."""
    stored = f"yours, SHA-256 {sha[:12]}…" if sha else "the built-in ones"
    return f"{stored} (room for {limit_bytes // 1024} KB)"


COMMANDS = {"info": info_command}
