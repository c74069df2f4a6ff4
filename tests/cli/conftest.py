from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.shell import deskhand


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A DESKHAND_HOME. Desks that were left standing for a resume end with it."""
    folder = tmp_path / "home"
    yield folder
    if (folder / "desks").is_dir():
        deskhand(folder, "sessions", "prune", "--days", "0", "--yes")


@pytest.fixture
def own() -> Iterator[Path]:
    """A folder of a person's own that the desk's programs may read, whoever they are: pytest's are closed to them."""
    with tempfile.TemporaryDirectory(prefix="own-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
