"""`GeminiModel`: Google's models, over generateContent with the official SDK.

It asks once, streams, and gives one Reply. It never retries; only what the provider refuses by name is given up, and
that is remembered: a wire form for the next one of the card, signatures that may no longer be replayed, a check that a
model does not have, answers as it does not take them. It does not know prices, rate limits or what a call does.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, cast

import httpx2
from google import genai
from google.genai import types

from deskhand.core.messages import Reply
from deskhand.models.base import Delta, Request
from deskhand.models.cards import Card
from deskhand.models.gemini.asking import Asking, Given, asking
from deskhand.models.gemini.conversation import PROVIDER
from deskhand.models.gemini.failures import (
    ERRORS,
    failed,
    is_passing,
    kind_of,
    limits_seen,
    refuses_check,
    refuses_form,
    refuses_signatures,
    refuses_unconfirmed,
    wants_address,
    words_for,
)
from deskhand.models.gemini.forms import FORMS, FUNCTIONS
from deskhand.models.gemini.reading import Reading
from deskhand.models.gemini.sending import config_of, contents_of
from deskhand.models.wire.pictures import Pictures
from deskhand.models.wire.wanted import chosen, unknown_effort
from deskhand.settings import from_environment

BASE_URL = "https://generativelanguage.googleapis.com"
API_VERSION = "v1beta"
"""Where the vendor's tool for screens is. Source: its pages on computer use."""

TIMEOUT_S = 600.0
"""How long a silent line is waited on, as for the other providers."""

Chunks = AsyncGenerator[types.GenerateContentResponse, None]

# A reason to finish that is newer than the SDK is read as it is: nobody need hear of it on the terminal,
# nor of what else the SDK notes to itself.
logging.getLogger("google_genai").addHandler(logging.NullHandler())
warnings.filterwarnings("ignore", r".* is not a valid \w+", UserWarning, r"google\.genai(\..*)?")


def gemini_model(rest: str = "", card: Card | None = None) -> GeminiModel:
    """The model "google/REST" with this person's settings. REST is a model's name, or NAME+WIRE to ask for one wire
    form only, such as "gemini-3.5-flash+computer_use_browser". card: taken in place of its
    own.

    Raises NotFound without a name, InvalidInput for an unknown wire form, SetupMissing without a key.
    """
    settings = from_environment()
    card = chosen(PROVIDER, rest, FORMS, settings, card)
    return GeminiModel(card, key=settings.key(PROVIDER), base_url=settings.base_url(PROVIDER))


class GeminiModel:
    """One model of Google. The client is made at the first request and kept.

    request.settings: `screen` (width, height), the desk's size in pixels, where it is known; `effort`, a level of the
    card. The reply's native block is {"provider", "model", "wire", "content": the parts as they came, "stands_for": how
    many canonical calls each of them stands for, ...}.
    """

    def __init__(self, card: Card, *, key: str, base_url: str = "") -> None:
        self.card = card
        self._key = key
        self._base_url = base_url or BASE_URL
        self._wires = [name for name in card.wires if name in FORMS] or [FUNCTIONS]
        self._given = Given()
        self._pictures = Pictures()
        self._client: genai.Client | None = None
        self._line: httpx2.AsyncClient | None = None

    @property
    def name(self) -> str:
        return self.card.model

    @property
    def wire(self) -> str:
        """The wire form that is spoken now."""
        return self._wires[0]

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        """Ask once. Yields deltas, then one Reply; closing the iterator closes the connection."""
        if wrong := unknown_effort(self.card, request):
            yield wrong
            return
        opened = await self._opened(request)
        if isinstance(opened, Exception):
            if (seen := limits_seen(opened)) is not None:
                yield seen
            yield failed(opened)
            return
        reading, chunk = Reading(opened.asked, self.card.own_name), opened.first
        async with opened:
            while chunk is not None:
                if isinstance(chunk, Exception):
                    yield reading.broken(words_for(chunk), kind_of(chunk), retryable=is_passing(chunk))
                    return
                for delta in reading.take(chunk):
                    yield delta
                chunk = await _next(opened.chunks)
        yield reading.reply()

    async def _opened(self, request: Request) -> _Opened | Exception:
        """The request as it was sent and its answer, in the first wire form that is taken; why none was."""
        while True:
            asked = asking(request, self.card, FORMS[self.wire], self._pictures, self._given)
            _HEARD.set([])
            try:
                chunks = await self._chunks(asked)
            except ERRORS as error:
                return error
            opened = _Opened(asked, chunks, await _next(chunks), _HEARD.get())
            if not isinstance(opened.first, Exception):
                return opened
            await opened.close()
            if not self._gives_way(opened.first, asked):
                return opened.first

    async def _chunks(self, asked: Asking) -> Chunks:
        chunks = await self._standing_client().aio.models.generate_content_stream(
            model=self.card.own_name, contents=list(contents_of(asked.contents)), config=config_of(asked.config)
        )
        return cast(Chunks, chunks)

    def _gives_way(self, error: Exception, asked: Asking) -> bool:
        """Give up what the provider refuses by name; False when there is nothing to give up. Remembered."""
        if refuses_check(error) and asked.asks_for_check:
            self._given = replace(self._given, checked=False)
            return True
        if refuses_signatures(error) and asked.replays_signatures and self._given.verbatim:
            self._given = replace(self._given, verbatim=False)
            return True
        if refuses_unconfirmed(error) and self._given.unconfirmed:
            self._given = replace(self._given, unconfirmed=False)
            return True
        if wants_address(error) and asked.form.acts and not self._given.addressed:
            self._given = replace(self._given, addressed=True)
            return True
        if refuses_form(error) and len(self._wires) > 1:
            self._wires.pop(0)
            return True
        return False

    def _standing_client(self) -> genai.Client:
        if self._client is None:
            self._line = httpx2.AsyncClient(timeout=TIMEOUT_S, event_hooks={"response": [_hear]})
            options = types.HttpOptions(
                base_url=self._base_url,
                api_version=API_VERSION,
                timeout=round(TIMEOUT_S * 1000),
                httpx_async_client=self._line,
            )
            self._client = genai.Client(vertexai=False, api_key=self._key, http_options=options)
        return self._client

    def problems(self, task: str) -> tuple[str, ...]:
        """A model that thinks is asked, not checked beforehand."""
        return ()

    async def close(self) -> None:
        """Let go of the connections. The SDK does not close a line that it was given."""
        if self._client is not None and self._line is not None:
            await self._client.aio.aclose()
            self._client.close()
            await self._line.aclose()
            self._client = self._line = None


Chunk = Mapping[str, Any] | Exception | None

_HEARD: ContextVar[list[httpx2.Response]] = ContextVar("_HEARD")
"""The responses to the request that is being opened. The SDK leaves a stream that is broken off to the garbage
collector (its response and its iterator hold each other), so the line is closed here."""


async def _hear(response: httpx2.Response) -> None:
    _HEARD.get([]).append(response)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An answer that has begun: the request as it was sent, the first chunk, and where the others come from."""

    asked: Asking
    chunks: Chunks
    first: Chunk
    responses: list[httpx2.Response]

    async def __aenter__(self) -> None:
        return None

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self.chunks.aclose()
        for response in self.responses:
            await response.aclose()


async def _next(chunks: Chunks) -> Chunk:
    """The next chunk as plain data in the API's names; the error that broke the stream; None at its end."""
    try:
        chunk = await anext(chunks, None)
        if chunk is None:
            return None
        return chunk.model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude={"sdk_http_response"}, warnings=False
        )
    except ERRORS as error:
        return error
