"""`deskhand models show`: one model's card in words."""

from __future__ import annotations

import json

import click

from deskhand.cli.commands.models.listing import address_words, facts, key_words
from deskhand.models.cards import Card, card_of, cards
from deskhand.models.registry import must_be_provider
from deskhand.settings import Settings, from_environment

_UNITS = {
    "pixels": "pixels of the picture",
    "grid_1000": "thousandths of the picture",
    "grid_1": "parts of the picture",
}
_PICTURES = {"never": "never", "after_batch": "after a turn's last act", "each_call": "with each act's result"}
_CACHING = {"": "not known", "marked": "where a request marks it", "automatic": "by itself"}


@click.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show_model(name: str, as_json: bool) -> int:
    """Show what is known of the model NAME: how it is spoken to, what it sees, how it points, what it costs.

    \b
    Example:
      deskhand models show anthropic/claude-haiku-5-5
    """
    must_be_provider(name)
    settings = from_environment()
    card = card_of(name, settings.cards_dir)
    if as_json:
        click.echo(json.dumps(facts(card, settings), ensure_ascii=False, indent=1))
        return 0
    click.echo(card.model)
    told = lines(card, settings)
    widest = max(len(what) for what, _ in told)
    for what, words in told:
        click.echo(f"  {what:<{widest}}  {words}")
    return 0


def lines(card: Card, settings: Settings) -> list[tuple[str, str]]:
    """What is known, as (what, words)."""
    if not card.thinks:
        return [("what it is", card.about), ("price", card.price), ("key", "none is needed")]
    return [
        ("what it is", card.about or "nothing is said of it"),
        ("card", origin(card, settings)),
        ("key", key_words(card.needs_key, settings) if card.needs_key else "none is needed"),
        ("address", address_words(card.provider, settings)),
        ("price", card.price),
        ("wire forms", ", ".join(card.wires) or "not known"),
        ("sees pictures", f"yes, {_PICTURES[card.pictures]}" if card.sees else "no: it reads the elements as text"),
        *_seeing(card),
        ("thinking", _thinking(card)),
        ("keeps prefixes", _caching(card)),
        ("context", f"{card.context_tokens:,} tokens" if card.context_tokens else "not known"),
    ]


def origin(card: Card, settings: Settings) -> str:
    """Where a card comes from, in words."""
    mine = {one.model for one in cards(settings.cards_dir)} - {one.model for one in cards()}
    path = settings.cards_dir / f"{card.provider}.toml"
    if card.model in mine or (path.exists() and card != card_of(card.model)):
        return f"your own ({path})"
    if card in cards():
        return "ships with Deskhand"
    return f"none of its own, so the most careful one of {card.provider}: `deskhand models probe {card.model}`"


def _seeing(card: Card) -> list[tuple[str, str]]:
    if not card.sees:
        return []
    order = "x before y" if card.axes == "xy" else "y before x"
    form = "points" if card.points_with == "point" else "corners of boxes"
    caps = [
        f"{card.picture_edge_px_max:,} px an edge" if card.picture_edge_px_max else "",
        f"{card.picture_pixels_max:,} pixels" if card.picture_pixels_max else "",
        f"{card.picture_tokens_max:,} tokens" if card.picture_tokens_max else "",
    ]
    return [
        ("pictures up to", ", ".join(cap for cap in caps if cap) or "any size"),
        ("points with", f"{form}, in {_UNITS[card.coordinates]}, {order}"),
    ]


def _thinking(card: Card) -> str:
    words = card.thinking or "its own default"
    return f"{words}; efforts: {', '.join(card.efforts)}" if card.efforts else words


def _caching(card: Card) -> str:
    least = f", from {card.cache_tokens_min:,} tokens on" if card.cache_tokens_min else ""
    return f"{_CACHING[card.caching]}{least}"
