"""A desk in use from another process: the `Desk` protocol over the socket of the desk's keeper.

It does not know how a desk is made or kept; `desk.open` finds or starts the keeper.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from deskhand.core.acts import Act
from deskhand.core.elements import Element, ElementList
from deskhand.core.errors import DeskhandError, DeskLost
from deskhand.core.geometry import Box
from deskhand.core.secrets import TypedSecret
from deskhand.core.targets import Covers, HeldRequest, Target
from deskhand.desk.base import (
    WORK_DIR,
    ActReport,
    DeskInfo,
    ElementQuery,
    FileEntry,
    Look,
    RunResult,
    SnapshotInfo,
)
from deskhand.desk.keeper.methods import METHODS
from deskhand.desk.keeper.wire import connect, error_from, pack, read_message

_GREETING_TIMEOUT_S = 30.0
_LOST_HINT = "Open the desk again; its files are kept."


class DeskClient:
    """A `Desk` behind a keeper. Made by `attach`; lives in one event loop."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, info: DeskInfo):
        self._reader = reader
        self._writer = writer
        self._info = info
        self._next_id = 0
        self._waiting: dict[int, asyncio.Queue[dict[str, Any]]] = {}
        self._lost: DeskLost | None = None
        self._listening = asyncio.ensure_future(self._listen())

    @classmethod
    async def attach(cls, run_dir: Path, *, alone: bool = False) -> DeskClient:
        """Attach to the desk that runs in this folder and let go of what a former driver held. Raises DeskLost.

        alone: every other driver is put out first.
        """
        reader, writer = await connect(run_dir)
        try:
            async with asyncio.timeout(_GREETING_TIMEOUT_S):
                greeting = await read_message(reader)
            info = DeskInfo.model_validate(greeting.get("info"))
        except (TimeoutError, ValidationError):
            writer.close()
            raise DeskLost(f"The keeper in {run_dir} does not answer as it should.", hint=_LOST_HINT) from None
        except BaseException:
            writer.close()
            raise
        client = cls(reader, writer, info)
        try:
            if alone:
                writer.write(pack({"alone": True}))
            await client.release_all()
        except BaseException:
            await client._hang_up()
            raise
        return client

    async def _listen(self) -> None:
        try:
            while True:
                message = await read_message(self._reader)
                queue = self._waiting.get(message.get("id", 0))
                if queue is not None:
                    queue.put_nowait(message)
        except DeskLost as error:
            self._lost = error
        except (TypeError, asyncio.CancelledError):
            self._lost = DeskLost("The link to the desk was closed.", hint=_LOST_HINT)
        self._writer.close()
        for queue in self._waiting.values():
            queue.put_nowait({})

    async def _ask(self, name: str, params: dict[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
        """Send a request and give its messages until its result. Left early, the request is cancelled."""
        if self._lost is not None:
            raise DeskLost(self._lost.message, hint=self._lost.hint)
        self._next_id += 1
        number = self._next_id
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._waiting[number] = queue
        ended = False
        try:
            self._writer.write(pack({"id": number, "method": name, "params": METHODS[name].pack_params(params)}))
            while not ended:
                message = await queue.get()
                ended = "piece" not in message
                if self._lost is not None and not message:
                    raise DeskLost(self._lost.message, hint=self._lost.hint)
                if "error" in message:
                    raise error_from(message["error"])
                yield message
        finally:
            del self._waiting[number]
            if not ended and not self._writer.is_closing():
                self._writer.write(pack({"cancel": number}))

    async def _call(self, name: str, **params: Any) -> Any:
        async with contextlib.aclosing(self._ask(name, params)) as messages:
            async for message in messages:
                if "info" in message:
                    self._note_info(message["info"])
                return METHODS[name].read_result(message.get("result"))
        raise DeskLost("The desk gave no answer.", hint=_LOST_HINT)

    def _note_info(self, raw: object) -> None:
        try:
            self._info = DeskInfo.model_validate(raw)
        except ValidationError:
            return  # an older word of itself stays good

    @property
    def info(self) -> DeskInfo:
        return self._info

    async def look(self, *, since: int | None = None, region: Box | None = None) -> Look:
        return await self._call("look", since=since, region=region)  # type: ignore[no-any-return]

    async def act(
        self, act: Act, *, seen: int | None = None, dialog: bool = False, covers: Covers | None = None
    ) -> ActReport:
        return await self._call("act", act=act, seen=seen, dialog=dialog, covers=covers)  # type: ignore[no-any-return]

    async def enter_secret(self, element_id: str, typed: TypedSecret) -> ActReport:
        return await self._call("enter_secret", element_id=element_id, typed=typed)  # type: ignore[no-any-return]

    async def release_all(self) -> None:
        await self._call("release_all")

    async def elements(self, query: ElementQuery = ElementQuery()) -> ElementList:
        return await self._call("elements", query=query)  # type: ignore[no-any-return]

    async def element_at(self, x: int, y: int) -> Element | None:
        return await self._call("element_at", x=x, y=y)  # type: ignore[no-any-return]

    async def element(self, element_id: str) -> Element | None:
        return await self._call("element", element_id=element_id)  # type: ignore[no-any-return]

    async def target(self, act: Act) -> Target:
        return await self._call("target", act=act)  # type: ignore[no-any-return]

    async def held(self) -> tuple[HeldRequest, ...]:
        return await self._call("held")  # type: ignore[no-any-return]

    async def settle_held(self, ids: tuple[str, ...], *, send: bool) -> ActReport:
        return await self._call("settle_held", ids=ids, send=send)  # type: ignore[no-any-return]

    async def cover(self, covers: Covers) -> None:
        await self._call("cover", covers=covers)

    async def focused(self) -> Element | None:
        return await self._call("focused")  # type: ignore[no-any-return]

    async def read_picture(self, path: str) -> ElementList:
        return await self._call("read_picture", path=path)  # type: ignore[no-any-return]

    async def run(
        self,
        command: str,
        *,
        timeout_s: float = 120.0,
        output_chars_max: int = 20_000,
        reach: tuple[str, ...] | None = None,
    ) -> RunResult:
        given = {"command": command, "timeout_s": timeout_s, "output_chars_max": output_chars_max, "reach": reach}
        return await self._call("run", **given)  # type: ignore[no-any-return]

    async def run_output(self, *, wait: bool = False) -> AsyncIterator[str]:
        async with contextlib.aclosing(self._ask("run_output", {"wait": wait})) as messages:
            async for message in messages:
                if "piece" in message:
                    yield METHODS["run_output"].read_result(message["piece"])

    async def restart_shell(self) -> None:
        await self._call("restart_shell")

    async def list_files(self, path: str = WORK_DIR, *, pattern: str = "*", depth: int = 1) -> list[FileEntry]:
        return await self._call("list_files", path=path, pattern=pattern, depth=depth)  # type: ignore[no-any-return]

    async def read_file(self, path: str, *, offset: int = 0, limit: int | None = None) -> bytes:
        return await self._call("read_file", path=path, offset=offset, limit=limit)  # type: ignore[no-any-return]

    async def write_file(self, path: str, data: bytes) -> None:
        await self._call("write_file", path=path, data=data)

    async def make_folder(self, path: str) -> None:
        await self._call("make_folder", path=path)

    async def move_file(self, source: str, target: str) -> None:
        await self._call("move_file", source=source, target=target)

    async def delete_file(self, path: str) -> None:
        await self._call("delete_file", path=path)

    async def snapshot(self, label: str) -> SnapshotInfo:
        return await self._call("snapshot", label=label)  # type: ignore[no-any-return]

    async def restore(self, snapshot_id: str) -> SnapshotInfo:
        return await self._call("restore", snapshot_id=snapshot_id)  # type: ignore[no-any-return]

    async def detach(self) -> None:
        if self._lost is None:
            with contextlib.suppress(DeskhandError):  # it is being let go of anyway
                await self.release_all()
        await self._hang_up()

    async def _hang_up(self) -> None:
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        self._writer.close()

    async def close(self) -> None:
        """Ask the keeper to end the desk and wait until it has."""
        try:
            await self._call("close")
            await self._listening  # the keeper hangs up when everything has ended
        except DeskLost:
            pass  # it was gone already
        await self._hang_up()
