"""The pieces of the gallery as contents of artifacts, from the package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

from deskhand.artifacts.content import Content, content_of
from deskhand.core.artifacts import Kind
from deskhand.core.values import Value
from deskhand.server.gallery.parcels import parcels_csv

Tongue = Literal["en", "zh"]
TITLES: dict[Tongue, str] = {"en": "What artifacts can be", "zh": "作品可以是什么"}


class Piece(Value):
    """title: by language. files: path in the artifact -> file in the package, "" for one that is made."""

    kind: Kind
    title: dict[Tongue, str]
    files: dict[str, str]


def pieces() -> tuple[Piece, ...]:
    """What there is, in the order in which it is shown."""
    told = json.loads(_place().joinpath("pieces.json").read_text("utf-8"))
    return tuple(Piece.model_validate(each) for each in told)


def contents(tongue: Tongue) -> Iterator[tuple[str, Content]]:
    """Title and content of each."""
    folder = _place().joinpath("pieces")
    for piece in pieces():
        files: dict[str, str | bytes] = {
            path: folder.joinpath(*source.split("/")).read_bytes() if source else parcels_csv()
            for path, source in piece.files.items()
        }
        yield piece.title[tongue], content_of(piece.kind, files, next(iter(files)))


def _place() -> Traversable:
    return resources.files("deskhand.server.gallery")
