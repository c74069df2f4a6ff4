"""An engine is found by name; what is missing is told with its mend."""

from __future__ import annotations

import sys

import pytest

from deskhand.core.errors import NotFound, SetupMissing
from deskhand.models.tiny.engines import DEFAULT, ENGINES, engine_named
from deskhand.models.tiny.network import Network


def test_the_default_one_needs_no_torch() -> None:
    assert isinstance(engine_named(DEFAULT, 1), Network)


def test_one_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(NotFound, match=r"no engine 'steam'. Use one of: numpy, transformers\."):
        engine_named("steam", 1)


def test_a_package_that_is_missing_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ENGINES["transformers"][0].partition(":")[0]
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(SetupMissing, match=r"needs the package torch, .* Run: pip install 'deskhand\[local\]'"):
        engine_named("transformers", 1)
