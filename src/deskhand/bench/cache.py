"""A provider's prompt cache, as the vendors describe theirs: what of a request is read from it, and what is written.

- What is kept is always a beginning of a request. It is found again only where the new request begins with the same.
- Marked (Anthropic): a beginning is kept where a mark stands. A mark also finds one that ends up to `LOOKBACK` blocks
  before it. Automatic (OpenAI, Google): every beginning is kept and found.
- Beginnings shorter than the least that is kept are read anew.

How long a provider keeps them is left out: a session at work asks every few seconds. Nothing here knows a price.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate

LOOKBACK = 20
"""Blocks that a mark looks back for something that is kept. Source: Anthropic's page on prompt caching, 2026-11."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a request: equal keys are equal content."""

    key: Hashable
    tokens: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Tokens of a request: `read` from the cache, `written` to it, `plain` neither."""

    read: int
    written: int
    plain: int = 0


class Cache:
    """One session's. `automatic`: every beginning is kept, marks or not."""

    def __init__(self, *, automatic: bool = False, tokens_min: int = 0) -> None:
        self._automatic = automatic
        self._tokens_min = tokens_min
        self._kept: set[int] = set()

    def ask(self, blocks: Sequence[Block], marks: Sequence[int] = ()) -> Counted:
        """Count a request, and keep what it leaves behind. marks: each is a number of blocks that it stands behind."""
        begins = list(accumulate((block.key for block in blocks), lambda before, key: hash((before, key)), initial=0))
        tokens = list(accumulate((block.tokens for block in blocks), initial=0))
        ends = range(len(blocks) + 1) if self._automatic else sorted(set(marks))
        hit = max((at for at in self._searched(ends) if begins[at] in self._kept), default=0)
        kept = [at for at in ends if tokens[at] >= self._tokens_min]
        self._kept.update(begins[at] for at in kept if at)
        written = max(0, tokens[kept[-1]] - tokens[hit]) if kept else 0
        return Counted(tokens[hit], written, tokens[-1] - tokens[hit] - written)

    def _searched(self, ends: Sequence[int]) -> Sequence[int]:
        if self._automatic:
            return ends
        return [at for mark in ends for at in range(mark, max(0, mark - LOOKBACK) - 1, -1)]
