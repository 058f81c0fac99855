"""``acupacer page``."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from .. import site
from ..console import Failure, examples, say


@click.command(epilog=examples("acupacer page", "acupacer page --out public/"))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the page's files into DIR instead, for any host of web pages.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def page_command(out: Path | None, no_browser: bool) -> None:
    """A whole device in the browser: panel, buttons, tone, and on a phone its vibration.

    Serves this computer only, until Ctrl-C. Each address keeps a device of its own, so it is
    the same each time unless another program has it.
    """
    if out is not None:
        try:
            site.copy_to(out)
        except FileExistsError as error:
            raise Failure(f"{error.filename}: {error.strerror}") from error
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


COMMANDS = {"page": page_command}
