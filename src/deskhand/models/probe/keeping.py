"""A person's own cards: written to <configuration folder>/cards/PROVIDER.toml, where `models.cards` finds them.

What else the file holds, comments too, stays as it was.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from deskhand.core.errors import InvalidInput
from deskhand.models.cards import Card

_HEAD = "Cards of your own: a model here goes before the one that ships with Deskhand (docs/models.md)."


def keep(card: Card, folder: Path, remark: str) -> Path:
    """Write the card into its provider's file, with a remark of how it came to be. Gives the file's path.

    Raises InvalidInput for a file that can't be read or written: it is left as it was.
    """
    path = folder / f"{card.provider}.toml"
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        made = _with(tomlkit.parse(text), card, remark)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _replace(path, tomlkit.dumps(made))
    except (OSError, ValueError, TOMLKitError) as error:
        raise InvalidInput(f"{path} can't be changed: {error}.", hint="Mend the file, or move it away.") from error
    return path


def _with(document: tomlkit.TOMLDocument, card: Card, remark: str) -> tomlkit.TOMLDocument:
    if "provider" not in document:
        if document.as_string().strip():
            raise ValueError("it names no provider")
        document.add(tomlkit.comment(_HEAD))
        document.add("provider", card.provider)
    elif document["provider"] != card.provider:
        raise ValueError(f"it holds cards of {document['provider']!r}")
    models = document.setdefault("models", tomlkit.table(is_super_table=True))
    if not isinstance(models, dict):
        raise ValueError("its `models` is no table")
    models[card.own_name or card.provider] = _table(card, remark)
    return document


def _table(card: Card, remark: str) -> Any:
    """The facts of a card that differ from those of an empty one: the file stands by itself."""
    table = tomlkit.table()
    table.add(tomlkit.comment("".join(letter for letter in remark if letter.isprintable())))
    empty = Card(model=card.model).model_dump()
    for name, value in card.model_dump(exclude={"model"}).items():
        if value != empty[name]:
            table.add(name, list(value) if isinstance(value, tuple) else value)
    return table


def _replace(path: Path, text: str) -> None:
    """Put the text in place of the file's at once: whoever reads meanwhile reads the old or the new."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
