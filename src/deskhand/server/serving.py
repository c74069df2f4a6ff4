"""Running the server: where it listens and where it refuses to, the note that tells of it, and its graceful end.

It knows nothing of terminals: whoever starts it is called when it is ready.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn

from deskhand.agent.remembering import replace_file
from deskhand.agent.session import Home
from deskhand.core.errors import Conflict, DeskhandError, InvalidInput, NotFound, Refused
from deskhand.journal import load_key
from deskhand.retention import keep_house
from deskhand.server.access.accounts import Accounts
from deskhand.server.access.door import Door
from deskhand.server.access.link import made_token
from deskhand.server.app import make_app
from deskhand.server.lines import line
from deskhand.server.processes import Processes
from deskhand.server.record import decode
from deskhand.server.workplace import Workplace, key_path
from deskhand.settings import Settings, from_environment

log = logging.getLogger("deskhand.server")

HOUSE_S = 3_600.0
NOTE_FILE = "server.json"
PLAIN_WORD = "--i-know-this-is-plain-http"
GRACE_S = 5
"""How long requests that are under way may take when the server is told to end."""
WEBSOCKET_BYTES_MAX = 1 << 20
_QUEUE = 128


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen. names: more names that lead here. plain_http: people know that others can read along.

    artifact_port: where artifacts' frame is served; None is the next port, or any that is free; 0 is the same port.
    """

    host: str = "127.0.0.1"
    port: int = 8420
    tls_cert: Path | None = None
    tls_key: Path | None = None
    names: tuple[str, ...] = ()
    plain_http: bool = False
    artifact_port: int | None = None

    @property
    def door(self) -> Door:
        """Raises Refused for an address that others reach without encryption, InvalidInput for half of a TLS pair."""
        if (self.tls_cert is None) != (self.tls_key is None):
            raise InvalidInput("TLS needs a certificate and its key.", hint="Give both: --tls-cert and --tls-key.")
        door = Door(self.host, self.port, self.tls_cert is not None, self.names)
        if not (door.is_loopback or door.tls or self.plain_http):
            raise Refused(
                f"{self.host} is reached by others, and without TLS they could read passwords and take the desks over.",
                hint=f"Give --tls-cert and --tls-key, or tunnel to 127.0.0.1 (ssh -L); or say {PLAIN_WORD}.",
            )
        return door


Ready = Callable[[Workplace], None]


async def serve(
    home: Home, listening: Listening, ready: Ready, settings: Callable[[], Settings] = from_environment
) -> None:
    """Serve until SIGINT or SIGTERM. ready: called once, when requests are answered.

    Streams end then, and requests under way; drivers go on. Raises Refused, InvalidInput, Conflict.
    """
    door, tls = listening.door, _tls(listening)
    socks = _listened(door, listening.artifact_port)
    try:
        ports = [each.getsockname()[1] for each in socks]
        door = replace(door, port=ports[0], frame_port=ports[1] if len(ports) > 1 else 0)
        place = await Workplace.open(home, door, Processes, settings=settings)
        try:
            replace_file(home.folder / NOTE_FILE, json.dumps({"address": door.address, "pid": os.getpid()}))
            keeping = asyncio.ensure_future(_keep_house(home, settings))
            try:
                await _Server(place, _config(place, tls), ready).serve(socks)
            finally:
                keeping.cancel()
                await asyncio.gather(keeping, return_exceptions=True)
        finally:
            with contextlib.suppress(OSError):
                (home.folder / NOTE_FILE).unlink()
            await place.close()
    finally:
        for each in socks:
            each.close()


async def _keep_house(home: Home, settings: Callable[[], Settings]) -> None:
    """Once a day what the settings let go goes, as it does after a session of the command line."""
    while True:
        try:
            await keep_house(home, settings().retention, time.time())
        except DeskhandError as error:
            log.warning("old pictures could not be let go: %s", error)
        await asyncio.sleep(HOUSE_S)


def served_at(home: Home) -> str:
    """The address of the server that runs for this home. Raises NotFound."""
    try:
        note = json.loads((home.folder / NOTE_FILE).read_text())
        os.kill(int(note["pid"]), 0)
        return str(note["address"])
    except (OSError, ValueError, KeyError, TypeError):
        raise NotFound("no workspace runs for this home.", hint="Start it: deskhand up") from None


async def fresh_link(home: Home) -> str:
    """A one-time link for the owner to the server that runs for this home. Raises NotFound.

    It is signed with the key that only the owner of the home can read.
    """
    address = served_at(home)
    async with await home.journal(decode) as journal:
        accounts = Accounts(journal)
        await accounts.load()
    owner = accounts.first_owner
    if owner is None:
        raise NotFound("there is no account yet.", hint="Start the workspace: deskhand up")
    return enter_address(address, made_token(load_key(key_path(home.settings)), owner.id, time.time()))


def enter_address(address: str, token: str, session: str = "") -> str:
    """A one-time link as people open it. session: the one that it opens, instead of the first page."""
    return f"{address}/enter?token={token}{f'&session={session}' if session else ''}"


class _Server(uvicorn.Server):
    """Ends the streams before it waits for them, and lets its starter know when it answers."""

    def __init__(self, place: Workplace, config: uvicorn.Config, ready: Ready) -> None:
        super().__init__(config)
        self._place = place
        self._ready = ready
        self._loop = asyncio.get_running_loop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready(self._place)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A second signal does not wait for anybody."""
        self.force_exit = self.should_exit
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._place.hub.end)


def _config(place: Workplace, tls: ssl.SSLContext | None) -> uvicorn.Config:
    more: dict[str, Any] = {"ssl_context_factory": lambda config, default: tls} if tls else {}
    limits = place.settings().server
    return uvicorn.Config(
        make_app(place),
        http=line(limits.head_s),
        h11_max_incomplete_event_size=limits.head_kib * 1024,
        ws="websockets-sansio",
        ws_max_size=WEBSOCKET_BYTES_MAX,
        ws_per_message_deflate=False,  # the desk's pictures are packed already
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_S,
        **more,
    )


def _listened(door: Door, artifact_port: int | None) -> list[socket.socket]:
    """The workspace's socket; and the frame's, unless it is on the same port. Raises what `_bound` raises."""
    socks = [_bound(door)]
    if artifact_port == 0:
        return socks
    try:
        try:
            beside = socks[0].getsockname()[1] + 1 if door.port else 0
            socks.append(_bound(replace(door, port=beside if artifact_port is None else artifact_port)))
        except (Conflict, OverflowError):
            if artifact_port is not None:
                raise
            socks.append(_bound(replace(door, port=0)))
    except BaseException:
        socks[0].close()
        raise
    return socks


def _bound(door: Door) -> socket.socket:
    """A listening socket. Raises Conflict when somebody else has the port, InvalidInput for what is no address."""
    try:
        found = socket.getaddrinfo(door.host, door.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise InvalidInput(
            f"{door.host!r} is no address of this machine.", hint="Use 127.0.0.1, or another address that it has."
        ) from None
    family, kind, protocol, _, address = found[0]
    sock = socket.socket(family, kind, protocol)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(_QUEUE)
        sock.setblocking(False)
    except OSError as error:
        sock.close()
        raise Conflict(
            f"{door.host} can't be listened on at port {door.port}: {error.strerror}.",
            hint="Choose another with --port; 0 takes any that is free.",
        ) from None
    return sock


def _tls(listening: Listening) -> ssl.SSLContext | None:
    if listening.tls_cert is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(listening.tls_cert, listening.tls_key)
    except (OSError, ssl.SSLError) as error:
        raise InvalidInput(
            f"{listening.tls_cert} and {listening.tls_key} can't be used for TLS: {error}.",
            hint="Give a certificate with its chain, and its key without a password, both in PEM.",
        ) from None
    return context
