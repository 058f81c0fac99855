"""The ``acupacer`` command: what commands there are, global options, exit codes.

Exit codes: 0 done, 1 failed (the message says why and what to do), 2 wrong usage.
Commands are imported when they are used, so that none pays for the others.
"""

from __future__ import annotations

import importlib
from typing import Any

import click
from acupacer import __version__
from acupacer.core.errors import AcupacerError

from .console import Failure

# heading -> command -> module in ``commands``; the function is called like the command.
SECTIONS = {
    "Try it": {
        "demo": "demo",
        "simulate": "simulate",
    },
    "Device": {
        "devices": "devices",
        "info": "info",
        "status": "status",
        "doctor": "doctor",
        "clock": "clock",
        "settings": "settings",
        "profile": "settings",
    },
    "Routines": {
        "validate": "validate",
        "diff": "diff",
        "push": "push",
        "pull": "pull",
        "routines": "routines",
        "explain": "explain",
        "preview": "preview",
    },
    "Session": {
        "open": "control",
        "pause": "control",
        "stop": "control",
        "watch": "watch",
        "screenshot": "screenshot",
    },
    "Afterwards": {
        "history": "history",
        "report": "report",
    },
    "For you": {
        "card": "card",
        "completion": "completion",
    },
}
_MODULES = {name: module for names in SECTIONS.values() for name, module in names.items()}


class Commands(click.Group):
    """Commands by section, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, section by section."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``, or None."""
        if cmd_name not in _MODULES:
            return None
        module = importlib.import_module(f".commands.{_MODULES[cmd_name]}", __package__)
        found: click.Command = getattr(module, cmd_name + "_command")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in ``--help``."""
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, self._summary(ctx, name)) for name in names])

    def _summary(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=70) if command else ""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; expected errors become a message and an exit code."""
        try:
            return super().invoke(ctx)
        except AcupacerError as error:
            raise Failure.of(error) from error
        except OSError as error:
            if not error.filename:
                raise
            raise Failure(f"{error.filename}: {error.strerror or error}") from error


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  acupacer demo                     a whole session in the simulator
  acupacer push my-routines.json    put routines on the device
  acupacer history                  what was pressed, and for how long

Exit codes: 0 done, 1 failed, 2 wrong usage.""",
)
@click.option(
    "--port",
    metavar="PORT",
    help="Serial port: a path, COMn, or a URL such as socket://host:port. Default: the "
    "one connected device. [env: ACUPACER_PORT]",
)
@click.version_option(__version__, "-V", "--version", message="acupacer %(version)s")
def cli(port: str | None) -> None:
    """Routines, sessions and history of an acupacer, the pocket acupressure coach."""


def main() -> None:
    """Entry point of the ``acupacer`` command."""
    cli.main(prog_name="acupacer")
