"""``acupacer docs``."""

from __future__ import annotations

import sys

import click

from ..console import Failure, did_you_mean, examples, print_table
from ..content import documents


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in documents.every_name() if name.startswith(incomplete)]


@click.command(epilog=examples("acupacer docs", "acupacer docs routines", "acupacer docs cli"))
@click.argument("name", required=False, shell_complete=_complete)
def docs_command(name: str | None) -> None:
    """Show a document that comes with this program; without NAME: which there are."""
    if name is None:
        rows = [
            (known, documents.heading(known), reader)
            for reader in documents.READERS
            for known in documents.names(reader)
        ]
        print_table(("name", "", "for"), rows)
        return
    name = name.rpartition("/")[2].removesuffix(".md")
    names = documents.every_name()
    if name not in names:
        how = did_you_mean(name, names) or "acupacer docs lists them"
        raise Failure(f"no document {name!r}; {how}")
    text = documents.text(name)
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    out = Console(emoji=False)
    with out.pager(styles=True):
        out.print(Markdown(text))


COMMANDS = {"docs": docs_command}
