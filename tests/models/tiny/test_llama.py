"""The tiny model by transformers: an opt-in trial, run by `make tiny-transformers`. Importing this loads no torch."""

from __future__ import annotations

import asyncio
import sys
from importlib.util import find_spec
from pathlib import Path

import openai
import pytest

from deskhand.core import events as ev
from deskhand.models.tiny.engines import engine_named
from deskhand.models.tiny.grammar import SENTENCE
from deskhand.models.tiny.network import VOCABULARY, WINDOW
from deskhand.models.tiny.writing import Writer
from tests.models.tiny.driving import ACTS, acts, driven, faults, tiny

pytestmark = [
    pytest.mark.local,
    pytest.mark.skipif(find_spec("transformers") is None, reason="transformers is not installed: deskhand[local]"),
    pytest.mark.timeout(400),  # torch alone takes seconds to load
]


def test_the_same_seed_gives_the_same_opinion_and_another_another() -> None:
    one, same, other = (engine_named("transformers", seed) for seed in (1, 1, 2))
    assert (one.logits(b"ab") == same.logits(b"ab")).all()
    assert (one.logits(b"ab") != other.logits(b"ab")).any()


@pytest.mark.parametrize("text", [b"", b"a", b"\xff" * WINDOW, b"long " * WINDOW], ids=len)
def test_it_has_a_lively_opinion_after_any_text(text: bytes) -> None:
    logits = engine_named("transformers", 7).logits(text)
    assert logits.shape == (VOCABULARY,)
    assert 0.5 < logits.std() < 3


def test_the_opinion_depends_on_what_came_before_and_on_nothing_older_than_the_window() -> None:
    engine = engine_named("transformers", 7)
    assert (engine.logits(b"abc") != engine.logits(b"bac")).any()
    assert (engine.logits(b"a" + b"x" * WINDOW) == engine.logits(b"b" + b"x" * WINDOW)).all()


def test_it_writes_what_the_grammar_allows() -> None:
    said = Writer(engine_named("transformers", 7), 1, b"Go.", 4096).whole(SENTENCE)
    assert said[0].isupper() and said.endswith(".")


@pytest.mark.parametrize("wire", ["tools", "tagged_json"])
async def test_fifty_acts_without_an_error(wire: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with tiny(wire, "transformers") as model:
        events, _ = await driven(model, tmp_path)
    with capsys.disabled():
        print(f"\n{wire}: {_told(events)}")
    assert len(acts(events)) >= ACTS
    assert faults(events) == []
    assert {"left_click", "right_click"} & set(acts(events))


def _told(events: list[ev.Event]) -> str:
    replies = [event.reply for event in events if isinstance(event, ev.ModelReplied)]
    calls = sum(len(reply.calls) for reply in replies)
    return f"{len(acts(events))} acts of {calls} calls in {len(replies)} replies, {len(faults(events))} errors"


async def test_it_runs_as_a_program_that_is_asked_for_it() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deskhand.models.tiny", "--engine", "transformers", stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout
    try:
        url = (await program.stdout.readline()).decode().strip()
        async with openai.AsyncOpenAI(api_key="none", base_url=url) as client:
            asked = await client.chat.completions.create(model="m", messages=[{"role": "user", "content": "Go."}])
            assert (asked.choices[0].message.content or "").endswith(".")
    finally:
        program.terminate()
        await program.wait()
