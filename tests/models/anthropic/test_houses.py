"""The same models in other houses: the same requests at their addresses, signed in their ways, in their framing."""

from __future__ import annotations

import asyncio
import base64
import json
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from deskhand.core.errors import DeskhandError
from deskhand.core.messages import ModelMessage
from deskhand.models.anthropic.forms import FUNCTIONS, SINGLE_ZOOM, TOOLSET
from deskhand.models.registry import model_named

from ..conformance import answered, person, reply_of, request_of
from .peer import Answer, Body, Peer, Refused, Said, events_of, text, use

GO = request_of(person("Go."))
OPUS_THERE = "bedrock/global.anthropic.claude-opus-5"


class Framed(Peer):
    """The peer behind Amazon's framing of streams."""

    async def _answer(
        self, answer: Said | Refused, body: Body, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if isinstance(answer, Refused):
            return await super()._answer(answer, body, reader, writer)
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\nconnection: close\r\n\r\n"
        )
        for name, data in events_of(answer, body):
            packed = base64.b64encode(json.dumps({"type": name, **data}).encode()).decode()
            writer.write(frame(json.dumps({"bytes": packed}).encode()))
        await writer.drain()
        return None


def frame(payload: bytes) -> bytes:
    """One message of AWS's event stream: lengths, headers, payload, and two checksums."""
    named = {":event-type": "chunk", ":content-type": "application/json", ":message-type": "event"}
    headers = b"".join(
        struct.pack(">B", len(name)) + name.encode() + struct.pack(">BH", 7, len(value)) + value.encode()
        for name, value in named.items()
    )
    prelude = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + payload
    return message + struct.pack(">I", zlib.crc32(message))


@asynccontextmanager
async def house(kind: type[Peer], *answers: Answer, refuses_types: tuple[str, ...] = ()) -> AsyncIterator[Any]:
    """A peer and the addresses that it was asked at."""
    peer, lines = kind(list(answers), refuses_types), []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readuntil(b"\r\n")
        lines.append(line.decode().split()[1])
        rest = asyncio.StreamReader()
        rest.feed_data(line + await reader.readuntil(b"\r\n\r\n"))
        size = int(next(v for k, _, v in _headers(rest) if k == "content-length"))
        rest.feed_data(await reader.readexactly(size))
        await peer.handle(rest, writer)

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    peer.url = "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname()[:2])
    try:
        yield peer, lines
    finally:
        server.close()
        await server.wait_closed()


def _headers(reader: asyncio.StreamReader) -> list[tuple[str, str, str]]:
    buffered = bytes(reader._buffer).decode()  # type: ignore[attr-defined]
    return [(k.lower(), ":", v.strip()) for k, _, v in (line.partition(":") for line in buffered.split("\r\n"))]


@pytest.fixture(autouse=True)
def without_a_login(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    for name in (
        "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY", "ANTHROPIC_VERTEX_PROJECT_ID", "GOOGLE_CLOUD_PROJECT", "CLOUD_ML_REGION",
        "GOOGLE_CLOUD_LOCATION", "GOOGLE_OAUTH_ACCESS_TOKEN", "GOOGLE_APPLICATION_CREDENTIALS",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESKHAND_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("NO_GCE_CHECK", "true")


CLICK = use("t1", "computer", {"action": "left_click", "coordinate": [10, 20]})


async def test_bedrock_is_asked_in_its_older_form_with_its_framing_and_a_bearer_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with house(Framed, Said([CLICK]), Said([text("Done.")])) as (peer, lines):
        monkeypatch.setenv("AWS_REGION", "us-east-1")
        monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "by-hand")
        monkeypatch.setenv("BEDROCK_BASE_URL", peer.url)
        model = model_named(OPUS_THERE)
        reply = await reply_of(model, GO)
        end = await reply_of(
            model, request_of(person("Go."), ModelMessage(reply=reply), *(answered(call) for call in reply.calls))
        )
        await model.close()
    assert reply.calls[0].arguments == {"action": "left_click", "coordinate": [10, 20]}
    assert (end.text, end.native["provider"], end.native["wire"]) == ("Done.", "bedrock", SINGLE_ZOOM)
    assert set(lines) == {"/model/global.anthropic.claude-opus-5/invoke-with-response-stream"}
    assert peer.requests[0]["anthropic_beta"] == ["computer-use-2025-11-24"]
    assert peer.headers[0]["authorization"] == "Bearer by-hand"
    assert reply.usage.cost_usd is not None


async def test_bedrock_is_signed_with_the_persons_own_aws_login(monkeypatch: pytest.MonkeyPatch) -> None:
    async with house(Framed, Said([text("Yes.")])) as (peer, _):
        for name, value in {
            "AWS_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "by-hand",
            "BEDROCK_BASE_URL": peer.url,
        }.items():
            monkeypatch.setenv(name, value)
        model = model_named(OPUS_THERE)
        assert (await reply_of(model, GO)).text == "Yes."
        await model.close()
    signed = peer.headers[0]["authorization"]
    assert signed.startswith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
    assert "/eu-west-1/bedrock/aws4_request" in signed


async def test_bedrock_steps_up_to_the_newer_form_where_the_older_ones_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    older = (SINGLE_ZOOM, "computer_20250124")
    async with house(Framed, Said([text("Yes.")]), refuses_types=older) as (peer, _):
        monkeypatch.setenv("AWS_REGION", "us-east-1")
        monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "by-hand")
        monkeypatch.setenv("BEDROCK_BASE_URL", peer.url)
        model = model_named(OPUS_THERE)
        assert (await reply_of(model, GO)).native["wire"] == TOOLSET
        await model.close()


async def test_a_frame_that_is_damaged_is_a_failure_that_may_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    class Damaged(Framed):
        async def _answer(self, answer: Any, body: Any, reader: Any, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + frame(b"{}")[:-2] + b"xx" + b"y" * 40)

    async with house(Damaged, Said([])) as (peer, _):
        monkeypatch.setenv("AWS_REGION", "us-east-1")
        monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "by-hand")
        monkeypatch.setenv("BEDROCK_BASE_URL", peer.url)
        model = model_named(OPUS_THERE)
        reply = await reply_of(model, GO)
        await model.close()
    assert (reply.stop_reason, reply.retryable) == ("failed", True)


async def test_bedrock_without_a_login_fails_with_how_to_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("BEDROCK_BASE_URL", "http://127.0.0.1:9")
    for profile in ("", "nobody"):
        monkeypatch.setenv("AWS_PROFILE", profile)
        model = model_named(OPUS_THERE)
        reply = await reply_of(model, GO)
        await model.close()
        assert (reply.stop_reason, reply.failure, reply.retryable) == ("failed", "auth", False)
        assert "aws configure" in reply.error


async def test_vertex_is_asked_at_its_address_with_the_projects_token(monkeypatch: pytest.MonkeyPatch) -> None:
    async with house(Peer, Said([text("Yes.")])) as (peer, lines):
        monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "desk-1")
        monkeypatch.setenv("GOOGLE_OAUTH_ACCESS_TOKEN", "by-hand")
        monkeypatch.setenv("VERTEX_BASE_URL", peer.url)
        model = model_named("vertex/claude-opus-5-5")
        reply = await reply_of(model, GO)
        await model.close()
    assert (reply.text, reply.native["wire"], reply.model.partition("/")[0]) == ("Yes.", TOOLSET, "vertex")
    assert lines == ["/projects/desk-1/locations/global/publishers/anthropic/models/claude-opus-5-5:streamRawPredict"]
    assert peer.headers[0]["authorization"] == "Bearer by-hand"
    assert reply.usage.cost_usd is not None


async def test_vertex_without_a_login_fails_with_how_to_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "desk-1")
    monkeypatch.setenv("VERTEX_BASE_URL", "http://127.0.0.1:9")
    model = model_named("vertex/claude-opus-5-5")
    reply = await reply_of(model, GO)
    await model.close()
    assert (reply.stop_reason, reply.failure) == ("failed", "auth")
    assert "gcloud auth application-default login" in reply.error


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (OPUS_THERE, "in no region.*Set AWS_REGION"),
        ("vertex/claude-opus-5-5", "in no project.*Set ANTHROPIC_VERTEX_PROJECT_ID"),
        ("bedrock", '"bedrock" is a provider.*bedrock/global'),
        ("vertex/claude-opus-5-5+smoke", "no wire form"),
    ],
)
def test_what_is_missing_is_told_before_anything_starts(name: str, words: str) -> None:
    with pytest.raises(DeskhandError, match=words):
        model_named(name)


def test_one_wire_form_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    assert model_named(f"{OPUS_THERE}+functions").wire == FUNCTIONS  # type: ignore[attr-defined]
