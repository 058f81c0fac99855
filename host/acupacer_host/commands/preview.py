"""``acupacer preview``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..console import (
    EXISTING_FILE,
    NewFile,
    console,
    examples,
    json_option,
    print_json,
    print_table,
)
from ..content.wording import duration_words
from ..device.connection import Connector, pass_connector
from ..pictures import preview, preview_picture
from ..pictures.formats import SUFFIXES
from ..pictures.timeline import Timeline, play
from ..records.today import prescriptions_at, prescriptions_today, progress_of
from .completion import complete_routine
from .routine_choice import Choice, choose


@click.command(
    epilog=examples(
        "acupacer preview hands-li4",
        "acupacer preview hands-li4 --level 4",
        "acupacer preview mine --file my-routines.json --picture mine.png",
    )
)
@click.argument("routine", shell_complete=complete_routine)
@click.option("--file", type=EXISTING_FILE, metavar="FILE", help="Take it from FILE.")
@click.option(
    "--level",
    type=click.IntRange(0, 100),
    metavar="N",
    help="As it is at level N (default: today's, by the history pulled).",
)
@click.option("--ticks", is_flag=True, help="With the setting ticks on.")
@click.option(
    "--picture",
    type=NewFile(SUFFIXES),
    metavar="FILE",
    help="Draw it into FILE (.png, .pdf, .jpg ...).",
)
@json_option
@pass_connector
def preview_command(
    connector: Connector,
    routine: str,
    file: Path | None,
    level: int | None,
    ticks: bool,
    picture: Path | None,
    as_json: bool,
) -> None:
    """Show what ROUTINE feels like: every phase and cue, as the device would pace it."""
    choice = choose(connector, routine, file)
    if level is None:
        choice.say_what_is_missing()
        asked = prescriptions_today(choice.routine, progress_of(choice.records))
    else:
        asked = prescriptions_at(choice.routine, level)
    timeline = play(choice.routine, asked, ticks)
    if picture is not None:
        _draw(timeline, choice, picture)
    if as_json:
        print_json({"routine": routine, "from": choice.place, **preview.as_dict(timeline)})
    elif picture is None:
        _show(timeline, choice, asked)


def _draw(timeline: Timeline, choice: Choice, file: Path) -> None:
    title = f"{choice.entry.title} ({choice.entry.id})"
    preview_picture.save(timeline, title, file)
    click.echo(f"{file}: the timeline of {choice.entry.id}", err=True)


def _show(timeline: Timeline, choice: Choice, asked: list[Any]) -> None:
    from rich.text import Text

    length = duration_words(timeline.total_ms / 1000)
    if any(step.hold is not None and step.hold.is_open for step in choice.routine.steps):
        length = f"{length} at most ({choice.entry.minutes} min with the shortest open holds)"
    click.echo(f"{choice.entry.title} ({choice.entry.id}, {choice.place}): {length}\n")
    for line in preview.headings(choice.routine, asked):
        click.echo(line)
    out = console()
    text = Text(no_wrap=True)
    for letters, colour in preview.strip(timeline, min(out.width, 96)):
        text.append(letters, colour)
    click.echo()
    out.print(text)
    used = dict.fromkeys(span.kind for span in timeline.spans)
    names = [f"{preview.KINDS[kind][0]} {kind.replace('_', ' ')}" for kind in used]
    click.echo("  ".join(names) + "\n")
    print_table((">begins", ">lasts", "phase", "", "cues"), preview.rows(timeline))


COMMANDS = {"preview": preview_command}
