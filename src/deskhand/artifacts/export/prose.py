"""Markdown as a tree of plain values, which the writers of documents and slides share.

It does not know what they write. HTML in the Markdown loses its tags and keeps its words; `<br>` breaks a line;
comments go into `Comment`, which only slides look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from deskhand.artifacts.export.base import Losses
from deskhand.core.errors import LimitExceeded

BLOCKS_MAX = 20_000
NESTING_MAX = 60


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. link: an address that may be followed (http, https, mailto), or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture where it stands in the text. source: a data address, or a path of the artifact."""

    source: str
    alt: str


Inline = Run | Image


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """done: whether its box is ticked; None where it has no box."""

    blocks: tuple[Block, ...]
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """start: the first number; None for a list without numbers."""

    items: tuple[Item, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its first row is the head. align: "left", "center" or "right" of each column. All rows have as many
    cells as the head."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    pass


@dataclass(frozen=True, slots=True)
class Comment:
    text: str


Block = Heading | Paragraph | Code | Quote | Bullets | Grid | Rule | Comment

_FORMULA = re.compile(r"\$\$([\s\S]+?)\$\$|\$((?:\\.|[^$\\\n])+?)\$(?!\d)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_BOX = re.compile(r"\[([ xX])\]\s+")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_ALIGN = re.compile(r"text-align:(\w+)")


def blocks_of(text: str, losses: Losses) -> tuple[Block, ...]:
    """The blocks of a text in Markdown (with tables and struck words). Raises LimitExceeded for too many."""
    tokens = _parser().parse(text)
    if sum(token.nesting >= 0 for token in tokens) > BLOCKS_MAX:
        raise LimitExceeded(
            f"the text has more than {BLOCKS_MAX} blocks.", hint="Divide it into several.", quotes=False
        )
    if any(token.level >= NESTING_MAX - 1 for token in tokens):
        losses.add("nested_too_deeply")
    return tuple(_blocks(SyntaxTreeNode(tokens).children, losses))


def plain(inlines: Iterable[Inline]) -> str:
    """Their words alone; a picture is told by what it shows."""
    return "".join(each.text if isinstance(each, Run) else each.alt for each in inlines)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": NESTING_MAX}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "formula", _formula)
    return parser


def _formula(state: StateInline, silent: bool) -> bool:
    """A formula between dollars is one token: its underscores and stars are no emphasis."""
    found = _FORMULA.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "$" else None
    if found is None:
        return False
    if not silent:
        state.push("formula", "", 0).content = (found[1] or found[2]).strip()
    state.pos = found.end()
    return True


def _blocks(nodes: Sequence[SyntaxTreeNode], losses: Losses) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1]), _inlines_in(node, losses))
            case "paragraph":
                if inlines := _inlines_in(node, losses):
                    yield Paragraph(inlines)
            case "fence" | "code_block":
                yield Code(node.content.rstrip("\n"), (node.info.split() or [""])[0] if node.type == "fence" else "")
            case "blockquote":
                yield Quote(tuple(_blocks(node.children, losses)))
            case "bullet_list" | "ordered_list":
                start = None if node.type == "bullet_list" else int(node.attrs.get("start", 1))
                yield Bullets(tuple(_item(item, losses) for item in node.children), start)
            case "table":
                yield _grid(node, losses)
            case "hr":
                yield Rule()
            case "html_block":
                yield from _html(node.content, losses)


def _item(node: SyntaxTreeNode, losses: Losses) -> Item:
    blocks = tuple(_blocks(node.children, losses))
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and isinstance(words := first.inlines[0], Run) and (box := _BOX.match(words.text)):
        rest = (replace(words, text=words.text[box.end() :]), *first.inlines[1:])
        return Item((Paragraph(rest), *blocks[1:]), box[1] != " ")
    return Item(blocks)


def _grid(node: SyntaxTreeNode, losses: Losses) -> Grid:
    rows = [row.children for part in node.children for row in part.children]
    found = [_ALIGN.search(str(cell.attrs.get("style", ""))) for cell in rows[0]]
    align = tuple(each[1] if each else "left" for each in found)
    return Grid(tuple(tuple(_inlines_in(cell, losses) for cell in row) for row in rows), align)


def _html(content: str, losses: Losses) -> Iterator[Block]:
    """Words of a block of HTML. Its comments are told apart; what a style or script holds is no words."""
    yield from (Comment(found.strip()) for found in _COMMENT.findall(content))
    rest = _COMMENT.sub("", content)
    bare = re.sub(r"<(script|style)\b.*?(</\1\s*>|\Z)", "", rest, flags=re.DOTALL | re.IGNORECASE)
    if bare.strip():
        losses.add("html_left_out", " ".join(bare.split()))
    elif rest.strip():
        losses.add("script_left_out")
    if words := " ".join(_TAG.sub(" ", bare).split()):
        yield Paragraph((Run(words),))


def _inlines_in(node: SyntaxTreeNode, losses: Losses) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for child in node.children:
        for inline in _inlines(child, Run(""), losses):
            last = made[-1] if made else None
            if isinstance(inline, Run) and isinstance(last, Run) and replace(last, text=inline.text) == inline:
                made[-1] = replace(last, text=last.text + inline.text)
            else:
                made.append(inline)
    return tuple(made)


def _inlines(node: SyntaxTreeNode, look: Run, losses: Losses) -> Iterator[Inline]:
    match node.type:
        case "text" | "text_special":
            yield replace(look, text=node.content)
        case "code_inline":
            yield replace(look, text=node.content, code=True)
        case "softbreak":
            yield replace(look, text=" ")
        case "hardbreak":
            yield replace(look, text="\n")
        case "formula":
            losses.add("formula_as_source", node.content)
            yield replace(look, text=node.content, italic=True, code=True)
        case "image":
            yield Image(str(node.attrs.get("src", "")), node.content)
        case "html_inline":
            yield from _tag(node.content, look, losses)
        case _:
            inner = _look_inside(node, look, losses)
            for child in node.children:
                yield from _inlines(child, inner, losses)


def _look_inside(node: SyntaxTreeNode, look: Run, losses: Losses) -> Run:
    match node.type:
        case "strong":
            return replace(look, bold=True)
        case "em":
            return replace(look, italic=True)
        case "s":
            return replace(look, struck=True)
        case "link":
            address = str(node.attrs.get("href", ""))
            if _LINK.fullmatch(address):
                return replace(look, link=address)
            losses.add("link_left_out", address)
    return look


def _tag(content: str, look: Run, losses: Losses) -> Iterator[Inline]:
    if re.fullmatch(r"<br\s*/?>", content, re.IGNORECASE):
        yield replace(look, text="\n")
    elif not content.startswith("<!--"):
        losses.add("html_left_out", content)
