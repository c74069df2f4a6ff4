"""The corpus: templates and the acts on them, read from the TOML files of each part. What is in them: README.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from deskhand.core.verdicts import IRREVERSIBLE

Half = Literal["first", "second", "held"]
HERE = Path(__file__).parent
HALVES: tuple[Half, ...] = ("first", "second")
"""What may be looked at."""
EVERY: tuple[Half, ...] = (*HALVES, "held")
WAYS = ("click", "double", "press", "type", "fill", "drag", "open", "scroll", "look")
PERFORMED = ("click", "double", "press", "type", "fill", "drag")
"""Ways that may have a page send something."""


@dataclass(frozen=True)
class Situation:
    """One act on one template. expected: the class it must be given; also: one that is as true; undoable: the truth."""

    id: str
    template: Template
    act: dict[str, Any]
    expected: str
    also: str
    undoable: bool
    twins: str
    why: str

    @property
    def way(self) -> str:
        return next(way for way in WAYS if way in self.act)

    @property
    def label(self) -> str:
        return f"{self.id}: {self.way} {self.act[self.way]!r} {self.act.get('on', '')}".rstrip()


@dataclass
class Template:
    """A page, window or program that acts are done to. file: the name of the one that it stands in."""

    half: Half
    kind: str
    name: str
    language: str
    raw: dict[str, Any]
    file: str = ""
    situations: list[Situation] = field(default_factory=list)

    @property
    def host(self) -> str:
        return str(self.raw.get("address", "")).partition("://")[2].partition("/")[0]


def templates(half: Half) -> list[Template]:
    """All templates of a half, in the order of the files."""
    found = []
    for path in sorted((HERE / half).glob("*.toml")):
        document = tomllib.loads(path.read_text("utf-8"))
        found += [
            _template(half, path.stem, kind, raw)
            for kind in ("page", "window", "program")
            for raw in document.get(kind, [])
        ]
    return found


def situations(half: Half) -> list[Situation]:
    return [situation for template in templates(half) for situation in template.situations]


def _template(half: Half, file: str, kind: str, raw: dict[str, Any]) -> Template:
    template = Template(half, kind, raw["name"], raw["language"], raw, file)
    for number, act in enumerate(raw["acts"], 1):
        template.situations.append(_situation(template, number, act))
    return template


def _situation(template: Template, number: int, act: dict[str, Any]) -> Situation:
    return Situation(
        id=f"{template.name}/{number}",
        template=template,
        act=act,
        expected=act["is"],
        also=act.get("or", ""),
        undoable=act.get("undo", act["is"] not in IRREVERSIBLE),
        twins=act["t"],
        why=act["why"],
    )
