"""What every model must do, whoever made it: deltas, then exactly one reply; failures are replies; nothing is edited.

A suite is a subclass of `ModelConformance` that says how to make a model that answers as told (`told`). A model that
can't be told what to say, such as `steps`, shows `check_protocol` on its own requests.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from typing import Any

import pytest

from deskhand.agent.asking import TOOL_SPECS
from deskhand.core.messages import Call, Message, ModelMessage, PersonMessage, Reply, ResultMessage, TextPart
from deskhand.models.base import Delta, Model, Request, TextDelta


def request_of(
    *messages: Message, settings: dict[str, Any] | None = None, blobs: dict[str, bytes] | None = None
) -> Request:
    """A request with all of Deskhand's tools."""
    return Request("s1", "Work.", messages, TOOL_SPECS, (blobs or {}).__getitem__, settings=settings or {})


def person(words: str) -> PersonMessage:
    return PersonMessage(parts=(TextPart(text=words),))


def answered(call: Call, words: str = "Done.", **rest: Any) -> ResultMessage:
    return ResultMessage(call_id=call.id, tool=call.name, parts=(TextPart(text=words),), **rest)


async def ask(model: Model, request: Request) -> list[Delta | Reply]:
    """All that a model yields for a request, checked against the protocol."""
    before = repr((request.messages, request.tools, request.settings))
    pieces = [piece async for piece in model.stream(request)]
    assert repr((request.messages, request.tools, request.settings)) == before, "the request was edited"
    check_protocol(pieces)
    return pieces


def check_protocol(pieces: Sequence[Delta | Reply]) -> None:
    """Deltas, then one Reply whose text and calls are what the deltas announced."""
    *deltas, reply = pieces
    assert isinstance(reply, Reply)
    assert all(isinstance(delta, Delta) for delta in deltas)
    streamed = "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))
    assert "".join(reply.text.split()) == "".join(streamed.split())
    assert (reply.stop_reason == "calls") == bool(reply.calls)
    assert bool(reply.error) == (reply.stop_reason in ("failed", "refused", "limit"))
    assert Reply.model_validate_json(reply.model_dump_json()) == reply


async def reply_of(model: Model, request: Request) -> Reply:
    reply = (await ask(model, request))[-1]
    assert isinstance(reply, Reply)
    return reply


CLICK = Call(id="c1", name="computer", arguments={"action": "left_click", "coordinate": [10, 20]})
TYPE = Call(id="c2", name="computer", arguments={"action": "type", "text": "Grüße, 世界 \U0001f44b"})
SET = Call(id="c3", name="computer", arguments={"action": "set_value", "element": "e7", "value": "3.50"})
RUN = Call(id="c4", name="bash", arguments={"command": "ls -l"})


class ModelConformance:
    """Subclass it as Test...; `told` gives a model that answers with these replies, one a request."""

    def told(self, *replies: Reply) -> AbstractAsyncContextManager[Model]:
        raise NotImplementedError

    async def test_words_come_as_deltas_and_again_in_the_reply(self) -> None:
        async with self.told(Reply(text="I see a form with two fields.")) as model:
            pieces = await ask(model, request_of(person("What do you see?")))
        assert any(isinstance(piece, TextDelta) for piece in pieces)
        reply = pieces[-1]
        assert isinstance(reply, Reply)
        assert (reply.text, reply.stop_reason) == ("I see a form with two fields.", "end_turn")

    @pytest.mark.parametrize("call", [CLICK, TYPE, SET, RUN], ids=lambda call: call.name + call.id)
    async def test_a_call_comes_back_canonical(self, call: Call) -> None:
        async with self.told(Reply(calls=(call,), stop_reason="calls")) as model:
            reply = await reply_of(model, request_of(person("Go.")))
        assert [(made.name, made.arguments) for made in reply.calls] == [(call.name, call.arguments)]

    async def test_several_calls_of_a_turn_keep_their_order(self) -> None:
        async with self.told(Reply(text="Both.", calls=(CLICK, TYPE, RUN), stop_reason="calls")) as model:
            reply = await reply_of(model, request_of(person("Go.")))
        assert [call.arguments for call in reply.calls] == [CLICK.arguments, TYPE.arguments, RUN.arguments]
        assert len({call.id for call in reply.calls}) == 3

    async def test_a_conversation_with_results_words_and_failures_goes_on(self) -> None:
        first = Reply(text="On it.", calls=(CLICK, TYPE), stop_reason="calls")
        async with self.told(first, Reply(text="Finished.")) as model:
            begun = person("Go.")
            reply = await reply_of(model, request_of(begun))
            results = (
                answered(reply.calls[0], "That element is gone.", failed=True),
                answered(reply.calls[1], "Not executed: an earlier computer action in this turn failed.", failed=True),
            )
            said = (begun, ModelMessage(reply=reply), *results, person("Be quick."))
            end = await reply_of(model, request_of(*said))
        assert (end.text, end.stop_reason) == ("Finished.", "end_turn")

    async def test_closing_the_iterator_breaks_the_request_off(self) -> None:
        async with self.told(Reply(text="A long story about a desk. " * 40), Reply(text="Again.")) as model:
            async with aclosing(model.stream(request_of(person("Tell.")))) as pieces:  # type: ignore[type-var]
                assert isinstance(await anext(pieces), TextDelta)
            assert (await reply_of(model, request_of(person("Once more.")))).text == "Again."

    async def test_closing_a_model_twice_is_no_error(self) -> None:
        async with self.told(Reply(text="Yes.")) as model:
            await model.close()
            await model.close()


@asynccontextmanager
async def standing(model: Model) -> AsyncIterator[Model]:
    """A model that needs nothing around it."""
    yield model
    await model.close()
