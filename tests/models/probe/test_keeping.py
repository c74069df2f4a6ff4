"""A card that was found out is kept beside a person's own, and is the one that counts from then on."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import InvalidInput
from deskhand.models.cards import Card, card_of
from deskhand.models.probe.keeping import keep

ROCKET = Card(model="acme/rocket-2", wires=("tagged", "tools"), coordinates="grid_1000", axes="yx", sees=True)


def test_a_kept_card_is_found_under_its_name(tmp_path: Path) -> None:
    path = keep(ROCKET, tmp_path / "cards", "Probed 2026-11-22 by Deskhand 0.1.0.")
    assert path == tmp_path / "cards" / "acme.toml"
    assert card_of("acme/rocket-2", tmp_path / "cards") == ROCKET
    assert "# Probed 2026-11-22 by Deskhand 0.1.0." in path.read_text()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_a_person_wrote_stays_as_it_was(tmp_path: Path) -> None:
    mine = (
        '# mine\nprovider = "acme"\n\n[kinds.small]  # both\nsees = false\n\n'
        '[models.slow]\nlike = "small"\nabout = "Old."  # but good\n'
    )
    (tmp_path / "acme.toml").write_text(mine)
    keep(ROCKET, tmp_path, "first")
    keep(ROCKET.model_copy(update={"axes": "xy"}), tmp_path, "second")
    text = (tmp_path / "acme.toml").read_text()
    assert text.startswith(mine)
    assert "first" not in text and "# second" in text
    data = tomllib.loads(text)
    assert data["models"]["slow"] == {"like": "small", "about": "Old."}
    assert data["models"]["rocket-2"] == {"wires": ["tagged", "tools"], "coordinates": "grid_1000"}


@pytest.mark.parametrize(
    "text",
    ["provider = ", 'provider = "other"', "[models.a]\nsees = true\n", 'provider = "acme"\nmodels = 3\n'],
    ids=["no TOML", "another provider's", "no provider", "no table"],
)
def test_a_file_that_can_not_be_used_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / "acme.toml").write_text(text)
    with pytest.raises(InvalidInput, match=r"acme.toml can't be changed: .* Mend the file"):
        keep(ROCKET, tmp_path, "probed")
    assert (tmp_path / "acme.toml").read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["acme.toml"]


@given(name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), remark=st.text(max_size=30))
def test_any_name_and_remark_can_be_kept(name: str, remark: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("cards")
    card = Card(model=f"acme/{name}", sees=False)
    keep(card, folder, remark)
    assert card_of(card.model, folder) == card
