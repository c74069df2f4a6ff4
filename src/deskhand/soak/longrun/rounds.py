"""What is done over and over: a page with one field, and a model that lists, clicks, types, looks and runs a command.

The page answers every click with a new number, so each round leaves other pictures and other words than the last one.
It does not know what is measured.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from pydantic import JsonValue

from deskhand.core.elements import parse_elements
from deskhand.core.errors import DeskhandError
from deskhand.core.messages import Call, Message, Reply, ResultMessage, text_of
from deskhand.models.base import Delta, Request

NAME = "longrun.test"
ADDRESS = f"http://{NAME}/"
FIELD = "Note"
ROUND = 5
"""Acts in one round."""

_PAGE = f"""<!doctype html><html lang="en"><title>Notes</title><body style="font: 20px sans-serif">
<h1>Notes</h1><p id="count">0 clicks</p><label>{FIELD} <input id="note" size="40"></label>
<p><button>Save</button> <a href="#more">More</a></p>
<script>let n = 0; note.onclick = () => {{ note.value = ""; count.textContent = ++n + " clicks" }}</script>""".encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"


class Rounds:
    """A model that asks for the same round of acts until it has made so many, then ends. It remembers one number."""

    name = "routine"

    def __init__(self, acts: int) -> None:
        self._acts = acts
        self._turn = 0

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        turn, self._turn = self._turn, self._turn + 1
        if turn > self._acts:
            yield Reply(text="done", model=self.name)
            return
        tool, arguments = _OPEN if turn == 0 else self._act(turn - 1, request)
        call = Call(id=f"c{turn}", name=tool, arguments=arguments)
        yield Reply(calls=(call,), stop_reason="calls", model=self.name)

    def _act(self, number: int, request: Request) -> tuple[str, dict[str, JsonValue]]:
        match number % ROUND:
            case 0:
                return "elements", {"find": FIELD}
            case 1:
                return "computer", {"action": "left_click", "element": _listed(request.messages[-1])}
            case 2:
                return "computer", {"action": "type", "text": f"round {number // ROUND}"}
            case 3:
                return "computer", {"action": "screenshot"}
        return "bash", {"command": f"echo round {number // ROUND}"}

    def problems(self, task: str) -> tuple[str, ...]:
        """It follows its own rounds, whatever it is asked."""
        return ()

    async def close(self) -> None:
        """Nothing to let go of."""


_OPEN: tuple[str, dict[str, JsonValue]] = ("computer", {"action": "open", "target": ADDRESS})


def _listed(message: Message) -> str:
    """The id of the field in the listing that was just given."""
    words = text_of(message.parts) if isinstance(message, ResultMessage) else ""
    found = [item.id for item in parse_elements(words).elements if item.role == "textbox"]
    if not found:
        raise DeskhandError("the field is not on the page any more.", hint=f"The listing was: {words[:200]}")
    return found[0]


@contextlib.asynccontextmanager
async def served() -> AsyncIterator[str]:
    """The page on a port of the loopback: "127.0.0.1:PORT"."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(_HEAD % len(_PAGE) + _PAGE)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
