"""What an artifact asks the session's model: at the wire of the vendor's SDK, and what of it is counted for whom."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from deskhand.artifacts.schemas import misfit, wrong_with_schema
from deskhand.settings import ArtifactDefaults, from_environment, load
from tests.models.anthropic.peer import Answer, Peer, Refused, Said, serving, text
from tests.server.office import Office, Person, office_in
from tests.server.test_holding import allow

PAGE = {"index.html": "<p>asks</p>", "artifact.json": '{"uses": ["model"]}'}
MODEL = "anthropic/claude-haiku-4-5"
USAGE = {"input_tokens": 1_000, "output_tokens": 200}
PERSONS = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"], "additionalProperties": False}


@asynccontextmanager
async def asking(
    folder: Path, patch: pytest.MonkeyPatch, answers: list[Answer], config: str = ""
) -> AsyncIterator[tuple[Office, str, Peer]]:
    """An office whose owner has a page in a session with a model of a vendor, which answers so."""
    async with serving(*answers) as peer:
        patch.setenv("ANTHROPIC_BASE_URL", peer.url)
        patch.setenv("ANTHROPIC_API_KEY", "sk-of-a-test")
        patch.setenv("DESKHAND_HOME", str(folder))
        (folder / "config.toml").write_text(config)
        async with office_in(folder, settings=from_environment) as office:
            session = await office.session(office.owner, model=MODEL)
            wish = {"title": "Page", "kind": "html", "files": PAGE}
            made = await office.owner.post(f"/api/sessions/{session}/artifacts", wish)
            at = f"/api/sessions/{session}/artifacts/{made['id']}"
            await allow(office.owner, at, "model")
            yield office, at, peer


async def ask(person: Person, at: str, prompt: str = "How many?", status: int = 200, **more: Any) -> Any:
    return await person.post(f"{at}/ask", {"version": 1, "prompt": prompt} | more, status)


async def test_only_its_own_words_go_out_and_what_they_cost_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with asking(tmp_path, monkeypatch, [Said([text("Four.")], usage=USAGE)]) as (office, at, peer):
        anna = office.owner
        assert await ask(anna, at, "How many?", system="You count.") == {"text": "Four."}
        (body,) = peer.requests
        assert [turn["role"] for turn in body["messages"]] == ["user"]
        assert "How many?" in json.dumps(body["messages"]) and "You count." in json.dumps(body["system"])
        assert not body.get("tools") and body["max_tokens"] == 4_000 and "expect 1 is 1" not in json.dumps(body)
        now = await anna.get(f"{at}/ask")
        assert (now["why"], now["priced"], now["cost_usd_max"]) == ("", True, 0.25)
        assert now["cost_usd"] == pytest.approx(1_000 * 1e-6 + 200 * 5e-6)
        costs = await anna.get("/api/costs")
        assert costs["artifacts"]["requests"] == 1 and costs["artifacts"]["cost_usd"] == now["cost_usd"]
        assert costs["total"]["cost_usd"] >= now["cost_usd"]
        await anna.delete(at)
        assert (await anna.get("/api/costs"))["artifacts"]["requests"] == 1


async def test_an_answer_fits_the_schema_or_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Answer] = [Said([text(words)]) for words in ('```json\n{"n": 4}\n```', '{"n": "four"}', "Four.")]
    async with asking(tmp_path, monkeypatch, answers) as (office, at, peer):
        anna = office.owner
        assert json.loads((await ask(anna, at, answer_schema=PERSONS))["text"]) == {"n": 4}
        assert json.dumps(PERSONS) in json.loads(json.dumps(peer.requests[0]["system"]))[0]["text"]
        told = await ask(anna, at, status=503, answer_schema=PERSONS)
        assert told["error"]["message"] == "what the model answered does not fit the schema: n is no integer."
        assert "it is no JSON" in (await ask(anna, at, status=503, answer_schema=PERSONS))["error"]["message"]
        told = await ask(anna, at, status=422, answer_schema={"type": "string", "pattern": "(a+)+$"})
        assert "it has 'pattern'" in told["error"]["message"] and len(peer.requests) == 3


async def test_nothing_is_asked_that_could_cost_more_than_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = "[artifacts]\nask_usd_a_day = 0.01\n"
    async with asking(tmp_path, monkeypatch, [Said([text("Yes.")], usage=USAGE)], config) as (office, at, peer):
        anna, mia = office.owner, await office.join("Mia")
        await ask(anna, at)
        assert 1_000 < peer.requests[0]["max_tokens"] < 2_000
        for _ in range(4):
            await ask(anna, at)
        told = await ask(anna, at, status=429)
        assert "more than the US$ 0.01 that artifacts may ask" in told["error"]["message"]
        await ask(anna, at, "x" * 32_000, status=429)
        await ask(anna, at, "x" * 32_001, status=422)
        await ask(anna, at, " ", status=422)
        assert (await anna.get(f"{at}/ask"))["cost_usd"] == pytest.approx(0.01) and len(peer.requests) == 5
        await shared_with(office, at, mia)
        await ask(mia, at)
        office.place.budget._now = lambda: office.place.now() + 90_000  # type: ignore[method-assign]
        await ask(anna, at)


async def shared_with(office: Office, at: str, member: Person, role: str = "member") -> None:
    project = (await office.owner.post("/api/projects", {"name": "Team"}))["id"]
    members = [{"account": office.owner.id, "role": "owner"}, {"account": member.id, "role": role}]
    await office.owner.patch(f"/api/projects/{project}", {"members": members})
    await office.owner.patch(at.partition("/artifacts")[0], {"project": project})
    await allow(member, at, "model")


async def test_who_may_only_look_and_who_did_not_allow_it_ask_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with asking(tmp_path, monkeypatch, [Said([text("Yes.")])]) as (office, at, peer):
        anna, vera = office.owner, await office.join("Vera")
        await shared_with(office, at, vera, "viewer")
        assert (await vera.get(f"{at}/ask"))["why"] == "viewer"
        await ask(vera, at, status=403)
        await allow(anna, at)
        await ask(anna, at, status=403)
        assert peer.requests == []


async def test_the_built_in_model_and_a_budget_of_nothing_answer_no_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = "[artifacts]\nask_usd_a_day = 0\n"
    async with asking(tmp_path, monkeypatch, [Said([text("Yes.")])], config) as (office, at, peer):
        anna = office.owner
        assert (await anna.get(f"{at}/ask"))["why"] == "off"
        await ask(anna, at, status=403)
        session = await office.session(anna)
        made = await anna.post(f"/api/sessions/{session}/artifacts", {"title": "Page", "kind": "html", "files": PAGE})
        built_in = f"/api/sessions/{session}/artifacts/{made['id']}"
        await allow(anna, built_in, "model")
        assert (await anna.get(f"{built_in}/ask"))["why"] == "no_model"
        assert "can't answer" in (await ask(anna, built_in, status=403))["error"]["message"]
        assert peer.requests == []


async def test_what_the_provider_did_not_take_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = Refused(401, "authentication_error", "invalid x-api-key: sk-of-a-test")
    async with asking(tmp_path, monkeypatch, [refused]) as (office, at, _):
        told = await ask(office.owner, at, status=503)
        assert told["error"]["message"] == "the model did not answer (auth)."
        assert (await office.owner.get(f"{at}/ask"))["cost_usd"] == 0


async def test_one_that_is_broken_off_ends_at_the_provider_and_counts_as_all_that_it_could_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with asking(tmp_path, monkeypatch, [Said([text("A long answer")], hold_after=3)]) as (office, at, peer):
        asked = asyncio.create_task(ask(office.owner, at))
        await asyncio.wait_for(peer.asked.wait(), 20)
        second = asyncio.create_task(ask(office.owner, at))
        asked.cancel()
        second.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asked
        await asyncio.wait_for(peer.gone.wait(), 20)
        assert len(peer.requests) == 1
        assert 0.02 < (await office.owner.get(f"{at}/ask"))["cost_usd"] < 0.03


async def test_one_question_at_a_time_is_asked_for_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with asking(tmp_path, monkeypatch, [Said([text("Yes.")])]) as (office, at, peer):
        statuses = await asyncio.gather(*(office.owner.http.post(f"{at}/ask", json=ASKED) for _ in range(9)))
        assert sorted(each.status_code for each in statuses) == [200] * 5 + [429] * 4
        assert len(peer.requests) == 5


ASKED = {"version": 1, "prompt": "Well?"}


async def test_questions_to_a_model_without_a_price_are_counted_by_number(office: Office) -> None:
    budget = office.place.budget
    for number in range(3):
        id = await budget.begin("ann", "s-1", "ollama/x", None if number else 0.0)
    assert (await budget.used("ann")).asks == 3
    await budget.took_nothing(id)
    assert (await budget.used("ann")).asks == 2 and (await budget.used("ben")).asks == 0


def test_the_settings_say_how_much_a_day_and_nothing_is_a_value(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[artifacts]\nask_usd_a_day = 1\nasks_a_day = 0\n")
    told = load({"DESKHAND_HOME": str(tmp_path)}, tmp_path).artifacts
    assert (told.ask_usd_a_day, told.asks_a_day) == (1.0, 0)
    assert (ArtifactDefaults().ask_usd_a_day, ArtifactDefaults().asks_a_day) == (0.25, 200)


LIST = {"type": "array", "items": {"anyOf": [{"type": "string", "maxLength": 3}, {"enum": [1, None]}]}, "minItems": 1}


@pytest.mark.parametrize(
    ("value", "schema", "wrong"),
    [
        ({"n": 1}, PERSONS, ""),
        ({"n": 1.0}, PERSONS, ""),
        ({"n": True}, PERSONS, "n is no integer"),
        ({}, PERSONS, "it has no 'n'"),
        ({"n": 1, "m": 2}, PERSONS, "it has 'm'"),
        (["abc", 1, None], LIST, ""),
        (["abcd"], LIST, "it[0] is of none of the forms"),
        ([True], LIST, "it[0] is of none of the forms"),
        ([], LIST, "it is too small"),
        (5, {"type": ["number", "null"], "maximum": 4}, "it is too large"),
        ("b", {"const": "a"}, "it is another value"),
        ({"a": {"b": [1]}}, {}, ""),
    ],
)
def test_a_value_fits_a_schema_or_it_is_said_where_not(value: Any, schema: dict[str, Any], wrong: str) -> None:
    assert wrong_with_schema(schema) == "" and misfit(value, schema) == wrong


def nested(depth: int) -> dict[str, Any]:
    return {"items": nested(depth - 1)} if depth else {}


@pytest.mark.parametrize(
    "schema",
    [
        [], {"$ref": "#"}, {"pattern": "a"}, {"type": "text"}, {"type": [1]}, {"required": "n"}, {"items": [{}]},
        {"properties": {"a": {"format": "x"}}}, {"minimum": "1"}, {"additionalProperties": {}}, {"enum": 1},
        {"anyOf": [1]}, nested(9),
    ],
)  # fmt: skip
def test_a_schema_that_is_not_understood_is_refused(schema: Any) -> None:
    assert wrong_with_schema(schema)
