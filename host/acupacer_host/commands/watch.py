"""``acupacer watch``."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ..console import console, examples, say
from ..device.connection import Connector, pass_connector
from ..device.mirror import Mirror, pixels, shape, strip

if TYPE_CHECKING:
    from rich.console import Console, Group

PANEL_COLUMNS, PANEL_LINES = 132, 40  # smaller terminals get braille, half the size


@click.command(epilog=examples("acupacer watch", "acupacer watch --json --for 60 > cues.jsonl"))
@click.option("--for", "seconds", type=click.FloatRange(0), metavar="S", help="End after S s.")
@click.option("--json", "as_json", is_flag=True, help="Print each event as a line of JSON.")
@pass_connector
def watch_command(connector: Connector, seconds: float | None, as_json: bool) -> None:
    """Mirror the device: its screen, and the cues as they are felt. Ctrl-C ends it.

    It only looks; the device paces on undisturbed.
    """
    with connector.client() as client:
        mirror = Mirror(client)
        mirror.begin()
        end_s = time.monotonic() + seconds if seconds is not None else float("inf")
        try:
            if as_json or not sys.stdout.isatty():
                _print_events(mirror, end_s, as_json)
            else:
                _show_live(mirror, end_s)
        except KeyboardInterrupt:
            pass  # the way out
    if mirror.lost:
        say(f"({mirror.lost} events came faster than they could be told)")


def _print_events(mirror: Mirror, end_s: float, as_json: bool) -> None:
    while time.monotonic() < end_s:
        for event in mirror.follow():
            if as_json:
                click.echo(json.dumps(asdict(event)))
            else:
                felt = shape(event.value) if event.what == "cue" else ""
                click.echo(f"{event.at_ms / 1000:9.3f}  {event.what:5}  {event.value} {felt}")
        sys.stdout.flush()


def _show_live(mirror: Mirror, end_s: float) -> None:
    from rich.live import Live

    out = console()
    with Live(console=out, auto_refresh=False, screen=True) as live:
        while time.monotonic() < end_s:
            live.update(_picture(mirror, out), refresh=True)
            mirror.follow()


def _picture(mirror: Mirror, out: Console) -> Group:
    from acupacer.boards.sim.pixels import braille, half_blocks
    from rich.console import Group
    from rich.text import Text

    rows = pixels(mirror.page or bytes(1024))
    is_large = out.width >= PANEL_COLUMNS and out.height >= PANEL_LINES
    lines = half_blocks(rows) if is_large else braille(rows)
    felt = Text("felt   ", "dim", no_wrap=True)
    for marks, name in strip(mirror.cues, out.width - 10):
        felt.append(f"{marks} ", "bold #f0883e").append(f"{name}   ", "dim")
    state = Text.assemble(("state  ", "dim"), mirror.state.replace("_", " "))
    panel = Text("\n".join(lines), "#bfe6ff on #020509", no_wrap=True)
    return Group(panel, Text(), felt, state, Text("Ctrl-C ends it", "dim"))


COMMANDS = {"watch": watch_command}
