"""Programs to type into: a GTK window and a page in Chromium. Each tells the text that it holds."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

from tests.desk.screen.xserver import Display, running

APPEARS_S = 60.0


async def until(holds: Callable[[], Awaitable[bool]], *, limit_s: float = APPEARS_S) -> bool:
    """Poll another process's state; False when it does not come true in time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(limit_s):
            while not await holds():  # noqa: ASYNC110 - the state of another process, which tells nobody
                await asyncio.sleep(0.02)
            return True
    return await holds()


class TextProgram(Protocol):
    """Something with one field that has the focus."""

    async def text(self) -> str: ...


class GtkProgram:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def text(self) -> str:
        path = self._folder / "text"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@contextlib.asynccontextmanager
async def gtk_program(display: Display, folder: Path, field: str = "view") -> AsyncIterator[GtkProgram]:
    """field: "view" for several lines, "entry" for one."""
    script = Path(__file__).with_name("gtk_entry.py")
    argv = ["/usr/bin/python3", str(script), str(folder), field]

    async def ready() -> bool:
        return (folder / "ready").exists()

    async with running(argv, env=display.environment):
        assert await until(ready)
        yield GtkProgram(folder)


class Pipe:
    """Chromium's debugging pipe: one request at a time."""

    def __init__(self, read_fd: int, write_fd: int) -> None:
        self._read_fd, self._write_fd = read_fd, write_fd
        self._number = 0
        self._buffer = b""
        self._readable = asyncio.Event()
        asyncio.get_running_loop().add_reader(read_fd, self._readable.set)

    async def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        os.write(self._write_fd, json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            answer = await self._message()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    async def _message(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            self._readable.clear()
            await self._readable.wait()
            self._buffer += os.read(self._read_fd, 1 << 20)
        head, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(head)
        return message

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._read_fd)


class ChromiumProgram:
    def __init__(self, pipe: Pipe, session: str) -> None:
        self._pipe, self._session = pipe, session

    async def evaluate(self, expression: str) -> Any:
        answer = await self._pipe.ask("Runtime.evaluate", self._session, expression=expression, returnByValue=True)
        return answer["result"].get("value")

    async def text(self) -> str:
        return str(await self.evaluate("document.querySelector('textarea,input').value"))


@contextlib.asynccontextmanager
async def chromium_program(display: Display, folder: Path, html: str) -> AsyncIterator[ChromiumProgram]:
    """Chromium on a page of this HTML. Runs without its sandbox, as tests may be root; it loads nothing else."""
    from_us, to_us = os.pipe(), os.pipe()
    page = "data:text/html;charset=utf-8," + urllib.parse.quote(html)
    flags = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--remote-debugging-pipe", "--window-size=780,560",
        "--window-position=0,0", f"--user-data-dir={folder}/profile", "--disable-dev-shm-usage", "--lang=en",
    ]  # fmt: skip
    # the pipe is expected at descriptors 3 and 4: a shell-free way is to let Python's own exec put them there
    move = "import os,sys; r,w=map(int,sys.argv[1:3]); r=os.dup(r); w=os.dup(w)\n"
    move += "for a,b in ((r,63),(w,64)): os.dup2(a,b)\n"
    move += "for a,b in ((63,3),(64,4)): os.dup2(a,b)\nos.closerange(5,65); os.execv(sys.argv[3],sys.argv[3:])"
    numbers = [str(from_us[0]), str(to_us[1])]
    argv = ["/usr/bin/python3", "-c", move, *numbers, "/usr/bin/chromium", *flags, page]
    env = display.environment | {"HOME": str(folder)}
    try:
        async with running(argv, env=env, pass_fds=[from_us[0], to_us[1]]):
            pipe = Pipe(to_us[0], from_us[1])
            try:
                yield await _attach(pipe)
            finally:
                pipe.close()
    finally:
        for fd in (*from_us, *to_us):
            os.close(fd)


async def _attach(pipe: Pipe) -> ChromiumProgram:
    found: list[str] = []

    async def page_there() -> bool:
        targets = (await pipe.ask("Target.getTargets"))["targetInfos"]
        found[:] = [t["targetId"] for t in targets if t["type"] == "page" and t["url"].startswith("data:")]
        return bool(found)

    assert await until(page_there)
    attached = await pipe.ask("Target.attachToTarget", targetId=found[0], flatten=True)
    program = ChromiumProgram(pipe, attached["sessionId"])

    async def focused() -> bool:
        return bool(await program.evaluate("document.hasFocus() && document.readyState == 'complete'"))

    assert await until(focused)
    return program
