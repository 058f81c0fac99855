"""``acupacer status``."""

from __future__ import annotations

from dataclasses import asdict

import click

from ..console import count, examples, json_option, print_facts, print_json
from ..content.wording import WORDS, method_words, place_words
from ..device.connection import Connector, pass_connector
from ..device.replies import State
from ..device.states import sentence

TIMED = ("get_ready", "hold", "spot", "movement", "rest", "switch_side", "window", "paused")


@click.command(epilog=examples("acupacer status", "acupacer status --json"))
@json_option
@pass_connector
def status_command(connector: Connector, as_json: bool) -> None:
    """Say what the device does now."""
    with connector.client() as client:
        state = client.state()
    if as_json:
        print_json(asdict(state))
    else:
        print_facts(describe(state))


def describe(state: State) -> list[tuple[str, object]]:
    """A state reply (docs/developer/protocol.md) as names and values for people."""
    facts: list[tuple[str, object]] = [("state", sentence(state.state))]
    if state.routine:
        facts.append(("routine", state.routine))
    if state.steps:
        facts.append(("step", f"{state.step} of {state.steps}"))
    if state.method:
        facts.append(("method", method_words(state.method)))
        facts.append(("place", place_words(state.place, state.side)))
    if state.repetitions:
        facts.append(("repetition", f"{state.repetition} of {state.repetitions}"))
    if state.state in TIMED:
        facts.append(("remaining", f"{state.remaining_s} s"))
    facts.append(("routines", count(state.routines, "routine")))
    if state.notice:
        facts.append(("notice", WORDS.say(state.notice)))
    facts.append(("screen", "found" if state.has_panel else "not found"))
    facts.append(("clock", "set" if state.has_clock else "not set"))
    return facts


COMMANDS = {"status": status_command}
