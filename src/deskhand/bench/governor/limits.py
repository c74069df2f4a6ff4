"""The peer's own rate limits, written without a look at the governor's: a request that does not fit is refused.

Sources of the rules: Anthropic's page on rate limits. Input that is read from the cache does not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from math import ceil

PER_MINUTE = {"requests": 1_000.0, "input-tokens": 30_000.0, "output-tokens": 8_000.0}


@dataclass
class Limits:
    """Buckets of a minute's worth each, full at the beginning."""

    since: float
    per_minute: dict[str, float] = field(default_factory=lambda: dict(PER_MINUTE))
    left: dict[str, float] = field(default_factory=lambda: dict(PER_MINUTE))

    def refill(self, now: float) -> None:
        for kind, most in self.per_minute.items():
            self.left[kind] = min(most, self.left[kind] + most / 60 * (now - self.since))
        self.since = now

    def lower(self, share: float, now: float) -> None:
        """From now on there is only this share of everything."""
        self.refill(now)
        self.per_minute = {kind: most * share for kind, most in self.per_minute.items()}
        self.refill(now)

    def take(self, fresh_tokens: int, now: float) -> float:
        """Take a request in: 0; or the whole seconds after which it would fit, and nothing is taken."""
        self.refill(now)
        wants = {"requests": 1.0, "input-tokens": float(fresh_tokens), "output-tokens": 1.0}
        waits = [(want - self.left[kind]) / (self.per_minute[kind] / 60) for kind, want in wants.items()]
        if max(waits) > 0:
            return float(ceil(max(waits)))
        for kind, want in wants.items():
            self.left[kind] -= want
        return 0.0

    def wrote(self, tokens: int) -> None:
        """So much of an answer was written."""
        self.left["output-tokens"] -= tokens

    def headers(self, now: float) -> dict[str, str]:
        """What the provider tells of it with every answer."""
        said = {"date": format_datetime(datetime.fromtimestamp(now, UTC), usegmt=True)}
        for kind, most in self.per_minute.items():
            full_at = now + (most - self.left[kind]) / (most / 60)
            said[f"anthropic-ratelimit-{kind}-limit"] = f"{most:.0f}"
            said[f"anthropic-ratelimit-{kind}-remaining"] = f"{max(0.0, self.left[kind]):.0f}"
            said[f"anthropic-ratelimit-{kind}-reset"] = datetime.fromtimestamp(full_at, UTC).isoformat("T", "seconds")
        return said
