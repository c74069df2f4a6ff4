"""What can drive a desk, as people ask for it: the list, a card in words, a test, the probe."""

from __future__ import annotations

import asyncio
import json
import tomllib
from pathlib import Path

import pytest

from deskhand.models.probe.conventions import Convention
from tests.cli.shell import Ran, deskhand
from tests.models.anthropic.peer import Answer, Refused, Said, serving, text
from tests.models.probe.beholder import Beholder

NAME = "anthropic/unheard-of"
IN_FUNCTIONS = f"{NAME}+functions"
KEY = {"ANTHROPIC_API_KEY": "by-hand"}


async def with_peer(answer: Answer, home: Path, *args: str) -> Ran:
    """A command while a provider of this kind answers on loopback."""
    async with serving(answer) as peer:
        return await asyncio.to_thread(deskhand, home, *args, ANTHROPIC_BASE_URL=peer.url, **KEY)


def test_the_list_is_by_provider_with_the_built_in_model_first(home: Path) -> None:
    lines = deskhand(home, "models", **KEY).out.splitlines()
    assert lines[0].startswith("steps ")
    assert "anthropic: key found (ANTHROPIC_API_KEY)" in lines
    assert "google: no key; set GEMINI_API_KEY, or run `deskhand models key google`" in lines
    assert deskhand(home, "models", "list", **KEY).out.splitlines() == lines


def test_the_list_as_data_has_whole_cards(home: Path) -> None:
    for command in (("models", "--json"), ("models", "list", "--json")):
        found = {each["model"]: each for each in json.loads(deskhand(home, *command, **KEY).out)}
        assert found["steps"]["has_key"] is None
        assert found["anthropic/claude-opus-5"]["has_key"] is True
        assert found["anthropic/claude-opus-5"]["wires"]
        assert found["google/gemini-3.5-flash"]["has_key"] is False


def test_a_card_is_told_in_words(home: Path) -> None:
    told = " ".join(deskhand(home, "models", "show", "google/gemini-3.5-flash").out.split())
    assert "points with points, in thousandths of the picture, x before y" in told
    assert "card ships with Deskhand" in told
    assert "none is needed" in deskhand(home, "models", "show", "steps").out
    assert f"`deskhand models probe {NAME}`" in deskhand(home, "models", "show", NAME).out


def test_a_model_that_is_not_there_is_told_with_those_that_are(home: Path) -> None:
    for command in ("show", "test", "probe"):
        ran = deskhand(home, "models", command, "oracle/delphi")
        assert ran.code == 2 and "Use one of: anthropic, " in ran.err


async def test_a_model_that_answers_and_clicks_passes_the_test(home: Path) -> None:
    ran = await with_peer(Beholder(tool="computer").messages, home, "models", "test", IN_FUNCTIONS)
    assert ran.code == 0, ran.err
    words, click = ran.out.splitlines()
    assert words.startswith("words     ok: Hello.  (") and "tokens in" in words
    assert click.startswith("a click   ok: clicked at 538,112, on the square  (")


async def test_a_click_beside_the_thing_fails_with_the_probe_as_its_mend(home: Path) -> None:
    beholder = Beholder(Convention("grid_1000"), tool="computer")
    ran = await with_peer(beholder.messages, home, "models", "test", IN_FUNCTIONS)
    assert ran.code == 1
    assert "failed: clicked at 801,250, " in ran.out and f"deskhand models probe {NAME}" in ran.out


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Refused(401, "authentication_error", "invalid x-api-key"), "Is the key right? Set ANTHROPIC_API_KEY"),
        (Refused(404, "not_found_error", "model: unheard-of"), "Is the name right?"),
        (Refused(529, "overloaded_error", "Overloaded"), "use another model"),
        (Said([text("\x1b[31mred\u202e")]), "did not click: \\x1b[31mred\\u202e"),
    ],
)
async def test_what_failed_is_told_with_its_mend(answer: Answer, words: str, home: Path) -> None:
    ran = await with_peer(answer, home, "models", "test", IN_FUNCTIONS)
    assert ran.code == 1
    assert words in ran.out
    assert "\x1b" not in ran.out


async def test_a_test_as_data_tells_what_it_took(home: Path) -> None:
    ran = await with_peer(Beholder(tool="computer").messages, home, "models", "test", IN_FUNCTIONS, "--json")
    words, click = json.loads(ran.out)
    assert words["ok"] and click["ok"] and click["calls"][0]["arguments"]["coordinate"] == [538, 112]
    assert words["usage"]["input_tokens"] == 10


def test_the_built_in_model_is_not_tested_nor_probed(home: Path) -> None:
    assert "follows a program" in deskhand(home, "models", "test", "steps").err
    assert "no model that can be probed" in deskhand(home, "models", "probe", "steps").err
    assert f"Name it: {NAME}." in deskhand(home, "models", "probe", IN_FUNCTIONS).err


async def test_a_probe_keeps_a_card_that_counts_from_then_on(home: Path) -> None:
    beholder = Beholder(Convention("grid_1000", "yx"))
    ran = await with_peer(beholder.messages, home, "models", "probe", NAME)
    assert ran.code == 0, ran.err
    assert "points with: a point, in thousandths of the picture, y before x (6 of 6" in ran.out
    path = home / "cards" / "anthropic.toml"
    assert f"The card is kept in {path}." in ran.out
    card = tomllib.loads(path.read_text())["models"]["unheard-of"]
    assert (card["coordinates"], card["axes"]) == ("grid_1000", "yx")
    assert "# Found by `deskhand models probe`, Deskhand 0.1.0, 20" in path.read_text()
    told = deskhand(home, "models", "show", NAME).out
    assert f"your own ({path})" in told and "in thousandths of the picture, y before x" in told
    again = Beholder(Convention("grid_1000", "yx"), tool="computer")
    assert (await with_peer(again.messages, home, "models", "test", IN_FUNCTIONS)).code == 0


async def test_a_card_that_is_wrong_does_not_stand_in_the_way_of_the_next_probe(home: Path) -> None:
    path = home / "cards" / "anthropic.toml"
    path.parent.mkdir(parents=True)
    wrong = 'provider = "anthropic"\n[models.unheard-of]\nsees = false\nwires = []\n'
    path.write_text(wrong)
    assert (await with_peer(Refused(500, "api_error", "down"), home, "models", "probe", NAME)).code == 6
    assert path.read_text() == wrong
    assert (await with_peer(Beholder().messages, home, "models", "probe", NAME)).code == 0
    card = tomllib.loads(path.read_text())["models"]["unheard-of"]
    assert "sees" not in card and "functions" in card["wires"]


async def test_a_model_without_calls_is_said_not_to_drive_a_desk(home: Path) -> None:
    ran = await with_peer(Beholder(calls=False).messages, home, "models", "probe", NAME)
    assert ran.code == 1
    assert "It makes no calls in any form, so it can't drive a desk." in ran.out
