"""`OpenAIModel`: GPT, over the Responses API with the official SDK.

It asks once, streams, and gives one Reply. It never retries; only what the provider refuses by name is given up, and
that is remembered: a wire form for the next one of the card, sealed reasoning, summaries of it.
It does not know prices, rate limits or what a call does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

import openai

from deskhand.models.base import Request
from deskhand.models.cards import Card
from deskhand.models.openai.asking import Asking, Wanted, asking
from deskhand.models.openai.conversation import PROVIDER
from deskhand.models.openai.forms import FORMS
from deskhand.models.openai.reading import Reading
from deskhand.models.openai_sdk import failures
from deskhand.models.openai_sdk.client import client_for
from deskhand.models.openai_sdk.failures import refuses
from deskhand.models.wire.streaming import Failures, StreamingModel
from deskhand.models.wire.wanted import chosen
from deskhand.settings import from_environment

BASE_URL = "https://api.openai.com/v1"

_ABOUT_SEALED = r"encrypted[ _]content|'reasoning' item|\brs_\w+"
_ABOUT_SUMMARY = r"\bsummar(y|ies)\b"


def openai_model(rest: str = "", card: Card | None = None) -> OpenAIModel:
    """The model "openai/REST" with this person's settings. REST is a model's name, or NAME+WIRE to ask for one wire
    form only, such as "gpt-6-sol+functions". card: taken in place of its
    own.

    Raises NotFound without a name, InvalidInput for an unknown wire form, SetupMissing without a key.
    """
    settings = from_environment()
    card = chosen(PROVIDER, rest, FORMS, settings, card)
    return OpenAIModel(card, key=settings.key(PROVIDER), base_url=settings.base_url(PROVIDER))


class OpenAIModel(StreamingModel[Asking]):
    """One model of OpenAI. The client is made at the first request and kept.

    request.settings: `screen` (width, height), the desk's size in pixels, where it is known; `effort`, a level of the
    card. The reply's native block is {"provider", "model", "wire", "content": the items as they came, "counts", ...}.
    """

    told_by: ClassVar[Failures] = failures

    def __init__(self, card: Card, *, key: str, base_url: str = "") -> None:
        super().__init__(card, (name for name in card.wires if name in FORMS))
        self._key = key
        self._base_url = base_url or BASE_URL
        self._wanted = Wanted()

    def _connect(self) -> openai.AsyncOpenAI:
        return client_for(self._key, self._base_url, vendor=True)

    def _asking(self, request: Request) -> Asking:
        return asking(request, self.card, FORMS[self.wire], self._pictures, self._wanted)

    async def _send(self, client: openai.AsyncOpenAI, asked: Asking) -> Any:
        return await client.responses.create(**asked.body, stream=True)

    def _reader(self, asked: Asking) -> Reading:
        return Reading(asked, self.card.own_name, self.card.price_row)

    def _gives_way(self, error: BaseException, asked: Asking) -> bool:
        if _refuses_form(error, self.wire) and len(self._wires) > 1:
            self._wires.pop(0)
            return True
        if self._wanted.summary and refuses(error, _ABOUT_SUMMARY, (400,)):
            self._wanted = replace(self._wanted, summary=False)
            return True
        if self._wanted.reasoning and refuses(error, _ABOUT_SEALED, (400,)):
            self._wanted = replace(self._wanted, reasoning=False)
            return True
        return False


def _refuses_form(error: BaseException, form: str) -> bool:
    """Whether the provider says that this model takes no tool of this type: 400, naming it in quotes or as a tool.

    The bare word is not enough: "No tool output found for computer call ..." is about a call.
    """
    name = re.escape(form)
    return refuses(error, rf"""(['"`]){name}\1|(?<![\w-]){name} tool\b""", (400,))
