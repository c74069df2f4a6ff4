"""Slides: Markdown, a line of three dashes or more between two of them, but not within a fence of code.

Lines `name: value` between two such lines at the very beginning are front matter: the deck's own title and author, and
no slide. The frame (web/frame/kinds/splitting.ts) reads them by the same rule; tests/artifacts/decks.json holds both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from deskhand.artifacts.kinds.form import Form

_BETWEEN = re.compile(r"---+\s*")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_ABOUT = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?")


def slides_in(text: str) -> list[str]:
    """The Markdown of each slide, in a text without front matter; those that are empty are none."""
    slides: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        mark = found[1] if found else ""
        if mark and not fence:
            fence = mark
        elif fence and mark.startswith(fence):
            fence = ""
        if not fence and _BETWEEN.fullmatch(line):
            slides.append([])
        else:
            slides[-1].append(line)
    return [slide for lines in slides if (slide := "\n".join(lines).strip())] or [""]


def front_of(text: str) -> tuple[dict[str, str], str]:
    """What stands before the first slide as `name: value`, and the rest. Lines of any other kind are a slide."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        return {}, text
    about: dict[str, str] = {}
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if _BETWEEN.fullmatch(line):
            return (about, "\n".join(lines[number + 1 :])) if about else ({}, text)
        found = _ABOUT.fullmatch(line.rstrip())
        if found:
            about[found[1].lower()] = (found[2] or "").strip().strip("\"'")
        elif line.strip():
            break
    return {}, text


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    _, rest = front_of(files[entry].decode())
    if len(slides_in(rest)) > 1:
        return ()
    return (f"{entry} is one slide only; write a line of --- between two slides.",)


FORM = Form(
    kind="slides",
    about="Slides in Markdown, with a line of --- between two slides",
    entry="slides.md",
    suffixes=(".slides.md", "/slides.md"),
    problems=_problems,
)
