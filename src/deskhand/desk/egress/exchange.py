"""One HTTP request carried from the desk to a server and its answer back, both streamed.

Headers that belong to one connection only (RFC 9110, 7.6.1) stop here; everything else goes through as it came.
It does not know whether the request is allowed.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field

import h11

from deskhand.desk.egress.peer import Peer, PeerGone
from deskhand.desk.egress.tunnel import Carried, tunnel

BODY_BYTES_MAX = 4 << 30
"""One body, either way; larger ones are cut off and the connection closed."""

ANSWER_IDLE_S = 900.0
"""Between two parts of an answer: a page that waits for news may be quiet for long."""

Headers = list[tuple[bytes, bytes]]

_ONE_HOP = {b"connection", b"keep-alive", b"proxy-connection", b"proxy-authenticate", b"proxy-authorization",
            b"te", b"trailer", b"upgrade"}  # fmt: skip


@dataclass
class Exchange:
    """A request that goes to `server` with the target `path`, as a request to `authority`."""

    desk: Peer
    server: Peer
    request: h11.Request
    path: str
    authority: str
    carried: Carried = field(default_factory=Carried)

    async def run(self) -> bool:
        """Carry it. True when the desk's connection can take another request.

        Raises PeerGone when one side broke off; the desk may have got nothing, a part, or all of the answer.
        """
        await self.server.send(self._request())
        upload = asyncio.create_task(self._upload())
        answer = asyncio.create_task(self._answer())
        left = asyncio.create_task(self._desk_left(upload))
        try:
            await asyncio.wait({answer, left}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                raise PeerGone("the desk did not wait for the answer")
            switched = answer.result()
            whole = upload.done() and upload.exception() is None
        finally:
            for task in (left, answer, upload):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, PeerGone):
                    await task
        if switched:
            await self._switched()
            return False
        return whole and self.desk.http.our_state is h11.DONE and self.desk.http.their_state is h11.DONE

    async def _desk_left(self, upload: asyncio.Task[None]) -> None:
        """Once the request is whole: return when nobody waits for the answer any more."""
        await asyncio.wait({upload})
        if upload.exception() is None:
            await self.desk.left()
        else:
            await asyncio.get_running_loop().create_future()  # the answer may still come, and tells more

    def _request(self) -> h11.Request:
        headers = passed_on(list(self.request.headers), also=frozenset({b"host", b"expect"}))
        wanted = [(b"host", self.authority.encode("ascii"))]
        if _is_websocket(self.request):
            wanted += [(b"connection", b"upgrade"), (b"upgrade", b"websocket")]
        else:
            wanted.append((b"connection", b"close"))
        return h11.Request(method=self.request.method, target=self.path, headers=wanted + headers)

    async def _upload(self) -> None:
        while True:
            event = await self.desk.event()
            if isinstance(event, h11.Data):
                self.carried.up += len(event.data)
                _check(self.carried.up)
                await self.server.send(h11.Data(data=bytes(event.data)))
            elif isinstance(event, h11.EndOfMessage):
                await self.server.send(h11.EndOfMessage())
                return
            else:
                raise PeerGone("the request broke off")

    async def _answer(self) -> bool:
        """Carry the answer back; True when it switched protocols."""
        while True:
            event = await self.server.event(idle_s=ANSWER_IDLE_S)
            if isinstance(event, h11.InformationalResponse):
                if event.status_code == 101:
                    headers = [pair for pair in event.headers if pair[0] not in (b"keep-alive", b"transfer-encoding")]
                    await self.desk.send(
                        h11.InformationalResponse(status_code=101, headers=headers, reason=event.reason)
                    )
                    return True
            elif isinstance(event, h11.Response):
                await self._head(event)
            elif isinstance(event, h11.Data):
                self.carried.down += len(event.data)
                _check(self.carried.down)
                await self.desk.send(h11.Data(data=bytes(event.data)))
            elif isinstance(event, h11.EndOfMessage):
                await self.desk.send(h11.EndOfMessage())
                return False
            else:
                raise PeerGone("the server closed before its answer")

    async def _head(self, event: h11.Response) -> None:
        headers = passed_on(list(event.headers))
        await self.desk.send(h11.Response(status_code=event.status_code, headers=headers, reason=event.reason))

    async def _switched(self) -> None:
        if early := self.server.http.trailing_data[0]:
            await self.desk.write(early)
            self.carried.down += len(early)
        if early := self.desk.http.trailing_data[0]:
            await self.server.write(early)
            self.carried.up += len(early)
        await tunnel((self.desk.reader, self.desk.writer), (self.server.reader, self.server.writer), self.carried)


def passed_on(headers: Headers, also: frozenset[bytes] = frozenset()) -> Headers:
    """The headers that go on to the next connection; names are lower case (h11 makes them so)."""
    named = {name.strip().lower() for key, value in headers if key == b"connection" for name in value.split(b",")}
    stop: set[bytes] = _ONE_HOP | also | (named - {b"content-length", b"transfer-encoding", b"host"})
    if any(key == b"transfer-encoding" for key, _ in headers):
        stop = stop | {b"content-length"}  # two lengths are how requests are smuggled
    return [(key, value) for key, value in headers if key not in stop]


def _is_websocket(request: h11.Request) -> bool:
    return request.method == b"GET" and any(
        key == b"upgrade" and value.strip().lower() == b"websocket" for key, value in request.headers
    )


def _check(count: int) -> None:
    if count > BODY_BYTES_MAX:
        raise PeerGone(f"a body has more than {BODY_BYTES_MAX} bytes")
