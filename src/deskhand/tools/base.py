"""What a tool is: a name, a description, arguments with a schema, and one method that does it on a desk.

A tool is one small file. Its arguments' schema and its `execute` are checked against each other when it is imported.
A result has two sides: `content` is what the model is told, `details` are for people and later readers. A tool does
not judge, does not journal and does not know which model called it.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, get_type_hints

from pydantic import ValidationError

from deskhand.artifacts.content import Content
from deskhand.artifacts.versions import Artifact, Candidate, Version
from deskhand.core.artifacts import Edit, Maker
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import TextPart
from deskhand.core.outcome import Outcome
from deskhand.core.rendering import Renderer, Shot
from deskhand.core.secrets import Secret, SecretField, TypedSecret
from deskhand.core.targets import Covers, HeldRequest
from deskhand.core.values import Value
from deskhand.desk.base import Desk, Picture


@dataclass(frozen=True, slots=True)
class Question:
    """What `ask_person` wants to know. options: answers to choose from; empty for free words."""

    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What came of a call.

    content: words and pictures for the model. frame: the newest frame that the model has now been told about.
    outcome: set by `finish`. question: set by `ask_person`; the answer will be the result. held: what pages would send
    because of the call.
    """

    content: tuple[TextPart | Picture | Shot, ...]
    details: dict[str, Any] = field(default_factory=dict)
    failed: bool = False
    frame: int | None = None
    outcome: Outcome | None = None
    question: Question | None = None
    held: tuple[HeldRequest, ...] = ()


class Secrets(Protocol):
    """The secrets of a person: what may be told of each, and one value at a time on its way to a field."""

    def secrets(self) -> tuple[Secret, ...]: ...

    def typed(self, name: str, field: SecretField, now: float, /) -> TypedSecret: ...


class Shelf(Protocol):
    """Where a session's artifacts are kept (`agent.shelf`)."""

    async def of_session(self, session: str, /) -> list[Artifact]: ...

    async def get(self, session: str, id: str, /) -> Artifact: ...

    async def files(self, version: Version | Candidate, /) -> dict[str, bytes]: ...

    async def create(
        self,
        session: str,
        content: Content,
        title: str,
        maker: Maker,
        note: str = "",
        source: tuple[str, int] = ("", 0),
        /,
    ) -> Artifact: ...

    async def update(
        self, session: str, id: str, base: int, edits: Sequence[Edit], maker: Maker, note: str = "", /
    ) -> Artifact: ...

    async def rewrite(
        self,
        session: str,
        id: str,
        base: int,
        files: Mapping[str, str | bytes],
        maker: Maker,
        /,
        *,
        entry: str = "",
        note: str = "",
    ) -> Artifact: ...

    async def propose(
        self,
        session: str,
        id: str,
        base: int,
        files: Mapping[str, str | bytes],
        maker: Maker,
        /,
        *,
        entry: str = "",
        note: str = "",
        comments: Sequence[int] = (),
    ) -> Artifact: ...

    async def propose_edits(
        self,
        session: str,
        id: str,
        base: int,
        edits: Sequence[Edit],
        maker: Maker,
        /,
        note: str = "",
        comments: Sequence[int] = (),
    ) -> Artifact: ...


@dataclass(slots=True)
class Repairs:
    """How many broken versions the model is told of unasked, in one turn of a person. told: of those, so far."""

    most: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class Workshop:
    """The shelf, the session whose artifacts are meant, and who makes something of them by this call. renderer: where
    they are looked at, None without one."""

    shelf: Shelf
    session: str
    maker: Maker
    renderer: Renderer | None = None
    repairs: Repairs = field(default_factory=Repairs)


def told(text: str, *, stranger: bool = False, **rest: Any) -> ToolResult:
    """A result of words only. `stranger`: the words come from a page, file or program."""
    return ToolResult(content=(TextPart(text=text, stranger=stranger),), **rest)


@dataclass(frozen=True, slots=True)
class ToolContext:
    """What a call is performed with.

    seen: the frame that the call was planned on; None: not to be checked. pictured: the frame of the last whole
    picture that the model was shown, brought up to date by `patches` pictures of parts. target: what the call touches,
    as its verdict names it. covers: what the verdict lets pages send because of it. reach: the
    hosts that it lets a command reach. secrets: those of the person, None without any. workshop: for artifacts, None
    where none are kept. apart: a command leaves nothing behind in the model's shell.
    """

    desk: Desk
    seen: int | None = None
    pictured: int | None = None
    patches: int = 0
    target: str = ""
    covers: Covers = Covers()
    reach: tuple[str, ...] = ()
    secrets: Secrets | None = None
    workshop: Workshop | None = None
    apart: bool = False


class Tool:
    """Base of all tools. A subclass sets the three class fields and writes `execute`."""

    name: ClassVar[str]
    description: ClassVar[str]
    Arguments: ClassVar[type[Value]]

    def __init_subclass__(cls) -> None:
        hints = get_type_hints(cls.execute)
        if hints.get("arguments") is not cls.Arguments or not inspect.iscoroutinefunction(cls.execute):
            raise TypeError(f"{cls.__name__}.execute must be async and take arguments: {cls.Arguments.__name__}")
        if not (cls.name and cls.description):
            raise TypeError(f"{cls.__name__} needs a name and a description")

    def parse(self, arguments: dict[str, Any]) -> Any:
        """The checked arguments. Raises InvalidInput with the model's next legal move."""
        try:
            return self.Arguments.model_validate(arguments)
        except ValidationError as error:
            raise InvalidInput(f"{self.name}: {_problems(error)}", hint=self.usage(), quotes=False) from None

    def usage(self) -> str:
        """One line: the arguments that can be given."""
        fields = self.Arguments.model_fields
        words = [name if info.is_required() else f"{name}?" for name, info in fields.items()]
        return f"Call it again with: {', '.join(words)}."

    def schema(self) -> dict[str, Any]:
        """The JSON schema of the arguments, without what says nothing to a model."""
        schema: dict[str, Any] = _plain(self.Arguments.model_json_schema())
        schema.pop("description", None)
        return schema

    async def execute(self, arguments: Any, context: ToolContext) -> ToolResult:
        raise NotImplementedError


def _problems(error: ValidationError) -> str:
    lines = []
    for problem in error.errors(include_url=False)[:4]:
        where = ".".join(str(part) for part in problem["loc"])
        message = problem["msg"].removeprefix("Value error, ")
        given = "" if problem["type"] in ("missing", "value_error") else f" (given: {str(problem['input'])[:80]!r})"
        lines.append(f"{where}: {message}{given}" if where else message)
    return "; ".join(lines) + "."


def _plain(schema: Any) -> Any:
    """Titles repeat names, and "or null" repeats that a field may be left out: without them a schema costs less."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        key: {name: _plain(inner) for name, inner in value.items()} if key == "properties" else _plain(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str)) and not (key == "default" and value is None)
    }
    choices = [choice for choice in plain.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del plain["anyOf"]
        return {**choices[0], **plain}
    return plain
