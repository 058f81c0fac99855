"""``acupacer doctor``."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import click

from ..console import FAILED, NewFile, examples, json_option, print_json, say
from ..device.connection import Connector, pass_looking_connector
from ..doctor import device_report
from ..doctor.diagnosis import PROBLEM, Finding, diagnose
from ..doctor.gathered import Gathered
from ..whole_file import write_whole

MARKS = {"ok": "ok       ", "hint": "hint     ", "problem": "PROBLEM  "}
INDENT = " " * 9


@click.command(
    epilog=examples(
        "acupacer doctor",
        "acupacer --port /dev/ttyACM0 doctor",
        "acupacer doctor --report device.txt",
        "acupacer doctor --report bug.txt --session",
    )
)
@click.option(
    "--report",
    type=NewFile((".txt", ".log", ""), "; it is plain text"),
    metavar="FILE",
    help="Write what was found and measured, to report a fault or that a device works.",
)
@click.option(
    "--session", is_flag=True, help="With --report: the log of the last session as well."
)
@json_option
@click.pass_context
@pass_looking_connector
def doctor_command(
    connector: Connector,
    ctx: click.Context,
    report: Path | None,
    session: bool,
    as_json: bool,
) -> None:
    """Find out why a device cannot be reached or does not do its job.

    Looks for missing permission, a busy port, several devices, another firmware, a clock
    that is off, a screen that does not answer, a pulse that had to be cut off, a fault that
    ended the device's program (shown whole). Exit code 1 when there is a problem.

    A report has no history, no safety answers and no names in it.
    """
    if session and report is None:
        raise click.UsageError("--session goes with --report FILE")
    gathered = Gathered(session) if report else None
    findings = list(diagnose(connector.named, gathered))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            _show(finding)
    if report is not None and gathered is not None:
        data = device_report.compose(findings, gathered)
        write_whole(report, data)
        say(f"{report}: {len(data)} bytes; read it, then send it with what you have to tell")
        if session and not gathered.session_log:
            why = "it keeps none" if gathered.device else "no device answered"
            say(f"{report}: the log of the last session is not in it: {why}")
    if any(finding.verdict == PROBLEM for finding in findings):
        ctx.exit(FAILED)


def _show(finding: Finding) -> None:
    click.echo(_wrapped(MARKS[finding.verdict], finding.what))
    for line in finding.detail.splitlines():
        click.echo(f"{INDENT}| {line}")
    if finding.advice:
        click.echo(_wrapped(INDENT, finding.advice))


def _wrapped(first: str, text: str) -> str:
    """``text`` behind ``first``; on a terminal in lines of its width, between words."""
    if not sys.stdout.isatty():
        return first + text
    columns = shutil.get_terminal_size().columns
    return click.wrap_text(text, columns, first, INDENT)


COMMANDS = {"doctor": doctor_command}
