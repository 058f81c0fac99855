"""``acupacer validate``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import FAILED, Failure, count, examples, json_option, print_json, say, told
from ..content.validate import Verdict, check_file
from ..fault_language import spoken


@click.command(
    epilog=examples("acupacer validate my-routines.json", "acupacer validate *.json --json")
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def validate_command(ctx: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Check routines files as strictly as a device does; name every fault.

    Exit code 1 when any file has a fault.
    """
    verdicts = [(file, check_file(file)) for file in files]
    if as_json:
        print_json([_as_dict(file, verdict) for file, verdict in verdicts])
    else:
        for file, verdict in verdicts:
            print_verdict(file, verdict)
    if not all(verdict.is_ok for _, verdict in verdicts):
        ctx.exit(FAILED)


def print_verdict(file: Path | str, verdict: Verdict) -> None:
    """What was changed, and the faults or what is in the file."""
    say_notes(verdict)
    if verdict.is_ok:
        size = f"{len(verdict.data)} bytes to send"
        click.echo(f"{file}: all right, {count(len(verdict.entries), 'routine')}, {size}")
        return
    for line in told(verdict.faults, verdict.name):
        click.echo(line)
    say(f"{file}: {count(len(verdict.faults), 'fault')}; see acupacer docs routines")


def faulty(heading: str, verdict: Verdict) -> Failure:
    """The failure of what has faults: ``heading``, and they below it."""
    return Failure("\n".join([heading, *told(verdict.faults, verdict.name)]))


def checked(file: Path) -> Verdict:
    """``check_file``, with what was changed said."""
    verdict = check_file(file)
    say_notes(verdict)
    return verdict


def say_notes(verdict: Verdict) -> None:
    """What was changed to make what is sent."""
    for note in spoken(verdict.notes, verdict.name):
        say(note)


def _as_dict(file: Path, verdict: Verdict) -> dict[str, object]:
    return {
        "file": str(file),
        "is_ok": verdict.is_ok,
        "faults": verdict.faults,
        "notes": verdict.notes,
        "bytes": len(verdict.data),
        "routines": [entry.id for entry in verdict.entries],
    }


COMMANDS = {"validate": validate_command}
