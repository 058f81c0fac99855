"""``acupacer flash``."""

from __future__ import annotations

from pathlib import Path

import click

from .. import pico_image
from ..connection import Connector, pass_connector
from ..console import count, examples
from ..flash import Flasher, find_board


@click.command(
    epilog=examples(
        "acupacer flash",
        "acupacer --port /dev/ttyACM0 flash",
        "acupacer flash --to image     the files only, for mip or by hand",
    )
)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the files to DIR instead of a board.",
)
@pass_connector
def flash_command(connector: Connector, to: Path | None) -> None:
    """Put the program onto a Raspberry Pi Pico that has MicroPython.

    Only what changed is copied; routines, history and settings on the board stay.
    """
    if to is not None:
        image = pico_image.build()
        for path, data in {**image.files, "package.json": image.package()}.items():
            place = to / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        click.echo(f"{count(len(image.files), 'file')} and package.json in {to}")
        return
    port = find_board(connector.named)
    image = pico_image.build()
    flasher = Flasher(port, say=click.echo)
    copied = flasher.flash(image)
    hello = flasher.hello()
    done = f"{count(copied, 'file')} copied and verified" if copied else "nothing had changed"
    click.echo(f"{hello.dev_id} runs {hello.fw} ({done})")
