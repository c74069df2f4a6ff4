"""`artifact`: things that people see beside the conversation, kept in versions: documents, pages, tables, charts.

An edit must fit exactly once, a change names the version that it was made from. Whatever is read back is a stranger's
word: a person, a page or a file may have put it there.
"""

from __future__ import annotations

import posixpath
from typing import Any, Literal

from pydantic import Field

from deskhand.artifacts.content import Content, content_of
from deskhand.artifacts.kinds.registry import form_of, kind_of, kind_of_files
from deskhand.artifacts.versions import Artifact, Version
from deskhand.core.artifacts import (
    BYTES_MAX,
    EDITS_MAX,
    FILES_MAX,
    NOTE_CHARS_MAX,
    PATH_CHARS_MAX,
    TITLE_CHARS_MAX,
    Edit,
    Kind,
)
from deskhand.core.errors import DeskhandError, InvalidInput, SetupMissing, StaleVersion
from deskhand.core.messages import TextPart
from deskhand.core.quoting import error_parts, with_quote
from deskhand.core.rendering import HEIGHT_MAX, HEIGHT_MIN, TOP_MAX, WIDTH_MAX, WIDTH_MIN, Rendering, Theme, View
from deskhand.core.values import Value
from deskhand.tools.base import Tool, ToolContext, ToolResult, Workshop, told
from deskhand.tools.paths import on_desk, short
from deskhand.tools.shown import noticed_in, problems_of, report_of

READ_CHARS_MAX = 200_000
DIFF_CHARS_MAX = 20_000
TEXT_CHARS_MAX = 4_000_000

BREAKABLE = frozenset({"html", "react", "svg", "mermaid", "chart"})
"""Kinds that can fail to be shown; the others show whatever is in them."""

BRIEF = View(themes=(), paint_s=10.0)
"""The look at a version that was just made: does it break? No picture."""

Files = dict[str, str | bytes]


class NewFile(Value):
    """A file of an artifact that has several."""

    path: str = Field(max_length=PATH_CHARS_MAX)
    text: str = Field(max_length=TEXT_CHARS_MAX)


class ArtifactArguments(Value):
    """One command."""

    command: Literal["create", "update", "rewrite", "branch", "read", "diagnostics", "list"]
    id: str | None = Field(default=None, max_length=64, description='such as "a1"; for all but create and list')
    title: str | None = Field(default=None, max_length=200, description="for create and branch")
    kind: Kind | None = Field(default=None, description="for create; without it the files tell")
    content: str | None = Field(default=None, max_length=TEXT_CHARS_MAX, description="the text, where it is one file")
    files: tuple[NewFile, ...] = Field(default=(), max_length=FILES_MAX, description="or all files")
    from_desk: tuple[str, ...] = Field(default=(), max_length=FILES_MAX, description="or files of the work folder")
    entry: str | None = Field(default=None, max_length=PATH_CHARS_MAX, description="the file that is shown")
    base: int | None = Field(default=None, ge=1, description="the version you change; for update and rewrite")
    edits: tuple[Edit, ...] = Field(default=(), max_length=EDITS_MAX, description="for update, made in order")
    version: int | None = Field(default=None, ge=1, description="for read, diagnostics and branch; else the newest")
    path: str | None = Field(default=None, max_length=PATH_CHARS_MAX, description="for read: one file only")
    note: str = Field(default="", max_length=NOTE_CHARS_MAX, description="what this version is about, in a few words")
    width: int = Field(
        default=1_280, ge=WIDTH_MIN, le=WIDTH_MAX, description="for diagnostics, of the window; 390: a phone"
    )
    height: int = Field(default=800, ge=HEIGHT_MIN, le=HEIGHT_MAX)
    top: int = Field(default=0, ge=0, le=TOP_MAX, description="for diagnostics: so many pixels down the page")
    theme: Literal["light", "dark", "both"] = Field(default="light", description="for diagnostics")
    candidate: bool = Field(default=False, description="for update and rewrite: propose it, for a person to accept")
    comments: tuple[int, ...] = Field(default=(), max_length=100, description="with candidate: those it answers")


class MakeArtifact(Tool):
    """Make and change artifacts."""

    name = "artifact"
    Arguments = ArtifactArguments
    description = (
        "Make something that the person sees beside the conversation, kept in versions. create: title, kind?, and "
        "content, files or from_desk. update: id, base, edits; each old must occur exactly once in its file (an empty "
        "one: a new file). rewrite: id, base and all of its content anew. With candidate, both "
        "propose it to the person instead of making a version. branch: id, version?, title?: a new one that begins "
        "with that version. read: id, version?, path?. diagnostics: id, "
        "version?, width?, height?, top?, theme?: shows you how it looks, with errors and their place, console, what "
        "was blocked, does not fit or is hard to read; look before you say that it works. list. Kinds: html "
        "(a page; no network, no confirm or prompt, libraries are local), react (TSX with a default export; React, "
        "Tailwind, recharts, lucide-react, d3, three and others are there), svg, markdown, code, mermaid, slides "
        '(Markdown, --- between two), table (CSV or JSON), chart (JSON: {"type": "bar", "x": "Month", "y": ["Total"], '
        '"rows": [{"Month": "May", "Total": 1}]}; bar, line, area, pie, scatter; or Chart.js, or Vega-Lite), json, '
        "text, picture and pdf (from_desk). A page may ask for more: artifact.json "
        '{"uses": ["storage", "downloads"]}, then await deskhand.use(name), null until the person allows it: storage '
        "(get, set, delete, keys; each person's own; not with shared), shared (the same for all who see it, and "
        "update(key, fn), watch(key, fn), me()), downloads (save(name, content)), files (list, read, readBytes of the "
        "work folder; not with shared), tools (call(name, arguments) gives {text, isError}: bash, edit, files, "
        "elements on this desk, as the person's profile allows; not with shared), model "
        "(ask(prompt, {system, schema}))."
    )

    async def execute(self, arguments: ArtifactArguments, context: ToolContext) -> ToolResult:
        shop = context.workshop
        if shop is None:
            raise SetupMissing("no artifacts are kept here.", hint="Write a file with `files` instead.")
        match arguments.command:
            case "list":
                return await _list(shop)
            case "read":
                return await _read(shop, arguments)
            case "diagnostics":
                return await _diagnostics(shop, arguments)
            case "create":
                return await _create(shop, arguments, context)
            case "branch":
                return await _branch(shop, arguments)
        return await _change(shop, arguments, context)


async def _list(shop: Workshop) -> ToolResult:
    found = await shop.shelf.of_session(shop.session)
    lines = [
        f"{each.short} {each.kind} {each.title!r}, version {each.newest.number}, {len(each.newest.files)} files"
        for each in found
    ]
    text = "\n".join(lines) or "(this session has no artifacts yet)"
    return told(text, stranger=bool(lines), details={"command": "list", "count": len(found)})


async def _read(shop: Workshop, arguments: ArtifactArguments) -> ToolResult:
    artifact = await shop.shelf.get(shop.session, _needed(arguments.id, "id", "read"))
    version = artifact.version(arguments.version or artifact.newest.number)
    own = f"{_named(artifact, version)}, entry {version.entry}. The newest version is {artifact.newest.number}."
    if arguments.path is not None and arguments.path not in version.files:
        raise InvalidInput(f"it has no file {arguments.path[:80]!r}.", hint=f"Its files: {', '.join(version.files)}.")
    files = await shop.shelf.files(version)
    wanted = [arguments.path] if arguments.path is not None else list(files)
    text = "\n".join(_shown(path, files[path], heads=len(wanted) > 1) for path in wanted)
    if len(text) > READ_CHARS_MAX:
        text = text[:READ_CHARS_MAX]
        own += f" Only the first {READ_CHARS_MAX} characters are shown."
    return ToolResult(content=with_quote(own, text), details=_details(artifact, version, "read"))


async def _create(shop: Workshop, arguments: ArtifactArguments, context: ToolContext) -> ToolResult:
    files = await _files(arguments, context, arguments.kind)
    kind = arguments.kind or kind_of_files(files, arguments.entry or "")
    content = content_of(kind, files, arguments.entry or "")
    title = arguments.title or posixpath.basename(content.entry)
    made = await shop.shelf.create(shop.session, content, title, shop.maker, arguments.note)
    return await _told(shop, made, "create", "Created", content)


async def _branch(shop: Workshop, arguments: ArtifactArguments) -> ToolResult:
    artifact = await shop.shelf.get(shop.session, _needed(arguments.id, "id", "branch"))
    number = arguments.version or artifact.newest.number
    version = artifact.version(number)
    content = content_of(artifact.kind, await shop.shelf.files(version), version.entry)
    title = arguments.title or f"{artifact.title} (branch)"[:TITLE_CHARS_MAX]
    made = await shop.shelf.create(
        shop.session, content, title, shop.maker, arguments.note or version.note, (artifact.id, number)
    )
    own = f"Branched {artifact.short}, version {number}: {_named(made, made.newest)}."
    return told(own, details=_details(made, made.newest, "branch"))


async def _change(shop: Workshop, arguments: ArtifactArguments, context: ToolContext) -> ToolResult:
    command = arguments.command
    id, base = _needed(arguments.id, "id", command), arguments.base
    artifact = await shop.shelf.get(shop.session, id)
    if base is None:
        raise InvalidInput(
            f"artifact {command}: base is needed, the number of the version that you change.",
            hint=f"The newest is {artifact.newest.number}; read it first when you have not seen it.",
            quotes=False,
        )
    try:
        if arguments.candidate:
            return await _propose(shop, arguments, context, artifact, base)
        if command == "update":
            made = await shop.shelf.update(shop.session, id, base, _edits(arguments), shop.maker, arguments.note)
        else:
            entry = artifact.version(base).entry
            files = await _files(arguments, context, artifact.kind, entry)
            made = await shop.shelf.rewrite(
                shop.session, id, base, files, shop.maker, entry=arguments.entry or "", note=arguments.note
            )
    except StaleVersion as stale:
        return _told_stale(artifact, stale)
    content = content_of(made.kind, await shop.shelf.files(made.newest), made.newest.entry)
    verb = "Changed" if made.newest.number != base else "Nothing changed in"
    return await _told(shop, made, command, verb, content)


async def _diagnostics(shop: Workshop, arguments: ArtifactArguments) -> ToolResult:
    artifact = await shop.shelf.get(shop.session, _needed(arguments.id, "id", "diagnostics"))
    version = artifact.version(arguments.version or artifact.newest.number)
    if shop.renderer is None:
        raise SetupMissing("there is nothing here that shows artifacts.", hint="Ask the person how it looks.")
    themes: tuple[Theme, ...] = ("light", "dark") if arguments.theme == "both" else (arguments.theme,)
    view = View(width=arguments.width, height=arguments.height, top=arguments.top, themes=themes)
    files = await shop.shelf.files(version)
    drawn = await shop.renderer.render(artifact.kind, version.entry, files, view)
    details = _details(artifact, version, "diagnostics") | {"looked": _looked(drawn)}
    return ToolResult(content=(*report_of(drawn, _named(artifact, version)), *drawn.shots), details=details)


async def _propose(
    shop: Workshop, arguments: ArtifactArguments, context: ToolContext, artifact: Artifact, base: int
) -> ToolResult:
    """A version that a person accepts or not. Raises StaleVersion."""
    where, note, comments = (shop.session, artifact.id, base), arguments.note, arguments.comments
    if arguments.command == "update":
        made = await shop.shelf.propose_edits(*where, _edits(arguments), shop.maker, note, comments)
    else:
        files, entry = await _files(arguments, context, artifact.kind, artifact.version(base).entry), arguments.entry
        made = await shop.shelf.propose(*where, files, shop.maker, entry=entry or "", note=note, comments=comments)
    candidate = made.candidates[-1]
    content = content_of(made.kind, await shop.shelf.files(candidate), candidate.entry)
    own = (
        f"Proposed candidate {candidate.number} of artifact {made.short}, from version {base}. It is no version "
        "until a person accepts it; the newest version is as it was."
    )
    details = _details(made, made.newest, arguments.command) | {"candidate": candidate.number}
    problems = "\n".join(content.problems())
    own += " This is wrong with it:" if problems else ""
    return ToolResult(content=with_quote(own, problems), details=details)


def _edits(arguments: ArtifactArguments) -> tuple[Edit, ...]:
    if not arguments.edits:
        raise InvalidInput(
            "artifact update: edits are needed.", hint="Give a list of {path, old, new}, or rewrite it.", quotes=False
        )
    return arguments.edits


async def _files(arguments: ArtifactArguments, context: ToolContext, kind: Kind | None, entry: str = "") -> Files:
    """What is given of content, in one of three ways. entry: the name of the file where only its text is given."""
    ways = (arguments.content is not None, bool(arguments.files), bool(arguments.from_desk))
    if sum(ways) != 1:
        raise InvalidInput(
            f"artifact {arguments.command}: give one of content, files and from_desk; {sum(ways)} were given.",
            hint="content for one text file, files for several, from_desk for files of the work folder.",
            quotes=False,
        )
    if arguments.content is not None:
        return {arguments.entry or entry or _usual_name(kind, arguments.content): arguments.content}
    if arguments.files:
        files: Files = {file.path: file.text for file in arguments.files}
        if len(files) < len(arguments.files):
            raise InvalidInput("two of the files have the same path.", hint="Give each path once.", quotes=False)
        return files
    return await _from_desk(arguments.from_desk, context)


async def _from_desk(paths: tuple[str, ...], context: ToolContext) -> Files:
    """Files of the work folder under their paths there; a single one under its name."""
    found: Files = {}
    for given in paths:
        path = on_desk(given)
        name = short(path) if len(paths) > 1 else posixpath.basename(path)
        found[name] = await context.desk.read_file(path, limit=BYTES_MAX + 1)
    return found


def _usual_name(kind: Kind | None, content: str) -> str:
    return form_of(kind or kind_of("", content[:4_096].encode("utf-8", "replace"))).entry


async def _told(shop: Workshop, artifact: Artifact, command: str, verb: str, content: Content) -> ToolResult:
    version, problems = artifact.newest, content.problems()
    size = sum(file.bytes for file in version.files.values())
    files = "1 file" if len(version.files) == 1 else f"{len(version.files)} files"
    own = f"{verb} {_named(artifact, version)}: {files}, {size} bytes."
    own += " This is wrong with it:" if problems else ""
    details: dict[str, Any] = _details(artifact, version, command)
    details |= {"problems": list(problems)} if problems else {}
    parts, looked = await _look(shop, content)
    return ToolResult(content=(*with_quote(own, "\n".join(problems)), *parts), details=details | looked)


async def _look(shop: Workshop, content: Content) -> tuple[tuple[TextPart, ...], dict[str, Any]]:
    """Whether a version that was just made breaks, where that can be and may be told: so that it is mended at once."""
    repairs = shop.repairs
    if shop.renderer is None or not repairs.most or content.kind not in BREAKABLE:
        return (TextPart(text="How it shows was not looked at: diagnostics does."),), {}
    if repairs.told >= repairs.most:
        broke = "1 version" if repairs.told == 1 else f"{repairs.told} versions"
        words = f"{broke} of this turn broke; this one was not looked at: diagnostics does."
        return (TextPart(text=words),), {"looked": {"stopped": repairs.most}}
    try:
        drawn = await shop.renderer.render(content.kind, content.entry, content.files, BRIEF)
    except DeskhandError as error:
        return error_parts(error, "How it shows could not be looked at:"), {}
    looked = _looked(drawn)
    if not drawn.broken:
        return noticed_in(drawn), {"looked": looked}
    repairs.told += 1
    looked |= {"told": repairs.told, "of": repairs.most}
    again = TextPart(text=f"Mend it before you go on (broken version {repairs.told} of {repairs.most} in this turn).")
    return (*problems_of(drawn), again), {"looked": looked}


def _looked(drawn: Rendering) -> dict[str, Any]:
    """For people and later readers."""
    first = drawn.errors[0] if drawn.errors else None
    found: dict[str, Any] = {"painted": drawn.painted, "errors": len(drawn.errors)}
    found |= {"ended": drawn.ended} if drawn.ended else {}
    return found | ({"error": first.message[:500], "at": first.place} if first else {})


def _told_stale(artifact: Artifact, stale: StaleVersion) -> ToolResult:
    """A conflict is an answer with what has come in between, so that the next call can take it in."""
    own = f"Not done: {stale.message} {stale.hint} What changed since:"
    cut = stale.diff[:DIFF_CHARS_MAX] + ("\n(cut)" if len(stale.diff) > DIFF_CHARS_MAX else "")
    details = {"artifact": artifact.id, "newest": stale.newest, "conflict": True}
    return ToolResult(content=with_quote(own, cut), details=details, failed=True)


def _details(artifact: Artifact, version: Version, command: str) -> dict[str, Any]:
    return {
        "command": command, "artifact": artifact.id, "version": version.number, "kind": artifact.kind,
        "title": artifact.title,
    }  # fmt: skip


def _shown(path: str, data: bytes, *, heads: bool) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return f"({path}: {len(data)} bytes that are no text)"
    return f"== {path} ==\n{text}" if heads else text


def _named(artifact: Artifact, version: Version) -> str:
    return f"artifact {artifact.short} ({artifact.kind}), version {version.number}"


def _needed(value: str | None, name: str, command: str) -> str:
    if not value:
        raise InvalidInput(f"artifact {command}: {name} is needed.", hint="`list` tells the ids.", quotes=False)
    return value
