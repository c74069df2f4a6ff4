"""`deskhand models`, `deskhand models list`: every model that is known by name, by provider, and whose key is there."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

import click

from deskhand.models.cards import Card, cards
from deskhand.models.chat.servers import SERVERS
from deskhand.settings import Settings, base_url_variable, from_environment, key_variables

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON list of objects.")


@click.command("list")
@json_option
def list_models(as_json: bool) -> int:
    """List the models: name, what it costs, what it is; and whether there is a key for each provider.

    \b
    Example:
      deskhand models list --json
    """
    return list_all(as_json=as_json)


def list_all(*, as_json: bool) -> int:
    """Print all models."""
    settings = from_environment()
    known = sorted(cards(settings.cards_dir), key=lambda card: (card.thinks, card.needs_key == "", card.provider))
    if as_json:
        click.echo(json.dumps([facts(card, settings) for card in known], ensure_ascii=False, indent=1))
        return 0
    for provider, group in groupby(known, key=lambda card: card.provider):
        listed = list(group)
        widest = max(len(card.model) for card in listed)
        if listed[0].thinks:
            needed = listed[0].needs_key
            click.echo(f"\n{provider}: {key_words(needed, settings) if needed else address_words(provider, settings)}")
        for card in listed:
            click.echo(f"{card.model:<{widest}}  {card.price:<8}  {card.about}".rstrip())
    return 0


def key_words(provider: str, settings: Settings) -> str:
    """Whether there is a key, and where; never the key."""
    found = settings.found_key(provider)
    if found:
        return f"key found ({found[1]})"
    return f"no key; set {key_variables(provider)[0]}, or run `deskhand models key {provider}`"


def address_words(provider: str, settings: Settings) -> str:
    """Where a provider is reached."""
    usual = SERVERS[provider].base_url if provider in SERVERS else "the provider's own address"
    return settings.base_url(provider) or usual or f"no address; set {base_url_variable(provider)}"


def facts(card: Card, settings: Settings) -> dict[str, Any]:
    """A model as data: its card, and whether its key is there (null: it needs none)."""
    has_key = settings.found_key(card.needs_key) is not None if card.needs_key else None
    return {"model": card.model, "provider": card.provider, "has_key": has_key, **card.model_dump(exclude={"model"})}
