"""The inbox of a stream: commands with unique ids, in order, taken in the transaction of the events they cause.

Functions of a connection. It does not know what a command asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from deskhand.core.errors import Conflict, LimitExceeded
from deskhand.journal.codec import load_mapping
from deskhand.journal.failures import reading
from deskhand.journal.schema import commands, streams
from deskhand.journal.streams import head, readable
from deskhand.journal.values import Command, Receipt

WAITING_MAX = 1_000
COMMAND_BYTES_MAX = 1024 * 1024


def put(connection: Connection, stream: str, id: str, data: str, now: float) -> Receipt:
    """Add a command, or say that its id was there before and what it held then. `data` is canonical JSON."""
    last = head(connection, stream)
    earlier = connection.execute(select(commands).where(commands.c.stream == stream, commands.c.id == id)).first()
    if earlier:
        return Receipt(new=False, command=_command(earlier), taken_seq=earlier.taken_seq)
    _room(connection, stream, len(data))
    position = last.inbox_position + 1
    values = {"stream": stream, "position": position, "id": id, "at": now}
    connection.execute(commands.insert(), {**values, "data": data, "taken_seq": None})
    connection.execute(update(streams).where(streams.c.id == stream).values(inbox_position=position))
    return Receipt(new=True, command=Command(**values, data=load_mapping(data, "the command")))


def _room(connection: Connection, stream: str, size_bytes: int) -> None:
    if size_bytes > COMMAND_BYTES_MAX:
        raise LimitExceeded(
            f"a command of {size_bytes} bytes is larger than {COMMAND_BYTES_MAX}", hint="Send files as blobs."
        )
    waiting = select(func.count()).where(commands.c.stream == stream, commands.c.taken_seq.is_(None))
    if (connection.execute(waiting).scalar() or 0) >= WAITING_MAX:
        raise LimitExceeded(
            f"{WAITING_MAX} commands wait in the inbox of {stream} already",
            hint=f"Nobody takes them; run `deskhand resume {stream}`.",
        )


def waiting(connection: Connection, stream: str, after: int) -> list[Command]:
    """The commands that no event has taken yet, in order, from those after a position."""
    query = select(commands).where(
        commands.c.stream == stream, commands.c.position > after, commands.c.taken_seq.is_(None)
    )
    found = [_command(row) for row in connection.execute(query.order_by(commands.c.position))]
    if not found:
        readable(connection, stream)
    return found


def take(connection: Connection, stream: str, ids: Sequence[str], seq: int) -> None:
    """Mark commands as taken by the event `seq`. Conflict when one is unknown or was taken before."""
    wanted = (commands.c.stream == stream, commands.c.id.in_(ids), commands.c.taken_seq.is_(None))
    taken = connection.execute(update(commands).where(*wanted).values(taken_seq=seq)).rowcount
    if taken != len(set(ids)):
        raise Conflict(
            f"of {len(set(ids))} commands only {taken} wait in the inbox of {stream}",
            hint="Another event took them, or they were never put; read the inbox again.",
        )


def _command(row: Row[Any]) -> Command:
    what = f"command {row.position} of {row.stream}"
    data = load_mapping(row.data, what)
    with reading(what):
        return Command(stream=row.stream, position=row.position, id=row.id, data=data, at=row.at)
