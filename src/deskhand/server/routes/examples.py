"""What can be looked at without a key: jobs whose steps ship with the workspace, and a gallery of artifacts."""

from __future__ import annotations

import asyncio
from functools import cache
from importlib import resources

from fastapi import APIRouter
from pydantic import BaseModel

from deskhand.core.errors import NotFound
from deskhand.server.access.rights import Asker, Place, Worker
from deskhand.server.errors import documented
from deskhand.server.gallery.pieces import TITLES, Tongue, contents
from deskhand.server.sessions.starting import SessionWish, open_session, start_session
from deskhand.server.sessions.summary import Summary, summary_of

router = APIRouter(prefix="/api/examples", tags=["examples"])


class Example(BaseModel):
    """Steps. title: their first line."""

    id: str
    title: str
    text: str


class ExampleList(BaseModel):
    examples: list[Example]


@cache
def shipped() -> dict[str, Example]:
    """The examples in the package, by id."""
    found = {}
    for file in sorted(resources.files("deskhand.server").joinpath("examples").iterdir(), key=lambda each: each.name):
        name, _, kind = file.name.partition(".")
        if kind == "steps":
            text = file.read_text("utf-8")
            title = text.splitlines()[0].lstrip("# ").strip()
            found[name] = Example(id=name, title=title, text=text)
    return found


@router.get("", responses=documented("unauthenticated"))
async def list_examples(visitor: Asker) -> ExampleList:
    return ExampleList(examples=list(shipped().values()))


class GalleryWish(BaseModel):
    """language: of the titles."""

    language: Tongue = "en"


class GalleryMade(BaseModel):
    """artifact: the id of the one to look at first."""

    session: Summary
    artifact: str


@router.post(
    "/gallery", status_code=201, responses=documented("unauthenticated", "forbidden", "conflict", "invalid", "limited")
)
async def make_gallery(place: Place, visitor: Worker, wish: GalleryWish) -> GalleryMade:
    """A session of one's own with an artifact of each kind, to look at. Nothing is asked of a model."""
    project = place.projects.own_of(visitor.account)
    made = await asyncio.to_thread(lambda: list(contents(wish.language)))
    session = await open_session(place, visitor.account, project, SessionWish(task="", title=TITLES[wish.language]))
    maker = visitor.maker
    shown = [await place.shelf.create(session, content, title, maker) for title, content in made]
    return GalleryMade(session=await summary_of(place, session), artifact=shown[0].id)


@router.post(
    "/{id}/run", status_code=201, responses=documented("unauthenticated", "forbidden", "not_found", "conflict")
)
async def run_example(place: Place, visitor: Worker, id: str) -> Summary:
    """Start an example as a session of one's own."""
    example = shipped().get(id)
    if example is None:
        raise NotFound(f"there is no example {id[:80]!r}.", hint=f"There are: {', '.join(shipped())}.")
    wish = SessionWish(task=example.text, title=example.title, model="steps")
    project = place.projects.own_of(visitor.account)
    return await summary_of(place, await start_session(place, visitor.account, project, wish))
