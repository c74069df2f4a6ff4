"""Forks and duplicates of sessions: a new stream with the first events of another one, a desk with its files, and the
word of what is not as it was. It starts no driver and performs nothing.
"""

from __future__ import annotations

import asyncio
import math
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass

from deskhand.agent.forking.boundary import boundary, copied
from deskhand.agent.forking.undone import Files, doings, fork_words
from deskhand.agent.record import blobs_of
from deskhand.agent.session import Home
from deskhand.agent.shelf import Shelf
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import Part, TextPart
from deskhand.desk.base import DeskSpec
from deskhand.desk.seeding import seed
from deskhand.journal.ids import new_id
from deskhand.journal.journal import Journal
from deskhand.journal.values import Recorded, StreamInfo


@dataclass(frozen=True, slots=True)
class Fork:
    """A session that was taken up from another. seq: its last event that was copied; asked: the one that was asked for,
    a later one where that was in the middle of something."""

    info: StreamInfo
    seq: int
    asked: int


_UNSPOKEN = (ev.Concluded, ev.DriverAttached, ev.DeskReady, ev.Warned)
"""What is left out without loss: nothing of it is in the conversation."""


async def fork(
    journal: Journal,
    home: Home,
    session_id: str,
    seq: int,
    words: str = "",
    *,
    parts: Sequence[Part] = (),
    title: str | None = None,
    by: str = "",
    fresh: str = "",
) -> Fork:
    """A new session whose conversation is that of another up to its event `seq`, cut back to a quiet place before it.

    words, parts: what the person says there, put into its inbox; without any it rests until something is said. It has
    the files of the last snapshot before that place (or as they are now, when nothing was done since), which of them is
    told in a `Noticed`. Pictures and files of the conversation are shared; of its artifacts it has copies, as they were
    there. fresh: the new session's id, "" for any.
    Raises NotFound, and InvalidInput where there is nothing to take up.
    """
    source = await journal.info(session_id)
    recorded = await journal.read(source.id)
    events: list[ev.Event] = [entry.event for entry in recorded]  # type: ignore[misc]
    asked = min(seq, len(events))
    cut = boundary(events, asked)
    if all(isinstance(event, _UNSPOKEN) for event in events[cut:asked]):
        asked = cut
    if not cut:
        raise InvalidInput(
            f"{source.id} has nothing up to event {seq} that could be taken up anew.", hint="Choose a later event."
        )
    fresh = fresh or new_id("session", time.time())
    try:
        snapshot, files = await asyncio.to_thread(_seeded, home, source.id, fresh, events, cut)
        marker = ev.Forked(source=source.id, seq=cut, asked=asked, snapshot=snapshot, by=by)
        notice = ev.Noticed(topic="fork", parts=fork_words(source.id, cut, asked, files, doings(events)))
        info = await journal.create("session", id=fresh, title=source.title if title is None else title)
        await Shelf(journal).copy(source.id, fresh, _moment(recorded, cut))
        await _write(journal, fresh, recorded[:cut], (marker, notice))
    except BaseException:
        await asyncio.to_thread(shutil.rmtree, home.desk_folder(fresh), ignore_errors=True)
        raise
    if words or parts:
        said = cmd.Say(parts=(*((TextPart(text=words),) if words else ()), *parts), by=by)
        await journal.put_command(fresh, secrets.token_hex(8), said.model_dump(mode="json"))
    return Fork(await journal.info(info.id), cut, asked)


def _moment(recorded: Sequence[Recorded], cut: int) -> float:
    """Until when artifacts are as they were at a place: what happened next had not begun then."""
    behind = (entry.at for entry in recorded[cut:] if not isinstance(entry.event, _UNSPOKEN))
    return next(behind, math.inf)


async def duplicate(
    journal: Journal, home: Home, session_id: str, *, title: str | None = None, by: str = "", fresh: str = ""
) -> Fork:
    """A session with the whole conversation of another, without its outcome, that rests until something is said."""
    info = await journal.info(session_id)
    return await fork(journal, home, info.id, info.seq, title=title, by=by, fresh=fresh)


async def _write(journal: Journal, stream: str, recorded: Sequence[Recorded], own: Sequence[ev.Event]) -> None:
    """All of it or nothing. Copied events keep their times."""
    now = time.time()
    kept = [(event, entry.at) for entry in recorded if (event := copied(entry.event))]  # type: ignore[arg-type]
    events = [*(event for event, _ in kept), *own]
    await journal.append(
        stream,
        events,
        expect=0,
        at=[*(at for _, at in kept), *(now for _ in own)],
        blobs=[blob for blob in blobs_of(events) if journal.blobs.has(blob)],
    )


def _seeded(home: Home, source: str, fresh: str, events: Sequence[ev.Event], cut: int) -> tuple[str, Files]:
    """Give the new session's desk its files: the snapshot's id ("now" for none, "" for no files), and what they are."""
    run_dir, mounts = home.desk_folder(fresh), _mounts(events)
    if not _is_touched(events[cut:]) and (found := seed(run_dir, home.desk_folder(source), mounts=mounts)):
        return "now", Files("now", pages=found.pages)
    for number, taken in _snapshots(events, cut):
        folder = home.desk_folder(_owner(events, number, source))
        if found := seed(run_dir, folder, taken.snapshot, mounts=mounts):
            exact = not _is_touched(events[number:cut])
            return taken.snapshot, Files("snapshot", number, taken.label, exact, found.pages)
    return "", Files("none")


def _snapshots(events: Sequence[ev.Event], cut: int) -> list[tuple[int, ev.SnapshotTaken]]:
    """The snapshots that can stand for the files at a place, the nearest first, with their numbers. One that was taken
    after it, before anything was done, shows the files as they were there."""
    taken = [(n, e) for n, e in enumerate(events, 1) if isinstance(e, ev.SnapshotTaken) and e.snapshot]
    behind = [(n, e) for n, e in taken if n > cut and not _is_touched(events[cut:n])]
    return [*behind[:1], *reversed([(n, e) for n, e in taken if n <= cut])]


def _owner(events: Sequence[ev.Event], number: int, session: str) -> str:
    """In whose desk's folder the snapshot of an event is: what was copied from another session is that one's."""
    return next((event.source for event in events[number:] if isinstance(event, ev.Forked)), session)


def _is_touched(events: Sequence[ev.Event]) -> bool:
    """Whether anything may have been done on the desk in these."""
    return any(isinstance(event, ev.CallStarted | ev.ControlTaken | ev.ControlReturned) for event in events)


def _mounts(events: Sequence[ev.Event]) -> tuple[str, ...]:
    started = next(event for event in events if isinstance(event, ev.SessionStarted))
    return tuple(mount.name for mount in DeskSpec.model_validate(started.desk).mounts)
