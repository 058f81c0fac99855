"""``acupacer settings`` and ``acupacer profile``."""

from __future__ import annotations

import json
from typing import Any

import click
from acupacer.core.routine import safety
from acupacer.core.settings import CHOICES, NAMES

from ..console import (
    Failure,
    did_you_mean,
    examples,
    json_option,
    no_wait_option,
    print_json,
    print_table,
    say,
)
from ..content.wording import WORDS
from ..device.connection import Connector, pass_connector
from ..device.replies import State
from ..device.states import KEEPS_NOTHING
from ..errors import ending
from .completion import complete_pairs

YES = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return value if isinstance(value, str) else json.dumps(value)


complete_setting = complete_pairs(
    {name: [_text(choice) for choice in CHOICES[name]] for name in NAMES}
)
complete_answer = complete_pairs(dict.fromkeys(safety.FLAGS, ("yes", "no")))


@click.command(
    epilog=examples(
        "acupacer settings",
        "acupacer settings strength=low sound=off",
        "acupacer settings language=de long_press=1500",
    )
)
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]...", shell_complete=complete_setting)
@no_wait_option
@json_option
@pass_connector
def settings_command(
    connector: Connector, changes: tuple[str, ...], no_wait: bool, as_json: bool
) -> None:
    """Show or change how the device behaves; all changes are made, or none."""
    wanted = dict(_setting(change) for change in changes)
    with connector.client(not no_wait, "No setting was changed.") as client:
        if wanted:
            client.configure(wanted, {})
        with ending("That was set." if wanted else "Nothing was changed."):
            values = client.choices().settings
            state = client.state()
    if as_json:
        print_json(values)
    else:
        rows = [(name, _text(values.get(name)), _choices(name)) for name in NAMES]
        print_table(("setting", "value", "choices"), rows)
    if wanted and state.notice == "notice_not_stored":
        raise _not_kept(state)


@click.command(
    epilog=examples("acupacer profile", "acupacer profile pregnancy=no osteoporosis=yes")
)
@click.argument("changes", nargs=-1, metavar="[FLAG=yes|no]...", shell_complete=complete_answer)
@no_wait_option
@json_option
@pass_connector
def profile_command(
    connector: Connector, changes: tuple[str, ...], no_wait: bool, as_json: bool
) -> None:
    """Show or change the safety answers that decide what the device refuses.

    No session starts until every question is answered, here or on the device.
    """
    wanted = dict(_answer(change) for change in changes)
    with connector.client(not no_wait, "No answer was changed.") as client:
        if wanted:
            client.configure({}, wanted)
        with ending("That was set." if wanted else "Nothing was changed."):
            values = client.choices().profile
            state = client.state()
    if as_json:
        print_json(values)
    else:
        _show_profile(values)
    if wanted and state.notice in KEEPS_NOTHING:
        raise _not_kept(state)


def _show_profile(values: dict[str, bool | None]) -> None:
    rows = [(flag, _answer_text(values.get(flag)), WORDS.say("ask_" + flag)) for flag in values]
    print_table(("flag", "answer", "question"), rows)
    if None in values.values():
        say("not every question is answered: the device asks before the first session")


def _not_kept(state: State) -> Failure:
    """What was changed holds until power goes."""
    why, _ = KEEPS_NOTHING[state.notice]
    return Failure(
        f"this holds only until the device is switched off: {why}; acupacer doctor says what "
        "to do"
    )


def _setting(change: str) -> tuple[str, Any]:
    """NAME and value of ``NAME=VALUE``; UsageError when there is no such choice."""
    name, text = _split(change, NAMES)
    for choice in CHOICES[name]:
        if _text(choice) == text or (isinstance(choice, bool) and YES.get(text) is choice):
            return name, choice
    raise click.UsageError(f"{name}: {text!r} is no choice; choose from {_choices(name)}")


def _answer(change: str) -> tuple[str, bool]:
    flag, text = _split(change, safety.FLAGS)
    if text not in YES:
        raise click.UsageError(f"{flag}: {text!r} is neither yes nor no")
    return flag, YES[text]


def _split(change: str, names: tuple[str, ...]) -> tuple[str, str]:
    name, mark, text = change.partition("=")
    if name not in names:
        how = did_you_mean(name, names) or f"choose from {', '.join(names)}"
        raise click.UsageError(f"{change!r}: no such name; {how}")
    if not mark:
        raise click.UsageError(f"{change!r}: say what it is to be, as {name}=VALUE")
    return name, text.strip().lower()


def _choices(name: str) -> str:
    return ", ".join(_text(choice) for choice in CHOICES[name])


def _answer_text(value: bool | None) -> str:
    return "not answered" if value is None else ("yes" if value else "no")


COMMANDS = {"settings": settings_command, "profile": profile_command}
