"""``acupacer add``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import EXISTING_FILE, Failure, examples, no_wait_option
from ..content.routine_set import RoutineSet
from ..device.connection import Connector, pass_connector
from ..errors import ending
from .push import read
from .set_change import NOT_SENT, present_set, send_set


@click.command(
    epilog=examples(
        "acupacer add evening.txt",
        "acupacer add handout.csv my-routines.json",
        "acupacer add --dry-run evening.txt",
    )
)
@click.argument("files", nargs=-1, required=True, type=EXISTING_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change and stop.")
@no_wait_option
@pass_connector
def add_command(
    connector: Connector, files: tuple[Path, ...], dry_run: bool, no_wait: bool
) -> None:
    """Add the routines of FILES to those the device has.

    One with the id of a routine that is there takes its place, and what changes is said. All
    the others stay as they are.
    """
    added = _of_files(files)
    with connector.client(not no_wait, NOT_SENT) as client:
        with ending(NOT_SENT):
            hello, present = present_set(client)
        send_set(client, hello, present.with_added(added), dry_run)


def _of_files(files: tuple[Path, ...]) -> RoutineSet:
    """The routines of all files; Failure when two have one with the same id."""
    whole = RoutineSet([])
    owners: dict[str, Path] = {}
    for file in files:
        verdict = read(file, "add")
        found = RoutineSet.of(verdict.data, verdict.entries)
        for id_ in found.pieces:
            if id_ in owners:
                raise Failure(
                    f"{id_} is in {owners[id_]} and in {file}; give one of them another id"
                )
            owners[id_] = file
        whole = whole.with_added(found)
    return whole


COMMANDS = {"add": add_command}
