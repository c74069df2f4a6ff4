from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from app.seed import fill
from app.store import Store
from app.web import make_app
from smallsite.serving import serving

from tests.examples.visitor import Visitor


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "app"


@pytest.fixture
def store(data: Path) -> Store:
    """The store of the running site, with the earlier entries in it."""
    store = Store(data)
    fill(store)
    return store


@pytest.fixture
def visitor(store: Store, data: Path) -> Iterator[Visitor]:
    with serving(make_app(data)) as port:
        yield Visitor(port)
