"""`files`: the work folder of the desk: list, read, write, move, delete, and read the words in a picture."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import Field

from deskhand.core.elements import render_elements
from deskhand.core.errors import InvalidInput
from deskhand.core.values import Value
from deskhand.desk.base import FileEntry
from deskhand.tools.base import Tool, ToolContext, ToolResult, told
from deskhand.tools.paths import on_desk, short

READ_BYTES_MAX = 200_000
LIST_ENTRIES_MAX = 500


class FilesArguments(Value):
    """One file action."""

    action: Literal["list", "read", "write", "move", "delete", "make_folder", "read_picture"]
    path: str = Field(default=".", min_length=1, max_length=4_000)
    pattern: str = Field(default="*", max_length=200, description="for list, such as *.png")
    depth: int = Field(default=1, ge=1, le=8, description="for list: folders below")
    text: str | None = Field(default=None, max_length=2_000_000, description="for write")
    target: str | None = Field(default=None, max_length=4_000, description="for move")


class Files(Tool):
    """Look after files."""

    name = "files"
    Arguments = FilesArguments
    description = (
        "The files of the work folder; paths are relative to it. list: path?, pattern?, depth?. read: path. write: "
        "path, text (replaces the file). move: path, target. delete, make_folder: path. read_picture: the words in a "
        "picture file, with their places in it (reads pixels; takes seconds)."
    )

    async def execute(self, arguments: FilesArguments, context: ToolContext) -> ToolResult:
        path = on_desk(arguments.path)
        details = {"action": arguments.action, "path": path}
        if arguments.action == "list":
            return await self._list(path, arguments, context)
        if arguments.action == "read":
            return await self._read(path, context)
        if arguments.action == "read_picture":
            listing = await context.desk.read_picture(path)
            return told(render_elements(listing), stranger=True, details={**details, "count": len(listing.elements)})
        done = await self._change(path, arguments, context)
        return told(done, details=details)

    async def _list(self, path: str, arguments: FilesArguments, context: ToolContext) -> ToolResult:
        entries = await context.desk.list_files(path, pattern=arguments.pattern, depth=arguments.depth)
        lines = [_entry_line(entry) for entry in entries[:LIST_ENTRIES_MAX]]
        if len(entries) > LIST_ENTRIES_MAX:
            lines.append(f"({len(entries) - LIST_ENTRIES_MAX} more; narrow it with pattern or path)")
        text = "\n".join(lines) or f"(nothing in {short(path)} fits {arguments.pattern})"
        return told(text, stranger=True, details={"path": path, "count": len(entries)})

    async def _read(self, path: str, context: ToolContext) -> ToolResult:
        data = await context.desk.read_file(path, limit=READ_BYTES_MAX + 1)
        if b"\0" in data[:1_000]:
            raise InvalidInput(f"{short(path)} is not a text file.", hint="Use read_picture for a picture, else bash.")
        cut = len(data) > READ_BYTES_MAX
        text = data[:READ_BYTES_MAX].decode("utf-8", "replace")
        more = f"\n(only the first {READ_BYTES_MAX} bytes; use bash for the rest)" if cut else ""
        return told(text + more, stranger=True, details={"path": path, "bytes": len(data), "cut": cut})

    async def _change(self, path: str, arguments: FilesArguments, context: ToolContext) -> str:
        desk = context.desk
        if arguments.action == "write":
            if arguments.text is None:
                raise InvalidInput("files write: text is needed.", hint="Call it again with path and text.")
            await desk.write_file(path, arguments.text.encode("utf-8", "replace"))
            return f"Wrote {short(path)}, {len(arguments.text)} characters."
        if arguments.action == "move":
            if arguments.target is None:
                raise InvalidInput("files move: target is needed.", hint="Call it again with path and target.")
            await desk.move_file(path, on_desk(arguments.target))
            return f"Moved {short(path)} to {arguments.target}."
        if arguments.action == "delete":
            await desk.delete_file(path)
            return f"Deleted {short(path)}."
        await desk.make_folder(path)
        return f"Made the folder {short(path)}."


def _entry_line(entry: FileEntry) -> str:
    return f"{entry.kind} {entry.size} {json.dumps(short(entry.path), ensure_ascii=False)}"
