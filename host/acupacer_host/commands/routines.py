"""``acupacer routines``."""

from __future__ import annotations

from typing import Any

import click
from acupacer.core.routine.model import Entry
from acupacer.core.text import wording

from ..console import examples, json_option, print_json, print_table, say
from ..content import routine_files
from ..content.exclusions import refusals
from ..content.validate import check_bytes
from ..content.wording import method_words
from ..device.connection import Connector, pass_connector
from .validate import faulty


@click.command(epilog=examples("acupacer routines", "acupacer routines --json"))
@json_option
@pass_connector
def routines_command(connector: Connector, as_json: bool) -> None:
    """List the device's routines and which of them its profile refuses."""
    with connector.client() as client:
        hello = client.hello()
        data = routine_files.stored_on(client, hello)
        profile = client.choices().profile
    if data is None:
        say(f"{hello.dev_id} uses its built-in routines; these are this program's")
        data = routine_files.packaged()
    verdict = check_bytes(data, hello.dev_id)
    if not verdict.is_ok:
        raise faulty("the device's file has faults:", verdict)
    refused = {refusal.routine: refusal.text for refusal in refusals(verdict.entries, profile)}
    if as_json:
        print_json([as_dict(entry, refused.get(entry.id, "")) for entry in verdict.entries])
        return
    rows = [_row(entry, refused.get(entry.id, "")) for entry in verdict.entries]
    print_table(("id", "title", ">min", "methods", "places", ""), rows)


def places(entry: Entry) -> list[str]:
    """What the routine's places are called, in order, each once."""
    return list(dict.fromkeys(wording.pick(place.name, "en") for place in entry.places))


def _row(entry: Entry, refusal: str) -> tuple[str, ...]:
    methods = ", ".join(method_words(method) for method in entry.methods)
    note = f"refused: {refusal}" if refusal else ""
    return entry.id, entry.title, str(entry.minutes), methods, ", ".join(places(entry)), note


def as_dict(entry: Entry, refusal: str) -> dict[str, Any]:
    """A routine for JSON. ``minutes``: at its start doses, pauses apart."""
    return {
        "id": entry.id,
        "title": entry.title,
        "minutes": entry.minutes,
        "methods": list(entry.methods),
        "places": places(entry),
        "digest": entry.digest,
        "refused": refusal or None,
    }


COMMANDS = {"routines": routines_command}
