"""``acupacer history``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from acupacer.core.cue.cues import TAUGHT

from ..console import NewFile, count, examples, json_option, print_json, print_table, say
from ..content.routine_titles import Titles
from ..content.wording import WORDS, duration_words
from ..device.connection import Connector, pass_connector
from ..records import export, helped, trainer_table
from ..records.begun import began_words
from ..records.gaps import gaps_words
from ..records.sessions import ENDED_WORDS, Session, helped_words
from ..records.totals import by_place, overall
from ..whole_file import write_whole
from .session_choice import Period, known_titles, open_library, period_options

BAR_COLUMNS = 30
AS_TABLE = "; a spreadsheet opens it"
NUMBERS = ("delivered", "prescribed", "pauses")  # columns that end in line


@click.command(
    epilog=examples(
        "acupacer history",
        "acupacer history --week",
        "acupacer history --since 2026-01-01 --csv sessions.csv",
        "acupacer history --offline --json",
    )
)
@click.option("--offline", is_flag=True, help="Show what was pulled before; ask no device.")
@click.option("--device", "dev_id", metavar="ID", help="With --offline: which device's.")
@period_options
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N sessions.")
@click.option(
    "--csv",
    "csv_file",
    type=NewFile((".csv", ".txt", ""), AS_TABLE, allow_dash=True),
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
    period: Period,
    last: int | None,
    csv_file: Path | None,
    is_trainer: bool,
    as_json: bool,
) -> None:
    """Show what was pressed, and for how long; new records are pulled first.

    Everything pulled stays in a library on this computer. Delivered means paced by the
    device, not measured.
    """
    if as_json and csv_file:
        raise click.UsageError("--csv and --json: give one of them")
    with open_library(connector, dev_id, offline) as (library, device):
        known = library.sessions(device)
        sessions = period.chosen(known, last)
        felt = trainer_table.matrix(library.records(device, library.era(device)))
        missing = gaps_words(library.gaps(device))
    titles = known_titles()
    rows = [export.as_dict(device, session, _title(titles, session)) for session in sessions]
    if is_trainer:
        _show_trainer(felt, as_json)
    elif as_json:
        print_json(rows)
    elif csv_file is not None:
        _write_csv(csv_file, rows)
    elif not sessions:
        click.echo(f"{device}: no session{period.words(known) or ' yet'}")
    else:
        _show(sessions, titles)
        if trainer_table.summary(felt):
            click.echo(trainer_table.summary(felt))
    if missing and not is_trainer:
        say(missing)


def _title(titles: Titles, session: Session) -> str:
    return titles.of(session.routine, session.digest)


def _write_csv(file: Path, rows: list[dict[str, Any]]) -> None:
    data = export.csv_bytes(rows)
    if str(file) == "-":
        sys.stdout.buffer.write(data)
        return
    write_whole(file, data)
    say(f"{file}: {count(len(rows), 'session')}")


def _show(sessions: list[Session], titles: Titles) -> None:
    rows = [
        (
            session.number,
            began_words(session),
            titles.shown(session.routine, session.digest),
            duration_words(session.delivered_ms / 1000),
            duration_words(session.prescribed_ms / 1000),
            session.pauses,
            WORDS.tell(ENDED_WORDS.get(session.ended, session.ended)),
            WORDS.tell(helped_words(session)),
        )
        for session in sessions
    ]
    heads = ["began", "routine", "delivered", "prescribed", "pauses", "ended"]
    if any(session.helped for session in sessions):
        heads.append("helped?")
    columns = [">#", *(">" * (head in NUMBERS) + WORDS.tell(head) for head in heads)]
    print_table(columns, [row[: len(columns)] for row in rows])
    click.echo()
    for (place, side), total in by_place(sessions).items():
        click.echo(f"{titles.place(place, side):32}  {_bar(total.percent)}  {total.words()}")
    _show_helped(sessions, titles)
    total = overall(sessions)
    number = "1 session" if len(sessions) == 1 else "{} sessions"
    asked, given = duration_words(total.prescribed_s), duration_words(total.delivered_s)
    words = WORDS.tell("{}, {} delivered of {} prescribed ({} %)")
    number = WORDS.tell(number).format(len(sessions))
    click.echo("\n" + words.format(number, given, asked, total.percent))


def _show_helped(sessions: list[Session], titles: Titles) -> None:
    """By routine, what was said afterwards; nothing where nobody said anything."""
    said = helped.by_routine(sessions)
    if said:
        click.echo("\n" + WORDS.tell("did it help? (the newest last)"))
    for routine, one in said.items():
        signs = one.signs() if _is_unicode() else ""
        click.echo(f"{titles.shown(routine):32}  {one.counts()}  {signs}".rstrip())


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
    full, empty = ("█", "·") if _is_unicode() else ("#", ".")
    filled = min(BAR_COLUMNS, round(BAR_COLUMNS * percent / 100))
    return full * filled + empty * (BAR_COLUMNS - filled)


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().startswith("utf")


COMMANDS = {"history": history_command}
