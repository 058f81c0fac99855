"""``acupacer history``."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from acupacer.core.cue.cues import TAUGHT

from ..console import Failure, count, examples, json_option, print_json, print_table, say
from ..content.wording import duration_words, place_words
from ..device.connection import Connector, pass_connector
from ..errors import NoDevice
from ..records import trainer_table
from ..records.library import Library, pull_and_acknowledge
from ..records.sessions import ENDED_WORDS, Session
from ..records.totals import began, began_words, by_place, overall, since

BAR_COLUMNS = 30
CSV_COLUMNS = (
    "device",
    "session",
    "began",
    "routine",
    "ended",
    "place",
    "side",
    "prescribed_s",
    "delivered_s",
    "pauses",
)


@click.command(
    epilog=examples(
        "acupacer history",
        "acupacer history --since 2026-01-01 --csv sessions.csv",
        "acupacer history --offline --json",
    )
)
@click.option("--offline", is_flag=True, help="Show what was pulled before; ask no device.")
@click.option("--device", "dev_id", metavar="ID", help="With --offline: which device's.")
@click.option(
    "--since",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only sessions from this day on (YYYY-MM-DD).",
)
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N sessions.")
@click.option(
    "--csv",
    "csv_file",
    type=click.File("w", encoding="utf-8", lazy=True),
    metavar="FILE",
    help="One row per session, place and side (-: standard output).",
)
@click.option(
    "--trainer",
    "is_trainer",
    is_flag=True,
    help="Which cues were mixed up in the trainer instead: felt (rows), named (columns).",
)
@json_option
@pass_connector
def history_command(
    connector: Connector,
    offline: bool,
    dev_id: str | None,
    first: datetime | None,
    last: int | None,
    csv_file: Any,
    is_trainer: bool,
    as_json: bool,
) -> None:
    """Show what was pressed, and for how long; new records are pulled first.

    Everything pulled stays in a library on this computer. Delivered means paced by the
    device, not measured.
    """
    with open_library(connector, dev_id, offline) as (library, device):
        sessions = chosen(library.sessions(device), first.date() if first else None, last)
        felt = trainer_table.matrix(library.records(device, library.era(device)))
    if is_trainer:
        _show_trainer(felt, as_json)
    elif as_json:
        print_json([as_dict(device, session) for session in sessions])
    elif csv_file is not None:
        _write_csv(csv_file, device, sessions)
    else:
        _show(device, sessions)
        if trainer_table.summary(felt):
            click.echo(trainer_table.summary(felt))


@contextmanager
def open_library(
    connector: Connector, dev_id: str | None, is_offline: bool
) -> Iterator[tuple[Library, str]]:
    """The library, brought up to date where a device is there, and the device's id."""
    with Library() as library:
        if dev_id is not None and not is_offline:
            raise click.UsageError(
                "--device goes with --offline: a pull asks the one connected"
            )
        found = None if is_offline else _pull(connector, library)
        yield library, found or _known(library, dev_id)


def chosen(sessions: list[Session], first: date | None, last: int | None) -> list[Session]:
    """The sessions from a day on, and of those the last so many."""
    found = since(sessions, first)
    return found[-last:] if last else found


def as_dict(dev_id: str, session: Session) -> dict[str, Any]:
    """A session for JSON; times are ISO 8601 or null."""
    start = began(session)
    return {
        "device": dev_id,
        "session": session.number,
        "began": start.isoformat() if start else None,
        "routine": session.routine,
        "digest": session.digest,
        "ended": session.ended or None,
        "answer": session.answer or None,
        "pauses": session.pauses,
        "spots_s": session.spots,
        "levels": {f"{dose.method} {dose.place}": dose.level for dose in session.doses},
        "cue_error_us": list(session.error_us) if session.error_us else None,
        "places": [
            {
                "place": place.place,
                "side": place.side,
                "prescribed_s": place.prescribed_ms / 1000,
                "delivered_s": place.delivered_ms / 1000,
            }
            for place in session.places
        ],
    }


def _pull(connector: Connector, library: Library) -> str | None:
    """Pull from the connected device; its id, or None when there is none."""
    try:
        port = connector.port()
    except NoDevice:
        if not library.devices():
            raise
        say("(no device connected: this is what was pulled before)")
        return None
    with connector.at(port).client(wait=False) as client:
        dev_id = client.hello().dev_id
        pulled = pull_and_acknowledge(library, client, dev_id)
    if pulled.is_new_era:
        say(f"({dev_id} was reset since the last pull; what it had before is kept here)")
    say(f"({count(pulled.records, 'new record')} from {dev_id})")
    return dev_id


def _known(library: Library, dev_id: str | None) -> str:
    known = library.devices()
    if dev_id in known or (dev_id is None and len(known) == 1):
        return dev_id or known[0]
    if not known:
        raise Failure("nothing was pulled yet; connect the device and run acupacer history")
    raise Failure(f"records of {', '.join(known)} are here; choose one with --offline --device")


def _write_csv(file: Any, dev_id: str, sessions: list[Session]) -> None:
    writer = csv.writer(file)
    writer.writerow(CSV_COLUMNS)
    for session in sessions:
        row = as_dict(dev_id, session)
        for place in row["places"]:
            cells = {**row, **place}
            writer.writerow([cells[name] for name in CSV_COLUMNS])
    if file.name != "-":
        say(f"{Path(file.name)}: {count(len(sessions), 'session')}")


def _show(dev_id: str, sessions: list[Session]) -> None:
    if not sessions:
        click.echo(f"{dev_id}: no session yet")
        return
    rows = [
        (
            session.number,
            began_words(session),
            session.routine,
            duration_words(session.delivered_ms / 1000),
            duration_words(session.prescribed_ms / 1000),
            session.pauses,
            ENDED_WORDS.get(session.ended, session.ended),
        )
        for session in sessions
    ]
    columns = (">#", "began", "routine", ">delivered", ">prescribed", ">pauses", "ended")
    print_table(columns, rows)
    click.echo()
    for (place, side), total in by_place(sessions).items():
        seconds = f"{total.delivered_s:.0f} of {total.prescribed_s:.0f} s"
        click.echo(f"{place_words(place, side):32}  {_bar(total.percent)}  {seconds}")
    total = overall(sessions)
    click.echo(
        f"\n{count(len(sessions), 'session')}, {duration_words(total.delivered_s)} delivered "
        f"of {duration_words(total.prescribed_s)} prescribed ({total.percent} %)"
    )


def _show_trainer(felt: list[list[int]], as_json: bool) -> None:
    if as_json:
        print_json({"cues": list(TAUGHT), "felt": felt})
    elif not trainer_table.summary(felt):
        click.echo("the trainer was not used yet; it is on the device's home list")
    else:
        print_table(trainer_table.columns(), trainer_table.rows(felt))
        click.echo("\n" + trainer_table.summary(felt))


def _bar(percent: int) -> str:
    """Delivered of prescribed as a bar; what is beyond 100 % fills it."""
    is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    full, empty = ("█", "·") if is_unicode else ("#", ".")
    filled = min(BAR_COLUMNS, round(BAR_COLUMNS * percent / 100))
    return full * filled + empty * (BAR_COLUMNS - filled)


COMMANDS = {"history": history_command}
