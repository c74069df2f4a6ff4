"""One question of the probe to a model, through its adapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from deskhand.core.messages import Part, PersonMessage, PicturePart, Reply, TextPart
from deskhand.models.base import Model, Request, ToolSpec, reply_of
from deskhand.models.cards import Card
from deskhand.models.probe.pictures import Drawing

Making = Callable[[Card], Model]
"""Makes the model with a card on trial."""

OUTPUT_TOKENS_MAX = 2_000
"""Room for a model that thinks before it answers."""

INSTRUCTIONS = "This is a short trial of what you can do. Answer each question at once and briefly."


async def ask(model: Model, words: str, *, picture: Drawing | None = None, tools: Sequence[ToolSpec] = ()) -> Reply:
    """The model's reply to a question, with a picture where there is one."""
    parts: tuple[Part, ...] = (TextPart(text=words),)
    if picture is not None:
        shown = PicturePart(
            blob=sha256(picture.png).hexdigest(), media_type="image/png", width=picture.width, height=picture.height
        )
        parts = (shown, *parts)
    request = Request(
        session_id="probe",
        instructions=INSTRUCTIONS,
        messages=(PersonMessage(parts=parts),),
        tools=tuple(tools),
        blob=lambda _: picture.png if picture else b"",
        output_tokens_max=OUTPUT_TOKENS_MAX,
        settings={"screen": (picture.width, picture.height), "sees": True} if picture else {},
    )
    return await reply_of(model, request)
