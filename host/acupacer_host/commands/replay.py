"""``acupacer replay``."""

from __future__ import annotations

from pathlib import Path

import click
from acupacer.core.link.files import SESSION_LOG
from acupacer.core.progress import history
from acupacer.core.progress.records import Record

from ..console import (
    EXISTING_FILE,
    Failure,
    NewFile,
    count,
    examples,
    json_option,
    print_json,
    say,
)
from ..content import routine_files
from ..content.validate import FILE_MAX_BYTES, check_file, read_bounded
from ..content.wording import duration_words, place_words
from ..device.connection import Connector, pass_connector
from ..records.sessions import ENDED_WORDS, Session, fold, helped_words
from ..trace import replay, session_log
from ..trace.session_log import REPORT_BYTES
from ..trace.trace_story import story
from ..whole_file import write_whole


@click.command(
    epilog=examples(
        "acupacer replay session.log",
        "acupacer replay session.log --routines my-routines.json",
        "acupacer replay --save session.log",
    )
)
@click.argument("file", type=EXISTING_FILE, required=False)
@click.option(
    "--routines",
    type=EXISTING_FILE,
    metavar="FILE",
    help="Routines that were on the device (default: those this computer has seen).",
)
@click.option(
    "--save",
    type=NewFile(),
    metavar="FILE",
    help="Keep the log read from the device: it is what a bug report needs.",
)
@json_option
@pass_connector
def replay_command(
    connector: Connector,
    file: Path | None,
    routines: Path | None,
    save: Path | None,
    as_json: bool,
) -> None:
    """Play the session in FILE again, cue by cue (default: the device's last one).

    FILE is a log, or a bug report that acupacer doctor --report wrote.

    The device's own program runs on a fake clock with the inputs of the log. Logs hold
    keys, doses and times, no name and nothing of the safety answers.
    """
    data = _download(connector) if file is None else read_bounded(file, REPORT_BYTES)
    if save is not None:
        write_whole(save, data)
        say(f"{save}: {len(data)} bytes")
    try:
        log = session_log.read(data)
        played = replay.Replay(log, _routine_text(log, routines))
        played.run()
    except ValueError as error:
        raise Failure(f"{file or 'the device'}: no session log: {error}") from error
    if as_json:
        records = [history.fields_of(line) for line in played.lines]
        print_json({"whole": log.is_whole, "trace": played.trace, "records": records})
    else:
        _show(log, played)


def _download(connector: Connector) -> bytes:
    with connector.client() as client:
        data = client.download(SESSION_LOG)
    if not data:
        raise Failure("the device has run no session since it was switched on")
    return data


def _routine_text(log: session_log.Log, file: Path | None) -> bytes:
    """The routine as it was played, by its hash; another edition only when FILE says so."""
    if file is None:
        known = routine_files.known_documents()
    else:  # as it was sent, and as an earlier version sent it
        known = [check_file(file).data, read_bounded(file, FILE_MAX_BYTES)]
    routine_id, digest = log.start.routine, log.start.digest
    named = None
    for found_id, found_digest, text in replay.routine_texts(known):
        if found_digest == digest:
            return text
        if found_id == routine_id:
            named = text
    if file is not None and named is not None:
        say(f"(this is another edition of {routine_id}: the replay may differ)")
        return named
    raise Failure(
        f"the routine {routine_id} ({digest}) as it was played is not here; "
        "give the file with --routines"
    )


def _show(log: session_log.Log, played: replay.Replay) -> None:
    for moment in story(played.trace):
        click.echo(moment.line())
    click.echo()
    if not log.is_whole:
        click.echo("the log ends before the session did; nobody pressed anything after that")
    for session in fold(_started(log, played.records)):
        _summary(session)


def _started(log: session_log.Log, records: list[Record]) -> list[Record]:
    return [record for record in records if record.session == log.start.session_id]


def _summary(session: Session) -> None:
    ended = ENDED_WORDS.get(session.ended, session.ended)
    said = f", then it was {helped_words(session)}" if session.helped else ""
    click.echo(f"{session.routine}: {ended}, {count(session.pauses, 'pause')}{said}")
    for place in session.places:
        given, asked = place.delivered_ms / 1000, place.prescribed_ms / 1000
        where = place_words(place.place, place.side)
        click.echo(f"  {where}: {duration_words(given)} of {duration_words(asked)}")


COMMANDS = {"replay": replay_command}
