"""``acupacer completion``, and what completes arguments."""

from __future__ import annotations

import click

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
    """Print the script that completes commands, options, routines and places in SHELL."""
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    if completer is None:
        raise click.UsageError(f"no completion for {shell}")
    root = ctx.find_root().command
    click.echo(completer(root, {}, "acupacer", "_ACUPACER_COMPLETE").source())


def complete_routine(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Ids of the factory routines and of those pushed or pulled lately; asks no device."""
    from ..content.routine_files import known_ids

    return [name for name in known_ids() if name.startswith(incomplete)]


def complete_place(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Codes of the catalogue's places."""
    from ..content.catalogue import catalogue

    return [code for code in catalogue().places if code.startswith(incomplete.upper())]


COMMANDS = {"completion": completion_command}
