"""``acupacer remove``."""

from __future__ import annotations

import click

from ..console import Failure, did_you_mean, examples, no_wait_option
from ..device.connection import Connector, pass_connector
from ..errors import ending
from .completion import complete_routine
from .set_change import NOT_SENT, present_set, send_set


@click.command(
    epilog=examples("acupacer remove evening-neck", "acupacer remove --dry-run full")
)
@click.argument("ids", nargs=-1, required=True, shell_complete=complete_routine)
@click.option("--dry-run", is_flag=True, help="Say what would change and stop.")
@no_wait_option
@pass_connector
def remove_command(
    connector: Connector, ids: tuple[str, ...], dry_run: bool, no_wait: bool
) -> None:
    """Take the routines called IDS from the device; all the others stay as they are."""
    with connector.client(not no_wait, NOT_SENT) as client:
        with ending(NOT_SENT):
            hello, present = present_set(client)
        for id_ in ids:
            if id_ not in present.pieces:
                how = did_you_mean(id_, present.pieces) or "acupacer routines lists them"
                raise Failure(f"{hello.dev_id}: no routine {id_!r}; {how}. {NOT_SENT}")
        wanted = present.without(ids)
        if not wanted.pieces:
            raise Failure(
                f"that would leave {hello.dev_id} no routine. {NOT_SENT} acupacer push brings "
                "the factory routines back"
            )
        send_set(client, hello, wanted, dry_run)


COMMANDS = {"remove": remove_command}
