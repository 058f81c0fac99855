"""``acupacer watch``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ..console import console, examples, say
from ..device.client import Client
from ..device.connection import Connector, pass_connector
from ..device.mirror import Mirror, pixels, shape, strip
from ..device.port_loan import Lender
from ..device.replies import Event
from ..errors import PortError

if TYPE_CHECKING:
    from rich.console import Console, Group

PANEL_COLUMNS, PANEL_LINES = 132, 40  # smaller terminals get braille, half the size

# For a port that was lent: its borrower may have restarted the device, or another was faster.
BACK_TRIES, BACK_PAUSE_S = 50, 0.2


@click.command(epilog=examples("acupacer watch", "acupacer watch --json --for 60 > cues.jsonl"))
@click.option("--for", "seconds", type=click.FloatRange(0), metavar="S", help="End after S s.")
@click.option("--json", "as_json", is_flag=True, help="Print each event as a line of JSON.")
@pass_connector
def watch_command(connector: Connector, seconds: float | None, as_json: bool) -> None:
    """Mirror the device: its screen, and the cues as they are felt. Ctrl-C ends it.

    It only looks; the device paces on undisturbed. Other commands work meanwhile.
    """
    mirror = Mirror()
    end_s = time.monotonic() + seconds if seconds is not None else float("inf")
    with closing(_follow(connector, mirror, end_s)) as followed:
        try:
            if as_json or not sys.stdout.isatty():
                _print_events(followed, as_json)
            else:
                _show_live(mirror, followed)
        except KeyboardInterrupt:
            pass  # the way out
    if mirror.lost:
        say(f"({mirror.lost} events came faster than they could be told)")


def _follow(
    connector: Connector, mirror: Mirror, end_s: float
) -> Generator[list[Event], None, None]:
    """What happens, bit by bit; the port is lent to other commands in between."""
    port, tries = connector.port(), 1
    while True:
        lender = Lender(port)
        with ExitStack() as opened:
            client = _open(connector.at(port), opened, tries)
            opened.enter_context(lender)
            mirror.look_through(client)
            yield []
            while time.monotonic() < end_s and not lender.is_asked():
                yield mirror.follow()
        if not lender.is_asked():
            return
        lender.lend()
        tries = BACK_TRIES


def _open(connector: Connector, opened: ExitStack, tries: int) -> Client:
    """The client, closed with ``opened``. Blocks: until the port can be had, so many tries."""
    while True:
        try:
            return opened.enter_context(connector.client())
        except PortError:
            tries -= 1
            if not tries:
                raise
            time.sleep(BACK_PAUSE_S)


def _print_events(followed: Iterator[list[Event]], as_json: bool) -> None:
    for events in followed:
        for event in events:
            if as_json:
                click.echo(json.dumps(asdict(event)))
            else:
                felt = shape(event.value) if event.what == "cue" else ""
                click.echo(f"{event.at_ms / 1000:9.3f}  {event.what:5}  {event.value} {felt}")
        sys.stdout.flush()


def _show_live(mirror: Mirror, followed: Iterator[list[Event]]) -> None:
    from rich.live import Live

    out = console()
    with Live(console=out, auto_refresh=False, screen=True) as live:
        for _ in followed:
            live.update(_picture(mirror, out), refresh=True)


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
