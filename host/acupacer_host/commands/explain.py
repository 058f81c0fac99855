"""``acupacer explain``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click
from acupacer.core.routine.model import Step

from ..console import (
    EXISTING_FILE,
    broken,
    examples,
    json_option,
    print_json,
    print_table,
)
from ..content import explain
from ..content.explain_content import SOURCES, Statement
from ..device.connection import Connector, pass_connector
from ..records.today import progress_of, this_clock
from .completion import complete_routine
from .routine_choice import Choice, choose

LINES = 10


@click.command(
    epilog=examples(
        "acupacer explain hands-li4",
        "acupacer explain hands-li4 --all",
        "acupacer explain mine --file my-routines.txt",
    )
)
@click.argument("routine", shell_complete=complete_routine)
@click.option("--file", type=EXISTING_FILE, metavar="FILE", help="Take it from FILE.")
@click.option("--all", "is_all", is_flag=True, help="Where every number comes from, too.")
@json_option
@pass_connector
def explain_command(
    connector: Connector, routine: str, file: Path | None, is_all: bool, as_json: bool
) -> None:
    """Say what ROUTINE asks for today and why; with --all where every number comes from.

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
    progress, clock = progress_of(choice.records), this_clock()
    today = [explain.today_words(progress.why(step, clock)) for step in choice.routine.steps]
    if not is_all:
        _print_today(choice, today)
        return
    if choice.routine.about:
        click.echo(choice.routine.about)
    for number, (step, words) in enumerate(zip(choice.routine.steps, today, strict=True), 1):
        _print_what_is_known(number, step)
        _print_numbers(explain.numbers(raw["steps"][number - 1], step, unnamed))
        click.echo("\n" + broken(f"  today: {words}", 4))
    _print_limits(choice)


def _print_today(choice: Choice, today: list[str]) -> None:
    """Today's dose of each step and why, within ``LINES`` lines with the heading."""
    room = LINES - 2
    shown = room if len(today) <= room else room - 1
    for number, (step, words) in enumerate(zip(choice.routine.steps, today, strict=True), 1):
        if number <= shown:
            line = f"  today, step {number}, {explain.step_words(step)}: {words}"
            click.echo(broken(line, 4))
    if len(today) > shown:
        click.echo(f"  and {len(today) - shown} more steps")
    click.echo(f"where every number comes from: acupacer explain {choice.entry.id} --all")


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
            number.name,
            explain.value_words(number),
            f"[{number.source}]" + (" default" if number.is_default else ""),
            number.meaning,
        )
        for number in numbers
    ]
    click.echo()
    print_table(
        ("  number", "value", "source", "meaning"), [("  " + r[0], *r[1:]) for r in rows]
    )


def _print_statements(heading: str, statements: Iterable[Statement]) -> None:
    click.echo(f"  {heading}")
    for statement in statements:
        click.echo(broken(f"    {statement.text} [{statement.source}]", 4))


def _print_limits(choice: Choice) -> None:
    click.echo("\nLimits no routine can break, and what every session is held to\n")
    rows = [
        ("  " + rule.what, rule.value, f"[{rule.source}]")
        for rule in explain.rules(choice.entry.methods)
    ]
    print_table(("", "", ""), rows)
    click.echo("\nSources\n")
    for key, words in {**SOURCES, explain.FILE: explain.FILE_WORDS}.items():
        click.echo(broken(f"  [{key}] {words}", 4))


COMMANDS = {"explain": explain_command}
