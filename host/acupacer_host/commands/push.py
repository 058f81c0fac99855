"""``acupacer push``."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click
from acupacer.core.link.upload import ROUTINES

from ..console import EXISTING_FILE, Failure, count, examples, no_wait_option, progress, say
from ..content import routine_files
from ..content.exclusions import refusals
from ..content.routine_diff import difference
from ..content.validate import Verdict, check_bytes
from ..device.client import Client
from ..device.connection import Connector, pass_connector
from ..device.replies import Hello
from ..errors import Refused, ending
from .validate import checked

NOT_SENT = "Nothing was sent: the device has the file it had."


@click.command(
    epilog=examples(
        "acupacer push                      the factory routines",
        "acupacer push my-routines.json",
        "acupacer push --dry-run my-routines.json",
    )
)
@click.argument("file", required=False, type=EXISTING_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change and stop.")
@no_wait_option
@pass_connector
def push_command(connector: Connector, file: Path | None, dry_run: bool, no_wait: bool) -> None:
    """Put routines on the device (default: the factory routines).

    Checks the file, says what changes, sends it and proves by its SHA-256 that the device
    has it. Whatever happens, the device keeps the old file or gets the new one, whole.
    """
    verdict = read(file)
    with connector.client(not no_wait, NOT_SENT) as client:
        push(client, verdict, dry_run)


def read(file: Path | None) -> Verdict:
    """The file, checked; Failure naming every fault. None: the packaged routines."""
    if file is None:
        verdict = check_bytes(routine_files.packaged(), "factory routines")
    else:
        verdict = checked(file)
    if not verdict.is_ok:
        lines = [*verdict.faults, "nothing was sent; correct these and push again"]
        raise Failure("\n".join([count(len(verdict.faults), "fault") + ":", *lines]))
    return verdict


def push(client: Client, verdict: Verdict, is_dry: bool = False) -> None:
    """Send a checked file unless the device has it; say everything there is to say."""
    with ending(NOT_SENT):
        hello = client.hello()
    sha = hashlib.sha256(verdict.data).hexdigest()
    routines = count(len(verdict.entries), "routine")
    if hello.routines_sha == sha:
        click.echo(f"{hello.dev_id} has this file already ({routines}); nothing to do")
        return
    if len(verdict.data) > hello.routines_bytes:
        raise Failure(
            f"the file has {len(verdict.data)} bytes, {hello.dev_id} takes "
            f"{hello.routines_bytes}; leave some routines out"
        )
    with ending(NOT_SENT):
        _say_changes(client, hello, verdict)
    if is_dry:
        click.echo("dry run: nothing was sent")
        return
    try:
        with progress("sending") as show:
            client.upload(ROUTINES, verdict.data, show)
    except KeyboardInterrupt as stopped:
        say(f"stopped. {stopped}")
        raise
    routine_files.remember(verdict.data)
    size = f"{len(verdict.data)} bytes"
    click.echo(f"{hello.dev_id} has {routines} ({size}), verified: SHA-256 {sha[:12]}…")
    with ending("The device has the new file."):
        _say_refusals(client, verdict)


def _say_changes(client: Client, hello: Hello, verdict: Verdict) -> None:
    old = routine_files.stored_on(client, hello)
    before = "the built-in ones" if old is None else "those on the device"
    if old is not None and not check_bytes(old, "device").is_ok:
        click.echo("the device's present file has faults and is replaced")
        return
    changes = difference(old or routine_files.packaged(), verdict.data)
    if changes.is_empty:
        click.echo(f"no routine differs from {before}")
        return
    click.echo(f"changes against {before}:")
    for line in changes.lines():
        click.echo(f"  {line}")
    factory = {entry.id for entry in check_bytes(routine_files.packaged(), "factory").entries}
    if factory.intersection(changes.removed):
        click.echo("acupacer push without a file brings the factory routines back")


def _say_refusals(client: Client, verdict: Verdict) -> None:
    """Name what the profile on the device will not open; never fails a push that is done."""
    try:
        profile = client.choices().profile
    except Refused as error:
        say(f"(the profile cannot be read: {error.message})")
        return
    for refusal in refusals(verdict.entries, profile):
        click.echo(f"the device will refuse {refusal.routine}: {refusal.text}")
    if None in profile.values():
        click.echo("the safety questions are not answered yet; the device asks them first")


COMMANDS = {"push": push_command}
