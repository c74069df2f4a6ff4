"""`deskhand policy`: a person's level of risk: read it, try it, check it, learn from answers, take answers back."""

from __future__ import annotations

import click

from deskhand.cli.commands.policy.showing import json_option, print_profile
from deskhand.cli.lazy import LazyGroup

COMMANDS = {
    "show": (f"{__name__}.showing:show_profile", "A profile as a table: what is allowed, asked and denied, and where."),
    "explain": (f"{__name__}.explaining:explain", "What would be decided about something, and by which rule."),
    "check": (f"{__name__}.reviewing:check_profile", "What is wrong or odd about a profile's file."),
    "learn": (f"{__name__}.learning:learn", "Rules that would have spared you questions you always answered the same."),
    "forget": (f"{__name__}.forgetting:forget", "Take back a remembered answer: it is asked again."),
}


@click.group(cls=LazyGroup, table=COMMANDS, invoke_without_command=True)
@json_option
@click.pass_context
def policy(context: click.Context, as_json: bool) -> int:
    """Show your level of risk, try it on something, check a file of it, and see what answers are remembered.

    \b
    Examples:
      deskhand policy show
      deskhand policy explain --class submit --at shop.test --amount 30
      deskhand policy check mine.toml
    """
    return print_profile("", as_json=as_json) if context.invoked_subcommand is None else 0
