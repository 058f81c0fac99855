"""``acupacer edit``."""

from __future__ import annotations

from pathlib import Path

import click

from ..console import TOLD_MAX, Failure, did_you_mean, examples, no_wait_option, told
from ..content import forms
from ..content.routine_set import RoutineSet
from ..content.validate import Verdict, check_text
from ..content.written import written
from ..device.connection import Connector, pass_connector
from ..errors import HostError, ending
from ..fault_language import line_of
from ..whole_file import write_whole
from .completion import complete_routine
from .set_change import NOT_SENT, present_set, send_set
from .validate import say_notes

REMARK = "//! "


@click.command(
    epilog=examples("acupacer edit evening-neck", "EDITOR=nano acupacer edit travel")
)
@click.argument("routine", shell_complete=complete_routine)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@no_wait_option
@pass_connector
def edit_command(connector: Connector, routine: str, as_json: bool, no_wait: bool) -> None:
    """Open the device's ROUTINE in your editor ($EDITOR), and send it when it is right.

    What is wrong is shown above its line, and the editor opens again. Saved unchanged, it is
    left at that; what was written is kept in a file.
    """
    with ending(NOT_SENT), connector.client(not no_wait) as client:
        hello, present = present_set(client)
    if routine not in present.pieces:
        how = did_you_mean(routine, present.pieces) or "acupacer routines lists them"
        raise Failure(f"{hello.dev_id}: no routine {routine!r}; {how}")
    form = forms.JSON if as_json else forms.TEXT
    alone = RoutineSet([present.pieces[routine]]).document()
    draft = Draft(routine, written(alone, form), ".json" if as_json else ".txt")
    verdict = draft.edited()
    if verdict is None:
        click.echo(f"{routine} is as it was; nothing was sent")
        return
    try:
        with connector.client(not no_wait, NOT_SENT) as client:
            hello, present = present_set(client)
            edited = RoutineSet.of(verdict.data, verdict.entries)
            send_set(client, hello, present.replaced(routine, edited))
    except (HostError, Failure) as error:
        raise Failure(f"{error.message} {draft.kept()}") from error


class Draft:
    """A routine in an editor, again and again until it is right."""

    def __init__(self, routine: str, text: str, ending: str) -> None:
        self._routine = routine
        self._text = text
        self._ending = ending

    def edited(self) -> Verdict | None:
        """What it says when it is right; None: it was left as it was. Failure: given up."""
        before, offered = self._text, self._text
        while True:
            self._text = _bare(_in_editor(offered, self._ending))
            if self._text == _bare(offered):
                if self._text == before:
                    return None
                raise Failure(f"{self._routine} has faults. {NOT_SENT} {self.kept()}")
            verdict = check_text(self._text.encode(), f"{self._routine}{self._ending}")
            say_notes(verdict)
            if verdict.is_ok:
                return verdict
            offered = with_remarks(self._text, verdict)

    def kept(self) -> str:
        """Where the text is now, a sentence; a file that is there is left alone."""
        number, file = 1, Path(f"{self._routine}{self._ending}")
        while file.exists():
            number += 1
            file = Path(f"{self._routine}-{number}{self._ending}")
        write_whole(file, self._text.encode())
        return f"What you wrote is in {file}."


def with_remarks(text: str, verdict: Verdict) -> str:
    """``text`` with each fault in a line of its own, above what it is about."""
    above: dict[int, list[str]] = {}
    before = len(verdict.name) + 2
    for at, fault in enumerate(told(verdict.faults, verdict.name)):
        number = line_of(verdict.faults[at][before:]) if at < TOLD_MAX else 0
        what = REMARK + (_behind(number, fault[before:]) if number else fault)
        above.setdefault(number or 1, []).append(what)
    lines = text.split("\n")
    return "\n".join(
        line for at, own in enumerate(lines, 1) for line in (*above.get(at, ()), own)
    )


def _behind(number: int, fault: str) -> str:
    """``fault`` without the line it begins with, which the editor shows."""
    return fault.partition(str(number))[2].lstrip(",: ")


def _bare(text: str) -> str:
    """``text`` without the remarks."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(REMARK.strip()))


def _in_editor(text: str, ending: str) -> str:
    try:
        edited = click.edit(text, extension=ending, require_save=False)
    except click.ClickException as error:
        raise Failure(f"{error.message}; name another with EDITOR. {NOT_SENT}") from error
    return text if edited is None else edited


COMMANDS = {"edit": edit_command}
