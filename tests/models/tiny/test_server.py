"""The tiny model behind the API of local servers, with the vendor's own SDK as the client."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import openai
import pytest

from deskhand.agent.asking import TOOL_SPECS
from deskhand.models.tiny.server import serving

TOOLS: Any = [{"type": "function", "function": {"name": t.name, "parameters": t.parameters}} for t in TOOL_SPECS]
GO: Any = [{"role": "user", "content": "Go."}]


@pytest.fixture
async def client() -> AsyncIterator[openai.AsyncOpenAI]:
    async with serving(seed=3) as url, openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client:
        yield client


async def test_it_lists_itself(client: openai.AsyncOpenAI) -> None:
    assert [model.id async for model in client.models.list()] == ["tiny-random"]


async def test_a_whole_answer_has_words_calls_and_what_it_cost(client: openai.AsyncOpenAI) -> None:
    answer = await client.chat.completions.create(model="m", messages=GO, tools=TOOLS)
    (choice,) = answer.choices
    assert choice.finish_reason == "tool_calls" and choice.message.content
    for call in choice.message.tool_calls or []:
        assert call.type == "function" and isinstance(json.loads(call.function.arguments), dict)
    assert answer.usage and answer.usage.completion_tokens > 10


async def test_a_streamed_answer_is_the_same_as_the_whole_one() -> None:
    made = []
    for stream in (False, True):
        async with serving(seed=5) as url, openai.AsyncOpenAI(api_key="none", base_url=url) as client:
            if stream:
                made.append(await gathered(client))
            else:
                answer = await client.chat.completions.create(model="m", messages=GO, tools=TOOLS)
                calls: Any = answer.choices[0].message.tool_calls or []
                written = [(call.id, call.function.name, call.function.arguments) for call in calls]
                made.append((answer.choices[0].message.content, written, answer.choices[0].finish_reason))
    assert made[0] == made[1]


async def gathered(client: openai.AsyncOpenAI) -> tuple[str, list[tuple[str, str, str]], str]:
    words, calls, stopped = "", dict[int, list[str]](), ""
    async for chunk in await client.chat.completions.create(model="m", messages=GO, tools=TOOLS, stream=True):
        for choice in chunk.choices:
            words += choice.delta.content or ""
            stopped = choice.finish_reason or stopped
            for call in choice.delta.tool_calls or []:
                assert call.function
                kept = calls.setdefault(call.index, [call.id or "", call.function.name or "", ""])
                kept[2] += call.function.arguments or ""
    return words, [(call[0], call[1], call[2]) for call in calls.values()], stopped


async def test_a_wrong_request_is_400_and_a_wrong_place_404(client: openai.AsyncOpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="is not a list of messages"):
        await client.chat.completions.create(model="m", messages=[])
    with pytest.raises(openai.NotFoundError):
        await client.responses.create(model="m", input="Go.")


@pytest.mark.parametrize("sent", [b"", b"\x00\xff\r\n\r\n", b"POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n\r\n{"])
async def test_what_is_no_request_ends_its_own_connection_only(client: openai.AsyncOpenAI, sent: bytes) -> None:
    host, port = str(client.base_url.host), int(client.base_url.port or 0)
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(sent)
    writer.write_eof()
    await reader.read()
    writer.close()
    assert [model.id async for model in client.models.list()] == ["tiny-random"]


async def test_it_runs_as_a_program_that_says_where_it_listens() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deskhand.models.tiny", "--seed", "2", stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout
    try:
        url = (await program.stdout.readline()).decode().strip()
        async with openai.AsyncOpenAI(api_key="none", base_url=url) as client:
            assert [model.id async for model in client.models.list()] == ["tiny-random"]
    finally:
        program.terminate()
        await program.wait()
