"""``acupacer card``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import Failure, examples
from ..pictures import pocket_card


@click.command(epilog=examples("acupacer card card.pdf", "acupacer card card.png"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def card_command(file: Path) -> None:
    """Make a pocket card of the buttons and cues to print (A6): FILE.pdf or FILE.png."""
    try:
        pocket_card.save(file)
    except ValueError as error:
        raise Failure(f"{file}: no format for a card; name it .pdf or .png") from error
    click.echo(f"{file}: print it in A6")


COMMANDS = {"card": card_command}
