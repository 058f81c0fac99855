"""``acupacer doctor``."""

from __future__ import annotations

from dataclasses import asdict

import click

from ..connection import Connector, pass_connector
from ..console import FAILED, examples, json_option, print_json
from ..diagnosis import PROBLEM, diagnose

MARKS = {"ok": "ok       ", "hint": "hint     ", "problem": "PROBLEM  "}


@click.command(epilog=examples("acupacer doctor", "acupacer --port /dev/ttyACM0 doctor"))
@json_option
@click.pass_context
@pass_connector
def doctor_command(connector: Connector, ctx: click.Context, as_json: bool) -> None:
    """Find out why a device cannot be reached or does not do its job.

    Looks for missing permission, a busy port, several devices, another firmware, a clock
    that is off, a screen that does not answer. Exit code 1 when there is a problem.
    """
    findings = list(diagnose(connector.named))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(MARKS[finding.verdict] + finding.what)
            if finding.advice:
                click.echo(f"         {finding.advice}")
    if any(finding.verdict == PROBLEM for finding in findings):
        ctx.exit(FAILED)
