"""The adapters against a peer that others wrote, as far as it goes: functions, streams, refusals, broken lines.

What it lacks (vendors' own tools for screens, limits in headers, cache usage) the peers of the adapters' own tests
have.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from deskhand.core.messages import ModelMessage, PersonMessage, PicturePart, Reply, TextPart
from deskhand.models.anthropic.model import AnthropicModel
from deskhand.models.base import Model
from deskhand.models.cards import Card
from deskhand.models.chat.model import ChatModel
from deskhand.models.gemini.model import GeminiModel
from deskhand.models.openai.model import OpenAIModel
from deskhand.testing.pictures import flat_png

from ..conformance import CLICK, RUN, ModelConformance, answered, ask, person, reply_of, request_of
from .mock import PROGRAM, Mock, node, response, running

pytestmark = [
    pytest.mark.skipif(not (node() and PROGRAM.exists()), reason="there is no Node.js, or `make setup` did not run"),
    # It ends calls with a reason that Google's SDK does not know.
    pytest.mark.filterwarnings("ignore:FUNCTION_CALL is not a valid FinishReason:UserWarning"),
]

Making = Callable[[str], Model]


def _card(provider: str, wire: str) -> Card:
    return Card(model=f"{provider}/mocked", wires=(wire,))


ADAPTERS: dict[str, Making] = {
    "anthropic": lambda url: AnthropicModel(_card("anthropic", "functions"), key="by-hand", base_url=url),
    "openai": lambda url: OpenAIModel(_card("openai", "functions"), key="by-hand", base_url=f"{url}/v1"),
    "chat": lambda url: ChatModel(_card("openai-compatible", "tools"), key="by-hand", base_url=f"{url}/v1"),
    "google": lambda url: GeminiModel(_card("google", "functions"), key="by-hand", base_url=url),
}
EVERY = pytest.mark.parametrize("adapter", ADAPTERS)


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    with running() as started:
        yield started


@asynccontextmanager
async def made(adapter: str, mock: Mock) -> AsyncIterator[Model]:
    model = ADAPTERS[adapter](mock.url)
    try:
        yield model
    finally:
        await model.close()


class Mocked(ModelConformance):
    """The whole suite of what every model must do."""

    adapter = ""

    @pytest.fixture(autouse=True)
    def _with_mock(self, mock: Mock) -> None:
        self.mock = mock

    def told(self, *replies: Reply) -> AbstractAsyncContextManager[Model]:
        self.mock.tell(*map(response, replies))
        return made(self.adapter, self.mock)


class TestAnthropic(Mocked):
    adapter = "anthropic"


class TestOpenAI(Mocked):
    adapter = "openai"


class TestChat(Mocked):
    adapter = "chat"


class TestGoogle(Mocked):
    adapter = "google"


@EVERY
async def test_a_job_with_a_picture_goes_on_to_its_end(adapter: str, mock: Mock) -> None:
    first = Reply(text="I click.", calls=(CLICK, RUN), stop_reason="calls")
    mock.tell(response(first), response(Reply(text="Done.")))
    picture = PicturePart(blob="p", media_type="image/png", width=64, height=40, frame=1)
    begun = PersonMessage(parts=(TextPart(text="Go."), picture))
    blobs = {"p": flat_png(64, 40)}
    async with made(adapter, mock) as model:
        reply = await reply_of(model, request_of(begun, blobs=blobs))
        results = [answered(call, f"Answer to {call.name}.") for call in reply.calls]
        end = await reply_of(model, request_of(begun, ModelMessage(reply=reply), *results, blobs=blobs))
    assert [call.arguments for call in reply.calls] == [CLICK.arguments, RUN.arguments]
    assert end.text == "Done."
    assert "Answer to computer." in str(mock.requests()[-1]) and "Answer to bash." in str(mock.requests()[-1])


@EVERY
async def test_tokens_are_counted(adapter: str, mock: Mock) -> None:
    told = {"content": "Yes.", "usage": {"prompt_tokens": 120, "completion_tokens": 7, "total_tokens": 127}}
    mock.tell(told | {"usage": {**told["usage"], "input_tokens": 120, "output_tokens": 7}})  # type: ignore[dict-item]
    async with made(adapter, mock) as model:
        usage = (await reply_of(model, request_of(person("Go.")))).usage
    assert (usage.input_tokens, usage.output_tokens) == (120, 7)


@EVERY
async def test_a_refusal_for_the_number_of_requests_may_be_tried_again_when_it_says(adapter: str, mock: Mock) -> None:
    mock.tell({"error": {"message": "Slow down.", "type": "rate_limit_error"}, "status": 429, "retryAfter": 7})
    async with made(adapter, mock) as model:
        reply = await reply_of(model, request_of(person("Go.")))
    assert (reply.stop_reason, reply.failure, reply.retryable) == ("failed", "limited", True)
    assert "Slow down." in reply.error
    assert reply.retry_after_s == (0.0 if adapter == "google" else 7.0)  # Google tells it in the body


@EVERY
async def test_a_refusal_that_lasts_is_not_to_be_tried_again(adapter: str, mock: Mock) -> None:
    mock.tell({"error": {"message": "No such model.", "type": "not_found_error"}, "status": 404})
    async with made(adapter, mock) as model:
        reply = await reply_of(model, request_of(person("Go.")))
    assert reply.stop_reason == "failed" and not reply.retryable and "No such model." in reply.error


@EVERY
@pytest.mark.parametrize("chaos", ["malformedRate", "disconnectRate", "dropRate", "rateLimitRate"])
async def test_whatever_breaks_on_the_way_is_a_failed_reply(adapter: str, chaos: str, mock: Mock) -> None:
    mock.tell(response(Reply(text="Never heard.")))
    mock.control("POST", "chaos", {chaos: 1})
    async with made(adapter, mock) as model:
        pieces = await ask(model, request_of(person("Go.")))
    mock.control("DELETE", "chaos")
    reply: Any = pieces[-1]
    assert reply.stop_reason == "failed" and reply.error and reply.failure
    assert "Never heard." not in reply.text


@EVERY
async def test_a_stream_that_is_cut_off_is_a_failed_reply_that_keeps_what_came(adapter: str, mock: Mock) -> None:
    mock.tell(response(Reply(text="A long story about a desk. " * 9)), truncateAfterChunks=4)
    async with made(adapter, mock) as model:
        reply = await reply_of(model, request_of(person("Go.")))
    assert reply.stop_reason == "failed" and reply.retryable
    assert "A long story about a desk.".startswith(reply.text[:12])
