"""`ask_person`: a question to the person, instead of a guess."""

from __future__ import annotations

from pydantic import Field

from deskhand.core.values import Value
from deskhand.tools.base import Question, Tool, ToolContext, ToolResult


class AskPersonArguments(Value):
    """One question."""

    question: str = Field(min_length=1, max_length=4_000)
    options: tuple[str, ...] = Field(default=(), max_length=12, description="answers to choose from")


class AskPerson(Tool):
    """Ask the person."""

    name = "ask_person"
    Arguments = AskPersonArguments
    description = (
        "Ask the person when something is missing, unclear or theirs to decide. Their answer is the result. "
        "Do not ask for leave to act: what needs leave is asked by itself."
    )

    async def execute(self, arguments: AskPersonArguments, context: ToolContext) -> ToolResult:
        return ToolResult(content=(), question=Question(arguments.question, arguments.options))
