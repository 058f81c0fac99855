"""``acupacer screens``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from acupacer.core.screen.words import LANGUAGES

from ..console import examples
from ..content.routine_files import packaged
from ..pictures import film, screens


@click.command(
    epilog=examples(
        "acupacer screens --out gallery",
        "acupacer screens --out gallery --language de --large",
    )
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="Where to write; made when absent.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the screens.",
)
@click.option("--inverted", is_flag=True, help="Dark on light.")
@click.option("--large", is_flag=True, help="Large text.")
def screens_command(out: Path, language: str, inverted: bool, large: bool) -> None:
    """Draw every screen of the device: pictures, a contact sheet, a filmed session."""
    options: dict[str, Any] = {"language": language, "is_inverted": inverted, "is_large": large}
    written = screens.write_gallery(out, **options)
    written.append(out / "session.gif")
    screens.write_gif(written[-1], film.film_session(packaged(), **options))
    click.echo(f"{out}: {len(written)} pictures")


COMMANDS = {"screens": screens_command}
