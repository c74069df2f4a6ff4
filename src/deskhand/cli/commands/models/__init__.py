"""`deskhand models`: which models can drive a desk, what they can do, whether they answer, and their keys."""

from __future__ import annotations

import click

from deskhand.cli.commands.models.listing import json_option, list_all
from deskhand.cli.lazy import LazyGroup

COMMANDS = {
    "list": (f"{__name__}.listing:list_models", "The same as `deskhand models`."),
    "show": (f"{__name__}.showing:show_model", "What is known of a model, in words."),
    "test": (f"{__name__}.trying:test_model", "Ask a model twice: does it answer, see and click?"),
    "probe": (f"{__name__}.probing:probe_model", "Find out how an unknown model points and calls."),
    "key": (f"{__name__}.keying:keep_key", "Keep a provider's key in the system's keyring."),
}


@click.group(cls=LazyGroup, table=COMMANDS, invoke_without_command=True)
@json_option
@click.pass_context
def models(context: click.Context, as_json: bool) -> int:
    """List the models, and ask about one: what it can do, whether it answers, its key.

    \b
    Examples:
      deskhand models list
      deskhand models show steps
      deskhand models test anthropic/claude-haiku-5-5
    """
    return list_all(as_json=as_json) if context.invoked_subcommand is None else 0
