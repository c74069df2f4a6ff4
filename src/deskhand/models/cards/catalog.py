"""Cards by the names of their models, read from `data/*.toml` and from a folder of a person's own.

    provider = "acme"
    [kinds.unknown]              # what an unlisted model of the provider gets: the most careful card
    wires = ["functions"]
    [kinds.large]                # kinds build on each other and are no models
    like = "unknown"
    [models.rocket-2]            # the model "acme/rocket-2"
    like = "large"
    about = "For long work."

A person's own files have the same form; a model in them goes before one that ships. It does not know the environment:
the folder is given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from deskhand.core.errors import InvalidInput
from deskhand.models.cards.card import Card

DATA = Path(__file__).parent / "data"
LIKE_DEPTH_MAX = 8
_UNKNOWN = "unknown"


@cache
def cards(own: Path | None = None) -> tuple[Card, ...]:
    """Every model that is known by name; a person's own first. Raises InvalidInput for a file that can't be used."""
    found = {card.model: card for folder in (DATA, own) if folder for card in _folder(folder)}
    return tuple(sorted(found.values(), key=lambda card: not _is_from(card, own)))


@cache
def providers() -> tuple[str, ...]:
    """The providers that have cards."""
    return tuple(_read(path)["provider"] for path in _files(DATA))


def card_of(model: str, own: Path | None = None) -> Card:
    """The card of "provider/name", or of "provider/name:tag" where only its family is listed.

    For a model that is not listed at all, its provider's most careful one under its name.
    """
    listed = {card.model: card for card in cards(own)}
    found = listed.get(model) or listed.get(model.partition(":")[0]) or _unknown_of(model.partition("/")[0])
    return found.model_copy(update={"model": model})


def _is_from(card: Card, own: Path | None) -> bool:
    return own is not None and any(card.model == mine.model for mine in _folder(own))


@cache
def _unknown_of(provider: str) -> Card:
    for path in _files(DATA):
        data = _read(path)
        if data["provider"] == provider and _UNKNOWN in data["kinds"]:
            return _made(path, provider, data["kinds"], {"like": _UNKNOWN})
    return Card(model=provider)


@cache
def _folder(folder: Path) -> tuple[Card, ...]:
    found: list[Card] = []
    for path in _files(folder):
        data = _read(path)
        for name, facts in data["models"].items():
            model = f"{data['provider']}/{name}" if name != data["provider"] else name
            found.append(_made(path, model, data["kinds"], facts))
    return tuple(found)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{path} can't be read: {error}.", hint="Mend the file, or move it away.") from error
    tables = {"kinds": data.get("kinds", {}), "models": data.get("models", {})}
    if not isinstance(data.get("provider"), str) or not all(isinstance(each, dict) for each in tables.values()):
        raise InvalidInput(
            f"{path} is no file of cards.", hint='It begins with: provider = "NAME", then [models.NAME].'
        )
    return {"provider": data["provider"], **tables}


def _made(path: Path, model: str, kinds: Mapping[str, Any], facts: Any) -> Card:
    merged: dict[str, Any] = {}
    for _ in range(LIKE_DEPTH_MAX):
        if not isinstance(facts, dict):
            raise InvalidInput(f"{path}: {model} builds on something that is no kind of it.", hint="Mend its `like`.")
        merged = {**facts, **merged}
        like = merged.pop("like", None)
        if like is None:
            break
        facts = kinds.get(like)
    try:
        return Card(model=model, **merged)
    except ValidationError as error:
        why = error.errors()[0]
        place = ".".join(str(step) for step in why["loc"])
        raise InvalidInput(f"{path}: {model}: {place}: {why['msg']}.", hint="Mend the file.") from error
