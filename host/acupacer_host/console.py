"""What commands print and how: lines, tables, JSON, progress, errors.

Results go to standard output, everything else to standard error. rich is imported
only when a table or a progress bar is really shown.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click
from acupacer.core.errors import AcupacerError

from .errors import RoutinesRefused, SeveralDevices, SeveralDrives
from .fault_language import spoken
from .language import SPOKEN
from .printable import shown

if TYPE_CHECKING:
    from rich.console import Console

OK, FAILED, USAGE = 0, 1, 2
PIPE_COLUMNS = 1000  # tables for a file or another program are never wrapped
TOLD_MAX = 50  # faults: more of them nobody mends before the next run
QUIET_S = 2.5  # nobody waits for longer without a line

Function = TypeVar("Function", bound=Callable[..., Any])


class Failure(click.ClickException):
    """An expected error: said in one or a few lines on standard error."""

    exit_code = FAILED

    @staticmethod
    def of(error: AcupacerError) -> Failure:
        """The failure that stands for an error of the core or of this program."""
        if isinstance(error, RoutinesRefused):
            return Failure("\n".join(["the device refused the file:", *told(error.faults)]))
        kind = WrongUsage if isinstance(error, SeveralDevices | SeveralDrives) else Failure
        return kind(error.message)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it."""
        say(f"acupacer: {self.message}")


class WrongUsage(Failure):
    """A command that lacks something only the user can say."""

    exit_code = USAGE


def say(text: str) -> None:
    """A line for the person, not part of the result: standard error."""
    click.echo(text, err=True)


def told(faults: Sequence[str], name: str = "") -> list[str]:
    """Lines to print of ``faults``: the first 50, then how many more there are.

    In the user's language, as far as a program need not read them. ``name``: of the file, with
    which each of them begins.
    """
    more = len(faults) - TOLD_MAX
    lines = spoken(faults[:TOLD_MAX], name)
    lines += spoken([f"and {more} more"]) if more > 0 else []
    return list(map(shown, lines))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean push?``, with what of ``known`` is most like ``word``; "" nothing is."""
    from difflib import get_close_matches

    alike = get_close_matches(word, list(known), 2)
    return f"did you mean {' or '.join(alike)}?" if alike else ""


def print_json(value: Any) -> None:
    """The result for another program."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def console(is_error: bool = False) -> Console:
    """A rich console on standard output or error; texts are shown as they are."""
    from rich.console import Console

    stream = sys.stderr if is_error else sys.stdout
    width = None if stream.isatty() else PIPE_COLUMNS
    return Console(stderr=is_error, width=width, markup=False, highlight=False, emoji=False)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table; a column whose heading starts with ``>`` is set to the right."""
    from rich.table import Table

    has_heading = any(columns)
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=has_heading)
    for heading in columns:
        is_right = heading.startswith(">")
        table.add_column(heading.lstrip(">"), justify="right" if is_right else "left")
    for row in rows:
        table.add_row(*[shown(str(cell)) for cell in row])
    out = console()
    with out.capture() as text:
        out.print(table)
    click.echo("\n".join(line.rstrip() for line in text.get().splitlines()))


def print_facts(facts: Sequence[tuple[str, object]]) -> None:
    """Names and values, one pair a line."""
    width = max(len(name) for name, _ in facts)
    for name, value in facts:
        click.echo(broken(f"{name:{width}}  {shown(str(value))}", width + 2))


def broken(line: str, indent: int) -> str:
    """``line`` as a terminal shows it, broken between words; ``indent``: of all but the first.

    For a file or another program it stays one line.
    """
    if not sys.stdout.isatty():
        return line
    margin, columns = " " * indent, shutil.get_terminal_size().columns
    return textwrap.fill(
        line, max(columns, 2 * indent), subsequent_indent=margin, break_on_hyphens=False
    )


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error; call the result with (done, total) bytes.

    Where standard error is no terminal a line every ``QUIET_S`` says how far it is.
    """
    if not sys.stderr.isatty():
        yield _Lines(what).show
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(True))
    with Progress(*columns, console=console(is_error=True)) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Lines:
    """Progress in lines, for what takes long."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._said_s = time.monotonic()

    def show(self, done: int, total: int) -> None:
        """Say it unless something was said lately."""
        if time.monotonic() - self._said_s >= QUIET_S and total:
            say(f"{self._what}: {done * 100 // total} %")
            self._said_s = time.monotonic()


EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say what is waited for, and on a terminal keep a sign of life beside it."""
    if not sys.stderr.isatty():
        say(what)
        yield
        return
    with console(is_error=True).status(what):
        yield


class NewFile(click.Path):
    """The name of a file to be written; its ending says in which format.

    ``suffixes``: those there are; none: any will do. ``advice``: what to do where another is
    wanted. ``-`` is standard output where ``allow_dash`` says so.
    """

    def __init__(
        self, suffixes: Sequence[str] = (), advice: str = "", allow_dash: bool = False
    ) -> None:
        super().__init__(dir_okay=False, path_type=Path, allow_dash=allow_dash)
        self.suffixes = suffixes
        self.advice = advice

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path; a usage error for another ending, or a folder that is not there."""
        file = Path(os.fsdecode(super().convert(value, param, ctx)))
        if self.allow_dash and str(file) == "-":
            return file
        if not value or str(file) == "-":
            self.fail(f"{str(value)!r}: name a file{self.advice}", param, ctx)
        if self.suffixes and file.suffix.lower() not in self.suffixes:
            endings = " or ".join(filter(None, self.suffixes))
            self.fail(f"{file}: name it {endings}{self.advice}", param, ctx)
        if not file.parent.is_dir():
            self.fail(f"{file}: there is no folder {file.parent}", param, ctx)
        return file


def examples(*lines: str) -> str:
    """The ``epilog`` of a command: examples, one a line."""
    return "\b\nExamples:\n" + "\n".join("  " + line for line in lines)


def json_option(function: Function) -> Function:
    """``--json`` for a command that reads something; the argument is ``as_json``."""
    help_ = "Print JSON."
    return click.option("--json", "as_json", is_flag=True, callback=_english, help=help_)(
        function
    )


def lang_option(function: Function) -> Function:
    """``--lang`` for a command that makes something to read."""
    return click.option(
        "--lang",
        type=click.Choice(SPOKEN),
        expose_value=False,
        callback=_speak,
        help="Its language (the user's, where the words exist).",
    )(function)


def _speak(ctx: click.Context, param: click.Parameter, language: str | None) -> None:
    from .language import WORDS

    if language:
        ctx.with_resource(WORDS.speaking(language))


def _english(ctx: click.Context, param: click.Parameter, as_json: bool) -> bool:
    """What a program reads is the same for every user."""
    from .language import ENGLISH, WORDS

    if as_json:
        ctx.with_resource(WORDS.speaking(ENGLISH))
    return as_json


def no_wait_option(function: Function) -> Function:
    """``--no-wait`` for a command that stores something; the argument is ``no_wait``."""
    text = "Fail at once while a session runs."
    return click.option("--no-wait", is_flag=True, help=text)(function)


def count(number: int, thing: str) -> str:
    """``1 routine``, ``2 routines``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
