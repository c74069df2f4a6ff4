"""How long a key takes to the screen, in the field to write into, while sessions are at work.

It does not know how the numbers are shown.
"""

from __future__ import annotations

import asyncio

from deskhand.agent.session import Home
from deskhand.bench.workspace.record import LAST_WORDS, make_session
from deskhand.bench.workspace.streaming import streaming
from deskhand.bench.workspace.viewer import Viewer

MANY = 8
EVENTS = 200
"""Of each session before it begins to talk: what is said then is what grows."""
_PAUSE_S = 0.12
"""As fast as a good typist."""
_SETTLE_S = 1.0
_LETTERS = "a word for the agent "

_KEYS = """
(() => {
  globalThis.deskhandKeys = [];
  addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => deskhandKeys.push(performance.now() - timeStamp);
    port2.postMessage(0);
  }), true);
  const field = document.querySelector("textarea");
  field.focus();
  return document.activeElement === field;
})()
"""
"""From when the browser had the key until the frame that has its letter was drawn: what comes after it in the queue."""


async def key_times(
    viewer: Viewer, home: Home, address: str, log: str, *, rounds: int, keys: int
) -> dict[int, list[float]]:
    """Milliseconds from a key to the screen, in a session that talks: by how many talk, 1 or MANY of them; they take
    turns. log: the selector of the conversation. Raises LimitExceeded when the page never shows."""
    sessions = [await make_session(home, EVENTS) for _ in range(MANY)]
    await viewer.watch(LAST_WORDS, log)
    await viewer.open(f"{address}/s/{sessions[0]}")
    await viewer.painted(LAST_WORDS)
    await viewer.quiet()
    if not await viewer.run(_KEYS):
        raise RuntimeError("the field to write into can't be typed into")
    times: dict[int, list[float]] = {1: [], MANY: []}
    for _ in range(rounds):
        for count, found in times.items():
            async with streaming(home, sessions[:count]):
                await asyncio.sleep(_SETTLE_S)
                await viewer.run("deskhandKeys.length = 0")
                for place in range(keys):
                    await viewer.type(_LETTERS[place % len(_LETTERS)])
                    await asyncio.sleep(_PAUSE_S)
                found += await viewer.run("deskhandKeys")
    typed = await viewer.run("document.querySelector('textarea').value.length")
    if typed != rounds * keys * len(times):
        raise RuntimeError(f"{typed} letters came of {rounds * keys * len(times)} keys")
    return times
