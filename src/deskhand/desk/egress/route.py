"""From a decision to a connection: resolve, check every address, connect to a checked one.

The address that was checked is the address connected to, so a name that changes its answer between two questions
(DNS rebinding) gains nothing. It does not know HTTP.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

from deskhand.core.errors import NotFound, Refused
from deskhand.desk.egress.addresses import parse_address, why_not_public
from deskhand.desk.egress.dial import Dial
from deskhand.desk.egress.rules import Decision, local_place

CONNECT_TIMEOUT_S = 10.0
ADDRESSES_MAX = 4
"""Addresses of one name that are tried."""

Resolver = Callable[[str, int], Awaitable[list[str]]]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, by this machine's resolver. Raises NotFound."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, TimeoutError, UnicodeError) as error:
        raise NotFound(f"{host} has no address ({error or 'no answer'}).", hint="Check the name.") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def open_route(decision: Decision, resolver: Resolver, dial: Dial | None) -> Streams:
    """Connect to where a decision leads. Raises Refused for a name with a private address, NotFound when nothing
    answers, DeskLost when the keeper is gone."""
    match decision.kind:
        case "site":
            return await _connect([local_place(decision.target)[0]], local_place(decision.target)[1], decision.host)
        case "own_port":
            return await _own_port(decision.port, dial)
        case "public":
            addresses = await checked_addresses(decision.host, decision.port, resolver)
            return await _connect(addresses[:ADDRESSES_MAX], decision.port, decision.host)
        case "refused":
            raise Refused(decision.reason, hint=decision.hint)


async def checked_addresses(host: str, port: int, resolver: Resolver) -> list[str]:
    """The addresses of a name, all of them public. One that is not refuses the name as a whole."""
    texts = [host] if parse_address(host) is not None else await resolver(host, port)
    for text in texts:
        address = parse_address(text)
        what = "no address" if address is None else why_not_public(address) or _why_own(text)
        if what:
            raise Refused(
                f"{host} leads to {text[:60]}, which is {what}.",
                hint="Only public addresses and the desk's sites can be reached.",
            )
    if not texts:
        raise NotFound(f"{host} has no address.", hint="Check the name.")
    return texts


def _why_own(address: str) -> str:
    """ "" for an address of another machine. Asked of the kernel's routes, by a socket that sends nothing: what it
    would send from is the address itself only when that is one of this machine."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as probe:
        try:
            probe.connect((address, 9))
        except OSError:
            return ""  # no route to it: the connection fails by itself
        return "an address of this machine" if probe.getsockname()[0] == address else ""


async def _connect(addresses: list[str], port: int, name: str) -> Streams:
    problem = ""
    for address in addresses:
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                return await asyncio.open_connection(address, port)
        except (OSError, TimeoutError) as error:
            problem = str(error) or "no answer in time"
    raise NotFound(f"{name} does not answer ({problem}).", hint="Is it running? Try again later.")


async def _own_port(port: int, dial: Dial | None) -> Streams:
    if dial is None:
        raise NotFound(f"Nothing on this desk serves port {port}.", hint="Start the program in the shell.")
    return await asyncio.open_connection(sock=await dial(port))
