"""Windows' properties and the messages between X clients: reading, writing, sending. It does not know their meaning."""

from __future__ import annotations

import struct
from typing import NamedTuple

from deskhand.desk.screen.wire import Connection

_CREATE_WINDOW, _CHANGE_ATTRIBUTES = 1, 2
_CHANGE_PROPERTY, _DELETE_PROPERTY, _GET_PROPERTY, _SEND_EVENT = 18, 19, 20, 25
_REPLACE, _INPUT_ONLY, _EVENT_MASK = 0, 2, 0x800
PROPERTY_NOTIFY, CLIENT_MESSAGE = 28, 33
SUBSTRUCTURE_NOTIFY, SUBSTRUCTURE_REDIRECT, PROPERTY_CHANGE = 0x80000, 0x100000, 0x400000


class Property(NamedTuple):
    """type: an atom, 0 when the property is not there. data: at most what was asked for. more: bytes left out."""

    type: int
    data: bytes
    more: int


async def get_property(connection: Connection, window: int, name: int, *, bytes_max: int = 4_096) -> Property:
    """Read a property of any type. Raises ServerRefused when the window is gone."""
    body = struct.pack("<IIIII", window, name, 0, 0, bytes_max // 4)
    reply = await connection.ask(_GET_PROPERTY, 0, body, bytes_max=32 + bytes_max)
    kind, more, items = struct.unpack_from("<III", reply, 8)
    return Property(kind, reply[32 : 32 + items * (reply[1] // 8)], more)


def set_property(connection: Connection, window: int, name: int, kind: int, data: bytes, *, bits: int = 8) -> None:
    """Queue the writing of a property with items of `bits`."""
    items = len(data) // (bits // 8)
    connection.send(_CHANGE_PROPERTY, _REPLACE, struct.pack("<IIIBxxxI", window, name, kind, bits, items) + data)


def delete_property(connection: Connection, window: int, name: int) -> None:
    connection.send(_DELETE_PROPERTY, 0, struct.pack("<II", window, name))


def send_event(connection: Connection, window: int, event: bytes, *, mask: int = 0) -> None:
    """Queue an event of 32 bytes for a window's owner, or for whoever selected `mask`."""
    connection.send(_SEND_EVENT, 0, struct.pack("<II", window, mask) + event)


def client_message(window: int, kind: int, *values: int) -> bytes:
    """A ClientMessage event with up to five 32-bit values."""
    padded = (*values, 0, 0, 0, 0, 0)[:5]
    return struct.pack("<BBHII5I", CLIENT_MESSAGE, 32, 0, window, kind, *padded)


def select_events(connection: Connection, window: int, mask: int) -> None:
    connection.send(_CHANGE_ATTRIBUTES, 0, struct.pack("<III", window, _EVENT_MASK, mask))


async def create_message_window(connection: Connection) -> int:
    """A window that is never seen, to own selections."""
    window = connection.new_id()
    body = struct.pack("<IIhhHHHHII", window, connection.setup.root, -1, -1, 1, 1, 0, _INPUT_ONLY, 0, 0)
    await connection.check(_CREATE_WINDOW, 0, body)
    return window
