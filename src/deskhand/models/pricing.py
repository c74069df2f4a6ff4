"""What a request cost and what a token costs, from genai-prices' table. It never guesses a price.

It needs no network; reading the table takes a third of a second, so it is loaded for models that cost something only
(`prices`). The table counts cached tokens as a part of `input_tokens`, as `Usage` does.
"""

from __future__ import annotations

from functools import lru_cache

import genai_prices

from deskhand.core.messages import Usage
from deskhand.models.prices import UNKNOWN, PriceRow

_MUCH = 1_000_000
_LISTED_AS = {"bedrock": "aws", "vertex": "google"}
"""Providers that the table knows by another name."""


def token_row(provider: str, model: str, prompt_tokens: int) -> PriceRow:
    """What a token of a provider's model costs in a request whose prompt has so many tokens."""
    return _row(provider, model, _tier(prompt_tokens))


def _tier(prompt_tokens: int) -> int:
    """Prompt sizes rounded up, so that a growing prompt does not look its price up with every request."""
    return -(-prompt_tokens // 1_000) * 1_000


@lru_cache(maxsize=512)
def _row(provider: str, model: str, prompt_tokens: int) -> PriceRow:
    tokens = max(prompt_tokens, 1_000)
    plain = _cost(provider, model, input_tokens=tokens)
    if plain is None:
        return UNKNOWN
    read = _cost(provider, model, input_tokens=tokens, cache_read_tokens=tokens)
    written = _cost(provider, model, input_tokens=tokens, cache_write_tokens=tokens)
    answered = _cost(provider, model, input_tokens=tokens, output_tokens=_MUCH)
    return PriceRow(
        input=plain / tokens,
        output=None if answered is None else (answered - plain) / _MUCH,
        cache_read=None if read is None else read / tokens,
        cache_write=None if written is None else written / tokens,
    )


def _cost(provider: str, model: str, **counts: int) -> float | None:
    listed = _LISTED_AS.get(provider, provider)
    try:
        return float(genai_prices.calc_price(genai_prices.Usage(**counts), model, provider_id=listed).total_price)
    except (LookupError, ValueError):
        return None


def priced(usage: Usage, provider: str, model: str) -> Usage:
    """The usage with its cost in US dollars; None where the table has no such model."""
    cost = _cost(
        provider,
        model,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=usage.cache_read_tokens,
        cache_write_tokens=usage.cache_write_tokens,
    )
    return usage.model_copy(update={"cost_usd": cost})
