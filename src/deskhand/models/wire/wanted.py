"""What a person asked for by name: the card behind "provider/NAME+FORM", and an effort that the card does not have."""

from __future__ import annotations

from collections.abc import Collection

from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.messages import Reply
from deskhand.models.base import Request
from deskhand.models.cards import Card, card_of, cards
from deskhand.settings import Settings


def chosen(provider: str, rest: str, forms: Collection[str], settings: Settings, card: Card | None = None) -> Card:
    """The card of "provider/REST", with one wire form only where REST asks for one; `card` in the place of its own.

    Raises NotFound without a name, InvalidInput for a wire form that is not among `forms`.
    """
    name, _, wire = rest.partition("+")
    if not name:
        known = ", ".join(card.model for card in cards() if card.provider == provider)
        raise NotFound(f'"{provider}" is a provider, not a model.', hint=f"Use one of: {known}.")
    if wire and wire not in forms:
        raise InvalidInput(f'there is no wire form "{wire}".', hint=f"Use one of: {', '.join(forms)}.")
    card = card or card_of(f"{provider}/{name}", settings.cards_dir)
    return card.model_copy(update={"wires": (wire,)}) if wire else card


def unknown_effort(card: Card, request: Request) -> Reply | None:
    """The failed reply to a request for an effort that the card does not list; None when there is nothing wrong."""
    effort = request.settings.get("effort")
    if not effort or effort in card.efforts:
        return None
    words = f"{card.model} has no effort {effort!r}, only {card.efforts}"
    return Reply(stop_reason="failed", error=words, failure="field")
