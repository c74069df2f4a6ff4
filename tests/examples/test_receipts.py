"""The receipts: made alike from the same seed, with their truth kept away from the desk."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from make_receipts import make_receipts
from paper.receipt import Truth
from PIL import Image
from prepare import prepare

Made = tuple[Path, list[Truth]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("receipts")
    return folder, make_receipts(folder, seed=7)


def test_the_same_seed_makes_the_same_pictures(made: Made, tmp_path: Path) -> None:
    assert make_receipts(tmp_path, seed=7) == made[1]


def test_another_seed_changes_every_total(made: Made, tmp_path: Path) -> None:
    other = {fact.file: fact.total_cents for fact in make_receipts(tmp_path, seed=8)}
    assert all(other[fact.file] != fact.total_cents for fact in made[1])


def test_the_truth_is_about_the_very_picture(made: Made) -> None:
    folder, truth = made
    assert {path.name for path in folder.iterdir()} == {fact.file for fact in truth}
    for fact in truth:
        assert hashlib.sha256((folder / fact.file).read_bytes()).hexdigest() == fact.sha256


def test_the_receipts_are_photographs_and_one_is_blurred(made: Made) -> None:
    sharpness = {}
    for path in made[0].iterdir():
        grey = np.asarray(Image.open(path).convert("L").reduce(2), float)
        assert grey.std() > 25, "paper, table and shadow differ"
        sharpness[path.name] = np.abs(np.diff(grey, 2)).mean()
    assert min(sharpness, key=sharpness.__getitem__) == "flowers.jpg"


def test_nothing_that_is_put_on_the_desk_tells_the_truth(tmp_path: Path) -> None:
    prepared = prepare(tmp_path)
    files = [path for place in prepared.files.values() for path in Path(place).rglob("*")]
    assert {path.name for path in files} >= {"correction.txt", "categories.csv", "currencies.csv", "cab.jpg"}
    assert not [path for path in files if path.suffix == ".json"]
    words = "".join(path.read_text() for path in files if path.suffix in (".txt", ".csv"))
    assert not [fact.merchant for fact in prepared.truth if fact.merchant in words]
    assert all(Path(place).is_relative_to(prepared.folder / "desk") for place in prepared.files.values())
