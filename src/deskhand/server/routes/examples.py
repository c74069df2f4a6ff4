"""Jobs to watch that need no key: steps that ship with the workspace, for a desk without any other site."""

from __future__ import annotations

from functools import cache
from importlib import resources

from fastapi import APIRouter
from pydantic import BaseModel

from deskhand.core.errors import NotFound
from deskhand.server.access.rights import Asker, Place, Worker
from deskhand.server.errors import documented
from deskhand.server.sessions.starting import SessionWish, start_session
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
