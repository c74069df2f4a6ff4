"""The tool `secret`: the model names a secret; what it is, reaches the field and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import NotFound
from deskhand.core.messages import Reply, text_of
from deskhand.core.secrets import Secret, SecretField, TypedSecret
from deskhand.models.scripted import ScriptedModel, calling, saying
from deskhand.testing.desk import FakeDesk, FakePage, element
from tests.agent.world import World, finished, world

VALUE = "hunter2hunter2"


class KeptSecrets:
    """One secret, for form.test."""

    def __init__(self, site: str = "form.test") -> None:
        self.site = site

    def secrets(self) -> tuple[Secret, ...]:
        return (Secret(name="mail", sites=(self.site,), fields=("username", "password")),)

    def typed(self, name: str, field: SecretField, now: float) -> TypedSecret:
        if name != "mail":
            raise NotFound(f"there is no secret {name!r}.", hint="There are: mail.")
        return TypedSecret(secret=self.secrets()[0], field=field, value=SecretStr(VALUE))


def sign_in_desk() -> FakeDesk:
    word = element(2, "textbox", "Password", in_form=True).model_copy(update={"states": ("password",)})
    desk = FakeDesk([FakePage("http://form.test", "Form", [element(1, "textbox", "Name", in_form=True), word])])
    desk.page = desk.pages["http://form.test"]
    return desk


def typing(element_id: str, name: str = "mail") -> Reply:
    return calling(("secret", {"name": name, "field": "password", "element": element_id}))


async def run(folder: Path, call: Reply, desk: FakeDesk, secrets: KeptSecrets | None) -> tuple[World, list[ev.Event]]:
    """One call, under a profile that asks about it; the person says yes."""
    async with world(folder, [call, saying("Done.")], desk) as made:
        made.secrets = secrets
        async with made.driver() as driver:
            await made.say("Sign in.")
            await driver.run(wait=lambda state: False)
            if driver.state.question is not None:
                await made.command(cmd.Answer(question=driver.state.question.question, answer="allow"))
                await driver.run(wait=lambda state: False)
        return made, await made.events()


async def test_it_is_typed_once_the_person_allowed_it_and_no_event_holds_it(tmp_path: Path) -> None:
    desk = sign_in_desk()
    made, events = await run(tmp_path, typing("e2"), desk, KeptSecrets())
    judged = next(event for event in events if isinstance(event, ev.CallJudged))
    assert (judged.verdict.touch.classes, judged.verdict.touch.host) == (("sign_in",), "form.test")
    assert any(isinstance(event, ev.Asked) for event in events)
    assert finished(events) == [("ok", 'Typed the password of mail into textbox "Password".')]
    assert desk.effects == ["set Password ••••"]
    assert VALUE not in "".join(event.model_dump_json() for event in events)
    assert isinstance(made.model, ScriptedModel)
    assert VALUE not in repr(made.model.requests)


@pytest.mark.parametrize(
    ("call", "site", "words"),
    [
        (typing("e2"), "other.test", "the page of the field is of form.test, and it belongs to other.test"),
        (typing("e1"), "form.test", '"Name" is no password field'),
        (typing("e2", name="bank"), "form.test", "there is no secret 'bank'. There are: mail."),
        (typing("e9"), "form.test", "element e9 is not there."),
    ],
)
async def test_a_place_that_is_not_its_own_is_refused_and_the_model_told_why(
    tmp_path: Path, call: Reply, site: str, words: str
) -> None:
    desk = sign_in_desk()
    _, events = await run(tmp_path, call, desk, KeptSecrets(site))
    asked = [event for event in events if isinstance(event, ev.Asked)]
    assert bool(asked) is ("no password field" in words), "nobody is asked what no answer can make right"
    (ended,) = (event for event in events if isinstance(event, ev.CallFinished))
    assert ended.status == "failed" and words in text_of(ended.content).replace("\n", " ")
    assert desk.effects == []


async def test_names_and_sites_are_in_the_instructions_and_the_tool_is_there_only_with_them(tmp_path: Path) -> None:
    made, _ = await run(tmp_path, saying("Nothing to do."), sign_in_desk(), KeptSecrets())
    assert isinstance(made.model, ScriptedModel)
    (request,) = made.model.requests
    assert "- mail: username, password, for form.test" in request.instructions
    assert "secret" in [tool.name for tool in request.tools]


async def test_without_secrets_nothing_is_said_of_them(tmp_path: Path) -> None:
    made, events = await run(tmp_path, typing("e2"), sign_in_desk(), None)
    assert isinstance(made.model, ScriptedModel)
    assert "secret" not in made.model.requests[0].instructions.casefold()
    assert "secret" not in [tool.name for tool in made.model.requests[0].tools]
    assert finished(events)[0][0] == "failed"
