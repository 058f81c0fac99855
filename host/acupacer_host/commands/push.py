"""``acupacer push``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import EXISTING_FILE, Failure, count, examples, no_wait_option, told
from ..content import routine_files
from ..content.validate import Verdict, check_bytes
from ..device.client import Client
from ..device.connection import Connector, pass_connector
from ..errors import ending
from .set_change import NOT_SENT, send
from .validate import checked


@click.command(
    epilog=examples(
        "acupacer push                      the factory routines",
        "acupacer push my-routines.json",
        "acupacer push --dry-run evening.txt",
    )
)
@click.argument("file", required=False, type=EXISTING_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change and stop.")
@click.option(
    "--replace", is_flag=True, help="Let routines go that are not in FILE, without asking."
)
@no_wait_option
@pass_connector
def push_command(
    connector: Connector, file: Path | None, dry_run: bool, replace: bool, no_wait: bool
) -> None:
    """Have the device use the routines of FILE and no others (default: the factory ones).

    Checks the file, says what changes, asks where routines would go (acupacer add keeps them),
    sends it and proves by its SHA-256 that the device has it. Whatever happens, the device
    keeps the old file or gets the new one, whole.
    """
    verdict = read(file)
    with connector.client(not no_wait, NOT_SENT) as client:
        push(client, verdict, dry_run, replace)


def read(file: Path | None, verb: str = "push") -> Verdict:
    """The file, checked; Failure naming every fault. None: the packaged routines."""
    if file is None:
        verdict = check_bytes(routine_files.packaged(), "factory routines")
    else:
        verdict = checked(file)
    if not verdict.is_ok:
        end = f"nothing was sent; correct these and {verb} again"
        lines = [*told(verdict.faults, verdict.name), end]
        raise Failure("\n".join([count(len(verdict.faults), "fault") + ":", *lines]))
    return verdict


def push(
    client: Client, verdict: Verdict, is_dry: bool = False, may_remove: bool = False
) -> None:
    """Send a checked file unless the device has it; say everything there is to say."""
    with ending(NOT_SENT):
        hello = client.hello()
    send(client, hello, verdict, is_dry, may_remove)


COMMANDS = {"push": push_command}
