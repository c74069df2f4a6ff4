"""Every wire form keeps the protocol, with the vendor's own SDK against a strict peer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from deskhand.core.messages import Call, Message, ModelMessage, Reply
from deskhand.models.base import Model
from deskhand.models.openai.forms import BATCH, FUNCTIONS, PREVIEW

from ..conformance import CLICK, RUN, SET, TYPE, ModelConformance, answered, person, reply_of, request_of
from .world import ALL_FORMS, in_form, spoken, talking


class InForm(ModelConformance):
    form = ""

    def told(self, *replies: Reply) -> AbstractAsyncContextManager[Model]:
        @asynccontextmanager
        async def opened() -> AsyncIterator[Model]:
            async with talking(*(spoken(reply, self.form) for reply in replies), card=in_form(self.form)) as (model, _):
                yield model

        return opened()


class TestBatch(InForm):
    form = BATCH


class TestPreview(InForm):
    form = PREVIEW


class TestFunctions(InForm):
    form = FUNCTIONS


async def test_one_job_makes_the_same_canonical_calls_in_every_wire_form() -> None:
    job = (Reply(text="First.", calls=(CLICK, TYPE), stop_reason="calls"), Reply(calls=(SET, RUN), stop_reason="calls"))
    made = {form: [(call.name, call.arguments) for call in await played(form, job)] for form in ALL_FORMS}
    assert made[FUNCTIONS] == [(call.name, call.arguments) for call in (CLICK, TYPE, SET, RUN)]
    assert all(calls == made[FUNCTIONS] for calls in made.values())


async def played(form: str, job: tuple[Reply, ...]) -> list[Call]:
    calls: list[Call] = []
    messages: list[Message] = [person("Fill in the form.")]
    async with talking(*(spoken(reply, form) for reply in job), card=in_form(form)) as (model, _):
        for _turn in job:
            reply = await reply_of(model, request_of(*messages))
            messages += [ModelMessage(reply=reply), *(answered(call) for call in reply.calls)]
            calls += reply.calls
    return calls
