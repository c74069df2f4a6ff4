"""Diagrams in the language of Mermaid."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deskhand.artifacts.kinds.form import Form

_BEGINS = re.compile(
    r"(?:\s*---\n.*?\n---\s*\n)?(?:\s*%%[^\n]*\n)*\s*(?:graph|flowchart|sequenceDiagram|classDiagram|stateDiagram|"
    r"erDiagram|journey|gantt|pie|quadrantChart|requirementDiagram|gitGraph|mindmap|timeline|sankey|xychart|block|"
    r"packet|architecture|kanban|C4\w+|radar|treemap|zenuml)\b",
    re.DOTALL,
)


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    if _BEGINS.match(files[entry].decode()):
        return ()
    return (f"{entry} does not begin with the kind of a diagram, such as `flowchart TD`.",)


FORM = Form(
    kind="mermaid",
    about="A diagram in Mermaid",
    entry="diagram.mmd",
    suffixes=(".mmd", ".mermaid"),
    seems=lambda head: bool(_BEGINS.match(head)),
    problems=_problems,
)
