"""``acupacer screenshot``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import Failure, NewFile, examples
from ..device.connection import Connector, pass_connector
from ..pictures import formats, screens
from ..pictures.formats import SUFFIXES


@click.command(epilog=examples("acupacer screenshot screen.png"))
@click.argument("file", type=NewFile(SUFFIXES))
@click.option(
    "--scale",
    type=click.IntRange(1, 20),
    default=screens.DOT_PX,
    show_default=True,
    help="Picture pixels per panel pixel.",
)
@pass_connector
def screenshot_command(connector: Connector, file: Path, scale: int) -> None:
    """Save what the device's screen shows now as FILE (.png, .jpg ...)."""
    with connector.client() as client:
        page = client.screen().page
    if page is None:
        raise Failure("the device sent no picture; try again")
    formats.save([screens.framed(screens.picture(page, scale))], file)
    click.echo(f"{file}: the device's screen")


COMMANDS = {"screenshot": screenshot_command}
