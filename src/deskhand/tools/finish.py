"""`finish`: the end of the work, as a typed claim with what it rests on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from deskhand.core.outcome import Check, Outcome
from deskhand.core.values import Value
from deskhand.tools.base import Tool, ToolContext, ToolResult, told


class FinishArguments(Value):
    """The claim."""

    outcome: Literal["done", "partly", "failed"]
    summary: str = Field(max_length=20_000, description="what was done and what was not, for the person")
    checks: tuple[Check, ...] = Field(default=(), max_length=200, description="what you verified, and how you saw it")


class Finish(Tool):
    """End the work."""

    name = "finish"
    Arguments = FinishArguments
    description = (
        "End the work. outcome: done, partly or failed. summary: what was done and what was not. checks: what you "
        "verified; each with name, holds (true or false) and evidence (what you saw). Verify before you claim."
    )

    async def execute(self, arguments: FinishArguments, context: ToolContext) -> ToolResult:
        outcome = Outcome(kind=arguments.outcome, summary=arguments.summary, checks=arguments.checks)
        return told("Finished.", outcome=outcome, details={"outcome": arguments.outcome})
