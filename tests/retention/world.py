"""Sessions made of events alone, as old as one likes, in a home of their own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from deskhand.agent.session import Home
from deskhand.core import events as ev
from deskhand.core.messages import Part, PicturePart, TextPart
from deskhand.core.outcome import Outcome
from deskhand.journal.journal import Journal
from deskhand.journal.values import Recorded
from deskhand.settings import Settings

DAY_S = 86_400.0
NOW = 1_800_000_000.0
PICTURE_BYTES = 100_000


def home_at(folder: Path) -> Home:
    return Home(Settings(folder, folder))


def bytes_of(name: str) -> bytes:
    return name.encode().ljust(PICTURE_BYTES, b".")


def blob_of(name: str) -> str:
    return hashlib.sha256(bytes_of(name)).hexdigest()


def picture(name: str) -> PicturePart:
    return PicturePart(blob=blob_of(name), media_type="image/png", width=10, height=10)


def said(*parts: Part) -> ev.Event:
    return ev.Said(parts=(TextPart(text="go"), *parts))


def acted(screen: str = "", shown: str = "") -> ev.Event:
    """A call that left a screen for people, or showed the model a picture."""
    return ev.CallFinished(
        call="c", status="ok", content=(picture(shown),) if shown else (), screen=picture(screen) if screen else None
    )


def done() -> ev.Event:
    return ev.Concluded(outcome=Outcome(kind="done", summary="done"))


def recorded(*events: ev.Event, at: float = NOW) -> list[Recorded]:
    return [Recorded(stream="s-1", seq=n, at=at, event=event, hash="") for n, event in enumerate(events, 1)]


async def session(journal: Journal, days_ago: float, *events: ev.Event) -> str:
    """A session whose events all happened so many days ago; its pictures are put."""
    stream = (await journal.create("session", title=f"{days_ago:g} days ago")).id
    begun = ev.SessionStarted(model="steps")
    for n, event in enumerate((begun, *events)):
        names = [part.blob for part in _pictures(event)]
        for name in NAMES:
            if blob_of(name) in names:
                await journal.blobs.put(bytes_of(name), "image/png")
        await journal.append(stream, [event], expect=n, at=NOW - days_ago * DAY_S, blobs=names)
    return stream


NAMES = [*"abcdefgh", "sent", "asked"]


def _pictures(event: ev.Event) -> list[PicturePart]:
    match event:
        case ev.CallFinished(content=parts, screen=screen):
            return [part for part in (*parts, screen) if isinstance(part, PicturePart)]
        case ev.Said(parts=parts):
            return [part for part in parts if isinstance(part, PicturePart)]
        case ev.Asked(picture=PicturePart() as one):
            return [one]
    return []
