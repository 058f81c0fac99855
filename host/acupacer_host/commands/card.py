"""``acupacer card``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import EXISTING_FILE, NewFile, count, examples, lang_option
from ..device.connection import Connector, pass_connector
from ..language import WORDS
from ..pictures import pocket_card
from ..pictures.formats import SUFFIXES
from .completion import complete_routine
from .routine_choice import choose


@click.command(
    epilog=examples(
        "acupacer card card.pdf",
        "acupacer card card.pdf desk-break",
        "acupacer card card.png mine --file my-routines.json",
    )
)
@click.argument("file", type=NewFile(SUFFIXES))
@click.argument("routine", required=False, shell_complete=complete_routine)
@click.option(
    "--file",
    "source",
    type=EXISTING_FILE,
    metavar="FILE",
    help="Take the routine from FILE.",
)
@lang_option
@pass_connector
def card_command(
    connector: Connector, file: Path, routine: str | None, source: Path | None
) -> None:
    """Make pocket cards to print (A6): FILE.pdf, or a picture such as FILE.png.

    The first has the buttons and the cues; with ROUTINE come its places, each with its
    drawing and how to find it.
    """
    if source and not routine:
        raise click.UsageError("--file: say which ROUTINE of it")
    cards = [pocket_card.card()]
    if routine:
        from ..pictures import point_cards

        choice = choose(connector, routine, source)
        cards += point_cards.cards(choice.routine, WORDS.translated(choice.entry.title))
    pocket_card.save(cards, file)
    click.echo(f"{file}: {count(len(cards), 'card')}; print it in A6")


COMMANDS = {"card": card_command}
