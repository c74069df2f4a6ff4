"""Slides as they are written: Markdown, a line of --- between two of them, taken apart into titles, notes and blocks.

    ---
    title: Expenses in May
    author: Li Na
    ---
    # Expenses in May

    ---

    ## What it cost

    - Train: 120.50

    <!-- Say that the hotel is still missing. -->

The lines before the first slide (front matter) are the deck's own title and author, and no slide. A line of three
dashes or more ends a slide, but not within a fence of code. The first heading of a slide is its title. An HTML comment
holds notes for who speaks. docs/exports.md says the same to people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskhand.artifacts.export.base import Losses
from deskhand.artifacts.export.prose import Block, Comment, Heading, Inline, Paragraph, blocks_of
from deskhand.core.errors import LimitExceeded

SLIDES_MAX = 500

_BETWEEN = re.compile(r"---+\s*")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_ABOUT = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?")
_NOTES = re.compile(r"(?:speaker )?notes?:\s*", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slide:
    """title: (), where it has none. level: of the title's heading, 0 for none."""

    title: tuple[Inline, ...]
    level: int
    blocks: tuple[Block, ...]
    notes: str

    @property
    def is_opening(self) -> bool:
        """Nothing but a great title and a few lines under it."""
        return self.level == 1 and len(self.blocks) <= 3 and all(isinstance(each, Paragraph) for each in self.blocks)

    @property
    def is_section(self) -> bool:
        return bool(self.title) and not self.blocks


@dataclass(frozen=True, slots=True)
class Deck:
    about: dict[str, str]
    slides: tuple[Slide, ...]


def deck_of(text: str, losses: Losses) -> Deck:
    """The slides of a text. Raises LimitExceeded for more than there may be."""
    about, rest = _front(text)
    sources = slides_in(rest)
    if len(sources) > SLIDES_MAX:
        raise LimitExceeded(f"{len(sources)} slides are more than {SLIDES_MAX}.", hint="Divide them.", quotes=False)
    return Deck(about, tuple(_slide(source, losses) for source in sources))


def slides_in(text: str) -> list[str]:
    """The Markdown of each slide; those that are empty are none."""
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


def _front(text: str) -> tuple[dict[str, str], str]:
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


def _slide(source: str, losses: Losses) -> Slide:
    notes = [_NOTES.sub("", found.strip(), count=1) for found in _COMMENT.findall(_without_code(source))]
    blocks = [block for block in blocks_of(source, losses) if not isinstance(block, Comment)]
    first = blocks[0] if blocks else None
    said = "\n\n".join(note for note in notes if note)
    if isinstance(first, Heading):
        return Slide(first.inlines, first.level, tuple(blocks[1:]), said)
    return Slide((), 0, tuple(blocks), said)


def _without_code(source: str) -> str:
    """The source without its fences, whose comments are code."""
    kept, fence = [], ""
    for line in source.split("\n"):
        found = _FENCE.match(line)
        mark = found[1] if found else ""
        if mark and not fence:
            fence = mark
        elif fence:
            fence = "" if mark.startswith(fence) else fence
        else:
            kept.append(line)
    return "\n".join(kept)
