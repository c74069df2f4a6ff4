"""Performer of file work: rename, move, copy, delete, make a folder. After a cut-off call the files themselves tell."""

from __future__ import annotations

import shlex
from collections.abc import Generator
from pathlib import PurePosixPath
from typing import Any

from deskhand.models.steps.language.program import FileWork
from deskhand.models.steps.run.acting import filled
from deskhand.models.steps.run.asking import Around, Ask, Done, Performing, ToolUse, inquire, text_digest
from deskhand.models.steps.run.checking import entries, list_use
from deskhand.models.steps.values.failure import StepFailed

_WORDS = {"move": "moved", "copy": "copied", "delete": "deleted", "make_folder": "made"}


def file_work(around: Around, statement: FileWork) -> Performing:
    path = filled(around, statement.path).strip().rstrip("/")
    to = filled(around, statement.to).strip() if statement.to else ""
    if not path or (statement.to and not to):
        raise StepFailed("the file's name is empty.", "Write for example: rename a.txt to b.txt")
    if to:
        to = yield from _destination(path, to, beside=statement.beside)
    use = _use(statement.verb, path, to)
    seen: dict[str, Any] = {}
    for _ in range(2):
        seen = yield Ask((use,), text_digest)
        if not (seen["cut"] or seen["none"]):
            break
        if statement.verb != "copy" and (yield from _is_done(statement.verb, path, to)):
            return Done()
    failed = seen["failed"] or (use.tool == "bash" and not str(seen["text"]).startswith("exit 0"))
    if failed or seen["none"] or seen["cut"]:
        reason = str(seen["failed"] or seen["text"])[:300]
        raise StepFailed(f"{path} could not be {_WORDS[statement.verb]}: {reason}", "Check the path on the desk.")
    return Done()


def _use(verb: str, path: str, to: str) -> ToolUse:
    if verb == "copy":
        return ToolUse("bash", {"command": f"cp -r -- {shlex.quote(path)} {shlex.quote(to)}"})
    more = {"target": to} if to else {}
    return ToolUse("files", {"action": verb, "path": path, **more})


def _destination(path: str, to: str, *, beside: bool) -> Generator[Ask, Any, str]:
    """Where it goes: into a folder under its own name, beside its old place, or to the very path."""
    if beside:
        return str(PurePosixPath(path).parent / to)
    name = PurePosixPath(path).name
    if to.endswith("/"):
        return to + name
    return f"{to}/{name}" if (yield from _there(to, "folder")) else to


def _there(path: str, kind: str = "") -> Generator[Ask, Any, bool]:
    seen = yield from inquire(list_use(path))
    found = [] if seen["failed"] else entries(str(seen["text"]))
    return any(not kind or kind == each for each, _ in found)


def _is_done(verb: str, path: str, to: str) -> Generator[Ask, Any, bool]:
    source = yield from _there(path)
    if verb == "make_folder":
        return source
    return not source and (verb == "delete" or (yield from _there(to)))
