"""``acupacer card``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import NewFile, examples
from ..pictures import pocket_card
from ..pictures.formats import SUFFIXES


@click.command(epilog=examples("acupacer card card.pdf", "acupacer card card.png"))
@click.argument("file", type=NewFile(SUFFIXES))
def card_command(file: Path) -> None:
    """Make a pocket card of the buttons and cues to print (A6): FILE.pdf or FILE.png."""
    pocket_card.save(file)
    click.echo(f"{file}: print it in A6")


COMMANDS = {"card": card_command}
