"""`deskhand models key`: a provider's key goes into the system's keyring, or out of it; it is never shown."""

from __future__ import annotations

import sys

import click

from deskhand import keys
from deskhand.core.errors import InvalidInput
from deskhand.models.registry import must_be_provider
from deskhand.settings import from_environment, key_variables


@click.command("key")
@click.argument("provider")
@click.option("--delete", is_flag=True, help="Remove the key from the keyring.")
@click.option("--from-stdin", is_flag=True, help="Read the key from standard input, for scripts.")
def keep_key(provider: str, delete: bool, from_stdin: bool) -> int:
    """Keep the key of PROVIDER (such as anthropic) in the system's keyring. It is read without being shown.

    \b
    Examples:
      deskhand models key anthropic
      deskhand models key anthropic --delete
    """
    must_be_provider(provider)
    if delete:
        gone = keys.forget(provider)
        click.echo(f"The key for {provider} is gone from the keyring." if gone else f"There was no key for {provider}.")
    else:
        ring = keys.keep(provider, _read(provider, from_stdin=from_stdin))
        click.echo(f"The key for {provider} is kept in the keyring ({ring}).")
    first = from_environment().found_key(provider)
    if first and first[1] != "the keyring":
        click.echo(f"Note: there is another one in {first[1]}, and that one is used.", err=True)
    return 0


def _read(provider: str, *, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline()
    if not sys.stdin.isatty():
        raise InvalidInput(
            "there is no terminal to type the key into.",
            hint=f"Pass it on standard input with --from-stdin, or set {key_variables(provider)[0]}.",
        )
    key: str = click.prompt(f"The key for {provider} (nothing is shown)", hide_input=True, err=True)
    return key
