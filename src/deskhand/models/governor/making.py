"""A person's model, governed: the registry's model by name, with the ledger of this machine and the person's rules.

A model whose provider wants a key, or can be reached at an address of the person's choice, has limits somewhere; one
that is built in has none.
"""

from __future__ import annotations

from pathlib import Path

from deskhand.core.errors import SetupMissing
from deskhand.models.base import Model
from deskhand.models.cards import Card, card_of
from deskhand.models.governor.fallback import Fallback
from deskhand.models.governor.governed import Governed
from deskhand.models.governor.governor import Clock, Governor
from deskhand.models.governor.ledger import Ledger
from deskhand.models.registry import model_named
from deskhand.models.unspoken import unspoken
from deskhand.settings import Settings

FILE = "governor.db"
UNGOVERNED = frozenset({"steps", "scripted"})
"""Providers that are not somebody else's: nothing limits them."""


def governed_model(name: str, settings: Settings, *, background: bool = False, clock: Clock = Clock()) -> Model:
    """The model of this name as a session asks it. Raises as `model_named` does, also for the model of a rule when it
    comes to it: a rule whose model can't be made is told then, in a failed reply.

    background: nobody waits for its answers.
    """
    ledger = Ledger(Path(settings.data_dir) / FILE)

    def made(wanted: str) -> Model:
        model = unspoken(model_named(wanted), settings)
        card = card_of(model.name, settings.cards_dir)
        if card.provider in UNGOVERNED:
            return model
        governor = Governor(ledger, pool_of(card, settings, ledger), card.provider, clock)
        return Governed(model, card, governor, background=background)

    first = made(name)
    rules = [rule for rule in settings.fallback if rule.use != name]
    if not rules or not isinstance(first, Governed):
        return first
    return Fallback(first, rules, made, clock.now, lambda other: card_of(other, settings.cards_dir).efforts)


def pool_of(card: Card, settings: Settings, ledger: Ledger) -> str:
    """The name of what shares limits: provider, address, key and pool of models. It tells nothing of the key."""
    try:
        key = settings.key(card.needs_key) if card.needs_key else ""
    except SetupMissing:
        key = ""
    holder = ledger.fingerprint(f"{settings.base_url(card.provider)} {key}")
    return f"{card.provider}/{card.pool or card.own_name} {holder}"
