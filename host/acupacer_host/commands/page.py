"""``acupacer page``."""

from __future__ import annotations

import json
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from .. import site
from ..console import Failure, examples, say
from ..image import flash_image
from ..image.flash_image import Image


@click.command(
    epilog=examples(
        "acupacer page",
        "acupacer page --out public/",
        "acupacer page --out public/ --images dist/",
    )
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the page's files into DIR instead, for any host of web pages.",
)
@click.option(
    "--images",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="With --out: also the newest images for a Pico in DIR, for the page to offer.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def page_command(out: Path | None, images: Path | None, no_browser: bool) -> None:
    """A whole device in the browser: panel, buttons, tone, and on a phone its vibration.

    Serves this computer only, until Ctrl-C. Each address keeps a device of its own, so it is
    the same each time unless another program has it.
    """
    if images is not None and out is None:
        raise click.UsageError("--images goes with --out DIR: only a copy of the page has them")
    if out is not None:
        try:
            offered = flash_image.newest_of_each(images) if images else []
            site.copy_to(out, _files(offered))
        except FileExistsError as error:
            raise Failure(f"{error.filename}: {error.strerror}") from error
        for image in offered:
            click.echo(f"{out}: with {image.path.name}")
        click.echo(f"{out}: the page; put it on any host of web pages that has HTTPS")
        return
    with site.serving() as server:
        where = site.address(server)
        click.echo(where)
        say("Ctrl-C ends it")
        if server.server_address[1] != site.PORT:
            say(f"port {site.PORT} is taken: this is another address, with a device of its own")
        if not no_browser:
            webbrowser.open(where)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def _files(offered: list[Image]) -> dict[str, bytes]:
    """What a copy of the page has that offers these images; web/src/flash.js reads the list."""
    if not offered:
        return {}
    listed = [
        {"file": image.path.name, "board": image.board.name, "version": image.version}
        for image in offered
    ]
    files = {image.path.name: image.data for image in offered}
    return {**files, "images.json": json.dumps(listed).encode()}


COMMANDS = {"page": page_command}
