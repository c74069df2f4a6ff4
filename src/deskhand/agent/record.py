"""A session's stream as its one writer sees it: append with the sequence number it expects, and read the inbox.

It knows the journal and the shape of events; it does not know what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from deskhand.core import events as ev
from deskhand.core.commands import Command, read_command
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import FilePart, Part, PicturePart
from deskhand.journal.journal import Journal
from deskhand.journal.locks import WriterLock


@dataclass(frozen=True, slots=True)
class Inboxed:
    """A command that waits. `command` is None when it can't be read, and `problem` says why."""

    id: str
    command: Command | None
    problem: str = ""


class Record:
    """The stream of one session, held by its writer."""

    def __init__(self, journal: Journal, stream: str, lock: WriterLock, now: Callable[[], float]) -> None:
        self.stream = stream
        self.seq = 0
        self._journal = journal
        self._lock = lock
        self._now = now

    async def load(self) -> list[ev.Event]:
        """All events so far; the next append follows them."""
        recorded = await self._journal.read(self.stream)
        self.seq = recorded[-1].seq if recorded else 0
        return [entry.event for entry in recorded]  # type: ignore[misc]

    async def append(self, events: Sequence[ev.Event], takes: Sequence[str] = ()) -> None:
        """Put events on the record, all or none, and mark the commands that caused them as taken."""
        recorded = await self._journal.append(
            self.stream,
            events,
            expect=self.seq,
            at=self._now(),
            writer=self._lock,
            takes=takes,
            blobs=blobs_of(events),
        )
        self.seq = recorded[-1].seq if recorded else self.seq

    async def inbox(self) -> list[Inboxed]:
        """The commands that wait, oldest first."""
        waiting = await self._journal.take_commands(self.stream)
        return [_inboxed(entry.id, entry.data) for entry in waiting]

    async def wait_command(self) -> None:
        """Return when there is a command in the inbox."""
        await self._journal.wait_command(self.stream)


def _inboxed(command_id: str, data: dict[str, object]) -> Inboxed:
    try:
        return Inboxed(command_id, read_command(data))
    except InvalidInput as error:
        return Inboxed(command_id, None, str(error))


def blobs_of(events: Iterable[ev.Event]) -> list[str]:
    """The blobs that events refer to, each once."""
    found = (part.blob for event in events for part in _parts(event) if isinstance(part, PicturePart | FilePart))
    return list(dict.fromkeys(found))


def _parts(event: ev.Event) -> Iterable[Part]:
    match event:
        case ev.CallFinished(content=parts, screen=screen):
            return (*parts, screen) if screen else parts
        case (
            ev.Said(parts=parts) | ev.Noticed(parts=parts) | ev.RequestsHeld(content=parts) | ev.Compacted(digest=parts)
        ):
            return parts
        case ev.Asked(picture=picture, element=element):
            return tuple(part for part in (picture, element) if part is not None)
    return ()
