"""Cards are data: what builds on what, a person's own before those that ship, and errors that name the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.core.errors import InvalidInput
from deskhand.models.cards import Card, card_of, cards, providers

OWN = """
provider = "acme"
[kinds.base]
wires = ["functions"]
context_tokens = 8000
[kinds.seeing]
like = "base"
coordinates = "grid_1000"
[models.rocket]
like = "seeing"
about = "Goes up."
"""


def own(folder: Path, text: str) -> Path:
    (folder / "acme.toml").write_text(text)
    return folder


def test_a_card_has_what_its_kinds_say_and_its_own_words(tmp_path: Path) -> None:
    assert card_of("acme/rocket", own(tmp_path, OWN)) == Card(
        model="acme/rocket", about="Goes up.", wires=("functions",), context_tokens=8000, coordinates="grid_1000"
    )


def test_a_persons_own_card_goes_before_the_one_that_ships(tmp_path: Path) -> None:
    mine = own(tmp_path, 'provider = "anthropic"\n[models.claude-opus-5-5]\nabout = "Mine."')
    assert card_of("anthropic/claude-opus-5-5", mine).about == "Mine."
    assert card_of("anthropic/claude-opus-5-5").about != "Mine."
    assert cards(mine)[0].about == "Mine."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("provider = [", "can't be read"),
        ("models = 3", "no file of cards"),
        ('provider = "a"\nmodels = 3', "no file of cards"),
        ('provider = "a"\n[models.b]\nlike = "nothing"', "builds on something"),
        ('provider = "a"\n[models]\nb = 3', "builds on something"),
        ('provider = "a"\n[models.b]\nsees = "perhaps"', r"a/b: sees: "),
        ('provider = "a"\n[models.b]\nspeed = 9', r"a/b: speed: "),
    ],
)
def test_a_file_that_cant_be_used_is_told_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        cards(own(tmp_path, text))


def test_every_provider_with_models_tells_where_its_key_belongs() -> None:
    assert {card.provider for card in cards()} <= set(providers())
    assert all(card.needs_key or card.price == "free" for card in cards())
