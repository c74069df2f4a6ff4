"""What people are told of money while a session works. Pure: it reads a reply's usage and the session's limits."""

from __future__ import annotations

from collections.abc import Iterator

from deskhand.core import events as ev
from deskhand.core.messages import Usage
from deskhand.core.state import State


def warnings(usage: Usage, state: State) -> Iterator[ev.Warned]:
    """What is to be said after a request: that it was dear, or that nobody knows what it cost."""
    if usage.cost_usd is None:
        if not state.price_told and usage.input_tokens:
            yield ev.Warned(topic="price", text=_PRICE)
        return
    most = state.limits.step_cost_usd_warn
    if most is not None and usage.cost_usd > most:
        cached = f", {usage.cache_read_tokens:,} of them from the cache" if usage.cache_read_tokens else ""
        counts = f"{usage.input_tokens:,} tokens in{cached}, {usage.output_tokens:,} out"
        told = f"This request cost ${usage.cost_usd:.2f} ({counts}): more than the ${most:.2f} at which you are told."
        yield ev.Warned(topic="cost", text=told)


_PRICE = (
    "The price of this model is not known: what the session costs can't be counted, and a limit in dollars can't hold. "
    "Limits of steps, requests and time do."
)
