"""What is said between people, the model and the tools. It does not know any vendor's wire shape.

Pictures and files are named by the hash of their bytes (a blob); the bytes are in the journal's blob store.
`Reply.native` keeps the provider's own blocks verbatim beside the normal form, so that signatures and the like survive.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from deskhand.core.geometry import Box
from deskhand.core.values import Value


class TextPart(Value):
    """Words. `stranger` marks words that came from a screen, page, file or tool rather than from the person."""

    kind: Literal["text"] = "text"
    text: str
    stranger: bool = False


class PicturePart(Value):
    """A picture by its blob. frame and region are set when it shows the desk's screen."""

    kind: Literal["picture"] = "picture"
    blob: str
    media_type: str
    width: int
    height: int
    frame: int | None = None
    region: Box | None = None
    alt: str = ""


class FilePart(Value):
    """A file by its blob."""

    kind: Literal["file"] = "file"
    blob: str
    media_type: str
    name: str


Part = Annotated[TextPart | PicturePart | FilePart, Field(discriminator="kind")]


class Call(Value):
    """A tool call of the model. `arguments` are as the model gave them, not yet checked.

    caution: what the model's provider says must be confirmed by a person before the call is made; "" for nothing.
    shows_screen: its answer must hold a picture of the whole screen, because the vendor's form takes nothing else.
    """

    id: str
    name: str
    arguments: dict[str, JsonValue] = {}
    malformed: str = ""
    caution: str = ""
    shows_screen: bool = False


class Origin(Value):
    """Where a call comes from that is not the model's: a person's own hand, or the program of an artifact they let.

    artifact, version, title: whose program it is; of a person's own call, what it is about, "" and 0 for nothing.
    """

    kind: Literal["person", "artifact"] = "person"
    artifact: str = ""
    version: int = 0
    title: str = ""


class Usage(Value):
    """Tokens of one request. cost_usd is None when the price is not known."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cost_usd: float | None = 0.0


StopReason = Literal["end_turn", "calls", "limit", "refused", "interrupted", "failed"]


Failure = Literal[
    "", "limited", "overloaded", "unreachable", "broken", "empty", "too_long", "too_large", "field", "auth", "money"
]
"""What kind of failure a failed reply is: turned away for its number (429) or for the provider's load (529, 5xx); not
reached; broken off; nothing in it; longer than the context; larger than what a minute allows; a 4xx that names
something in the request; no right; no money. Empty: none, or not told."""


class Reply(Value):
    """A finished (or broken off) turn of the model.

    A provider's failure is a reply with stop_reason "failed" and the reason in `error`, never an exception.
    `retryable` says that the same request may succeed later, `retry_after_s` how much later, when the provider said so.
    failure: its kind, which says who does what about it (models/recovery.py). turned_away: how often the provider took
    no such request before this answer; waited_s: how long it was held back in all, for that and for its limits.
    """

    text: str = ""
    calls: tuple[Call, ...] = ()
    stop_reason: StopReason = "end_turn"
    usage: Usage = Usage()
    native: dict[str, Any] = {}
    model: str = ""
    error: str = ""
    retryable: bool = False
    retry_after_s: float = 0.0
    failure: Failure = ""
    turned_away: int = 0
    waited_s: float = 0.0


class PersonMessage(Value):
    """Words of a person, or of Deskhand itself (`notice`) to the model."""

    role: Literal["person", "notice"] = "person"
    parts: tuple[Part, ...]


class ModelMessage(Value):
    """A turn of the model. thinking: whether its own thinking may be shown to it again.

    It may not where what stood before that turn is no longer sent as it was: some vendors bind thinking to it.
    """

    role: Literal["model"] = "model"
    reply: Reply
    thinking: bool = True


class ResultMessage(Value):
    """The answer to one call, in the order of the calls. confirmed: a person was asked about it and allowed it."""

    role: Literal["result"] = "result"
    call_id: str
    tool: str
    parts: tuple[Part, ...]
    failed: bool = False
    confirmed: bool = False


Message = Annotated[PersonMessage | ModelMessage | ResultMessage, Field(discriminator="role")]


def text_of(parts: tuple[Part, ...]) -> str:
    """The words of the parts, joined by newlines; pictures are left out."""
    return "\n".join(part.text for part in parts if isinstance(part, TextPart))
