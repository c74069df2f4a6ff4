"""`secret`: have one of the person's secrets typed into a field. The model names it and never sees it."""

from __future__ import annotations

import time

from pydantic import Field

from deskhand.core.errors import NotFound, Refused
from deskhand.core.secrets import Secret as KnownSecret
from deskhand.core.secrets import SecretField
from deskhand.core.values import Value
from deskhand.tools.base import Tool, ToolContext, ToolResult, told


class SecretArguments(Value):
    """Which secret, what of it, and the field that it goes into."""

    name: str = Field(max_length=64, description="a secret's name, from your instructions")
    field: SecretField = Field(description="code: a one-time code, made anew")
    element: str = Field(max_length=64, description='the field, an id from `elements`, such as "e12"')


class Secret(Tool):
    """Type a secret without seeing it."""

    name = "secret"
    Arguments = SecretArguments
    description = (
        "Type a secret that the person keeps (a password, a username, a one-time code) into a field, in place of what "
        "it holds. You name it and never see it; names and the sites they belong to are in your instructions. It is "
        "typed only on its own site, a password only into a password field. Press the form's button yourself then."
    )

    async def execute(self, arguments: SecretArguments, context: ToolContext) -> ToolResult:
        if context.secrets is None:
            raise no_such(arguments.name, ())
        typed = context.secrets.typed(arguments.name, arguments.field, time.time())
        try:
            report = await context.desk.enter_secret(arguments.element, typed)
        except Refused as refused:
            return told(f"Not typed: {refused}", failed=True, details={"refused": arguments.name})
        words = [f"Typed the {arguments.field} of {arguments.name} into {context.target or arguments.element}."]
        words += [report.note] if report.note else []
        details = {"secret": arguments.name, "field": arguments.field, "changed": report.changed}
        return told(" ".join(words), details=details, frame=report.frame)


def no_such(name: str, there: tuple[KnownSecret, ...]) -> NotFound:
    """What is said of a name that stands for no secret."""
    names = ", ".join(secret.name for secret in there) or "none"
    return NotFound(f"there is no secret {name[:80]!r}.", hint=f"There are: {names}. Ask the person to keep it.")
