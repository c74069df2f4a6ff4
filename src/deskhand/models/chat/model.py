"""`ChatModel`: a model behind a server that speaks Chat Completions, with the `openai` package as client.

It asks once, streams, and gives one Reply. It never retries; only what the server refuses by name is given up, and that
is remembered: a wire form for the next one of the card, pictures, the count of tokens at the end of a stream.
It does not know prices, rate limits or what a call does.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

import openai

from deskhand.core.errors import NotFound
from deskhand.models.base import Request
from deskhand.models.cards import Card, card_of, cards
from deskhand.models.chat.asking import Asking, Wanted, asking
from deskhand.models.chat.forms import FORMS, TAGGED, TAGGED_JSON, TOOLS
from deskhand.models.chat.reading import Reading
from deskhand.models.chat.servers import address, key
from deskhand.models.openai_sdk import failures
from deskhand.models.openai_sdk.client import client_for
from deskhand.models.openai_sdk.failures import refuses
from deskhand.models.wire.streaming import Failures, StreamingModel
from deskhand.settings import from_environment

_REFUSALS = {
    TOOLS: r"\btools\b|\btool[ _-](use|choice|calling)\b|function[ _-]calling",
    TAGGED_JSON: r"response_format|json_schema|schema|grammar|guided|structured",
}
"""How servers name what they refuse: "does not support tools", "auto tool choice requires ...", "tools param requires
--jinja flag", "No endpoints found that support tool use", "response_format ... is not supported"."""
_ABOUT_PICTURES = r"^(?!.*\bat most\b).*\b(images?|image_url|vision|multimodal|mmproj)\b"
"""A limit on their number ("At most 4 images") is no refusal of pictures."""
_ABOUT_USAGE = r"stream_options|include_usage"


def chat_model(provider: str, rest: str = "", card: Card | None = None) -> ChatModel:
    """The model "PROVIDER/REST" with this person's settings. REST is a model's name as the server knows it, or
    NAME+WIRE to ask for one wire form only, such as "qwen3-vl:8b+tagged". card: taken in place of its own.

    Raises NotFound without a name, SetupMissing without an address or a key that is needed.
    """
    name, _, wire = rest.rpartition("+")
    if not name or wire not in FORMS:
        name, wire = rest, ""
    settings = from_environment()
    url = address(provider, settings)
    if not name:
        raise NotFound(
            f'"{provider}" is a provider, not a model.',
            hint=f"Name one that it serves, such as {_example(provider)}; {url}/models lists them.",
        )
    card = card or card_of(f"{provider}/{name}", settings.cards_dir)
    if wire:
        card = card.model_copy(update={"wires": (wire,)})
    return ChatModel(card, key=key(provider, settings), base_url=url)


ollama_model = partial(chat_model, "ollama")
vllm_model = partial(chat_model, "vllm")
llamacpp_model = partial(chat_model, "llamacpp")
lmstudio_model = partial(chat_model, "lmstudio")
openrouter_model = partial(chat_model, "openrouter")
compatible_model = partial(chat_model, "openai-compatible")


def _example(provider: str) -> str:
    return next((card.model for card in cards() if card.provider == provider), f"{provider}/NAME")


class ChatModel(StreamingModel[Asking]):
    """One model of one server. The client is made at the first request and kept.

    request.settings: see `asking`. The reply's native block is {"provider", "model", "wire", "content": its words,
    "calls": names and arguments as they came, ...}.
    """

    told_by: ClassVar[Failures] = failures

    def __init__(self, card: Card, *, key: str, base_url: str) -> None:
        super().__init__(card, [name for name in card.wires if name in FORMS] or [TOOLS, TAGGED])
        self._key = key
        self._base_url = base_url
        self._wanted = Wanted()

    def _connect(self) -> openai.AsyncOpenAI:
        return client_for(self._key, self._base_url, vendor=False)

    def _asking(self, request: Request) -> Asking:
        return asking(request, self.card, FORMS[self.wire], self._pictures, self._wanted)

    async def _send(self, client: openai.AsyncOpenAI, asked: Asking) -> Any:
        return await client.chat.completions.create(**asked.body, stream=True)

    def _reader(self, asked: Asking) -> Reading:
        return Reading(asked, self.card)

    def _gives_way(self, error: BaseException, asked: Asking) -> bool:
        if self._wanted.usage and refuses(error, _ABOUT_USAGE):
            self._wanted = replace(self._wanted, usage=False)
            return True
        if asked.shows_pictures and refuses(error, _ABOUT_PICTURES):
            self._wanted = replace(self._wanted, pictures=False)
            return True
        refusal = _REFUSALS.get(self.wire)
        if refusal and len(self._wires) > 1 and refuses(error, refusal):
            self._wires.pop(0)
            return True
        return False
