"""A token bucket: so much at once, refilled evenly. Pure; time is given, in seconds of any clock."""

from __future__ import annotations

from dataclasses import dataclass

TOLERANCE = 1e-6
"""What is lacking by rounding alone."""


@dataclass(slots=True)
class Level:
    """`amount` was there at the time `at`. It may be below zero: more was used than had been reserved."""

    capacity: float
    per_s: float
    amount: float
    at: float

    def advance(self, now: float) -> None:
        """Refill up to now. A clock that was set back refills nothing and loses nothing."""
        elapsed_s = max(0.0, now - self.at)
        self.amount = min(self.capacity, self.amount + elapsed_s * self.per_s)
        self.at = now

    def change(self, amount: float, now: float) -> None:
        """Give so much back, or, below zero, take it."""
        self.advance(now)
        self.amount = min(self.capacity, self.amount + amount)

    def wait_s(self, amount: float, now: float) -> float:
        """How long until so much is there; more than fits in counts as a full bucket."""
        self.advance(now)
        lacking = min(amount, self.capacity) - self.amount
        return lacking / self.per_s if lacking > TOLERANCE else 0.0
