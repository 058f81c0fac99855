"""``acupacer report``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from ..console import Failure, count, examples
from ..device.connection import Connector, pass_connector
from ..pictures import report
from ..whole_file import write_whole
from .history import chosen, open_library


@click.command(
    epilog=examples(
        "acupacer report sessions.html", "acupacer report --since 2026-01-01 q1.html"
    )
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--offline", is_flag=True, help="Use what was pulled before; ask no device.")
@click.option("--device", "dev_id", metavar="ID", help="With --offline: which device's.")
@click.option(
    "--since",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only sessions from this day on (YYYY-MM-DD).",
)
@pass_connector
def report_command(
    connector: Connector, file: Path, offline: bool, dev_id: str | None, first: datetime | None
) -> None:
    """Write one page with charts that a therapist can read: FILE.html, self-contained.

    New records are pulled first, as by acupacer history.
    """
    with open_library(connector, dev_id, offline) as (library, device):
        sessions = chosen(library.sessions(device), first.date() if first else None, None)
        records = library.records(device)
    if not sessions:
        raise Failure(f"{device} has no session to report; press a while first")
    made = report.page(device, sessions, records, date.today())
    write_whole(file, made.encode())
    click.echo(f"{file}: {count(len(sessions), 'session')}; open it in a browser, or print it")


COMMANDS = {"report": report_command}
