"""``acupacer show``."""

from __future__ import annotations

import json
import sys

import click

from ..console import Failure, did_you_mean, examples
from ..content import documents, routine_files
from .completion import complete_routine


@click.command(
    epilog=examples(
        "acupacer show > my-routines.json",
        "acupacer show desk-break > mine.json",
        "acupacer show --udev-rule | sudo tee /etc/udev/rules.d/60-acupacer.rules",
    )
)
@click.argument("routine", required=False, shell_complete=complete_routine)
@click.option(
    "--udev-rule", is_flag=True, help="The rule that opens the port on Linux instead."
)
def show_command(routine: str | None, udev_rule: bool) -> None:
    """Print the factory routines file, or one with ROUTINE alone, to begin your own with."""
    if udev_rule and routine:
        raise click.UsageError("--udev-rule goes without a ROUTINE")
    if udev_rule:
        click.echo(documents.udev_rule(), nl=False)
        return
    data = routine_files.packaged()
    sys.stdout.buffer.write(_alone(data, routine) if routine else data)


def _alone(data: bytes, routine_id: str) -> bytes:
    """The file with one routine of it."""
    document = json.loads(data)
    routines = {routine["id"]: routine for routine in document["routines"]}
    if routine_id not in routines:
        how = did_you_mean(routine_id, routines) or f"there are {', '.join(routines)}"
        raise Failure(f"no factory routine {routine_id!r}; {how}")
    document["routines"] = [routines[routine_id]]
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


COMMANDS = {"show": show_command}
