"""Performers of commands, files, variables, and people: run, write, let, add, ask, stop, say."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from typing import Any

from deskhand.models.steps.language.program import AddTo, AskPerson, Let, Run, Say, Stop, WriteFile
from deskhand.models.steps.run.acting import filled
from deskhand.models.steps.run.asking import Around, Ask, Done, Performing, ToolUse, inquire, text_digest
from deskhand.models.steps.run.checking import entries, list_use
from deskhand.models.steps.run.commands import shell_command
from deskhand.models.steps.run.unsure import ask_whether, reads_only
from deskhand.models.steps.values.expressions import converted, evaluate
from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.numbers import to_decimal
from deskhand.models.steps.values.variables import Value, shown

READ_CHARS_MAX = 15_000
"""A longer file is appended to by the shell instead of being read and written again."""
_EXIT = re.compile(r"exit (-?\d+)\b")


def run(around: Around, statement: Run) -> Performing:
    command = shell_command(statement.command, around.variables)
    seen: dict[str, Any] = {}
    for _ in range(4):
        seen = yield Ask((ToolUse("bash", {"command": command}),), text_digest)
        if not (seen["cut"] or seen["none"]):
            break
        if not reads_only(statement.command) and (yield from ask_whether(around, "The command")):
            return _happened_unseen(statement)
    if seen["failed"] or seen["none"]:
        raise StepFailed(
            f"the command could not be run: {str(seen['failed'])[:400]}",
            "Allow commands in the profile, or leave it out.",
        )
    head, _, output = str(seen["text"]).partition("\n")
    sets: dict[str, Value] = {statement.into: output.rstrip("\n")} if statement.into else {}
    code = _EXIT.match(head)
    if code and (code[1] == "0" or statement.may_fail):
        return Done(sets=sets)
    if not code and statement.may_fail:
        return Done(sets=sets)
    said = f"exit code {code[1]}" if code else head[:200]
    raise StepFailed(
        f"the command ended with {said}: {output.strip()[-400:] or 'no output'}",
        'If that is fine, write "even if it fails" at the end of the step.',
    )


def _happened_unseen(statement: Run) -> Done:
    if statement.into:
        raise StepFailed(
            f"the command was run, but its output, which {statement.into} should hold, was lost.",
            'Write "continue" to run it again.',
        )
    return Done()


def write_file(around: Around, statement: WriteFile) -> Performing:
    path = filled(around, statement.path).strip()
    text = _file_text(around, statement, path)
    before = ""
    if statement.append:
        seen = yield from inquire(ToolUse("files", {"action": "read", "path": path}))
        if seen["failed"]:
            there = yield from inquire(list_use(path))
            if not there["failed"] and entries(str(there["text"])):
                raise StepFailed(f"{path} can't be read: {str(seen['failed'])[:300]}", "Write to another file.")
        before = "" if seen["failed"] else str(seen["text"])
        if before and not before.endswith("\n"):
            before += "\n"
    if len(before) > READ_CHARS_MAX:
        command = f"printf %s {shlex.quote(text)} >> {shlex.quote(path)}"
        done = yield Ask((ToolUse("bash", {"command": command}),), text_digest)
        if done["cut"] and (yield from ask_whether(around, f"Appending to {path}")):
            return Done()
        failed = done["failed"] or not str(done["text"]).startswith("exit 0")
    else:
        # Writing the whole text again comes to the same, so a call that was cut off is simply repeated.
        done = yield from inquire(ToolUse("files", {"action": "write", "path": path, "text": before + text}))
        failed = done["failed"]
    if failed or done["none"]:
        raise StepFailed(f"{path} could not be written: {str(done['failed'] or done['text'])[:300]}", "Check the path.")
    return Done()


def _file_text(around: Around, statement: WriteFile, path: str) -> str:
    """The text to write, with a line's end. Rows become CSV or JSON when the file's name says so."""
    words = statement.text
    value = around.variables.value_of(words) if _is_one_name(words.text) else around.variables.fill(words)
    if isinstance(value, list) and path.casefold().endswith(".csv"):
        return _csv(value)
    if not isinstance(value, str) and path.casefold().endswith(".json"):
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    text = shown(value)
    return text if text.endswith("\n") or not text else text + "\n"


def _is_one_name(text: str) -> bool:
    return bool(re.fullmatch(r"\{[^{}]*\}|[^\W\d]\w*", text.strip()))


def _csv(rows: list[Any]) -> str:
    out = io.StringIO()
    if rows and all(isinstance(row, dict) for row in rows):
        names = list(dict.fromkeys(key for row in rows for key in row))
        writer = csv.DictWriter(out, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        csv.writer(out, lineterminator="\n").writerows(
            [item if isinstance(item, list) else [shown(item)] for item in rows]
        )
    return out.getvalue()


def let(around: Around, statement: Let) -> Performing:
    value = evaluate(statement.expression, statement.pieces, around.variables)
    yield from ()
    if statement.conversion:
        value = converted(shown(value), statement.conversion)
    return Done(sets={statement.name: value})


def add_to(around: Around, statement: AddTo) -> Performing:
    """A list grows by one item; a number by an amount; what is not there yet begins as the one or the other."""
    value = evaluate(statement.expression, statement.pieces, around.variables)
    before = around.variables.values.get(statement.name)
    yield from ()
    number, amount = to_decimal(before) if isinstance(before, str) else None, to_decimal(shown(value))
    if isinstance(before, list):
        return Done(sets={statement.name: [*before, value]})
    if before is None and not statement.subtract:
        return Done(sets={statement.name: [value] if amount is None else shown(value)})
    if number is None or amount is None:
        raise StepFailed(
            f"{statement.name} ({shown(before or '')[:60]!r}) and {shown(value)[:60]!r} can't be added up.",
            f"Begin with: let {statement.name} = 0, or: let {statement.name} = empty list.",
        )
    return Done(sets={statement.name: f"{number - amount if statement.subtract else number + amount:f}"})


def ask_person(around: Around, statement: AskPerson) -> Performing:
    question = around.variables.fill(statement.question)
    if not around.can_ask:
        raise StepFailed(f"nobody can be asked: {question}", "Run it where a person can answer.")
    more: dict[str, Any] = (
        {"options": [around.variables.fill(option) for option in statement.options[:12]]} if statement.options else {}
    )
    seen = yield Ask((ToolUse("ask_person", {"question": question[:4_000], **more}),), text_digest)
    if seen["failed"] or seen["none"]:
        raise StepFailed(
            f"there was no answer to: {question}. {str(seen['failed'])[:200]}", "Answer it and run it again."
        )
    return Done(sets={statement.into: str(seen["text"]).strip()})


def stop(around: Around, statement: Stop) -> Performing:
    yield from ()
    message = around.variables.fill(statement.message)
    return Done(
        ends="failed" if statement.failed else "done", message=message or ("stopped" if statement.failed else "")
    )


def say(around: Around, statement: Say) -> Performing:
    yield from ()
    return Done(note=filled(around, statement.text))
