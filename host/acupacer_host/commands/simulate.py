"""``acupacer simulate``."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click
from acupacer import __version__

from ..console import EXISTING_FILE, Failure, examples
from ..device import simulator_port
from .push import read

if TYPE_CHECKING:
    from acupacer.boards.sim.board import SimOptions, Simulator

MISSING = (
    "the simulator needs {name}, which is not installed here; install acupacer once more, its "
    "file followed by [sim]: pipx install --force './acupacer-{version}-py3-none-any.whl[sim]'"
)


@click.command(
    epilog=examples(
        "acupacer simulate",
        "acupacer simulate --speed 10 --state my-card",
        "acupacer simulate --routines evening.txt",
        "printf 'tap STOP\\nwait 500\\nquit\\n' | acupacer simulate --headless --virtual",
    )
)
@click.option(
    "--headless", is_flag=True, help="No screen: script in, trace out (acupacer docs trace)."
)
@click.option(
    "--virtual", is_flag=True, help="With --headless: time moves by the script only, exactly."
)
@click.option(
    "--speed",
    type=click.FloatRange(0.01, 1000),
    default=1.0,
    show_default=True,
    metavar="N",
    help="Device time per real time.",
)
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep what a device keeps on its card in DIR; without it everything is forgotten.",
)
@click.option(
    "--routines",
    type=EXISTING_FILE,
    metavar="FILE",
    help="Begin with the routines of FILE instead of the built-in ones.",
)
@click.pass_context
def simulate_command(
    ctx: click.Context,
    headless: bool,
    virtual: bool,
    speed: float,
    state: Path | None,
    routines: Path | None,
) -> None:
    """Run a whole device on this computer, with a serial port of its own.

    Other commands find it by themselves when no device is connected, or by --port; one whose
    time is --virtual by --port only.
    """
    refuse_windows()
    if isnan(speed):  # passes every range
        raise click.UsageError("--speed: nan is no number of times")
    if virtual and not headless:
        raise click.UsageError("--virtual goes with --headless")
    if virtual and speed != 1.0:
        raise click.UsageError("--virtual has no --speed: time moves by the script only")
    try:
        from acupacer.boards.sim.board import FolderInUse, SimOptions
    except ImportError as error:
        raise simulator_missing(error) from error
    with ExitStack() as stack:
        if state is None and routines is not None:
            state = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="acupacer-")))
        if state is not None:
            state.mkdir(parents=True, exist_ok=True)
        if state is not None and routines is not None:
            _put(routines, state / "routines.json")
        options = SimOptions(speed=speed, is_virtual=virtual, state_dir=state)
        try:
            code = _run(options, headless)
        except FolderInUse as error:
            raise Failure(f"{error}; end that one, or name another --state") from error
    ctx.exit(code)


def _put(routines: Path, kept: Path) -> None:
    """Put the routines of a file on the card; Failure where it has others."""
    data = read(routines, "simulate").data
    if kept.exists() and kept.read_bytes() != data:
        raise Failure(f"{kept} has other routines; name a new --state, or push {routines}")
    kept.write_bytes(data)


def _run(options: SimOptions, headless: bool) -> int:
    """Simulate until told to end; the exit code."""
    with ExitStack() as stack:

        def announce(simulator: Simulator) -> None:
            if not options.is_virtual:
                stack.enter_context(simulator_port.announced(simulator.port))

        if headless:
            from acupacer.boards.sim.headless import run_headless

            return run_headless(options, announce=announce)
        from acupacer.boards.sim.terminal import run_terminal

        return run_terminal(options, lambda show: announce(show.simulator))


def simulator_missing(error: ImportError) -> Failure:
    """The failure for a simulator that lacks a library."""
    return Failure(MISSING.format(name=error.name or error, version=__version__))


def refuse_windows() -> None:
    """Raise Failure where the simulator cannot have a serial port of its own."""
    if sys.platform == "win32":
        raise Failure(
            "the simulator needs Linux or macOS; on Windows acupacer page has the whole "
            "device, in the browser"
        )


COMMANDS = {"simulate": simulate_command}
