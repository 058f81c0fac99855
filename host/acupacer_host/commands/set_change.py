"""Changes a device's set of routines: what is there, what would go, sending, the end state."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence

import click
from acupacer.core.link.upload import ROUTINES

from ..console import Failure, count, progress, say, told
from ..content import routine_files
from ..content.exclusions import refusals
from ..content.routine_diff import Difference, difference
from ..content.routine_set import RoutineSet
from ..content.validate import Verdict, check_bytes, check_text
from ..device.client import Client
from ..device.replies import Hello
from ..errors import NEW, Refused, ending

NOT_SENT = "Nothing was sent: the device has the file it had."
BUILT_IN = "the built-in ones"


def present_set(client: Client) -> tuple[Hello, RoutineSet]:
    """Which device it is, and its routines; Failure when its file has faults."""
    hello = client.hello()
    stored = routine_files.stored_on(client, hello)
    data = routine_files.packaged() if stored is None else stored
    verdict = check_bytes(data, hello.dev_id)
    if not verdict.is_ok:
        raise Failure("the device's file has faults; push a sound one (acupacer push FILE)")
    return hello, RoutineSet.of(data, verdict.entries)


def send_set(client: Client, hello: Hello, wanted: RoutineSet, is_dry: bool = False) -> None:
    """Send a set that was changed here; every fault of the whole is told before."""
    verdict = check_bytes(wanted.document(), "the whole set")
    if not verdict.is_ok:  # told for people, who know of no bytes
        found = check_text(verdict.data, "the whole set")
        raise Failure("\n".join([*told(found.faults, found.name), NOT_SENT]))
    send(client, hello, verdict, is_dry, may_remove=True, is_old_sound=True)


def send(
    client: Client,
    hello: Hello,
    verdict: Verdict,
    is_dry: bool = False,
    may_remove: bool = False,
    is_old_sound: bool = False,
) -> None:
    """Send a checked file unless the device has it; say everything there is to say.

    ``may_remove``: it may take routines away, which is asked about else. ``is_old_sound``: what
    the device has was checked by now.
    """
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
        changes = _say_changes(client, hello, verdict, is_old_sound)
    if is_dry:
        click.echo("dry run: nothing was sent")
        return
    if changes.removed and not may_remove:
        _ask(changes.removed, hello.dev_id)
    try:
        with progress("sending") as show:
            client.upload(ROUTINES, verdict.data, show)
    except KeyboardInterrupt as stopped:
        say(f"stopped. {stopped}")
        raise
    routine_files.remember(verdict.data)
    size = f"{len(verdict.data)} bytes"
    click.echo(f"{hello.dev_id} has {routines} ({size}), verified: SHA-256 {sha[:12]}…")
    with ending("The device has the new file.", NEW):
        _say_refusals(client, verdict)


def _say_changes(
    client: Client, hello: Hello, verdict: Verdict, is_old_sound: bool
) -> Difference:
    old = routine_files.stored_on(client, hello)
    before = BUILT_IN if old is None else "those on the device"
    if not is_old_sound and old is not None and not check_bytes(old, "device").is_ok:
        click.echo("the device's present file has faults and is replaced")
        return Difference()
    changes = difference(old or routine_files.packaged(), verdict.data)
    if changes.is_empty:
        click.echo(f"no routine differs from {before}")
        return changes
    click.echo(f"changes against {before}:")
    for line in changes.lines():
        click.echo(f"  {line}")
    if changes.removed:
        factory = check_bytes(routine_files.packaged(), "factory").entries
        if {entry.id for entry in factory}.intersection(changes.removed):
            click.echo("acupacer push without a file brings the factory routines back")
    return changes


def _ask(removed: Sequence[str], dev_id: str) -> None:
    """Go on only when the user says that these routines may go."""
    what = f"{count(len(removed), 'routine')} of {dev_id} would go: {', '.join(removed)}"
    if not is_asked_of_a_person():
        raise Failure(
            f"{what}. {NOT_SENT} acupacer add FILE keeps them; push --replace lets them go"
        )
    if not click.confirm(f"{what}. Let them go?", err=True):
        raise Failure(f"{NOT_SENT} acupacer add FILE keeps what is there")


def is_asked_of_a_person() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _say_refusals(client: Client, verdict: Verdict) -> None:
    """Name what the profile on the device will not open; never fails what is done."""
    try:
        profile = client.choices().profile
    except Refused as error:
        say(f"(the profile cannot be read: {error.message})")
        return
    for refusal in refusals(verdict.entries, profile):
        click.echo(f"the device will refuse {refusal.routine}: {refusal.text}")
    if None in profile.values():
        click.echo("the safety questions are not answered yet; the device asks them first")
