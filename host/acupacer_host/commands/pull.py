"""``acupacer pull``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from acupacer.core.link.upload import ROUTINES

from ..console import Failure, NewFile, examples, progress, say
from ..content import routine_files
from ..content.reading import laid_out
from ..content.validate import read_bounded
from ..device.connection import Connector, pass_connector
from ..errors import ending
from ..whole_file import write_whole


@click.command(epilog=examples("acupacer pull backup.json", "acupacer pull - | less"))
@click.argument("file", type=NewFile(allow_dash=True))
@click.option("--force", is_flag=True, help="Replace a file that differs.")
@pass_connector
def pull_command(connector: Connector, file: Path, force: bool) -> None:
    """Save the device's routines as FILE, laid out for reading (-: standard output)."""
    with ending("Nothing was written."), connector.client() as client:
        hello = client.hello()
        if not hello.routines_sha:
            raise Failure(
                f"{hello.dev_id} has no file of its own: it uses the built-in routines"
            )
        with progress("reading") as show:
            data = client.download(ROUTINES, show)
    routine_files.remember(data)
    data = laid_out(data)
    if str(file) == "-":
        sys.stdout.buffer.write(data)
        return
    save(file, data, force)


def save(file: Path, data: bytes, force: bool) -> None:
    """Write the file whole; Failure when that would replace another one unasked."""
    if file.is_file() and not force:
        if read_bounded(file, len(data)) == data:
            say(f"{file} is the same already")
            return
        raise Failure(f"{file} exists and differs; use --force to replace it")
    write_whole(file, data)
    click.echo(f"{file}: {len(data)} bytes")


COMMANDS = {"pull": pull_command}
