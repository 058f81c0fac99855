"""``acupacer new``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import Failure, examples
from ..content import template
from ..content.short.heard import slug
from ..content.validate import check_text
from ..whole_file import write_whole
from .validate import faulty


@click.command(epilog=examples('acupacer new "Evening neck"', "acupacer new travel --json"))
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="A JSON file.")
def new_command(name: str, as_json: bool) -> None:
    """Make a file with a routine called NAME, to be changed to your own.

    It is sound as it is. Edit it, then acupacer add it to the device.
    """
    title = " ".join(name.split())
    file = Path(f"{slug(title)}{'.json' if as_json else '.txt'}")
    if file.exists():
        raise Failure(f"{file} is there already; name another, or edit that one")
    data = (template.document(title) if as_json else template.text(title)).encode()
    verdict = check_text(data, file.name)
    if not verdict.is_ok:
        raise faulty(f"{name!r} is no title:", verdict)
    write_whole(file, data)
    click.echo(f"{file}: edit it, then: acupacer add {file}")


COMMANDS = {"new": new_command}
