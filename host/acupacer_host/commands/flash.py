"""``acupacer flash``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from .. import console
from ..connection import Connector, pass_connector
from ..console import examples, say
from ..flash import Flasher, Show
from ..loader_drive import Drives

STEP_PCT = 25  # between two lines of progress where there is no terminal


@click.command(
    epilog=examples(
        "acupacer flash",
        "acupacer flash acupacer-pico-0.2.0.uf2",
        "acupacer flash --drive /media/me/RPI-RP2",
    )
)
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option(
    "--drive",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The drive of the Pico in its loader (default: the one there is).",
)
@pass_connector
def flash_command(connector: Connector, file: Path | None, drive: Path | None) -> None:
    """Put the firmware image FILE onto a Raspberry Pi Pico.

    Default: the newest image that was built here, for the board that is there. A running
    acupacer restarts into its loader by itself; for a new Pico hold BOOTSEL while
    plugging it in. Routines, history and settings stay.
    """
    flasher = Flasher(connector, Drives(), say, progress)
    hello = flasher.run(file, drive)
    click.echo(f"{hello.dev_id} runs {hello.fw}")


@contextmanager
def progress(what: str) -> Iterator[Show]:
    """A bar on a terminal, else a line for every quarter."""
    if sys.stderr.isatty():
        with console.progress(what) as show:
            yield show
        return
    said_pct = 0

    def show_line(done: int, total: int) -> None:
        nonlocal said_pct
        pct = 100 * done // total
        if pct // STEP_PCT > said_pct // STEP_PCT:
            said_pct = pct
            say(f"{what}: {pct} %")

    say(what)
    yield show_line
