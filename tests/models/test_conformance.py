"""The models without a provider keep the protocol too."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from deskhand.core.messages import Reply
from deskhand.models.base import Model
from deskhand.models.scripted import ScriptedModel
from deskhand.models.steps import StepsModel

from .conformance import ModelConformance, person, reply_of, request_of, standing


class TestScripted(ModelConformance):
    def told(self, *replies: Reply) -> AbstractAsyncContextManager[Model]:
        return standing(ScriptedModel(replies))


async def test_the_scripted_model_fails_in_a_reply_when_its_script_is_over() -> None:
    assert (await reply_of(ScriptedModel([]), request_of(person("Go.")))).stop_reason == "failed"


async def test_steps_answers_a_step_with_a_call_and_nonsense_with_a_reply() -> None:
    for words in ("open example.test", "click", "\x00", "¿qué?"):
        reply = await reply_of(StepsModel(), request_of(person(words)))
        assert reply.calls or reply.text
