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
from deskhand.artifacts.kinds.slides import front_of, slides_in
from deskhand.core.errors import LimitExceeded

SLIDES_MAX = 500

_FENCE = re.compile(r"\s*(```+|~~~+)")
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
    about, rest = front_of(text)
    sources = slides_in(rest)
    if len(sources) > SLIDES_MAX:
        raise LimitExceeded(f"{len(sources)} slides are more than {SLIDES_MAX}.", hint="Divide them.", quotes=False)
    return Deck(about, tuple(_slide(source, losses) for source in sources))


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
