"""``acupacer report``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..console import Failure, NewFile, count, examples, lang_option
from ..device.connection import Connector, pass_connector
from ..pictures import report
from ..records.gaps import gaps_words
from ..whole_file import write_whole
from .session_choice import Period, known_titles, open_library, period_options

AS_PDF = "; a browser that shows it prints it, or saves it as a PDF file"


@click.command(
    epilog=examples(
        "acupacer report sessions.html", "acupacer report --since 2026-01-01 q1.html"
    )
)
@click.argument("file", type=NewFile((".html", ".htm"), AS_PDF))
@click.option("--offline", is_flag=True, help="Use what was pulled before; ask no device.")
@click.option("--device", "dev_id", metavar="ID", help="With --offline: which device's.")
@period_options
@lang_option
@pass_connector
def report_command(
    connector: Connector, file: Path, offline: bool, dev_id: str | None, period: Period
) -> None:
    """Write one page with charts that a therapist can read: FILE.html, self-contained.

    New records are pulled first, as by acupacer history.
    """
    with open_library(connector, dev_id, offline) as (library, device):
        known = library.sessions(device)
        sessions = period.chosen(known)
        records = library.records(device)
        missing = gaps_words(library.gaps(device))
    if not sessions:
        raise Failure(
            f"{device} has no session{period.words(known)} to report; press a while first"
        )
    titles = known_titles()
    made = report.page(
        device, sessions, records, date.today(), titles.shown, titles.place, missing
    )
    write_whole(file, made.encode())
    click.echo(f"{file}: {count(len(sessions), 'session')}; open it in a browser, or print it")


COMMANDS = {"report": report_command}
