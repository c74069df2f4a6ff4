"""What an agent asks: a conversation that grows by what its tools answer, 2,500 to 9,000 tokens a turn.

The same seed gives the same conversation, so all ways ask the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from deskhand.core.messages import Call, Message, ModelMessage, PersonMessage, Reply, ResultMessage, TextPart
from deskhand.models.base import Request, ToolSpec
from deskhand.tools.registry import TOOLS

FRESH_CHARS = (8_000, 29_000)
"""Of a tool's answer: about 2,500 to 9,000 tokens."""

_WORDS = ("invoice", "page", "total", "window", "button", "field", "saved", "report", "number", "column", "entry")
_TOOLS = tuple(ToolSpec(tool.name, tool.description, tool.schema()) for tool in TOOLS.values())


def requests(agent: str, seed: int, turns: int) -> Iterator[Request]:
    """The requests of one agent, one a turn."""
    luck = random.Random(f"{seed} {agent}")
    task = f"You are agent {agent}. Read this and the files: {_text(luck, luck.randint(*FRESH_CHARS))}"
    messages: list[Message] = [PersonMessage(parts=(TextPart(text=task),))]
    for turn in range(turns):
        yield Request(agent, f"Work as agent {agent}.", tuple(messages), _TOOLS, _no_blob)
        call = Call(id=f"call_{turn}", name="bash", arguments={"command": f"cat part-{turn}.txt"})
        messages.append(ModelMessage(reply=Reply(text="Going on.", calls=(call,), stop_reason="calls")))
        words = _text(luck, luck.randint(*FRESH_CHARS))
        messages.append(ResultMessage(call_id=call.id, tool="bash", parts=(TextPart(text=words),)))


def _text(luck: random.Random, chars: int) -> str:
    words: list[str] = []
    while chars > 0:
        words.append(luck.choice(_WORDS))
        chars -= len(words[-1]) + 1
    return " ".join(words)


def _no_blob(digest: str) -> bytes:
    raise KeyError(digest)
