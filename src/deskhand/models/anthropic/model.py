"""`AnthropicModel`: Claude, over the Messages API with the official SDK.

It asks once, streams, and gives one Reply. It never retries; only what the provider refuses by name is given up, and
that is remembered: a wire form for the next one of the card, thinking blocks that may no longer be replayed.
It does not know prices, rate limits or what a call does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import anthropic

from deskhand.core.errors import SetupMissing
from deskhand.models.anthropic import failures
from deskhand.models.anthropic.asking import Asking, asking
from deskhand.models.anthropic.conversation import PROVIDER
from deskhand.models.anthropic.forms import FORMS
from deskhand.models.anthropic.reading import Reading
from deskhand.models.base import Request
from deskhand.models.cards import Card
from deskhand.models.wire.streaming import Failures, StreamingModel
from deskhand.models.wire.wanted import chosen
from deskhand.settings import from_environment

BASE_URL = "https://api.anthropic.com"
TIMEOUT_S = 600.0
"""How long a silent line is waited on. Source: the SDK's own default."""


def anthropic_model(rest: str = "", card: Card | None = None) -> AnthropicModel:
    """The model "anthropic/REST" with this person's settings. REST is a model's name, or NAME+WIRE to ask for one wire
    form only, such as "claude-opus-5-5+functions". card: taken in place of its
    own.

    Raises NotFound without a name, InvalidInput for an unknown wire form, SetupMissing without a key.
    """
    settings = from_environment()
    card = chosen(PROVIDER, rest, FORMS, settings, card)
    return AnthropicModel(card, key=settings.key(PROVIDER), base_url=settings.base_url(PROVIDER))


@dataclass(frozen=True, slots=True)
class Line:
    """Where a model is reached. connect: makes a client of the SDK. login_errors, login_hint: what its login raises
    beside the SDK's own errors, and what a person can do then. framing_errors: what its framing of a stream raises."""

    connect: Callable[[], Any]
    login_errors: tuple[type[Exception], ...] = ()
    login_hint: str = ""
    framing_errors: tuple[type[Exception], ...] = ()


def direct(key: str, base_url: str = "") -> Line:
    """The vendor itself."""
    return Line(
        lambda: anthropic.AsyncAnthropic(api_key=key, base_url=base_url or BASE_URL, max_retries=0, timeout=TIMEOUT_S)
    )


class AnthropicModel(StreamingModel[Asking]):
    """One model of Anthropic. The client is made at the first request and kept.

    request.settings: `screen` (width, height), the desk's size in pixels, where it is known; `effort`, a level of the
    card; `stable`, `clearing` (see `asking`). The reply's native block is {"provider", "model", "wire", "content": the
    blocks as they came, ...}.
    """

    told_by: ClassVar[Failures] = failures

    def __init__(self, card: Card, *, key: str = "", base_url: str = "", line: Line | None = None) -> None:
        super().__init__(card, (name for name in card.wires if name in FORMS))
        self._line = line or direct(key, base_url)
        self.framing_errors = self._line.framing_errors
        self._with_thinking = True
        self._clearing = True

    def _connect(self) -> Any:
        return self._line.connect()

    async def _send(self, client: Any, asked: Asking) -> Any:
        try:
            return await client.messages.create(**asked.body, stream=True)
        except failures.ERRORS:
            raise
        except self._line.login_errors as error:
            raise SetupMissing(
                f"{self.card.provider} can't be signed in to: {error}.", hint=self._line.login_hint
            ) from None

    def _reader(self, asked: Asking) -> Reading:
        return Reading(asked, self.card.own_name)

    def _asking(self, request: Request) -> Asking:
        given_up = {"with_thinking": self._with_thinking, "clearing": self._clearing}
        return asking(request, self.card, FORMS[self.wire], self._pictures, **given_up)

    def _gives_way(self, error: BaseException, asked: Asking) -> bool:
        if failures.refuses_form(error, self.wire) and len(self._wires) > 1:
            self._wires.pop(0)
            return True
        if failures.refuses_thinking(error) and asked.replays_thinking:
            self._with_thinking = False
            return True
        if failures.refuses_clearing(error) and asked.clears:
            self._clearing = False
            return True
        return False
