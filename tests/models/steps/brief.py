"""Statements in short, for tables of wordings: `click Save/button in(Billing/form)`."""

# ruff: noqa: E501 - cases are read in one piece.
from __future__ import annotations

from typing import Any

from deskhand.models.steps.language import phrases as q
from deskhand.models.steps.language import program as p
from deskhand.models.steps.language.parser import parse


def words(value: q.Words | None) -> str:
    return value.text if value else ""


def target(t: q.Target | None) -> str:
    if t is None:
        return "-"
    text = words(t.name) + (f"/{t.role}" if t.role else "") + (f"#{t.ordinal}" if t.ordinal else "")
    return text + "".join(f" {at.kind}({at.column + '=' if at.column else ''}{target(at.anchor)})" for at in t.places)


def condition(c: q.Condition) -> str:
    match c:
        case q.Shown():
            return f"{'shown' if c.shown else 'gone'} {target(c.target)}"
        case q.InState():
            return f"{'' if c.holds else 'not '}{c.state} {target(c.target)}"
        case q.Compare():
            return f"{words(c.left)} {c.operator} {words(c.right)}"
        case q.PageIs():
            return f"{c.part} {c.operator} {words(c.right)}"
        case q.FileExists():
            return f"file {words(c.path)} {c.exists}"
        case q.Both():
            return (" or " if c.any_of else " and ").join(condition(part) for part in c.parts)


def item(value: Any) -> str:
    return (
        words(value)
        if isinstance(value, q.Words)
        else f"<{target(value)}>"
        if isinstance(value, q.Target)
        else str(value)
    )


def statement(s: Any) -> str:
    parts = [type(s).__name__]
    for name in s.__dataclass_fields__:
        value = getattr(s, name)
        if name in ("said", "pieces") or value in ("", (), False, None) or (name, value) in DEFAULTS:
            continue
        if isinstance(value, q.Target):
            parts.append(f"<{target(value)}>")
        elif isinstance(value, q.Words):
            parts.append(words(value))
        elif name == "condition":
            parts.append(condition(value))
        elif isinstance(value, p.Fallback):
            parts += [f"else:{value.kind}"] if value.kind != "fail" else []
        elif isinstance(value, tuple):
            parts.append(",".join(item(v) for v in value))
        else:
            parts.append(name if value is True else str(value))
    return " ".join(part for part in parts if part)


DEFAULTS = {("action", "left_click"), ("repeat", 1), ("on", True), ("unit", "notches"), ("limit_s", 30.0), ("times_max", 100), ("what", "value"), ("line", 0)}  # fmt: skip


def program(text: str) -> list[str]:
    read = parse(text)
    if read.problems:
        return [f"PROBLEM {problem}" for problem in read.problems]
    return [statement(step.statement) for step in read.steps]
