"""The proxy itself: takes connections of the cells, judges each request, carries or refuses it, and logs it.

One listening socket a cell, so a request's cell is known from where it came in. It does not know who may change the
rules; it is told new ones by `configure`.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from pathlib import Path

import h11

from deskhand.core.errors import DeskhandError, InvalidInput, Refused
from deskhand.desk.egress.dial import Dial
from deskhand.desk.egress.exchange import Exchange
from deskhand.desk.egress.log import EgressLog
from deskhand.desk.egress.peer import Peer, PeerGone, close
from deskhand.desk.egress.route import Resolver, Streams, open_route, resolve
from deskhand.desk.egress.rules import CellName, EgressConfig, decide
from deskhand.desk.egress.target import Target, read_target
from deskhand.desk.egress.tunnel import Carried, tunnel

CONNECTIONS_MAX = 256
"""Open connections of one cell. Chromium opens 32 to a proxy at most; the rest is for tunnels."""
SOCKET_PATH_BYTES_MAX = 107
"""sun_path of unix(7)."""


class Proxy:
    """Judges by `config` as it is when a request comes in; a request under way keeps its verdict."""

    def __init__(
        self, config: EgressConfig, log: EgressLog, *, resolver: Resolver = resolve, dial: Dial | None = None
    ) -> None:
        self._config = config
        self._log = log
        self._resolver = resolver
        self._dial = dial
        self._servers: list[asyncio.Server] = []
        self._open: dict[CellName, set[asyncio.Task[None]]] = {"screen": set(), "shell": set()}

    def configure(self, config: EgressConfig) -> None:
        self._config = config

    async def listen(self, cell: CellName, path: Path) -> None:
        """Take connections of a cell on a unix socket that every user may connect to: its folder is the wall."""
        if len(str(path).encode()) > SOCKET_PATH_BYTES_MAX:
            raise InvalidInput(
                f"The socket path {path} is too long ({SOCKET_PATH_BYTES_MAX} bytes are possible).",
                hint="Use a shorter run folder.",
            )

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._accept(cell, reader, writer)

        listener = _listener(path)
        self._servers.append(await asyncio.start_unix_server(accept, sock=listener))

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for task in [task for tasks in self._open.values() for task in tasks]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._log.close()

    async def _accept(self, cell: CellName, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task, here = asyncio.current_task(), self._open[cell]
        assert task is not None
        here.add(task)
        desk = Peer(reader, writer, h11.SERVER)
        try:
            if len(here) > CONNECTIONS_MAX:
                await _tell(
                    desk, 503, _page(f"There are {CONNECTIONS_MAX} connections open.", "Close some, then retry.")
                )
                return
            while await self._request(cell, desk):
                desk.http.start_next_cycle()
        except PeerGone:
            pass  # the desk's end closed or broke the protocol: nobody is left to tell
        except asyncio.CancelledError:
            pass  # the proxy closes; asyncio's own callback would report it as an error
        finally:
            here.discard(task)
            await close(writer)

    async def _request(self, cell: CellName, desk: Peer) -> bool:
        """One request from its head to its end; True when another may follow."""
        try:
            event = await desk.event()
            if not isinstance(event, h11.Request):
                return False
            target = read_target(event)
        except PeerGone as error:
            if desk.http.our_state is h11.IDLE and desk.http.their_state is h11.ERROR:
                await _tell(desk, 400, _page(f"The request can't be read: {error}.", "Send HTTP/1.1."))
            return False
        except InvalidInput as error:
            await _tell(desk, 400, _page(error.message, error.hint))
            return False
        return await self._judged(cell, desk, event, target)

    async def _judged(self, cell: CellName, desk: Peer, request: h11.Request, target: Target) -> bool:
        decision = decide(target.host, target.port, cell, self._config)
        carried, verdict, reason = Carried(), "allowed", str(decision.kind)
        page, again = b"", False
        try:
            outside = await open_route(decision, self._resolver, self._dial)
            try:
                again = await _carry(desk, request, target, outside, carried)
            finally:
                await close(outside[1])
        except Refused as error:
            verdict, reason, page = "refused", error.message, _page(error.message, error.hint, refused=True)
        except DeskhandError as error:
            verdict, reason, page = "unreachable", error.message, _page(error.message, error.hint)
        except PeerGone as error:
            verdict, reason = "broken off", str(error)
            page = _page(f"{target.host} broke off: {error}.", "Try again later.")
        finally:
            self._log.write(
                cell=cell, method=target.method[:20], host=target.host[:255], port=target.port,
                path=target.logged_path, verdict=verdict, reason=reason[:500], bytes_up=carried.up,
                bytes_down=carried.down,
            )  # fmt: skip
        if page:
            await _tell(desk, 403 if verdict == "refused" else 502, page, refused=verdict == "refused")
        elif not again:
            await desk.linger()
        return again


async def _carry(desk: Peer, request: h11.Request, target: Target, outside: Streams, carried: Carried) -> bool:
    if target.method == "CONNECT":
        await _connected(desk, outside, carried)
        return False
    return await Exchange(desk, Peer(*outside, h11.CLIENT), request, target.path, target.authority, carried).run()


def _listener(path: Path) -> socket.socket:
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o666)
    return listener


async def _connected(desk: Peer, outside: Streams, carried: Carried) -> None:
    while not isinstance(await desk.event(), h11.EndOfMessage):
        pass
    await desk.send(h11.Response(status_code=200, headers=[], reason=b"Connection established"))
    if early := desk.http.trailing_data[0]:
        outside[1].write(early)
        carried.up += len(early)
    await tunnel((desk.reader, desk.writer), outside, carried)


def _page(what: str, hint: str, *, refused: bool = False) -> bytes:
    """A small plain page: what happened, why, and what to do."""
    title = "Refused by this desk's egress rules." if refused else "Not reached from this desk."
    return f"{title}\n\n{what}\n{hint}\n".encode("utf-8", "replace")


async def _tell(desk: Peer, status: int, page: bytes, *, refused: bool = False) -> None:
    """Answer with a page, unless an answer has begun already; then the connection ends."""
    if desk.http.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
        return
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(page)))]
    headers += [("Cache-Control", "no-store"), ("Connection", "close")]
    if refused:
        headers.append(("X-Deskhand-Egress", "refused"))
    with contextlib.suppress(PeerGone):  # gone, or it asked for the head alone
        await desk.send(h11.Response(status_code=status, headers=headers, reason=b""))
        await desk.send(h11.Data(data=page))
        await desk.send(h11.EndOfMessage())
    await desk.linger()
