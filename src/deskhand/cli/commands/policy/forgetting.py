"""`deskhand policy forget`: a remembered answer is taken back."""

from __future__ import annotations

import click

from deskhand.agent.remembering import Remembering
from deskhand.policy.remembered import in_words
from deskhand.report.readable import one_line
from deskhand.settings import from_environment


@click.command("forget")
@click.argument("number", type=click.IntRange(min=1), metavar="N")
def forget(number: int) -> int:
    """Take back remembered answer N (`deskhand policy show` lists them): from the next run on it is asked again.

    \b
    Example:
      deskhand policy forget 2
    """
    gone = Remembering(from_environment().config_dir).remove(number)
    click.echo(f"Forgotten, and asked again: {one_line(in_words(gone.rule))}")
    return 0
