"""``acupacer diff``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import EXISTING_FILE, Failure, examples, json_option, print_json
from ..content import routine_files
from ..content.routine_diff import difference
from ..content.validate import check_bytes
from ..device.connection import Connector, pass_connector
from .validate import checked, faulty


@click.command(
    epilog=examples("acupacer diff my-routines.json", "acupacer diff new.json old.json")
)
@click.argument("file", type=EXISTING_FILE)
@click.argument("other", required=False, type=EXISTING_FILE)
@json_option
@pass_connector
def diff_command(connector: Connector, file: Path, other: Path | None, as_json: bool) -> None:
    """Say how FILE differs from the device's routines, or from OTHER.

    + came, - went, ~ changed, with the fields that did.
    """
    new = sound_bytes(file)
    old = sound_bytes(other) if other else _on_device(connector)
    changes = difference(old, new)
    if as_json:
        print_json(changes.as_dict())
    else:
        click.echo("\n".join(changes.lines()) or "no difference")


def sound_bytes(file: Path) -> bytes:
    """The file's bytes; Failure with every fault when it has some."""
    verdict = checked(file)
    if not verdict.is_ok:
        raise faulty(f"{file} has faults:", verdict)
    return verdict.data


def _on_device(connector: Connector) -> bytes:
    with connector.client() as client:
        data = routine_files.stored_on(client, client.hello())
    if data is None:
        return routine_files.packaged()
    if not check_bytes(data, "device").is_ok:
        raise Failure("the device's file has faults; push a sound one")
    return data


COMMANDS = {"diff": diff_command}
