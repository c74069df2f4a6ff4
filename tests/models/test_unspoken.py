"""A key that was given to a model is in nothing that is written: not the journal, not blobs, a report or a log."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from deskhand.core import events as ev
from deskhand.core.messages import Reply
from deskhand.models.anthropic.model import AnthropicModel
from deskhand.models.base import Model
from deskhand.models.cards import Card
from deskhand.models.chat.model import ChatModel
from deskhand.models.scripted import ScriptedModel
from deskhand.models.unspoken import Unspoken, unspoken
from deskhand.report.html import write_html
from deskhand.report.steps import tell
from deskhand.settings import load
from tests.agent.world import world
from tests.models.anthropic.peer import Answer, Refused, Said, serving, text, use
from tests.models.chat.peer import serving as serving_chat
from tests.models.conformance import ModelConformance, ask, person, request_of, standing
from tests.models.loopback import Refused as RefusedByServer

KEY = "sk-marked-7f3e9a51c2"


class TestUnspoken(ModelConformance):
    def told(self, *replies: Reply):  # type: ignore[no-untyped-def]
        return standing(Unspoken(ScriptedModel(replies), KEY))


async def test_a_key_that_is_said_back_is_replaced_everywhere() -> None:
    said = Reply(text=f"Is it {KEY}?", native={"content": [{"text": KEY}]}, error=f"wrong: {KEY}", stop_reason="failed")
    pieces = await ask(Unspoken(ScriptedModel([said]), KEY), request_of(person("Go.")))
    assert KEY not in repr(pieces)
    assert repr(pieces).count("[the key]") == 4


@pytest.mark.parametrize("environ", [{}, {"ANTHROPIC_API_KEY": "none"}])
def test_without_a_key_the_model_stays_itself(environ: dict[str, str], tmp_path: Path) -> None:
    model = ScriptedModel([], name="anthropic/scripted")
    assert unspoken(model, load(environ, tmp_path)) is model
    assert unspoken(model, load({"ANTHROPIC_API_KEY": KEY}, tmp_path)) is not model


ECHOES: list[Answer] = [
    Said([text("I look."), use("c1", "computer", {"action": "screenshot"})]),
    Said([text(f"Your key is {KEY}."), use("c2", "bash", {"command": f"echo {KEY}"})]),
    Refused(401, "authentication_error", f"invalid x-api-key: {KEY}"),
]


@asynccontextmanager
async def anthropic_model() -> AsyncIterator[Model]:
    card = Card(model="anthropic/echo", wires=("functions",))
    async with serving(*ECHOES) as peer:
        yield AnthropicModel(card, key=KEY, base_url=peer.url)


@asynccontextmanager
async def chat_model() -> AsyncIterator[Model]:
    card = Card(model="openai-compatible/echo", wires=("tools",))
    async with serving_chat(RefusedByServer(401, f"Received API Key = {KEY}")) as peer:
        yield ChatModel(card, key=KEY, base_url=peer.url)


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("made", [anthropic_model, chat_model])
async def test_nothing_that_a_run_writes_holds_the_key(
    made: object, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with made() as model:  # type: ignore[operator]
        async with world(tmp_path, Unspoken(model, KEY)) as here, here.driver() as driver:
            await here.say("Go.")
            await driver.run(wait=lambda state: False)
            recorded = await here.journal.read(here.stream)
            write_html(tmp_path / "report.html", here.stream, "Go.", tell(recorded), here.journal.blobs.read)
        await model.close()
    events = [entry.event for entry in recorded]
    assert any(isinstance(event, ev.ModelReplied) and "[the key]" in event.reply.error for event in events)
    files = written(tmp_path)
    assert {"journal.db", "report.html"} <= set(files)
    assert [name for name, data in files.items() if KEY.encode() in data] == []
    assert KEY not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize("key", ['a"b\\c-0123456789', "schlüssel-0123456789"])
async def test_a_key_of_odd_characters_is_found_too(key: str) -> None:
    pieces = await ask(Unspoken(ScriptedModel([Reply(text=f"It is {key}.")]), key), request_of(person("Go.")))
    assert key not in repr(pieces) and "[the key]" in repr(pieces[-1])
