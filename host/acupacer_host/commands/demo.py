"""``acupacer demo``."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections import Counter
from typing import Any

import click
from acupacer.core.progress import history
from acupacer.core.progress.records import Record

from ..console import FAILED, Failure, examples, print_table
from ..content.wording import duration_words
from ..device import connection, simulator_process
from ..device.client import Client
from ..device.simulator_process import SimulatorProcess
from ..records.sessions import ENDED_WORDS, Session, fold
from ..trace.trace_story import cues_in, story
from . import demo_live
from .demo_keys import DemoPath
from .push import push, read
from .simulate import refuse_windows, simulator_missing

ROUTINE = "hands-li4"
READ_MS = 2000  # before each press: long enough to feel the cue that asks for it
ASKED_MS = 5000  # from the key that leaves the summary until its question takes keys


@click.command(epilog=examples("acupacer demo", "acupacer demo --headless"))
@click.option("--headless", is_flag=True, help="Print it instead of showing it live.")
@click.pass_context
def demo_command(ctx: click.Context, headless: bool) -> None:
    """A whole session in the simulator: push routines, power up, press, be paced.

    On a terminal it is live and yours to play with; elsewhere it is printed and checked.
    """
    refuse_windows()
    if importlib.util.find_spec("gpiozero") is None:
        raise simulator_missing(ImportError(name="gpiozero"))
    path = DemoPath(read(None), ROUTINE)
    if sys.stdin.isatty() and sys.stdout.isatty() and not headless:
        code = demo_live.show(path)
        click.echo(next_steps(sys.argv[0]))
        ctx.exit(code)
    faults = play(path)
    for fault in faults:
        click.echo(f"not as it should be: {fault}", err=True)
    ctx.exit(FAILED if faults else 0)


def next_steps(called: str) -> str:
    """What to try next, so that it can be typed. ``called``: the name of this program."""
    name = "acupacer" if shutil.which("acupacer") else called
    return f"next: {name} simulate, {name} new NAME, {name} --help"


def play(path: DemoPath) -> list[str]:
    """Run the demo on virtual time and print it; what did not go as it should."""
    with simulator_process.running() as simulator:
        click.echo(f"1. A simulated device is on {simulator.port}. Push the routines to it.\n")
        client = Client(connection.open_transport(simulator.port))
        push(client, path.verdict)
        click.echo("\n2. Power up, answer the safety questions, press START, feel the cues.\n")
        run_session(simulator, path)
        records = [history.decode(line) for line in client.history()]
        client.close()
        code = simulator.quit()
    for moment in story(simulator.trace):
        click.echo(moment.line())
    session = the_session([record for record in records if record])
    click.echo("\n3. What the device put on record.\n")
    summarize(session, simulator.trace)
    faults = check(path, session, simulator.trace)
    return faults if code == 0 else [*faults, f"the simulator ended with code {code}"]


def run_session(simulator: SimulatorProcess, path: DemoPath) -> None:
    """From power-up until it was said that it helped."""
    for key in path.presses():
        simulator.play(f"wait {READ_MS}", key.line)
    simulator.play(f"wait {path.session_s * 1000}", "tap START")
    simulator.play(f"wait {ASKED_MS}", "tap START", f"wait {READ_MS}")
    simulator.read_until("done")
    simulator.read_until("home")


def the_session(records: list[Record]) -> Session:
    """The only session of the demo; Failure when there is none."""
    sessions = fold(records)
    if len(sessions) != 1:
        raise Failure(f"{len(sessions)} sessions are on record, expected one")
    return sessions[0]


def summarize(session: Session, trace: list[dict[str, Any]]) -> None:
    """Print points, seconds, cues and the end of the session."""
    rows = [
        (place.place, place.side, place.prescribed_ms // 1000, place.delivered_ms // 1000)
        for place in session.places
    ]
    print_table(("place", "side", ">prescribed s", ">delivered s"), rows)
    felt = Counter(cue.name for cue in cues_in(trace))
    took_s = (trace[-1]["t_ms"] - trace[0]["t_ms"]) / 1000
    click.echo("\ncues felt: " + ", ".join(f"{felt[name]} {name}" for name in felt))
    click.echo(
        f"ended:     {ENDED_WORDS[session.ended]}, after {duration_words(took_s)} in all"
    )


def check(path: DemoPath, session: Session, trace: list[dict[str, Any]]) -> list[str]:
    """What did not go as it should; empty when all went well."""
    felt = Counter(cue.name for cue in cues_in(trace))
    holds = sum(
        step.repetitions * len(step.sides)
        for step in path.routine.steps
        if step.hold is not None
    )
    facts = {
        f"the session was {path.routine_id}": session.routine == path.routine_id,
        "it finished": session.ended == "finished",
        "every second was delivered": all(
            place.delivered_ms == place.prescribed_ms > 0 for place in session.places
        ),
        f"press was felt {holds} times": felt["press"] == holds,
        f"release was felt {holds} times": felt["release"] == holds,
        "session_done was felt": felt["session_done"] > 0,
        "better was on record and felt": session.helped == "better" and felt["better"] == 1,
        "every cue was a known one": not felt[""],
        "motor and buzzer are off": _last(trace, "motor_pct") == _last(trace, "tone_hz") == 0,
    }
    return [f"expected that {what}" for what, is_true in facts.items() if not is_true]


def _last(trace: list[dict[str, Any]], name: str) -> int:
    levels: list[int] = [record[name] for record in trace if name in record]
    return levels[-1] if levels else 0


COMMANDS = {"demo": demo_command}
