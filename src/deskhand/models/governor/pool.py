"""What all sessions that share a provider's limits know together: levels, who waits, who is out, what was learned.

A plain record that is stored between any two changes; `admission` and `learning` change it. Times are seconds since
1970, because processes share them and no other clock is the same in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from deskhand.models.governor.level import Level

Need = dict[str, float]
"""Kind of limit ("requests", "input_tokens", "output_tokens", "tokens") -> how much of it."""

SHUT_S_MAX = 3600.0
"""No provider's word shuts a pool for longer; after it one request goes and asks again."""

Stage = Literal["waiting", "sent", "counted"]


@dataclass(slots=True)
class Ticket:
    """A request's place. start: where it stands in the fair order, in tokens served before it.

    need: what it reserves, or has reserved. stage "counted": the provider has taken it in.
    """

    id: str
    session: str
    owner: str
    need: Need
    background: bool = False
    stage: Stage = "waiting"
    start: float = 0.0
    arrived_at: float = 0.0
    renewed_at: float = 0.0
    granted_at: float = 0.0


@dataclass(slots=True)
class Samples:
    """What the last answers of one model taught. ratios: real uncached input through the guess; outputs: tokens."""

    ratios: list[float] = field(default_factory=list)
    outputs: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Pool:
    """One (provider, key, pool of models).

    known: some answer was seen; told_at: when limits were last told. shut_until: nobody is let through before, for the
    reason `shut_for`; probing: then one goes first. strikes: times in a row that it was shut; struck_at: when it was
    last. abreast: how many may be out at once, 0 for any number. served: session -> where its next request stands;
    clock: where the last one let through stood.
    """

    levels: dict[str, Level] = field(default_factory=dict)
    tickets: list[Ticket] = field(default_factory=list)
    known: bool = False
    told_at: float = 0.0
    shut_until: float = 0.0
    shut_for: str = ""
    probing: bool = False
    strikes: int = 0
    struck_at: float = 0.0
    abreast: float = 0.0
    clock: float = 0.0
    served: dict[str, float] = field(default_factory=dict)
    samples: dict[str, Samples] = field(default_factory=dict)

    @property
    def out(self) -> list[Ticket]:
        """Those that were let through and have not ended."""
        return [ticket for ticket in self.tickets if ticket.stage != "waiting"]

    @property
    def sessions(self) -> int:
        """How many sessions wait or are out."""
        return len({ticket.session for ticket in self.tickets})

    def find(self, ticket_id: str) -> Ticket | None:
        return next((ticket for ticket in self.tickets if ticket.id == ticket_id), None)

    def change(self, need: Need, sign: int, now: float) -> None:
        """Give (1) or take (-1) from every level that there is."""
        for kind, level in self.levels.items():
            level.change(sign * need.get(kind, 0.0), now)
