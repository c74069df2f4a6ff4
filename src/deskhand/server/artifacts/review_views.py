"""The shapes of comments and candidates over HTTP. Places are counted in characters (code points)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from deskhand.agent.reviewing import Placed, Reviewing
from deskhand.artifacts.versions import Artifact, Candidate
from deskhand.core.artifacts import (
    COMMENT_CHARS_MAX,
    PATH_CHARS_MAX,
    QUOTE_CHARS_MAX,
    SELECTOR_CHARS_MAX,
    Anchor,
    By,
)

SENT_MAX = 50
_SIZE_MAX = 2**31


class PlaceView(BaseModel):
    """Characters `start` to before `end` of a file of the newest version. words: those that stand there."""

    path: str
    start: int
    end: int
    words: str


class CommentView(BaseModel):
    """anchor: what it was said about, in the version of then; place: where that is now, null where the text does not
    tell; lost: its words are not there any more. sent: a model was asked because of it. at: unix seconds."""

    number: int
    anchor: Anchor
    text: str
    who: str
    at: float
    resolved: bool
    sent: bool
    place: PlaceView | None
    lost: bool


class CandidateView(BaseModel):
    """A version that is proposed. decided: by which account, "" while nobody has; version: what came of it, 0 for
    none."""

    number: int
    base: int
    entry: str
    note: str
    comments: tuple[int, ...]
    by: By
    who: str
    call: str
    at: float
    bytes: int
    decided: str
    accepted: bool
    version: int


class ReviewView(BaseModel):
    """What was said about an artifact and what was proposed, the oldest first."""

    comments: list[CommentView]
    candidates: list[CandidateView]


class TextAnchor(BaseModel):
    """A range of a file's text."""

    model_config = ConfigDict(extra="forbid")
    version: int = Field(ge=1, le=_SIZE_MAX)
    path: str = Field(max_length=PATH_CHARS_MAX)
    start: int = Field(ge=0, le=_SIZE_MAX)
    end: int = Field(ge=1, le=_SIZE_MAX)


class ElementAnchor(BaseModel):
    """An element of what was shown, by its selector. quote: its words."""

    model_config = ConfigDict(extra="forbid")
    version: int = Field(ge=1, le=_SIZE_MAX)
    selector: str = Field(min_length=1, max_length=SELECTOR_CHARS_MAX)
    quote: str = Field(default="", max_length=QUOTE_CHARS_MAX)


class CommentWish(BaseModel):
    anchor: TextAnchor | ElementAnchor
    text: str = Field(min_length=1, max_length=COMMENT_CHARS_MAX)


class CommentChange(BaseModel):
    resolved: bool


class SendWish(BaseModel):
    """The comments that a model shall answer with a candidate. language: of the request."""

    comments: list[int] = Field(min_length=1, max_length=SENT_MAX)
    language: Literal["en", "zh"] = "en"


def anchor_of(given: TextAnchor | ElementAnchor) -> Anchor:
    return Anchor(**given.model_dump())


def comment_view(placed: Placed) -> CommentView:
    comment, place = placed.comment, placed.place
    return CommentView(
        **comment.model_dump(include={"number", "text", "at", "resolved", "sent"}),
        anchor=comment.anchor,
        who=comment.maker.who,
        place=PlaceView(path=place.path, start=place.start, end=place.end, words=place.words) if place else None,
        lost=placed.lost,
    )


def candidate_view(candidate: Candidate) -> CandidateView:
    maker = candidate.maker
    return CandidateView(
        **candidate.model_dump(include={"number", "base", "entry", "note", "comments", "at", "accepted", "version"}),
        by=maker.by,
        who=maker.who,
        call=maker.call,
        bytes=sum(file.bytes for file in candidate.files.values()),
        decided=candidate.decided.who if candidate.decided else "",
    )


async def review_of(reviewing: Reviewing, artifact: Artifact) -> ReviewView:
    return ReviewView(
        comments=[comment_view(each) for each in await reviewing.placed(artifact)],
        candidates=[candidate_view(each) for each in artifact.candidates],
    )
