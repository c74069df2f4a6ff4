"""What a session is likely to cost before it begins, from sessions that were measured. It promises nothing."""

from __future__ import annotations

from deskhand.agent.context.plan import plan_for
from deskhand.agent.context.strategies import STRATEGIES
from deskhand.bench.bill import bill, dollars
from deskhand.bench.context import head_tokens
from deskhand.bench.sessions import sessions
from deskhand.models.cards import Card
from deskhand.models.prices import price_row


def estimate(card: Card, strategy: str = "") -> dict[int, float]:
    """About so many turns -> US dollars at the model's prices; nothing where a price is not known.

    The turns are those of `bench context`, whose model wrote little: one that thinks long costs more.
    """
    row = price_row(card)
    if row.input is None or row.output is None:
        return {}
    plan = plan_for(card, row, strategy)
    decide = STRATEGIES[plan.strategy]
    return {
        length: dollars(bill(turns, decide, plan, card, head_tokens()), card) for length, turns in sessions().items()
    }


def estimate_words(card: Card, strategy: str = "") -> str:
    """The estimate in a line; "" for what costs nothing."""
    if card.price == "free":
        return ""
    found = estimate(card, strategy)
    if not found:
        return "The price of this model is not known: nothing can be said of what this will cost."
    amounts = ", ".join(f"${amount:.2f} for {length} turns" for length, amount in found.items())
    return f"Work like what was measured costs from about {amounts}."
