"""Which variables a program sets and uses, so that a misspelt one is told before anything is done."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from deskhand.models.steps.language.phrases import Words
from deskhand.models.steps.language.program import (
    AddTo,
    AskPerson,
    ForFiles,
    ForRows,
    Let,
    Problem,
    Read,
    ReadFile,
    ReadPicture,
    Run,
    SetField,
    Show,
    Step,
)

_BRACED = re.compile(r"\{\s*([^\W\d]\w*)((?:\.[^{}.\n]+)*)\s*\}")
_NAME = re.compile(r"[^\W\d]\w*")
BUILT_IN = frozenset({"today", "now"})


def _words_in(value: Any) -> Iterator[Words]:
    """All words of a statement, however deep, but commands: a shell has braces of its own."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _words_in(item)
    elif is_dataclass(value) and not isinstance(value, (type, Run)):
        for each in fields(value):
            yield from _words_in(getattr(value, each.name))


def assigned(steps: tuple[Step, ...]) -> set[str]:
    """Names that some step sets."""
    names = {"answer"} if any(isinstance(step.statement, AskPerson) for step in steps) else set()
    for step in steps:
        match step.statement:
            case Let(name=name) | AddTo(name=name) | ForFiles(name=name) | ForRows(name=name):
                names.add(name)
            case Read(into=name) | ReadPicture(into=name) | ReadFile(into=name) | Run(into=name) | AskPerson(into=name):
                names.add(name)
    return names - {""}


def used(steps: tuple[Step, ...]) -> set[str]:
    """Names that stand in braces somewhere, commands too."""
    text = [words.text for step in steps for words in _words_in(step.statement)]
    text += [step.statement.command for step in steps if isinstance(step.statement, Run)]
    return {match[1] for piece in text for match in _BRACED.finditer(piece)}


def settle_variables(steps: tuple[Step, ...], known: frozenset[str]) -> tuple[Step, ...]:
    """`set total to 0` sets a variable when `total` is used as one elsewhere."""
    names = assigned(steps) | used(steps) | known

    def settled(step: Step) -> Step:
        statement = step.statement
        if not isinstance(statement, SetField) or not _NAME.fullmatch(statement.target.whole):
            return step
        if statement.target.whole not in names or statement.target.said != statement.target.whole:
            return step
        piece = (statement.text,) if statement.text.quoted else ()
        expression = "\ue000" if piece else statement.text.text
        return replace(step, statement=Let(statement.target.whole, expression, piece))

    return tuple(settled(step) for step in steps)


def check_names(steps: tuple[Step, ...], known: frozenset[str]) -> list[Problem]:
    """A problem for every `{name}` that nothing sets. Rows bring names of their own: then nothing is claimed."""
    if any(isinstance(step.statement, ForRows) for step in steps):
        return []
    names = assigned(steps) | known | BUILT_IN
    found = []
    for step in steps:
        if (name := _shown(step)) and name not in names:
            found.append(Problem(step.line, step.said, f"{name} is not set anywhere.", _hint(name, names)))
        for words in _words_in(step.statement):
            found += [
                Problem(step.line, step.said, f"{{{match[1]}}} is not set anywhere.", _hint(match[1], names))
                for match in _BRACED.finditer(words.text.replace("{{", ""))
                if match[1] not in names
            ]
    return found


def _shown(step: Step) -> str:
    """The variable that a step shows by its bare name; "" for none."""
    match step.statement:
        case Show(what=Words(text=text, quoted=False), file=False) if not text.startswith("{"):
            return text.partition(".")[0].strip()
    return ""


def _hint(name: str, names: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(names), n=1, cutoff=0.6)
    return (
        f"Did you mean {{{near[0]}}}?"
        if near
        else f"Set it first, for example: let {name} = ..., or: read ... as {name}"
    )
