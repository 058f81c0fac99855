"""The ``acupacer`` command: what commands there are, global options, exit codes.

Exit codes: 0 done, 1 failed (the message says why and what to do), 2 wrong usage.
Commands are imported when they are used, so that none pays for the others.
"""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from acupacer import __version__
from acupacer.core.errors import AcupacerError

from .console import FAILED, Failure, WrongUsage, did_you_mean, say
from .letters import ERRORS

# heading -> command -> its module in ``commands`` and its line in ``acupacer --help``.
# The module has it in its own ``COMMANDS``. Grouped by what somebody wants to do.
SECTIONS = {
    "Play": {
        "page": ("page", "a whole device in the browser"),
        "demo": ("demo", "a whole session in the simulator"),
        "simulate": ("simulate", "a whole device on this computer"),
        "open": ("control", "open a routine; START on the device begins it"),
        "pause": ("control", "pause the session"),
        "stop": ("control", "stop the session"),
        "watch": ("watch", "live mirror of screen and cues"),
    },
    "Make routines": {
        "new": ("new", "make a file with a routine, to be changed to your own"),
        "places": ("places", "pressure points by any of their names, drawn"),
        "validate": ("validate", "check files, name every fault"),
        "preview": ("preview", "how a routine runs: phases and cues"),
        "explain": ("explain", "where every number comes from"),
        "show": ("show", "print routines as text, JSON or a table"),
    },
    "Send them to a device": {
        "add": ("add", "add routines to those on the device"),
        "edit": ("edit", "change a routine of the device in your editor"),
        "remove": ("remove", "take routines from the device"),
        "push": ("push", "put routines on the device in place of its own"),
        "pull": ("pull", "save the device's routines"),
        "diff": ("diff", "what differs from the device's routines"),
        "routines": ("routines", "list them, and what the profile refuses"),
    },
    "Plan and look back": {
        "plan": ("plan", "sessions for your calendar, with alarms"),
        "history": ("history", "what was pressed, and for how long"),
        "report": ("report", "one page with charts, for a therapist"),
        "replay": ("replay", "a session from its log, cue by cue"),
        "card": ("card", "pocket cards to print: buttons, cues, points"),
    },
    "Set up and mend": {
        "devices": ("devices", "list what is connected"),
        "info": ("info", "which device this is and what it has"),
        "status": ("status", "what it does now"),
        "settings": ("settings", "show or change sound, strength, language ..."),
        "profile": ("settings", "show or change the safety answers"),
        "clock": ("clock", "show or set its clock"),
        "flash": ("flash", "put the program onto a Pico"),
        "doctor": ("doctor", "why it cannot be reached or does not do its job"),
    },
    "Read and show": {
        "docs": ("docs", "the guides that come with this program"),
        "screenshot": ("screenshot", "the device's screen as a picture"),
        "screens": ("screens", "every screen as pictures"),
        "completion": ("completion", "completion for bash, zsh, fish"),
    },
}
# How a write to standard output fails that no command can do anything about.
CANNOT_WRITE = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF, errno.EPIPE)
COMMANDS = {name: row for rows in SECTIONS.values() for name, row in rows.items()}


class Commands(click.Group):
    """Commands by section, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, section by section."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".commands.{COMMANDS[cmd_name][0]}", __package__)
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; UsageError names those that are alike."""
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        how = did_you_mean(name, COMMANDS)
        raise click.UsageError(f"no command {name!r}" + (f"; {how}" if how else ""), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in ``--help``."""
        for heading, rows in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, summary) for name, (_, summary) in rows.items()])

    def make_context(self, *arguments: Any, **named: Any) -> click.Context:
        """Take the tool's own options apart."""
        with _told_in_a_line():
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; expected errors become a message and an exit code."""
        with _told_in_a_line():
            return super().invoke(ctx)


@contextmanager
def _told_in_a_line() -> Iterator[None]:
    """Expected errors become a ``Failure``: what is wrong and how it would be right."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise WrongUsage(_usage(error)) from error
    except AcupacerError as error:
        raise Failure.of(error) from error
    except OSError as error:
        if not error.filename:
            raise
        raise Failure(f"{error.filename}: {error.strerror or error}") from error


def _usage(error: click.UsageError) -> str:
    """A usage error in one line, with the help that says how."""
    if isinstance(error, click.NoSuchOption):
        alike = " or ".join(error.possibilities or ())
        how = f"; did you mean {alike}?" if alike else ""
        message = f"no such option {error.option_name}{how}"
    else:
        message = " ".join(error.format_message().split())
    path = error.ctx.command_path if error.ctx else "acupacer"
    text = message[:1].lower() + message[1:]
    return f"{text.rstrip('.')} (see {path} --help)"


def _complete_port(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """As of every command that has a port."""
    from .device.connection import complete_port

    return complete_port(ctx, param, incomplete)


@click.group(
    "acupacer",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  acupacer demo                     a whole session in the simulator
  acupacer new "Evening neck"       a file to write a routine of your own in
  acupacer add evening-neck.txt     put it on the device
  acupacer history                  what was pressed, and for how long

Exit codes: 0 done, 1 failed, 2 wrong usage.""",
)
@click.option(
    "--port",
    metavar="PORT",
    shell_complete=_complete_port,
    help="Serial port: a path, COMn, or a URL such as socket://host:port. Default: the "
    "one connected device. [env: ACUPACER_PORT]",
)
@click.version_option(__version__, "-V", "--version", message="acupacer %(version)s")
def cli(port: str | None) -> None:
    """Routines, sessions and history of an acupacer, the pocket acupressure coach."""


def main() -> None:
    """Entry point of the ``acupacer`` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            _speak_utf8(stream)
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "it is closed")
        try:
            cli.main(prog_name="acupacer")
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        _give_up(error)


def _speak_utf8(stream: io.TextIOWrapper) -> None:
    """Files and pipes get UTF-8 on every system; a terminal what it has (``letters``)."""
    encoding = stream.encoding if stream.isatty() else "utf-8"
    stream.reconfigure(encoding=encoding, errors=ERRORS)


def _give_up(error: OSError) -> None:
    """Say that the result cannot be written, and end; what is left of it is dropped."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    say(f"acupacer: the result cannot be written: {error.strerror}")
    sys.exit(FAILED)
