"""A real Chromium without a window, over its debugging pipe: what it loads, and when something is painted.

It does not know the workspace's pages.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from deskhand.core.errors import LimitExceeded, SetupMissing
from deskhand.desk.sight.cdp import Connection, Params

WIDTH, HEIGHT = 1440, 900
PATIENCE_S = 60.0
_LOOK_S = 0.02
_QUIET_S = 1.0
_FD_LEAST = 10
_FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--mute-audio", f"--window-size={WIDTH},{HEIGHT}",
)  # fmt: skip
"""Without its own sandbox, which it has not as root: it opens nothing but the server that is measured."""

_WATCH = """
(() => {
  const seen = (globalThis.deskhandSeen = {});
  const look = () => {
    const wanted = globalThis.deskhandWanted ?? %s;
    if (!wanted || wanted in seen || !document.querySelector(%s)?.textContent.includes(wanted)) return;
    seen[wanted] = null;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      seen[wanted] = { after_ms: performance.now(), at_ms: Date.now() };
    }));
  };
  globalThis.deskhandLook = look;
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
})();
"""
"""The second frame after the words are in the page begins when the first, which has them, was painted."""


class Viewer:
    """One page. bytes_by_address: what came over the wire for it, headers too, since the last `forget`; packed_by:
    how many answers were packed how."""

    def __init__(self) -> None:
        self.bytes_by_address: dict[str, int] = {}
        self.packed_by: Counter[str] = Counter()
        self._addresses: dict[str, str] = {}
        self._link: Connection | None = None
        self._page = ""
        self._watching = ""
        self._moved = 0.0

    async def attach(self, link: Connection) -> None:
        self._link = link
        target = (await link.call("Target.createTarget", {"url": "about:blank"}))["targetId"]
        attached = await link.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        self._page = attached["sessionId"]
        await self.call("Page.enable")
        await self.call("Network.enable")

    async def call(self, method: str, params: Params | None = None) -> Params:
        """Raises what `Connection.call` raises."""
        assert self._link is not None
        return await self._link.call(method, params, session=self._page, timeout_s=PATIENCE_S)

    async def run(self, script: str) -> Any:
        """The value of a script in the page."""
        told = await self.call("Runtime.evaluate", {"expression": script, "returnByValue": True, "awaitPromise": True})
        return told["result"].get("value")

    async def run_in_frames(self, script: str) -> list[Any]:
        """The values of a script in each frame that has a process of its own."""
        assert self._link is not None
        values = []
        for target in (await self._link.call("Target.getTargets"))["targetInfos"]:
            if target["type"] != "iframe":
                continue
            attach = {"targetId": target["targetId"], "flatten": True}
            frame = (await self._link.call("Target.attachToTarget", attach))["sessionId"]
            ask = {"expression": script, "returnByValue": True, "awaitPromise": True}
            told = await self._link.call("Runtime.evaluate", ask, session=frame, timeout_s=PATIENCE_S)
            values.append(told["result"].get("value"))
            await self._link.call("Target.detachFromTarget", {"sessionId": frame})
        return values

    async def watch(self, words: str, within: str) -> None:
        """From the next page on, look for these words in the element that the selector finds."""
        if self._watching:
            await self.call("Page.removeScriptToEvaluateOnNewDocument", {"identifier": self._watching})
        script = {"source": _WATCH % (json.dumps(words), json.dumps(within))}
        self._watching = (await self.call("Page.addScriptToEvaluateOnNewDocument", script))["identifier"]

    async def want(self, words: str) -> None:
        """Look for these words now, in the page that is open."""
        await self.run(f"globalThis.deskhandWanted = {json.dumps(words)}; deskhandLook()")

    async def painted(self, words: str) -> dict[str, float]:
        """after_ms: since the page was asked for; at_ms: of the clock. Raises LimitExceeded when they never come."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        while asyncio.get_running_loop().time() < deadline:
            seen = await self.run(f"globalThis.deskhandSeen?.[{json.dumps(words)}] ?? null")
            if seen:
                return dict(seen)
            await asyncio.sleep(_LOOK_S)
        raise LimitExceeded(f"{words!r} was not painted within {PATIENCE_S:g} s.", hint="See whether the page works.")

    async def type(self, letter: str) -> None:
        """Press a key and let it go, as a keyboard does, wherever the focus is."""
        await self.call("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, "key": letter})
        await self.call("Input.dispatchKeyEvent", {"type": "keyUp", "key": letter})

    async def open(self, address: str) -> None:
        self._moved = asyncio.get_running_loop().time()
        await self.call("Page.navigate", {"url": address})

    async def accept(self, *encodings: str) -> None:
        """What the server may pack its answers by."""
        await self.call("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": ", ".join(encodings)}})

    async def quiet(self) -> None:
        """Until nothing has come over the wire for a second."""
        left = _QUIET_S
        while left > 0:
            await asyncio.sleep(left)
            left = self._moved + _QUIET_S - asyncio.get_running_loop().time()

    async def forget(self) -> None:
        """Nothing is in the cache any more, and what was counted is not."""
        await self.call("Network.clearBrowserCache")
        self.bytes_by_address.clear()
        self.packed_by.clear()

    def on_event(self, method: str, params: Params, session: str) -> None:
        request = str(params.get("requestId", ""))
        if method == "Network.responseReceived":
            packed = {name.lower(): value for name, value in params.get("response", {}).get("headers", {}).items()}
            self.packed_by[str(packed.get("content-encoding", ""))] += 1
        if method == "Network.requestWillBeSent":
            self._addresses[request] = str(params.get("request", {}).get("url", ""))
        elif method == "Network.loadingFinished":
            address = self._addresses.get(request, "")
            got = int(params.get("encodedDataLength", 0))
            self.bytes_by_address[address] = self.bytes_by_address.get(address, 0) + got
        if method.startswith("Network."):
            self._moved = asyncio.get_running_loop().time()


@asynccontextmanager
async def viewing(folder: Path) -> AsyncIterator[Viewer]:
    """A browser with one page, its profile in `folder`. Raises SetupMissing when there is none here."""
    program = shutil.which("chromium")
    if program is None:
        raise SetupMissing("there is no Chromium here.", hint="Install the Debian package chromium.")
    commands_in, commands_out = _pipe()
    events_in, events_out = _pipe()
    viewer = Viewer()
    script = f'exec "$0" "$@" 3<&{commands_in} 4>&{events_out}'
    process = await asyncio.create_subprocess_exec(
        "/bin/bash", "-c", script, program, *_FLAGS, f"--user-data-dir={folder}", "about:blank",
        pass_fds=(commands_in, events_out), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    os.close(commands_in)
    os.close(events_out)
    link = await Connection.open(events_in, commands_out, viewer.on_event)
    try:
        await viewer.attach(link)
        yield viewer
    finally:
        link.close()
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _pipe() -> tuple[int, int]:
    """Its ends have numbers that are not among those that the browser's pipe must have."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _FD_LEAST) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]
