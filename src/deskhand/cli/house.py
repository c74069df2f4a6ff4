"""After a session: once a day, what the settings let go goes (docs/retention.md). It changes no exit code."""

from __future__ import annotations

import time
from collections.abc import Awaitable

import click

from deskhand.agent.session import Home
from deskhand.core.errors import DeskhandError
from deskhand.retention import keep_house
from deskhand.settings import Settings


async def then_keep_house(work: Awaitable[int], settings: Settings) -> int:
    """Do the work; when it has ended, keep house. What stands in the way of that is said, and stops nothing."""
    code = await work
    try:
        await keep_house(Home(settings), settings.retention, time.time())
    except DeskhandError as error:
        click.echo(f"Old pictures could not be let go: {error.message}", err=True)
    return code
