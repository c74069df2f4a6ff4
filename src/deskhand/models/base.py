"""The one protocol of the model side: a request goes out, deltas come back, then one reply.

A provider adapter turns a `Request` into its wire form and the answer into a `Reply`. It never raises for a
provider's failure (that is a Reply with stop_reason "failed"), never retries by itself, and never edits the messages.
It does not know the desk, the policy or the journal.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from deskhand.core.messages import Failure, Message, Reply


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as a model sees it. `parameters` is a JSON schema of an object."""

    name: str
    description: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """Everything a model is shown for one turn.

    messages: the whole conversation, oldest first. blob: gives the bytes of a picture or file by its hash.
    session_id: stable through a session; lets an adapter keep a cache key.
    """

    session_id: str
    instructions: str
    messages: tuple[Message, ...]
    tools: tuple[ToolSpec, ...]
    blob: Callable[[str], bytes]
    output_tokens_max: int = 16_000
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the words of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class ThoughtDelta:
    """A piece of what the model lets be seen of its thinking: shown while it forms, no part of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class CallDelta:
    """A piece of the JSON text of a call's arguments."""

    call_id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing moves for about so many seconds, for this reason. 0 seconds: the wait is over.

    failure: what turned the request away, when that is why; turned_away: how often, by now.
    """

    wait_s: float
    reason: str
    failure: Failure = ""
    turned_away: int = 0


@dataclass(frozen=True, slots=True)
class Bucket:
    """What a provider says of one of its limits: so much in a minute, so much left, all of it back after reset_s."""

    kind: Literal["requests", "input_tokens", "output_tokens", "tokens"]
    limit: float
    remaining: float
    reset_s: float


@dataclass(frozen=True, slots=True)
class LimitsSeen:
    """The limits as an answer's headers told them. refused: the answer took the request not in."""

    buckets: tuple[Bucket, ...]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """From here on another model is asked the same, for this reason."""

    model: str
    reason: str


Delta = TextDelta | ThoughtDelta | CallDelta | Waiting | LimitsSeen | Changed
"""What comes before the reply. Only the reply is journaled."""


class Model(Protocol):
    """A model that can be asked. Implementations: `models.steps`, `models.scripted`, and one file per provider."""

    @property
    def name(self) -> str:
        """ "provider/model", as the person wrote it."""
        ...

    def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        """Ask. Yields deltas as they come and exactly one Reply, last. Closing the iterator breaks the request off."""
        ...

    def problems(self, task: str) -> tuple[str, ...]:
        """What in a task this model can't follow, a line each with what to write instead; () for one that thinks."""
        ...

    async def close(self) -> None: ...


async def reply_of(model: Model, request: Request) -> Reply:
    """What the model says in the end. Cancelling breaks the request off."""
    async with aclosing(model.stream(request)) as pieces:  # type: ignore[type-var]
        async for piece in pieces:
            if isinstance(piece, Reply):
                return piece
    return Reply(stop_reason="failed", error="the model's stream ended without a reply", failure="broken")
