"""Documents in Markdown."""

from __future__ import annotations

import re

from deskhand.artifacts.kinds.form import Form

_HEADING = re.compile(r"\s*#{1,6} \S")

FORM = Form(
    kind="markdown",
    about="A document in Markdown, with tables, formulas and pictures of its own",
    entry="document.md",
    suffixes=(".md", ".markdown"),
    seems=lambda head: bool(_HEADING.match(head)),
)
