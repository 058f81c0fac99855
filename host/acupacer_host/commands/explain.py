"""``acupacer explain``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click
from acupacer.core.routine.model import Step

from ..console import EXISTING_FILE, examples, json_option, print_json, print_table
from ..content import explain
from ..content.explain_content import SOURCES, Statement
from ..device.connection import Connector, pass_connector
from ..records.today import progress_of, this_wall
from .completion import complete_routine
from .routine_choice import Choice, choose


@click.command(
    epilog=examples(
        "acupacer explain hands-li4", "acupacer explain mine --file my-routines.json"
    )
)
@click.argument("routine", shell_complete=complete_routine)
@click.option("--file", type=EXISTING_FILE, metavar="FILE", help="Take it from FILE.")
@json_option
@pass_connector
def explain_command(
    connector: Connector, routine: str, file: Path | None, as_json: bool
) -> None:
    """Say where every number of ROUTINE comes from, and what it asks for today.

    [article], [design] and so on are source keys; the list at the end says what they mean.
    """
    choice = choose(connector, routine, file)
    raw = json.loads(choice.text)
    unnamed = "design" if choice.is_factory else explain.FILE
    if as_json:
        print_json(explain.as_dict(raw, choice.routine, unnamed))
        return
    choice.say_what_is_missing()
    click.echo(f"{choice.entry.title} ({routine}, {choice.place})")
    if choice.routine.about:
        click.echo(choice.routine.about)
    progress, wall = progress_of(choice.records), this_wall()
    for number, step in enumerate(choice.routine.steps, 1):
        _print_what_is_known(number, step)
        _print_numbers(explain.numbers(raw["steps"][number - 1], step, unnamed))
        click.echo(f"\n  today: {explain.today_words(progress.why(step, wall, 0))}")
    _print_limits(choice)


def _print_what_is_known(number: int, step: Step) -> None:
    click.echo(f"\n{explain.step_title(number, step)}\n")
    for section in explain.step_sections(step):
        _print_statements(section.heading, section.statements)
    flags = explain.refusing_flags(step)
    if flags:
        _print_statements("not with a yes to", flags)


def _print_numbers(numbers: Iterable[explain.Number]) -> None:
    rows = [
        (
            found.name,
            explain.value_words(found),
            f"[{found.source}]" + (" default" if found.is_default else ""),
            found.meaning,
        )
        for found in numbers
    ]
    click.echo()
    print_table(
        ("  number", "value", "source", "meaning"), [("  " + r[0], *r[1:]) for r in rows]
    )


def _print_statements(heading: str, statements: Iterable[Statement]) -> None:
    click.echo(f"  {heading}")
    for statement in statements:
        click.echo(f"    {statement.text} [{statement.source}]")


def _print_limits(choice: Choice) -> None:
    click.echo("\nLimits no routine can break, and what every session is held to\n")
    rows = [
        ("  " + rule.what, rule.value, f"[{rule.source}]")
        for rule in explain.rules(choice.entry.methods)
    ]
    print_table(("", "", ""), rows)
    click.echo("\nSources\n")
    for key, words in {**SOURCES, explain.FILE: explain.FILE_WORDS}.items():
        click.echo(f"  [{key}] {words}")


COMMANDS = {"explain": explain_command}
