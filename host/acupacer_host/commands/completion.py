"""``acupacer completion``, and what completes arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import click
from click.shell_completion import CompletionItem

from ..console import examples

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=examples(
        "acupacer completion bash > ~/.local/share/bash-completion/completions/acupacer",
        "acupacer completion zsh > ~/.zfunc/_acupacer",
        "acupacer completion fish > ~/.config/fish/completions/acupacer.fish",
    )
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes what is typed in SHELL.

    Commands, options, ports, settings and their values, routines, places, files.
    """
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    if completer is None:
        raise click.UsageError(f"no completion for {shell}")
    root = ctx.find_root().command
    click.echo(completer(root, {}, "acupacer", "_ACUPACER_COMPLETE").source())


Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def complete_routine(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Ids of the factory routines and of those pushed or pulled lately; asks no device."""
    from ..content.routine_files import known_ids

    return [name for name in known_ids() if name.startswith(incomplete)]


def complete_place(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Codes of the catalogue's places."""
    from ..content.catalogue import catalogue

    return [code for code in catalogue().places if code.startswith(incomplete.upper())]


def complete_routine_or_file(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """As ``complete_routine``; where no id fits, the shell's own names of files."""
    ids = map(CompletionItem, complete_routine(ctx, param, incomplete))
    # First: bash forgets what came before it.
    return [CompletionItem(incomplete, type="file"), *ids]


def complete_pairs(choices: Mapping[str, Sequence[str]]) -> Completer:
    """What completes arguments of the form NAME=VALUE.

    A name, as ``sound=``; once only one is meant, its whole pairs. For bash, which takes them
    apart at the ``=``, the values alone.
    """

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        before: Sequence[str] = ctx.params.get(param.name or "") or ()
        if not incomplete and before and before[-1] in choices:  # click took a lone = away
            return list(choices[before[-1]])
        if len(before) > 1 and before[-1] == "=":
            return [
                value for value in choices.get(before[-2], ()) if value.startswith(incomplete)
            ]
        name, mark, _ = incomplete.partition("=")
        meant = [
            known for known in choices if known == name or (not mark and known.startswith(name))
        ]
        if len(meant) > 1:
            return [f"{known}=" for known in meant]
        pairs = [f"{known}={value}" for known in meant for value in choices[known]]
        return [pair for pair in pairs if pair.startswith(incomplete)]

    return complete


COMMANDS = {"completion": completion_command}
