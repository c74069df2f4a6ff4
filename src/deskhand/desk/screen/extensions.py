"""The X extensions and atoms that the screen needs, looked up once. It does not know what they are used for."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Sequence
from typing import NamedTuple

from deskhand.core.errors import DeskLost
from deskhand.desk.screen.wire import Connection

_INTERN_ATOM, _QUERY_EXTENSION = 16, 98


class Extension(NamedTuple):
    """Major opcode and first event code."""

    major: int
    first_event: int


class Extensions(NamedTuple):
    """All are required but shm and xkb, which only make things faster or tidier."""

    xtest: Extension
    damage: Extension
    xfixes: Extension
    shm: Extension | None
    xkb: Extension | None


async def query_extension(connection: Connection, name: str) -> Extension | None:
    raw = name.encode("ascii")
    reply = await connection.ask(_QUERY_EXTENSION, 0, struct.pack("<HH", len(raw), 0) + raw)
    present, major, first_event = reply[8], reply[9], reply[10]
    return Extension(major, first_event) if present else None


async def _required(connection: Connection, name: str) -> Extension:
    extension = await query_extension(connection, name)
    if extension is None:
        raise DeskLost(f"the X server lacks the extension {name}.", hint="Use Xvnc of TigerVNC 1.12 or newer.")
    return extension


async def query_extensions(connection: Connection) -> Extensions:
    """Look up and greet the extensions. Raises DeskLost when a required one is missing."""
    required = [_required(connection, name) for name in ("XTEST", "DAMAGE", "XFIXES")]
    optional = [query_extension(connection, name) for name in ("MIT-SHM", "XKEYBOARD")]
    (xtest, damage, xfixes), (shm, xkb) = await asyncio.gather(asyncio.gather(*required), asyncio.gather(*optional))
    await connection.ask(damage.major, 0, struct.pack("<II", 1, 1))
    await connection.ask(xfixes.major, 0, struct.pack("<II", 5, 0))
    if xkb:
        reply = await connection.ask(xkb.major, 0, struct.pack("<HH", 1, 0))
        xkb = xkb if reply[1] else None
    return Extensions(xtest, damage, xfixes, shm, xkb)


async def intern_atoms(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """The numbers of these names, asked for in one go."""
    return dict(zip(names, await asyncio.gather(*(intern_atom(connection, name) for name in names)), strict=True))


async def intern_atom(connection: Connection, name: str) -> int:
    raw = name.encode("ascii")
    reply = await connection.ask(_INTERN_ATOM, 0, struct.pack("<HH", len(raw), 0) + raw)
    return int(struct.unpack_from("<I", reply, 8)[0])
