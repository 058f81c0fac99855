"""``acupacer show``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..console import examples
from ..content import documents, forms, routine_files
from ..content.written import written
from ..device.connection import Connector, pass_connector
from .completion import complete_routine_or_file
from .routine_choice import choose
from .validate import checked, faulty


@click.command(
    epilog=examples(
        "acupacer show > my-routines.json",
        "acupacer show desk-break --text > mine.txt",
        "acupacer show my-routines.json --csv > mine.csv",
        "acupacer show --udev-rule | sudo tee /etc/udev/rules.d/60-acupacer.rules",
    )
)
@click.argument(
    "what", required=False, metavar="[ID|FILE]", shell_complete=complete_routine_or_file
)
@click.option("--text", "form", flag_value=forms.TEXT, help="In the short form.")
@click.option("--json", "form", flag_value=forms.JSON, default=True, help="As JSON (default).")
@click.option("--csv", "form", flag_value=forms.TABLE, help="As a table for spreadsheets.")
@click.option(
    "--udev-rule", is_flag=True, help="The rule that opens the port on Linux instead."
)
@click.option("--schema", is_flag=True, help="The JSON Schema of routines files instead.")
@pass_connector
def show_command(
    connector: Connector, what: str | None, form: str, udev_rule: bool, schema: bool
) -> None:
    """Print the factory routines, the routine ID of the device, or what FILE says.

    In any form, whichever form FILE has. No device connected: ID of the factory routines.
    """
    if what and (udev_rule or schema):
        option = "--udev-rule" if udev_rule else "--schema"
        raise click.UsageError(f"{option} goes without ID or FILE")
    if udev_rule or schema:
        click.echo(documents.udev_rule() if udev_rule else documents.schema(), nl=False)
        return
    data = _document(connector, what)
    sys.stdout.buffer.write(written(data, form).encode())


def _document(connector: Connector, what: str | None) -> bytes:
    if what is None:
        return routine_files.packaged()
    file = Path(what)
    if not file.is_file():
        return choose(connector, what, None).alone
    verdict = checked(file)
    if not verdict.is_ok:
        raise faulty(f"{file} has faults:", verdict)
    return verdict.data


COMMANDS = {"show": show_command}
