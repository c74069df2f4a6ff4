"""How a piece of work ended, and what that rests on."""

from __future__ import annotations

from typing import Literal

from deskhand.core.values import Value

OutcomeKind = Literal["done", "partly", "failed", "answered", "limit", "stuck", "stopped", "refused", "lost"]
"""done, partly, failed: the model's own claim, by `finish`. answered: it ended its turn with words.
limit, stuck, stopped, lost: Deskhand's or a person's decision. refused: the model declined or failed for good."""


class Check(Value):
    """One thing that the outcome rests on: `evidence` says what was seen."""

    name: str
    holds: bool
    evidence: str = ""


class Outcome(Value):
    """The end of one piece of work."""

    kind: OutcomeKind
    summary: str = ""
    checks: tuple[Check, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the work is done and every check holds."""
        return self.kind in ("done", "answered") and all(check.holds for check in self.checks)
