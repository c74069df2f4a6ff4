"""Slides: Markdown, a line of --- between two of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deskhand.artifacts.kinds.form import Form

BETWEEN = re.compile(r"^---[ \t]*$", re.MULTILINE)


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    if BETWEEN.search(files[entry].decode()):
        return ()
    return (f"{entry} is one slide only; write a line of --- between two slides.",)


FORM = Form(
    kind="slides",
    about="Slides in Markdown, with a line of --- between two slides",
    entry="slides.md",
    suffixes=(".slides.md", "/slides.md"),
    problems=_problems,
)
