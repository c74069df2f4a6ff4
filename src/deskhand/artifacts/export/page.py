"""A document or slides as one HTML file that opens from disk: styled, without scripts, and reaching for nothing.

Every word is escaped as it is written, no tag of the artifact is taken over, and the page's own policy lets nothing
load but its style and the pictures in it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from deskhand.artifacts.export import look
from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.colouring import COLOURS, coloured
from deskhand.artifacts.export.deck import deck_of
from deskhand.artifacts.export.pictures import Pictured
from deskhand.artifacts.export.prose import (
    Block,
    Bullets,
    Code,
    Comment,
    Grid,
    Heading,
    Image,
    Inline,
    Item,
    Paragraph,
    Quote,
    Rule,
    blocks_of,
)
from deskhand.artifacts.export.words import clean

_CODE_DARK = {"word": "cfa3ea", "text": "94d09f", "number": "eab07a", "name": "8fc1ea", "note": "979186"}
_STYLE = f"""
:root {{ color-scheme: light dark; --paper:#{look.PANEL}; --ink:#{look.INK}; --soft:#{look.SOFT};
  --line:#{look.LINE_STRONG};
  --sunk:#{look.SUNK}; --hand:#{look.HAND}; --hand-line:#{look.HAND_LINE};
  {"".join(f"--{sort}:#{colour};" for sort, colour in COLOURS.items() if sort)} }}
@media (prefers-color-scheme: dark) {{ :root {{ --paper:#161614; --ink:#ece9e2; --soft:#b5afa4; --line:#4a4841;
  --sunk:#2a2a26; --hand:#5cc8bf; --hand-line:#2b5b57;
  {"".join(f"--{sort}:#{colour};" for sort, colour in _CODE_DARK.items())} }} }}
* {{ box-sizing:border-box }}
body {{ margin:0; background:var(--paper); color:var(--ink); font:16px/1.65 {look.HTML_FONTS} }}
main {{ max-width:46rem; margin:0 auto; padding:48px 24px 96px; overflow-wrap:anywhere }}
h1,h2,h3,h4,h5,h6 {{ line-height:1.25; margin:1.6em 0 .5em; font-weight:620 }} h1 {{ font-size:1.9em }}
main > :first-child, section > :first-child {{ margin-top:0 }}
a {{ color:var(--hand) }} img {{ max-width:100%; height:auto }}
code {{ font:.88em/1.5 {look.HTML_CODE_FONTS}; background:var(--sunk); padding:.12em .35em; border-radius:5px }}
pre {{ background:var(--sunk); padding:14px 16px; border-radius:8px; overflow:auto; tab-size:4 }}
pre code {{ padding:0; background:none }}
blockquote {{ margin:1em 0; padding-left:16px; border-left:3px solid var(--hand-line); color:var(--soft) }}
.grid {{ overflow-x:auto; margin:1em 0 }} table {{ border-collapse:collapse; min-width:60% }}
th,td {{ padding:7px 12px;
   border-bottom:1px solid var(--line); text-align:left; vertical-align:top; overflow-wrap:normal }}
th {{ background:var(--sunk) }} .center {{ text-align:center }} .right {{ text-align:right }}
hr {{ border:0; border-top:1px solid var(--line); margin:2em 0 }} .missing {{ color:var(--soft); font-style:italic }}
li.box {{ list-style:none; margin-left:-1.3em }}
{" ".join(f".{sort} {{ color:var(--{sort}) }}" for sort in COLOURS if sort)}
section {{ max-width:960px; min-height:540px; margin:32px auto; padding:56px 72px; border:1px solid var(--line);
  border-radius:8px; font-size:22px; overflow-wrap:anywhere }}
@page {{ margin:18mm }}
@media print {{ section {{ break-after:page; border:0; margin:0; padding:0 }}
  pre, table, img {{ break-inside:avoid }} }}
"""


def document(made: Made, losses: Losses) -> bytes:
    """The page of a document in Markdown. Raises InvalidInput and LimitExceeded."""
    blocks = blocks_of(clean(made.text(), losses), losses)
    body = "\n".join(_Page(Pictured(made, losses)).blocks(blocks))
    return _whole(clean(made.title, losses), f"<main>\n{body}\n</main>")


def slides(made: Made, losses: Losses) -> bytes:
    """The slides below each other, each on a sheet of its own in print. Notes are not shown."""
    deck = deck_of(clean(made.text(), losses), losses)
    page = _Page(Pictured(made, losses))
    sheets = []
    for slide in deck.slides:
        title = [Heading(slide.level, slide.title)] if slide.title else []
        inside = "\n".join(page.blocks([*title, *slide.blocks]))
        sheets.append(f"<section>\n{inside}\n</section>")
    return _whole(clean(deck.about.get("title") or made.title, losses), "\n".join(sheets))


def _whole(title: str, body: str) -> bytes:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


class _Page:
    def __init__(self, pictures: Pictured) -> None:
        self._pictures = pictures

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Heading(level, inlines):
                    yield f"<h{level}>{self._inlines(inlines)}</h{level}>"
                case Paragraph(inlines):
                    yield f"<p>{self._inlines(inlines)}</p>"
                case Code(text, language):
                    yield f"<pre><code>{_source(text, language)}</code></pre>"
                case Quote(inside):
                    yield "<blockquote>\n" + "\n".join(self.blocks(inside)) + "\n</blockquote>"
                case Bullets(items, start):
                    tag, from_one = ("ul", "") if start is None else ("ol", f' start="{start}"' if start != 1 else "")
                    yield f"<{tag}{from_one}>\n" + "\n".join(map(self._item, items)) + f"\n</{tag}>"
                case Grid():
                    yield self._grid(block)
                case Rule():
                    yield "<hr>"
                case Comment():
                    pass

    def _item(self, item: Item) -> str:
        box = "" if item.done is None else "☑ " if item.done else "☐ "
        first, *rest = item.blocks or (Paragraph(()),)
        if isinstance(first, Paragraph):
            inside = [box + self._inlines(first.inlines), *self.blocks(rest)]
        else:
            inside = [box, *self.blocks(item.blocks)]
        return ('<li class="box">' if box else "<li>") + "\n".join(inside) + "</li>"

    def _grid(self, grid: Grid) -> str:
        lines = []
        for number, row in enumerate(grid.rows):
            tag = "td" if number else "th"
            cells = (
                f'<{tag} class="{align}">{self._inlines(cell)}</{tag}>'
                for cell, align in zip(row, grid.align, strict=True)
            )
            lines.append(f"<tr>{''.join(cells)}</tr>")
        head, *body = lines
        rows = "\n".join(body)
        return f'<div class="grid"><table>\n<thead>{head}</thead>\n<tbody>{rows}</tbody>\n</table></div>'

    def _inlines(self, inlines: Iterable[Inline]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        if isinstance(inline, Image):
            return self._picture(inline)
        made = escape(inline.text).replace("\n", "<br>\n")
        for tag, is_so in (("code", inline.code), ("s", inline.struck), ("em", inline.italic), ("strong", inline.bold)):
            made = f"<{tag}>{made}</{tag}>" if is_so else made
        return f'<a href="{escape(inline.link)}" rel="noreferrer">{made}</a>' if inline.link else made

    def _picture(self, image: Image) -> str:
        picture = self._pictures.find(image.source)
        if picture is None:
            return f'<span class="missing">[{escape(image.alt or image.source[:80])}]</span>'
        address = f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"
        size = f'width="{picture.width}" height="{picture.height}"'
        return f'<img src="{address}" alt="{escape(image.alt)}" {size}>'


def _source(text: str, language: str) -> str:
    return "".join(
        f'<span class="{sort}">{escape(piece)}</span>' if sort else escape(piece)
        for piece, sort in coloured(text, language)
    )
