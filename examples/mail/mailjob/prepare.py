"""What the job needs before it begins: the app's data, and the file on the desk that a colleague asks for.

Everything is made fresh in one folder. The figures are drawn anew by each seed, so no job can know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from mailapp.letter import Enclosure
from mailapp.seed import fill
from mailapp.store import Mail, Store

HERE = Path(__file__).parent.parent
SITE = "mail.test"
FILE = "figures-may.csv"
SEED = 5


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job that is ready to begin.

    files: name on the desk -> path here. data: the app's folder. figures: the file to be sent. earlier: all letters
    before the job.
    """

    folder: Path
    files: dict[str, str]
    data: Path
    figures: Enclosure
    earlier: tuple[Mail, ...]


def figures(seed: int) -> Enclosure:
    rng = Random(seed)
    lines = [f"{2025}-05-{day:02},{rng.randint(100, 999)},{rng.randint(1, 99) / 10:.1f}" for day in range(1, 32)]
    return Enclosure(FILE, ("day,visitors,hours\n" + "\n".join(lines) + "\n").encode())


def prepare(folder: Path, seed: int = SEED) -> Prepared:
    """Make everything in `folder`, which must be new or empty."""
    desk, data = folder / "desk", folder / "app"
    store = Store(data)
    fill(store)
    made = figures(seed)
    desk.mkdir(parents=True)
    (desk / FILE).write_bytes(made.data)
    return Prepared(folder, {FILE: str(desk / FILE)}, data, made, tuple(store.mails()))
