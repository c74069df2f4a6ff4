"""What every run in a real browser has: a home of its own, in which nobody works on afterwards."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workspace.vitest import working_for


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own; whoever still works for it in the end is ended."""
    folder = tmp_path_factory.mktemp("home")
    yield folder
    for pid in working_for(folder):
        os.kill(pid, signal.SIGKILL)
