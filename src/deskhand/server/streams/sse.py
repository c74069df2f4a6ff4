"""Server-sent events: the form on the wire, and the answer that carries them. It does not know what is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import StreamingResponse

HEARTBEAT_S = 15.0
RETRY_MS = 1_000
HEARTBEAT = ": still here\n\n"

DOCUMENTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events, without end.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


def told(event: str, data: str, id: int | None = None) -> str:
    """One event. data: JSON on one line."""
    return f"event: {event}\n{f'id: {id}{chr(10)}' if id is not None else ''}data: {data}\n\n"


def line(data: Any) -> str:
    """JSON on one line, ASCII: nothing that a stranger said can end it."""
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def answer(events: AsyncIterator[str]) -> StreamingResponse:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_begun(events), media_type="text/event-stream", headers=headers)


async def _begun(events: AsyncIterator[str]) -> AsyncIterator[str]:
    yield f"retry: {RETRY_MS}\n\n"
    async for event in events:
        yield event
