"""`deskhand models probe`: what an unknown model can do is found out with a few pictures, and kept as its card."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version

import click

from deskhand.cli.exits import EXIT_DONE, EXIT_NOT_ALL
from deskhand.cli.running import run_async
from deskhand.core.errors import InvalidInput
from deskhand.models.cards import card_of
from deskhand.models.probe.keeping import keep
from deskhand.models.probe.trying import on_trial, probe
from deskhand.models.registry import model_named, must_be_provider
from deskhand.models.unspoken import unspoken
from deskhand.report.readable import one_line
from deskhand.settings import Settings, from_environment


@click.command("probe")
@click.argument("name")
@click.option(
    "--keep/--no-keep", "kept", default=True, help="Write what was found into the model's card. [default: keep]"
)
def probe_model(name: str, kept: bool) -> int:
    """Find out what the model NAME can do and how it points, with about 20 short requests, and keep it.

    The card is written to cards/PROVIDER.toml beside config.toml, where it can be read and changed.

    \b
    Example:
      deskhand models probe local/qwen3-vl
    """
    must_be_provider(name)
    if not name.partition("/")[2] or not card_of(name).thinks:
        raise InvalidInput(f"{name} is no model that can be probed.", hint="Name a model: PROVIDER/MODEL.")
    base, _, form = name.rpartition("+")
    if base and form in on_trial(card_of(base)).wires:
        raise InvalidInput(f"{name} is one form of a model, and all of them are probed.", hint=f"Name it: {base}.")
    return run_async(_probe(name, from_environment(), kept))


async def _probe(name: str, settings: Settings, kept: bool) -> int:
    found = await probe(card_of(name), lambda card: unspoken(model_named(name, card), settings))
    for line in found.lines():
        click.echo(one_line(line))
    if not found.can_drive:
        click.echo("It makes no calls in any form, so it can't drive a desk.")
    if kept:
        remark = (
            f"Found by `deskhand models probe`, Deskhand {version('deskhand')}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC."
        )
        click.echo(f"The card is kept in {keep(found.card(), settings.cards_dir, remark)}.")
    return EXIT_DONE if found.can_drive else EXIT_NOT_ALL
