"""``acupacer pull``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from acupacer.core.link.upload import ROUTINES

from ..console import Failure, NewFile, examples, progress, say
from ..content import forms, routine_files
from ..content.validate import read_bounded
from ..content.written import written
from ..device.connection import Connector, pass_connector
from ..errors import ending
from ..whole_file import write_whole


@click.command(
    epilog=examples(
        "acupacer pull backup.json", "acupacer pull backup.txt", "acupacer pull - | less"
    )
)
@click.argument("file", type=NewFile(allow_dash=True))
@click.option("--force", is_flag=True, help="Replace a file that differs.")
@pass_connector
def pull_command(connector: Connector, file: Path, force: bool) -> None:
    """Save the device's routines as FILE, laid out for reading (-: standard output).

    FILE.txt is in the short form, FILE.csv a table, any other JSON. A device that has no file
    of its own gives the built-in routines.
    """
    with ending("Nothing was written."), connector.client() as client:
        hello = client.hello()
        if hello.routines_sha:
            with progress("reading") as show:
                data = client.download(ROUTINES, show)
            routine_files.remember(data)
        else:
            say(f"{hello.dev_id} uses its built-in routines; these are this program's")
            data = routine_files.packaged()
    form = forms.OF_SUFFIX.get(file.suffix.lower(), forms.JSON)
    data = written(data, form).encode()
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
