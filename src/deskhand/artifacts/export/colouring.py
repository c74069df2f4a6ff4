"""Source code in pieces of one colour, by Pygments. It does not know where they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pygments.lexers import get_lexer_by_name
from pygments.token import Token
from pygments.util import ClassNotFound

COLOURS = {"word": "7a3e9d", "text": "2d6b3c", "number": "9a4a00", "name": "1c5d99", "note": "6f695f", "": ""}
"""Sort of piece -> colour in six hex digits, as the workspace has them; "" for the colour of the ground's ink."""

CODE_CHARS_MAX = 100_000
"""Longer code keeps the colour of ink: a lexer's worst case is slow."""

_SORTS = (
    (Token.Comment, "note"),
    (Token.Keyword, "word"),
    (Token.Operator.Word, "word"),
    (Token.Literal.String, "text"),
    (Token.Literal.Number, "number"),
    (Token.Name.Function, "name"),
    (Token.Name.Class, "name"),
    (Token.Name.Tag, "name"),
    (Token.Name.Attribute, "name"),
    (Token.Name.Decorator, "name"),
    (Token.Name.Builtin, "name"),
)


def coloured(text: str, language: str) -> list[tuple[str, str]]:
    """(piece, sort) in order; together they are the text, line ends and all. sort: a key of COLOURS."""
    if not language or len(text) > CODE_CHARS_MAX:
        return [(text, "")]
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return [(text, "")]
    pieces = list(_joined(lexer.get_tokens(text)))
    return pieces if "".join(piece for piece, _ in pieces) == text else [(text, "")]


def coloured_lines(text: str, language: str) -> list[list[tuple[str, str]]]:
    """The same, line by line."""
    lines: list[list[tuple[str, str]]] = [[]]
    for piece, sort in coloured(text, language):
        first, *rest = piece.split("\n")
        lines[-1].append((first, sort))
        lines.extend([(part, sort)] for part in rest)
    return [[(part, sort) for part, sort in line if part] for line in lines]


def _joined(tokens: Iterable[tuple[Any, str]]) -> Iterator[tuple[str, str]]:
    gathered, before = "", ""
    for token, piece in tokens:
        sort = next((sort for kind, sort in _SORTS if token in kind), "")
        if sort != before and gathered:
            yield gathered, before
            gathered = ""
        gathered, before = gathered + piece, sort
    if gathered:
        yield gathered, before
